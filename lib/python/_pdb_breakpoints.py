"""The debugger's commands for breakpoints, and how places in programs are named."""

import bdb
import linecache
import os
import sys
import tokenize
import types

from _pdb_statements import format_error


def find_function(funcname, filename):
    """(name, file, line) of the first line of the function's body in the file, or None."""
    try:
        module = compile(_source_of(filename), filename, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return None
    waiting = [module]
    while waiting:
        made = waiting.pop()
        if made is not module and made.co_name == funcname:
            return funcname, filename, _first_line(made)
        waiting.extend(part for part in made.co_consts if isinstance(part, types.CodeType))
    return None


def _source_of(filename):
    try:
        with tokenize.open(filename) as file:
            return file.read()
    except OSError:
        return "".join(linecache.getlines(filename))  # in an archive, say


def _first_line(target):
    """The first line of a function's body."""
    lines = [line for _, _, line in target.co_lines() if line]
    later = [line for line in lines if line > target.co_firstlineno]
    return later[0] if later else target.co_firstlineno


class Breakpoints:
    """For Pdb: breakpoints are bdb's, the commands to be done at one in commands_of."""

    def do_break(self, arg, temporary=False):
        """b(reak) [([filename:]lineno | function) [, condition]]

        Set a breakpoint; without an argument, list them."""
        if not arg:
            if self.breaks:
                self.message("Num Type         Disp Enb   Where")
                for breakpoint in bdb.Breakpoint.bpbynumber:
                    if breakpoint:
                        self.message(breakpoint.bpformat())
            return
        place, _, condition = (part.strip() for part in arg.partition(","))
        condition = condition or None
        if condition and (problem := self._compile_error(condition)):
            self.error(f"Invalid condition {condition}: {format_error(problem)}")
            return
        found = self._parse_place(place)
        if found is None:
            return
        filename, line, function = found
        line = self.checkline(filename, line)
        if not line:
            return
        problem = self.set_break(filename, line, temporary, condition, function)
        if problem:
            self.error(problem)
        else:
            made = self.get_breaks(filename, line)[-1]
            self.message(f"Breakpoint {made.number} at {made.file}:{made.line}")
    do_b = do_break

    def do_tbreak(self, arg):
        """tbreak [([filename:]lineno | function) [, condition]]

        A breakpoint for once."""
        self.do_break(arg, True)

    @staticmethod
    def _compile_error(expression):
        try:
            compile(expression, "<stdin>", "eval")
        except SyntaxError as error:
            return error
        return None

    def _parse_place(self, place):
        """(file, line, function's name or None), or None when it has been told what is wrong."""
        head, colon, tail = place.rpartition(":")
        if colon:
            head, tail = head.rstrip(), tail.lstrip()
            filename = self.lookupmodule(head)
            if not filename:
                self.error(f"{head!r} not found from sys.path")
                return None
            if tail.isdigit():
                return filename, int(tail), None
            found = find_function(tail, filename)
            if not found:
                self.error(f"Bad lineno: {tail}")
                return None
            return filename, found[2], tail
        if place.isdigit():
            return self.defaultFile(), int(place), None
        try:
            function = eval(place, self.curframe.f_globals, self.curframe_locals)
            function = getattr(function, "__func__", function)
            target = function.__code__
            return target.co_filename, _first_line(target), target.co_name
        except Exception:
            found = self._find_by_name(place)
        if not found:
            self.error(f"The specified object {place!r} is not a function or was not found "
                       "along sys.path.")
            return None
        return found[1], found[2], place

    def _find_by_name(self, name):
        """Of a function in the file that is shown, or module.function."""
        module, _, function = name.partition(".")
        filename = self.lookupmodule(module) if function else None
        return find_function(function.partition(".")[0] or module,
                             self.canonic(filename or self.defaultFile()))

    def defaultFile(self):
        filename = self.curframe.f_code.co_filename
        return self.mainpyfile if filename == "<string>" and self.mainpyfile else filename

    def lookupmodule(self, filename):
        """The file of a module or script, or None."""
        if os.path.isabs(filename) and os.path.exists(filename):
            return filename
        for folder in ["", *sys.path]:
            for name in (filename, filename + ".py", filename.replace(".", os.sep) + ".py"):
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    return path
        return None

    def checkline(self, filename, lineno):
        """The line if a breakpoint can be there; else 0, and it is told why."""
        if self.curframe:
            line = linecache.getline(filename, lineno, self.curframe.f_globals)
        else:
            line = linecache.getline(filename, lineno)
        if not line:
            self.message("End of file")
            return 0
        line = line.strip()
        if not line or line[0] == "#" or line[:3] in ('"""', "'''"):
            self.error("Blank or comment")
            return 0
        return lineno

    def do_clear(self, arg):
        """cl(ear) [filename:lineno | bpnumber...]

        Delete breakpoints; without an argument all of them, if that is confirmed."""
        if not arg:
            answer = self._ask("Clear all breaks? ")
            if (answer or "no").strip().lower() in ("y", "yes"):
                cleared = [b for b in bdb.Breakpoint.bpbynumber if b]
                self.clear_all_breaks()
                for breakpoint in cleared:
                    self.message(f"Deleted {breakpoint}")
            return
        if ":" in arg:
            filename, _, line = arg.rpartition(":")
            try:
                line = int(line)
            except ValueError:
                self.error(f"Invalid line number ({line})")
                return
            cleared = list(self.get_breaks(filename, line))
            problem = self.clear_break(filename, line)
            if problem:
                self.error(problem)
            for breakpoint in cleared:
                self.message(f"Deleted {breakpoint}")
            return
        for breakpoint in self._breakpoints(arg):
            self.clear_bpbynumber(breakpoint.number)
            self.message(f"Deleted {breakpoint}")
    do_cl = do_clear

    def _breakpoints(self, arg):
        for number in arg.split():
            try:
                yield self.get_bpbynumber(number)
            except ValueError as error:
                self.error(error)

    def do_enable(self, arg):
        """enable bpnumber...

        Heed breakpoints again."""
        for breakpoint in self._breakpoints(arg):
            breakpoint.enable()
            self.message(f"Enabled {breakpoint}")

    def do_disable(self, arg):
        """disable bpnumber...

        Do not heed breakpoints, but keep them."""
        for breakpoint in self._breakpoints(arg):
            breakpoint.disable()
            self.message(f"Disabled {breakpoint}")

    def do_condition(self, arg):
        """condition bpnumber [condition]

        Stop only if the condition is true; without one, always."""
        number, _, condition = arg.partition(" ")
        for breakpoint in self._breakpoints(number):
            condition = condition.strip() or None
            if condition and (problem := self._compile_error(condition)):
                self.error(f"Invalid condition {condition}: {format_error(problem)}")
                return
            breakpoint.cond = condition
            if condition:
                self.message(f"New condition set for breakpoint {breakpoint.number}.")
            else:
                self.message(f"Breakpoint {breakpoint.number} is now unconditional.")

    def do_ignore(self, arg):
        """ignore bpnumber [count]

        Do not stop there the next count times."""
        number, _, count = arg.partition(" ")
        try:
            count = max(int(count or 0), 0)
        except ValueError:
            self.error(f"Invalid ignore count ({count})")
            return
        for breakpoint in self._breakpoints(number):
            breakpoint.ignore = count
            if count:
                times = f"{count} crossings" if count > 1 else "1 crossing"
                self.message(f"Will ignore next {times} of breakpoint {breakpoint.number}.")
            else:
                self.message("Will stop next time breakpoint "
                             f"{breakpoint.number} is reached.")

    def do_commands(self, arg):
        """commands [bpnumber]

        Commands to be done when the breakpoint is hit, up to `end`. `silent` among them: do not
        say where. One that goes on ends them."""
        try:
            number = int(arg) if arg else len(bdb.Breakpoint.bpbynumber) - 1
        except ValueError:
            self.error(f"Invalid argument: {arg}\n      Usage: (Pdb) commands [bpnumber]\n"
                       "             (com) ...\n             (com) end\n             (Pdb)")
            return
        try:
            self.get_bpbynumber(number)
        except ValueError as error:
            self.error(f"cannot set commands: {error}")
            return
        before = self.commands_of.get(number)
        self.commands_of[number] = []
        self._defining, prompt, self.prompt = number, self.prompt, "(com) "
        try:
            self.cmdloop()
        except KeyboardInterrupt:
            self.commands_of[number] = before or []
            self.error("command definition aborted, old commands restored")
        finally:
            self._defining, self.prompt = None, prompt
