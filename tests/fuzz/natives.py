"""Calls what is written in C with odd arguments: natives.py STEPS SEED [SUBJECT...]

A subject is a native module, or "types": those that no module shows; without any all of them. Each has a
child process, in an empty folder of its own: what can be called in it, and the methods and attributes of
its types and of the types of the results, is called with nasty values and with earlier results. Any
exception is right; a signal, a sanitizer's word or work without end is not. The call under way is in the
folder's file `call` when a child ends so.
"""

import importlib
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import types

# What ends, stops or changes this process or others because that is what it is for.
ENDING = """_exit abort alarm breakpoint chdir chroot clock_settime close closerange daemon_threads_allowed dup2
    dooneevent dump_traceback_later exec_module exit fchdir fork fork_exec forkpty execv execve ioctl kill killpg lockf
    login_tty input nice openpty pause pidfd_send_signal pivot_root posix_spawn posix_spawnp prlimit pthread_kill
    pthread_sigmask raise_signal register register_at_fork sched_setaffinity sched_setparam sched_setscheduler
    set_wakeup_fd setdomainname setegid seteuid setgid setgroups sethostname setitimer setns setpgid setpgrp
    setpriority setregid setresgid setresuid setreuid setrlimit setsid setuid siginterrupt sigtimedwait sigwait
    sigwaitinfo sync system tcsetpgrp unshare waitid waitpid _fatal_error_c_thread _read_null _shutdown
    _sigabrt _sigfpe _sigsegv _stack_overflow""".split()
# Raw access to memory.
RAW = """Py_DECREF Py_INCREF PyObj_FromPtr _cast call_cdeclfunction call_commethod call_function dlclose dlopen
    dlsym from_address from_param in_dll memmove memset string_at wstring_at""".split()
# What this program itself needs.
OWN = """addaudithook settrace setprofile _settraceallthreads _setprofileallthreads setrecursionlimit
    start_joinable_thread start_new_thread SystemExit""".split()
SKIPPED = {*ENDING, *RAW, *OWN}

INTEGERS = [0, 1, -1, 2, 3, 8, 16, 255, 256, 65536, 10**30, -10**30, True] + [
    sign * 2**bits - offset for bits in (31, 32, 62, 63, 64) for sign in (1, -1) for offset in (0, 1)]
TEXTS = ["", "a", "ab", "\0", "\ud800", "\U0001f600", "\xe9", "x" * 1000, "utf-8", "utf-16", "strict", "ignore",
         "rb", "w", "i", "O", "%s", "{}", "__class__", "1", "-1", "1e5", ".", "a.b", "int", "\n"]
CLASS_TYPE_HEAP = 1 << 9


class TooLong(BaseException):
    pass


def too_long(number, frame):
    raise TooLong


class Odd:
    """Answers what it should not, differently each time."""

    def answer(self, *args, **keywords):
        if chance.random() < 0.3:
            raise chance.choice((ValueError, TypeError, KeyError, StopIteration, MemoryError))("odd")
        return chance.choice((0, -1, 2**63, 1.5, "a", None, b"", ()))

    for name in """index len int float bool hash eq lt repr str bytes format iter next getitem setitem contains
            call enter exit length_hint fspath complex add radd mul rmul trunc floor round reduce_ex await
            aiter anext missing reversed sizeof""".split():
        locals()[f"__{name}__"] = answer
    read = readinto = write = seek = tell = flush = close = fileno = decode = encode = append = keys = answer


def generator():
    yield 1
    yield 2


async def coroutine():
    return 1


def nasty_values():
    cycle = []
    cycle.append(cycle)
    exported = bytearray(b"exported")
    view, released = memoryview(exported), memoryview(b"released")
    released.release()
    classes = [type("Sub" + base.__name__, (base,), {}) for base in
               (int, str, bytes, list, dict, tuple, float, set, bytearray)]
    return [
        *INTEGERS, *TEXTS, None, 0.0, -0.0, 1.5, 1e308, 5e-324, float("nan"), float("inf"), 1j, complex("nan"),
        ..., NotImplemented, b"", b"a", b"\0" * 100, b"\xff" * 17, bytes(range(256)), b"x" * 5000, exported, view,
        bytearray(b"ab"), view[::-1], view[0:0], view.cast("b", (2, 4)), released, (), (1,), (1, 2), (None,) * 3,
        ("a", 1, None), (2**64, -1), ((), ()), [], [1], [3, 1, 2], ["b", "a"], [None] * 40, cycle, {}, {"a": 1},
        {1: 2}, {"": None}, set(), {1, "a"}, frozenset((1,)), range(0), range(2**62, 2**64), range(-1, 2**63, 2**62),
        slice(None), slice(2**63, -2**63, -1), slice("a", None, Odd()), iter([]), iter((1, 2)), generator(),
        lambda *args: None, len, int, str, object, type, ValueError, ValueError("x"), BaseException(), object(), Odd(),
        Odd, types.SimpleNamespace(a=1), io.BytesIO(b"data\nmore"), io.StringIO("text\nmore"), property(len),
        staticmethod(len), (lambda: 0).__code__, sys._getframe(), types.MappingProxyType({}), types.CellType(),
        types.ModuleType("m"), zip(), map(len, []), enumerate([]), reversed([1]), int.__add__, "".join, {}.keys(),
        {"a": 1}.items(), super(Odd, Odd()), list[int], int | str, *(each() for each in classes)]


TYPES_WITHOUT_MODULE = [
    type(sys._getframe()), types.CodeType, types.FunctionType, types.MethodType, types.GeneratorType,
    types.CoroutineType, types.AsyncGeneratorType, types.TracebackType, types.CellType, types.BuiltinFunctionType,
    types.MethodDescriptorType, types.WrapperDescriptorType, types.GetSetDescriptorType,
    types.MemberDescriptorType, types.MappingProxyType, types.SimpleNamespace, types.ModuleType,
    types.GenericAlias, types.UnionType, type(iter({})), type({}.keys()), type({}.items()), type({}.values()),
    type(iter(range(1))), type(iter(range(2**65))), type(iter("")), type(iter("\xe9")), type(iter(b"")),
    type(iter(set())), type(iter(len, 1)), type(iter(memoryview(b""))), type(reversed([])), type(reversed({})),
    type(None), type(...), type(NotImplemented)]


class Caller:
    def __init__(self, log):
        self.nasty = nasty_values()
        self.found = {}  # a type: some instances
        self.targets = []  # (class or None, name, what to call)
        self.known = set()
        self.log = log

    # ---- what there is

    def learn_subject(self, subject):
        if subject == "types":
            for cls in TYPES_WITHOUT_MODULE:
                self.learn_type(cls)
            for value in generator(), coroutine(), sys._getframe(), lambda a, b=1: a, Caller.step.__code__:
                self.keep(value)
            return
        self.known.update(map(type, self.nasty))
        for name, value in list(vars(importlib.import_module(subject)).items()):
            if name in SKIPPED:
                continue
            if isinstance(value, type):
                self.learn_type(value)
            if callable(value):
                self.targets.append((None, name, value))
            else:
                self.keep(value)

    def learn_type(self, cls):
        if cls in self.known or cls.__flags__ & CLASS_TYPE_HEAP:
            return
        self.known.add(cls)
        self.targets += [(cls, name, item) for name, item in vars(cls).items() if name not in SKIPPED]

    def keep(self, value):
        if type(value) is dict and {"__builtins__", "__name__", "len"} & value.keys():
            value = value.copy()  # a namespace that this program needs itself
        if isinstance(value, types.ModuleType) or value in (chance, Caller):
            return
        kept = self.found.setdefault(type(value), [])
        if len(kept) < 6:
            kept.append(value)
        else:
            kept[chance.randrange(6)] = value
        self.learn_type(type(value))

    # ---- one call

    def argument(self):
        if chance.random() < 0.25 and self.found:
            return chance.choice(chance.choice(list(self.found.values())))
        return chance.choice(self.nasty)

    def instance(self, cls):
        kept = self.found.get(cls)
        if kept and chance.random() < 0.9:
            return chance.choice(kept)
        if chance.random() < 0.5:
            try:
                return cls.__new__(cls)  # without its __init__
            except Exception:
                pass
        return self.argument()

    def keywords(self, target):
        if chance.random() > 0.15:
            return {}
        text = getattr(target, "__text_signature__", None) or "a, key, size"
        given = [part.split("=")[0].strip(" ()*/$") for part in text.split(",")]
        given = [name for name in given if name.isidentifier()]
        return {name: self.argument() for name in chance.sample(given, min(len(given), 2))}

    def note(self, *what):
        """What the next call is, so that its crash tells."""
        lines = [repr(item)[:100] if type(item) in PLAIN else object.__repr__(item) for item in what]
        os.pwrite(self.log, "\n".join(lines).encode("utf-8", "replace").ljust(600)[:600], 0)

    def step(self):
        cls, name, target = chance.choice(self.targets)
        arguments = [self.argument() for _ in range(chance.choice((0, 0, 1, 1, 1, 2, 2, 3, 4)))]
        keywords = self.keywords(target)
        if cls is None:
            self.note(name, *arguments, *keywords, *keywords.values())
            value = target(*arguments, **keywords)
        else:
            subject = self.instance(cls)
            self.note(cls, name, subject, *arguments, *keywords, *keywords.values())
            value = self.use(subject, name, target, arguments, keywords)
        if type(value) not in PLAIN:
            self.keep(value)
            if chance.random() < 0.3 and hasattr(value, "__next__"):
                next(value, None)

    def use(self, subject, name, target, arguments, keywords):
        if callable(target):
            return target(subject, *arguments, **keywords)
        way = chance.random()
        if way < 0.2:
            return setattr(subject, name, self.argument())
        if way < 0.3:
            return delattr(subject, name)
        value = getattr(subject, name)
        return value(*arguments, **keywords) if callable(value) and name != "__class__" else value


PLAIN = {int, str, bool, float, type(None), bytes, type}


def child(subject, steps, seed):
    chance.seed(seed)
    sys.unraisablehook = lambda event: None
    caller = Caller(os.open("call", os.O_WRONLY | os.O_CREAT, 0o666))
    caller.learn_subject(subject)
    signal.signal(signal.SIGALRM, too_long)
    setitimer, timer = signal.setitimer, signal.ITIMER_REAL
    for step in range(steps):
        try:
            setitimer(timer, 0.5)
            try:
                caller.step()
            finally:
                setitimer(timer, 0)
        except BaseException as error:
            error.__traceback__ = None
        if step % 200 == 0:
            caller.nasty = nasty_values()


def run(subject, steps, seed):
    """Whether the child ended well. It may have broken its own streams: any exit status is right, but
    those of the sanitizers."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "--max-memory=1500M", os.path.abspath(__file__), "--child", str(steps), str(seed),
                   subject]
        environment = {**os.environ, "PYTHONHASHSEED": "0",
                       "ASAN_OPTIONS": "exitcode=77:detect_leaks=0:allocator_may_return_null=1",
                       "UBSAN_OPTIONS": "halt_on_error=1:exitcode=78:print_stacktrace=1"}
        try:
            done = subprocess.run(command, cwd=folder, env=environment, timeout=60 + steps / 20, capture_output=True,
                                  stdin=subprocess.DEVNULL, start_new_session=True)
            status, words = done.returncode, done.stderr
        except subprocess.TimeoutExpired as error:
            status, words = "time", error.stderr or b""
        if status != "time" and status >= 0 and status not in (77, 78):
            return True
        print(f"{subject}: status {status}")
        print(open(f"{folder}/call", errors="replace").read().rstrip(" \0"))
        print(words[-3000:].decode(errors="replace"))
        return False


def main():
    steps, seed, *subjects = sys.argv[1:]
    results = [run(subject, int(steps), int(seed))
               for subject in subjects or ("types", *sys.builtin_module_names)]
    print(len(results), "subjects,", results.count(False), "failed")
    sys.exit(False in results)


chance = random.Random()
if sys.argv[1:2] == ["--child"]:
    try:
        child(sys.argv[4], int(sys.argv[2]), int(sys.argv[3]))
    except BaseException:  # it has changed what it needs itself
        pass
elif __name__ == "__main__":
    main()
