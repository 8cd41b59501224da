"""Compiling source that may not be complete yet, as somebody types it.

compile_command() gives a code object, None for what more lines may complete, or raises an error. A
CommandCompiler does so too, and remembers the __future__ statements it has seen. A Compile
remembers them, and otherwise is as compile().
"""

import __future__
import builtins
import warnings

__all__ = ["compile_command", "Compile", "CommandCompiler"]

# The flags of compile() that let it tell incomplete input from wrong input.
PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000
PyCF_DONT_IMPLY_DEDENT = 0x200
_INCOMPLETE = PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT

_FUTURES = 0  # the flags of all __future__ statements
for _name in __future__.all_feature_names:
    _FUTURES |= getattr(__future__, _name).compiler_flag
del _name


def _maybe_compile(compiler, source, filename, symbol):
    is_empty = all(line.strip()[:1] in ("", "#") for line in source.split("\n"))
    if is_empty and symbol != "eval":
        source = "pass"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (SyntaxWarning, DeprecationWarning))
        try:
            compiler(source, filename, symbol)
        except SyntaxError:
            try:
                compiler(source + "\n", filename, symbol)
                return None  # an empty line completes it
            except _IncompleteInputError:
                return None
            except SyntaxError:
                pass  # it comes again below, with its warnings
    return compiler(source, filename, symbol, incomplete_input=False)


_IncompleteInputError = getattr(builtins, "_IncompleteInputError", ())


def _compile(source, filename, symbol, incomplete_input=True):
    return compile(source, filename, symbol, _INCOMPLETE if incomplete_input else 0)


def compile_command(source, filename="<input>", symbol="single"):
    """The code of the source, or None if more lines may complete it.

    SyntaxError, ValueError or OverflowError if nothing can make it right.
    """
    return _maybe_compile(_compile, source, filename, symbol)


class Compile:
    """compile() with a memory: __future__ statements hold for all that is compiled later."""

    def __init__(self):
        self.flags = _INCOMPLETE

    def __call__(self, source, filename, symbol, flags=0, *, incomplete_input=True, **kwargs):
        flags = self.flags if incomplete_input else self.flags & ~_INCOMPLETE
        code = compile(source, filename, symbol, flags, True)
        self.flags |= code.co_flags & _FUTURES
        return code


class CommandCompiler:
    """compile_command() with a memory: __future__ statements hold for all later commands."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename="<input>", symbol="single"):
        """See compile_command()."""
        return _maybe_compile(self.compiler, source, filename, symbol)
