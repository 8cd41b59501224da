"""How often the functions of a program are called and how long they take.

    python -m cProfile [-o output_file] [-s sort] [-m module | script] ...
    cProfile.run("statement"), or with cProfile.Profile() as profile: ..."""
import _lsprof
import sys

__all__ = ["run", "runctx", "Profile"]


class Profile(_lsprof.Profiler):
    """Counts calls and measures times, from enable() to disable() or within a with statement."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        super().__init__(timer, timeunit or 0.0, subcalls, builtins)

    def print_stats(self, sort=-1):
        import pstats
        keys = sort if isinstance(sort, tuple) else (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*keys).print_stats()

    def dump_stats(self, file):
        import marshal
        with open(file, "wb") as output:
            self.create_stats()
            marshal.dump(self.stats, output)

    def create_stats(self):
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        """self.stats: (file, line, name) -> (calls, all calls, own time, time, callers)."""
        self.stats = {}
        entries = self.getstats()
        callers = {label(entry.code): {} for entry in entries}
        for entry in entries:
            for sub in entry.calls or ():
                known = callers.setdefault(label(sub.code), {})
                every, count, own, total = known.get(label(entry.code), (0, 0, 0, 0))
                known[label(entry.code)] = (
                    every + sub.callcount, count + sub.callcount - sub.reccallcount,
                    own + sub.inlinetime, total + sub.totaltime)
        for entry in entries:
            self.stats[label(entry.code)] = (
                entry.callcount - entry.reccallcount, entry.callcount, entry.inlinetime,
                entry.totaltime, callers[label(entry.code)])

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()

    def runcall(self, func, /, *args, **kw):
        """The result of the call, which is profiled."""
        self.enable()  # no with statement: __exit__ would be in the profile
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def runctx(self, cmd, globals, locals):
        """Profiles statements."""
        self.runcall(exec, cmd, globals, locals)
        return self

    def run(self, cmd):
        """Profiles statements in the context of __main__."""
        namespace = vars(__import__("__main__"))
        return self.runctx(cmd, namespace, namespace)


def label(code):
    if isinstance(code, str):
        return "~", 0, code  # native functions: behind all files
    return code.co_filename, code.co_firstlineno, code.co_name


def _profile(profile, method, filename, sort, *args):
    """Profiles what the method runs; prints the result or keeps it in a file."""
    try:
        getattr(profile, method)(*args)
    except SystemExit:
        pass
    finally:
        if filename is None:
            profile.print_stats(sort)
        else:
            profile.dump_stats(filename)


def run(statement, filename=None, sort=-1):
    """Profile a statement in the context of __main__; print the result or keep it in a file."""
    _profile(Profile(), "run", filename, sort, statement)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """The same with namespaces of its own."""
    _profile(Profile(), "runctx", filename, sort, statement, globals, locals)


def _program(path):
    """(code, globals) of a script."""
    import importlib.machinery
    import io
    import os

    sys.path.insert(0, os.path.dirname(path))
    with io.open_code(path) as file:
        code = compile(file.read(), path, "exec")
    spec = importlib.machinery.ModuleSpec(name="__main__", loader=None, origin=path)
    return code, {"__spec__": spec, "__file__": spec.origin, "__name__": spec.name,
                  "__package__": None, "__cached__": None}


def main(prog="cProfile", runctx=runctx):
    import argparse
    import os
    import pstats

    parser = argparse.ArgumentParser(
        prog=prog, allow_abbrev=False,
        usage="%(prog)s.py [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...")
    parser.add_argument("-o", "--outfile", help="Save stats to <outfile>")
    parser.add_argument("-s", "--sort", default=2, help="Sort order when printing to stdout, "
                        "based on pstats.Stats class")
    parser.add_argument("-m", dest="module", action="store_true", help="Profile a library module")
    parser.add_argument("args", nargs=argparse.REMAINDER, metavar="scriptfile [arg] ...")
    options = parser.parse_args()
    if isinstance(options.sort, str) and options.sort not in pstats.Stats.sort_arg_dict_default:
        parser.error(f"option -s: invalid choice: {options.sort!r}")
    if not options.args:
        parser.print_usage()
        sys.exit(2)
    if options.outfile is not None:
        options.outfile = os.path.abspath(options.outfile)
    sys.argv[:] = options.args
    if options.module:
        code = "run_module(modname, run_name='__main__')"
        import runpy
        names = {"run_module": runpy.run_module, "modname": options.args[0]}
    else:
        code, names = _program(options.args[0])
    try:
        runctx(code, names, None, options.outfile, options.sort)
    except BrokenPipeError as error:
        sys.stdout = None  # nobody reads it any more
        sys.exit(error.errno)
    return parser


if __name__ == "__main__":
    main()
