"""What the tabulator completes at the debugger's prompt: expressions by the names of the frame that is
shown, places by files and functions, breakpoints by their numbers."""

import bdb
import glob
import os

from _pdb_statements import VARIABLES

# $ is part of a word: variables of the debugger's own begin with it
_DELIMITERS = " \t\n`@#%^&*()=+[{]}\\|;:'\",<>?"


def use_delimiters():
    """Let readline end words where expressions and places do."""
    try:
        import readline
    except ImportError:
        return
    readline.set_completer_delims(_DELIMITERS)


class Completion:
    """For Pdb, which has curframe, curframe_locals, displaying and aliases."""

    def completenames(self, text, line, begidx, endidx):
        """The first word: a command or alias, else the beginning of a statement."""
        found = super().completenames(text, line, begidx, endidx)
        found += self.complete_unalias(text, line, begidx, endidx)
        return (found or self._complete_expression(text, line, begidx, endidx)
                or self.completedefault(text, line, begidx, endidx))

    def completedefault(self, text, line, begidx, endidx):
        """Words of statements, as the prompt of Python does."""
        if text.startswith("$"):
            return self._complete_variable(text)
        from rlcompleter import Completer
        completer = Completer({**self.curframe.f_globals, **self.curframe_locals})
        found = []
        while (match := completer.complete(text, len(found))) is not None:
            found.append(match)
        return found

    def _complete_variable(self, text):
        names = self.curframe.f_globals.get(VARIABLES, {})
        return ["$" + name for name in names if name.startswith(text[1:])]

    def _complete_expression(self, text, line, begidx, endidx):
        if not self.curframe:
            return []
        if text.startswith("$"):
            return self._complete_variable(text)
        names = {**self.curframe.f_globals, **self.curframe_locals}
        first, *attributes = text.split(".")
        if not attributes:
            return [name for name in names if name.startswith(first)]
        try:
            value = names[first]
            for name in attributes[:-1]:
                value = getattr(value, name)
        except (KeyError, AttributeError):
            return []
        prefix = text.removesuffix(attributes[-1])
        return [prefix + name for name in dir(value) if name.startswith(attributes[-1])]

    def _complete_location(self, text, line, begidx, endidx):
        if line.strip().endswith((":", ",")):
            return []  # a line's number or a condition comes
        try:
            found = self._complete_expression(text, line, begidx, endidx)
        except Exception:
            found = []
        for path in glob.glob(glob.escape(text) + "*"):
            if os.path.isdir(path):
                found.append(path + "/")
            elif os.path.isfile(path) and path.lower().endswith((".py", ".pyw")):
                found.append(path + ":")
        return found

    def _complete_number(self, text, line, begidx, endidx):
        return [str(number) for number, breakpoint in enumerate(bdb.Breakpoint.bpbynumber)
                if breakpoint is not None and str(number).startswith(text)]

    complete_break = complete_b = complete_tbreak = _complete_location
    complete_clear = complete_cl = _complete_location
    complete_commands = complete_enable = complete_disable = _complete_number
    complete_condition = complete_ignore = _complete_number
    complete_print = complete_p = complete_pp = _complete_expression
    complete_whatis = complete_source = complete_debug = complete_display = _complete_expression

    def complete_undisplay(self, text, line, begidx, endidx):
        return [shown for shown in self.displaying.get(self.curframe, {}) if shown.startswith(text)]

    def complete_unalias(self, text, line, begidx, endidx):
        return [name for name in self.aliases if name.startswith(text)]
