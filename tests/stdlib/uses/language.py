"""Uses of the modules about Python itself, and tools for programmers; `# module NAME` opens each."""

# module ast
import ast
tree = ast.parse("def f(a, *b: int) -> str:\n    return f'{a!r:>{w}}' if b else [x async for x in y]")
print(ast.dump(tree, indent=1), ast.unparse(tree), ast.literal_eval("{'a': [1, (2.5, None)]}"))
class Names(ast.NodeVisitor):
    def visit_Name(self, node): print(node.id, node.lineno, node.col_offset)
Names().visit(tree)
print(ast.get_docstring(ast.parse('"""doc"""')), ast.get_source_segment("x = y + z", ast.parse("x = y + z").body[0].value))

# module symtable
import symtable
table = symtable.symtable("def f(a):\n    global g\n    b = a\n    return lambda: b", "<s>", "exec")
function = table.get_children()[0]
print(table, function.get_parameters(), function.get_globals(), function.lookup("b").is_local())

# module token
import token
print(token.tok_name[token.NAME], token.ISEOF(0), token.EXACT_TOKEN_TYPES["->"] == token.RARROW)

# module tokenize
import io
import tokenize
source = b"# coding: utf-8\nif x:\n    y = f'{a+1}' # c\n"
for item in tokenize.tokenize(io.BytesIO(source).readline):
    print(item)
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO("a  =1\n").readline)), tokenize.detect_encoding(iter([source]).__next__))

# module tabnanny
import tabnanny
open("good.py", "w").write("if x:\n    y\n")
open("bad.py", "w").write("if x:\n        y\n\tz\n")
tabnanny.check("good.py")
tabnanny.check("bad.py")

# module pyclbr
import pyclbr
import sys
open("sample.py", "w").write("class A: pass\nclass B(A):\n    def m(self): pass\nasync def f(): pass\n")
sys.path.insert(0, ".")
for name, item in pyclbr.readmodule_ex("sample").items():
    print(name, item.lineno, getattr(item, "methods", item.name), item.is_async if name == "f" else "")

# module py_compile
import os
import py_compile
open("m.py", "w").write("x = 1\n")
open("n.py", "w").write("x =\n")
print(os.path.exists(py_compile.compile("m.py")))
try:
    py_compile.compile("n.py", doraise=True)
except py_compile.PyCompileError as error:
    print(error.exc_type_name)

# module compileall
import compileall
import os
os.mkdir("pack")
open("pack/m.py", "w").write("x = 1\n")
print(compileall.compile_dir("pack", quiet=1), len(os.listdir("pack/__pycache__")))

# module dis
import dis
import io
out = io.StringIO()
dis.dis("x = y + 1", file=out)
print("STORE_NAME" in out.getvalue(), any(step.argval == "y" for step in dis.get_instructions("y")))

# module opcode
import opcode
print("LOAD_CONST" in opcode.opmap, opcode.cmp_op[:2], opcode.opname[opcode.opmap["RETURN_VALUE"]])

# module inspect
import inspect
def sample(a, /, b: int = 3, *args, c, **kw) -> str:
    """Docs
       here."""
signature = inspect.signature(sample)
print(signature, signature.bind(1, c=2).arguments, list(signature.parameters.values())[1].kind, inspect.getdoc(sample))
print(inspect.isgeneratorfunction(sample), inspect.getmembers(signature, inspect.ismethod)[0][0], inspect.getmro(bool))
print(inspect.signature(str.split), inspect.currentframe().f_code.co_name, inspect.getfullargspec(sample))

# module traceback
import traceback
def fails(): return 1 / 0
try:
    try:
        fails()
    except ZeroDivisionError as error:
        raise KeyError("outer") from error
except KeyError as error:
    print(traceback.format_exception_only(error), len(traceback.extract_tb(error.__traceback__)))
    print("".join(traceback.TracebackException.from_exception(error).format()).count("line"))

# module warnings
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("old", DeprecationWarning)
print(caught[0].category, caught[0].message, warnings.formatwarning("m", UserWarning, "f", 3, "line"))
@warnings.deprecated("use g")
def f(): pass
print(f.__deprecated__)

# module logging
import logging
import sys
logging.basicConfig(stream=sys.stdout, format="%(levelname)-8s %(name)s: %(message)s", level=logging.INFO)
log = logging.getLogger("app.part")
log.info("at %d%%", 50)
log.debug("unseen")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
print(log.getEffectiveLevel(), logging.getLevelName(30), log)

# module logging.config
import logging
import logging.config
logging.config.dictConfig({
    "version": 1,
    "formatters": {"f": {"format": "{levelname}:{message}", "style": "{"}},
    "handlers": {"h": {"class": "logging.StreamHandler", "formatter": "f", "stream": "ext://sys.stdout"}},
    "root": {"handlers": ["h"], "level": "WARNING"},
})
logging.warning("configured")

# module logging.handlers
import logging
import logging.handlers
import queue
import os
log = logging.getLogger("x")
log.addHandler(logging.handlers.RotatingFileHandler("log", maxBytes=60, backupCount=2))
line = queue.Queue()
log.addHandler(logging.handlers.QueueHandler(line))
for n in range(6):
    log.warning("message number %d", n)
print(sorted(os.listdir()), line.qsize(), open("log").read())

# module timeit
import timeit
print(timeit.timeit("x += 1", "x = 0", number=100) > 0, len(timeit.repeat("pass", repeat=3, number=1)))

# module trace
import trace
def square(n):
    return n * n
tracer = trace.Trace(count=1, trace=0, countfuncs=0)
print(tracer.runfunc(square, 4), sum(tracer.results().counts.values()))

# module tracemalloc
import tracemalloc
tracemalloc.start()
kept = [bytes(1000) for _ in range(10)]
print(tracemalloc.get_traced_memory()[0] > 10000, len(tracemalloc.take_snapshot().statistics("lineno")) > 0)
tracemalloc.stop()

# module profile
import profile
import pstats
import io
profiler = profile.Profile()
print(profiler.runcall(lambda: sum(map(abs, [-1, 2]))))
out = io.StringIO()
pstats.Stats(profiler, stream=out).sort_stats("calls").print_stats()
print("function calls" in out.getvalue())

# module cProfile
import cProfile
import io
import pstats
with cProfile.Profile() as profiler:
    sorted([3, 1, 2], key=lambda n: -n)
print(pstats.Stats(profiler, stream=io.StringIO()).total_calls)

# module pstats
import cProfile
import pstats
cProfile.run("len('abc')", "stats")
stats = pstats.Stats("stats")
print(stats.total_calls > 1, pstats.SortKey.TIME, type(stats.strip_dirs().get_stats_profile()).__name__)

# module bdb
import bdb
class Lines(bdb.Bdb):
    def user_line(self, frame):
        if frame.f_globals is globals():
            print("line", frame.f_code.co_name)
        self.set_step()
Lines().runcall(lambda: [
    1])

# module pdb
import io
import pdb
out = io.StringIO()
debugger = pdb.Pdb(stdin=io.StringIO("step\np x\nbreak\nwhere\ncontinue\n"), stdout=out, nosigint=True, readrc=False)
debugger.use_rawinput = False
debugger.run("x = 41\nx += 1\n")
print("41" in out.getvalue(), "(Pdb)" in out.getvalue())

# module code
import code
import contextlib
import io
interpreter = code.InteractiveInterpreter({"a": 5})
print(interpreter.runsource("a + 1"), interpreter.runsource("if a:"))
errors = io.StringIO()
with contextlib.redirect_stderr(errors):
    interpreter.runsource("a +* 2")
    interpreter.runsource("1 / 0")
print(errors.getvalue().splitlines()[-1])

# module codeop
import codeop
print(codeop.compile_command("if x:"), codeop.compile_command("x = 1") is not None)
try:
    codeop.compile_command("x = = 1")
except SyntaxError as error:
    print(error.msg)

# module doctest
import doctest
def double(n):
    """
    >>> double(2)
    4
    >>> double("a")
    'aaa'
    """
    return n * 2
print(doctest.run_docstring_examples(double, globals(), name="double"))
print(doctest.DocTestParser().get_examples(">>> 1 + 1\n2\n")[0].want)

# module unittest
import io
import unittest
class Case(unittest.TestCase):
    def test_good(self):
        self.assertEqual([1, 2], [1, 2])
        with self.assertRaisesRegex(ValueError, "invalid"):
            int("x")
    def test_bad(self):
        self.assertEqual({"a": 1}, {"a": 2})
    @unittest.skip("not now")
    def test_skipped(self): pass
out = io.StringIO()
result = unittest.TextTestRunner(out, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case))
print(result, result.failures[0][1].splitlines()[-6:], out.getvalue().splitlines()[:3])

# module unittest.mock
from unittest import mock
thing = mock.Mock(return_value=3)
print(thing(1, a=2), thing.call_args, thing.mock_calls)
thing.assert_called_once_with(1, a=2)
with mock.patch("os.getcwd", return_value="/fake"), mock.patch.dict("os.environ", {"K": "v"}):
    import os
    print(os.getcwd(), os.environ["K"])
try:
    thing.assert_called_with(9)
except AssertionError as error:
    print(error)
print(mock.MagicMock().__len__(), mock.sentinel.x, mock.call(1).foo(2))

# module unittest.async_case
import io
import unittest
class Case(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): print("set up")
    async def test_it(self): self.assertTrue(True)
print(unittest.TextTestRunner(io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Case)))

# module pydoc
import pydoc
def documented(a, b=2):
    """Says what it does."""
class Thing:
    """A thing."""
    size: int = 3
    def method(self): "Does."
print(pydoc.render_doc(documented, renderer=pydoc.plaintext), pydoc.plain(pydoc.render_doc(Thing)))
print(pydoc.splitdoc("One.\n\nTwo."), pydoc.locate("os.path").__name__, "documented" in pydoc.html.document(documented))

# module importlib
import importlib
import sys
open("fresh.py", "w").write("value = 1\n")
sys.path.insert(0, ".")
fresh = importlib.import_module("fresh")
open("fresh.py", "w").write("value = 22\n")
importlib.invalidate_caches()
print(fresh.value, importlib.reload(fresh).value)

# module importlib.util
import importlib.util
open("lazy.py", "w").write("print('run')\nvalue = 1\n")
spec = importlib.util.spec_from_file_location("lazy", "lazy.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.value, importlib.util.find_spec("nothing_here"), importlib.util.resolve_name(".a", "b.c"))
print(importlib.util.cache_from_source("/x/m.py").startswith("/x/__pycache__/m."), len(importlib.util.source_hash(b"x")))

# module importlib.machinery
from importlib import machinery
print(machinery.SOURCE_SUFFIXES, machinery.PathFinder.find_spec("nope"), machinery.ModuleSpec("a.b", None).parent)

# module importlib.abc
import importlib.abc
import importlib.util
import sys
class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name == "made_up":
            return importlib.util.spec_from_loader(name, self)
    def exec_module(self, module):
        module.value = "made"
sys.meta_path.append(Finder())
import made_up
print(made_up.value, made_up.__spec__.name)

# module importlib.resources
import os
import sys
from importlib import resources
os.makedirs("holder/inner")
open("holder/__init__.py", "w").close()
open("holder/inner/data.txt", "w").write("resource\n")
sys.path.insert(0, ".")
files = resources.files("holder")
print((files / "inner" / "data.txt").read_text(), sorted(item.name for item in files.iterdir() if item.name[0] != "_"))
with resources.as_file(files / "inner" / "data.txt") as path:
    print(path.name, resources.is_resource("holder", "__init__.py"))

# module importlib.metadata
import os
import sys
from importlib import metadata
os.makedirs("demo-1.2.dist-info")
open("demo-1.2.dist-info/METADATA", "w").write("Metadata-Version: 2.1\nName: demo\nVersion: 1.2\nRequires-Dist: x>1\n")
open("demo-1.2.dist-info/entry_points.txt", "w").write("[console_scripts]\nrun = demo.cli:main [extra]\n")
sys.path.insert(0, ".")
print(metadata.version("demo"), metadata.requires("demo"), metadata.metadata("demo")["Name"])
print(metadata.entry_points(group="console_scripts", name="run"))
try:
    metadata.version("absent")
except metadata.PackageNotFoundError as error:
    print(error)

# module pkgutil
import os
import pkgutil
import sys
os.makedirs("pack/sub")
for name in "pack/__init__.py", "pack/m.py", "pack/sub/__init__.py":
    open(name, "w").close()
open("pack/d.txt", "w").write("data")
sys.path.insert(0, ".")
print([(m.name, m.ispkg) for m in pkgutil.walk_packages(["pack"], "pack.")], pkgutil.get_data("pack", "d.txt"))
print(pkgutil.resolve_name("os.path:join").__name__)

# module runpy
import os
import runpy
os.mkdir("app")
open("app/__main__.py", "w").write("print(__name__, 'ran')\nresult = 5\n")
print(runpy.run_path("app")["result"], "x" in runpy.run_path("app", {"x": 1}, "other"))

# module modulefinder
import modulefinder
open("script.py", "w").write("import helper, missing_one\n")
open("helper.py", "w").write("value = 1\n")
finder = modulefinder.ModuleFinder(["."])
finder.run_script("script.py")
print(sorted(finder.modules), finder.any_missing())

# module __future__
import __future__
print(__future__.annotations, __future__.all_feature_names)

# module this
import this
print(len(this.d))

# module tkinter
import tkinter
tcl = tkinter.Tcl()
variable = tkinter.StringVar(tcl, "text")
seen = []
variable.trace_add("write", lambda *words: seen.append(words[2]))
variable.set("other")
print(tcl.eval("expr 6 * 7"), tcl.call("list", 1, (2.5, "three")), variable.get(), seen, tkinter.TclVersion)

# module turtle
from turtle import Vec2D
print(Vec2D(1, 2) + Vec2D(3, 4), abs(Vec2D(3, 4)), Vec2D(1, 0).rotate(90))

# module curses.ascii
import curses.ascii
print(curses.ascii.unctrl("\x01"), curses.ascii.isalpha("a"), curses.ascii.ctrl("a"), curses.ascii.controlnames[27])

# module idlelib.pyparse
from idlelib import pyparse
parser = pyparse.Parser(4, 4)
parser.set_code("if x:\n    y = (1,\n")
print(parser.get_continuation_type(), parser.is_block_opener())

# module sre_parse
import warnings
warnings.simplefilter("ignore")
import sre_constants
import sre_parse
print(sre_parse.parse("a|b*").dump(), sre_constants.MAXREPEAT)

# module antigravity
import os
os.environ["BROWSER"] = "true"
import antigravity
antigravity.geohash(37.421542, -122.085589, b"2005-05-26-10458.68")

# module _pyrepl.utils
from _pyrepl.utils import str_width, wlen
print(wlen("aé漢"), str_width("漢"))

# module _pylong
import _pylong
print(_pylong.int_to_decimal_string(7**300), _pylong.int_from_string("9" * 50), _pylong.int_divmod(10**60, 7**20))
