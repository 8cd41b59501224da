"""What the debugger is started with from the command line: scripts, modules and archives."""

import io
import os
import sys
import traceback


class Restart(Exception):
    """The program is to be run again."""


def _namespace(**names):
    return {"__name__": "__main__", "__builtins__": __builtins__, "__spec__": None, **names}


class _Script:
    def __init__(self, path):
        if not os.path.exists(path):
            _give_up(f"Error: {path} does not exist")
        if os.path.isdir(path):
            _give_up(f"Error: {path} is a directory")
        self.filename = os.path.realpath(path)
        if not sys.flags.safe_path:
            sys.path[0] = os.path.dirname(self.filename)

    def load(self):
        """(code, namespace)"""
        with io.open_code(self.filename) as file:
            code = compile(file.read(), self.filename, "exec")
        return code, _namespace(__file__=self.filename)


class _Module:
    def __init__(self, name):
        import runpy
        try:
            _, self._spec, self._code = runpy._get_module_details(name)
        except ImportError as error:
            _give_up(f"ImportError: {error}")
        except Exception:
            traceback.print_exc()
            sys.exit(1)
        self.filename = self._code.co_filename

    def load(self):
        return self._code, _namespace(
            __file__=os.path.normcase(self.filename), __package__=self._spec.parent,
            __loader__=self._spec.loader, __spec__=self._spec)


class _Archive:
    def __init__(self, path):
        import runpy
        sys.path.insert(0, os.path.realpath(path))
        _, self._spec, self._code = runpy._get_main_module_details()
        self.filename = self._code.co_filename

    def load(self):
        return self._code, _namespace(
            __file__=os.path.normcase(self._code.co_filename), __package__=self._spec.parent,
            __loader__=self._spec.loader, __spec__=self._spec)


def _give_up(message):
    print(message)
    sys.exit(1)


def _target(options, name):
    if options.module:
        return _Module(name)
    if name.endswith(".pyz"):
        return _Archive(name)
    return _Script(name)


def _run_once(pdb, target):
    """Runs the program once; is it to be run again?"""
    try:
        pdb._run(target)
        if pdb._user_requested_quit:
            return False
        print("The program finished and will be restarted")
    except Restart:
        print("Restarting", target.filename, "with arguments:")
        print("\t" + " ".join(sys.argv[1:]))
    except SystemExit as error:
        print("The program exited via sys.exit(). Exit status:", error)
    except BaseException as error:
        traceback.print_exception(error)
        print("Uncaught exception. Entering post mortem debugging")
        print("Running 'cont' or 'step' will restart the program")
        try:
            pdb.interaction(None, error)
        except Restart:
            print("Restarting", target.filename, "with arguments:")
            print("\t" + " ".join(sys.argv[1:]))
            return True
        if not pdb._user_requested_quit:
            print("The program finished and will be restarted")
    return not pdb._user_requested_quit


def run_command_line(make_debugger):
    import argparse

    parser = argparse.ArgumentParser(
        prog="pdb", usage="%(prog)s [-h] [-c command] (-m module | pyfile) [args ...]",
        description="Debug the Python program given by a file or a module.", allow_abbrev=False,
        epilog="""Initial commands are read from .pdbrc files in your home directory and in the
               current directory, if they exist. Commands supplied with -c are executed after
               commands from .pdbrc files.""")
    # only as far as the program's name: what comes behind it is the program's
    parser.add_argument("-c", "--command", action="append", default=[], metavar="command",
                        dest="commands",
                        help="pdb commands to execute as if given in a .pdbrc file")
    parser.add_argument("-m", metavar="module", dest="module", nargs=argparse.REMAINDER)
    parser.add_argument("args", nargs=argparse.REMAINDER, metavar="pyfile")
    options = parser.parse_args()
    args = options.module or options.args
    if not args:
        parser.print_help()
        sys.exit(2)
    target = _target(options, args[0])
    sys.argv[:] = args if options.module else [target.filename, *args[1:]]
    debugger = make_debugger()
    debugger.rcLines.extend(options.commands)
    while _run_once(debugger, target):
        pass
