# preload: tracemalloc, memory, symtable, faulthandler
import faulthandler, limits, memory, mmap, readline, symtable, sys, tracemalloc
tracemalloc.start(3); kept = [object() for _ in range(5)]; where = tracemalloc.get_object_traceback(kept); print(where is None or len(where) > 0, tracemalloc.get_traced_memory()[0] > 0)
snapshot = tracemalloc.take_snapshot(); print(len(snapshot.statistics("lineno")) > 0, len(snapshot.compare_to(snapshot, "filename")) > 0); tracemalloc.stop()
one = memory.map(); two = memory.map(); print(len(one.text()) > 100, one.json()[:1], len(one.html()) > 1000, len(memory.diff(one, two)) > 0, memory.block(kept).kind, memory.pool(kept).size > 0)
print(len(memory.owners(kept)) > 0, len(str(memory.why(memory.arena(kept)))) > 0, memory.stats().arenas > 0, memory.check(), memory.malloc(42).size, len(memory.objects(list)) > 0)
m = mmap.mmap(-1, 5000); m[:5] = b"bytes"; m.seek(2); print(m.read(3), m.find(b"tes"), m[0], len(m), m.rfind(b"b")); m.close()
table = symtable.symtable("def f(a):\n    def g(): return a\n    return g\n", "made", "exec"); print(table.get_children()[0].get_symbols()[0].get_name(), table.lookup("f").is_assigned())
print(faulthandler.is_enabled(), readline.get_current_history_length() >= 0, readline.get_completer(), len(limits.__doc__ or "x") > 0)
