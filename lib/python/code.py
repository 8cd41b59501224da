"""The interactive interpreter, for programs that want one of their own."""

import builtins
import sys
import traceback
from codeop import CommandCompiler, compile_command

__all__ = ["InteractiveInterpreter", "InteractiveConsole", "interact", "compile_command"]


class InteractiveInterpreter:
    """Runs source in a namespace and shows its errors. Where the source comes from, subclasses and
    their users know."""

    def __init__(self, locals=None):
        self.locals = {"__name__": "__console__", "__doc__": None} if locals is None else locals
        self.compile = CommandCompiler()

    def runsource(self, source, filename="<input>", symbol="single"):
        """Run the source if it is complete; show the error if it is wrong.

        True if more lines may complete it: then nothing was done.
        """
        is_complete = True
        try:
            code = self.compile(source, filename, symbol)
            is_complete = code is not None
        except (SyntaxError, ValueError, OverflowError):
            code = None
            self.showsyntaxerror(filename, source=source)
        if code is not None:
            self.runcode(code)
        return not is_complete

    def runcode(self, code):
        """Run a code object and show its errors; SystemExit is not caught."""
        try:
            exec(code, self.locals)
        except SystemExit:
            raise
        except:
            self.showtraceback()

    def showsyntaxerror(self, filename=None, *, source="", **kwargs):
        """Show the error that compiling has raised, as one of the file if that is given."""
        error = sys.exception()
        if filename and isinstance(error, SyntaxError):
            error.filename = filename
        self._show(error, None, source)

    def showtraceback(self):
        """Show the exception that the program has raised, without our own frame."""
        error = sys.exception()
        self._show(error, error.__traceback__.tb_next)

    def _show(self, error, tb, source=""):
        error = error.with_traceback(tb)
        lines = source.splitlines()
        if type(error) is SyntaxError and not error.text and lines:
            if error.lineno is not None and error.lineno <= len(lines):
                error.text = lines[error.lineno - 1]
        sys.last_type, sys.last_traceback = type(error), tb
        sys.last_exc = sys.last_value = error
        if sys.excepthook is sys.__excepthook__:
            self._excepthook(type(error), error, tb)
        else:
            self._call_own_hook(error, tb)

    def _excepthook(self, typ, value, tb):
        self.write("".join(traceback.format_exception(typ, value, tb)))

    @staticmethod
    def _call_own_hook(error, tb):
        """Somebody's own sys.excepthook shows the error; if it fails, both errors are shown."""
        try:
            sys.excepthook(type(error), error, tb)
        except SystemExit:
            raise
        except BaseException as failure:
            failure.__context__ = None
            failure = failure.with_traceback(failure.__traceback__.tb_next)
            print("Error in sys.excepthook:", file=sys.stderr)
            sys.__excepthook__(type(failure), failure, failure.__traceback__)
            print("\nOriginal exception was:", file=sys.stderr)
            sys.__excepthook__(type(error), error, tb)

    def write(self, data):
        """Write to sys.stderr; subclasses may write elsewhere."""
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    """Asks for lines with sys.ps1 and sys.ps2, and runs what they make when it is complete."""

    def __init__(self, locals=None, filename="<console>", *, local_exit=False):
        super().__init__(locals)
        self.filename, self.local_exit = filename, local_exit
        self.resetbuffer()

    def resetbuffer(self):
        """Forget the lines that wait for more."""
        self.buffer = []

    def interact(self, banner=None, exitmsg=None):
        """Ask for lines until the input ends.

        The banner is shown before, exitmsg behind it; "" for nothing.
        """
        for name, prompt in ("ps1", ">>> "), ("ps2", "... "):
            if not hasattr(sys, name):
                setattr(sys, name, prompt)
        if banner is None:
            banner = (f"Python {sys.version} on {sys.platform}\n"
                      'Type "help", "copyright", "credits" or "license" for more information.\n'
                      f"({type(self).__name__})")
        if exitmsg is None:
            exitmsg = f"now exiting {type(self).__name__}..."
        if banner:
            self.write(f"{banner}\n")
        replaced = self._replace_quitters() if self.local_exit else {}
        try:
            self._ask_for_lines()
        finally:
            vars(builtins).update(replaced)
            if exitmsg != "":
                self.write(f"{exitmsg}\n")

    @staticmethod
    def _replace_quitters():
        """exit() and quit() end the console, not the program; what they were."""
        replaced = {name: getattr(builtins, name) for name in ("exit", "quit")
                    if hasattr(builtins, name)}
        for name in replaced:
            setattr(builtins, name, Quitter(name))
        return replaced

    def _ask_for_lines(self):
        more = False
        while True:
            try:
                more = self.push(self.raw_input(sys.ps2 if more else sys.ps1))
            except KeyboardInterrupt:
                more = False
                self.resetbuffer()
                self.write("\nKeyboardInterrupt\n")
            except (EOFError, SystemExit) as end:
                if isinstance(end, SystemExit) and not self.local_exit:
                    raise
                self.write("\n")
                break

    def raw_input(self, prompt=""):
        """Ask for a line; EOFError at the end."""
        return input(prompt)

    def push(self, line, filename=None, _symbol="single"):
        """Add a line, and run what there is if it is complete; true if more lines are wanted."""
        self.buffer += (line,)
        source = "\n".join(self.buffer)
        if self.runsource(source, filename or self.filename, symbol=_symbol):
            return True
        self.resetbuffer()
        return False


class Quitter:
    """exit and quit of a console that is left without leaving the program."""

    def __init__(self, name):
        self.name = name
        self.eof = "Ctrl-D (i.e. EOF)"

    def __repr__(self):
        return f"Use {self.name} or {self.eof} to exit"

    def __call__(self, code=None):
        raise SystemExit(code)


def interact(banner=None, readfunc=None, local=None, exitmsg=None, local_exit=False):
    """Run a console in a namespace; lines come from readfunc, or from the terminal."""
    console = InteractiveConsole(local, local_exit=local_exit)
    if readfunc is None:
        try:
            import readline  # makes lines editable
        except ImportError:
            pass
    else:
        console.raw_input = readfunc
    console.interact(banner, exitmsg)


if __name__ == "__main__":
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("-q", action="store_true", help="show no banner")
    interact("" if parser.parse_args().q or sys.flags.quiet else None)
