"""The part of the debugger that takes lines apart: aliases, several commands in a line, variables
of the debugger's own ($name), and Python statements that are executed in the frame."""

import ast
import code
import io
import keyword
import re
import sys
import textwrap
import token
import tokenize
import traceback
import types

VARIABLES = "__pdb_convenience_variables"


def format_error(error):
    """The last line of an exception's traceback."""
    return traceback.format_exception_only(error)[-1].strip()


class _Console(code.InteractiveConsole):
    """Python's prompt, which writes where the debugger does; exit() leaves it alone."""

    def __init__(self, names, message):
        super().__init__(names, local_exit=True)
        self._message = message

    def write(self, data):
        self._message(data, end="")


class Statements:
    """For Pdb, which has curframe, curframe_locals, cmdqueue, message() and error()."""

    def parseline(self, line):
        """(command, argument, line); what only begins like a command is a statement: c[0]"""
        command, arg, line = super().parseline(line)
        if command and line[len(command):len(command) + 1].strip():
            return None, None, line
        return command, arg, line

    # -- aliases and ;;

    def precmd(self, line):
        words = line.split()
        while words and words[0] in self.aliases:
            line = self._expand_alias(words)
            if line is None:
                return "!"  # nothing
            words = line.split()
        if words and words[0] != "alias":
            first, found, rest = line.partition(";;")
            if found:
                self.cmdqueue.insert(0, rest.lstrip())
                line = first.rstrip()
        return self._replace_variables(line)

    def _expand_alias(self, words):
        """The aliased line, its parameters replaced; None if their number is wrong."""
        name, *args = words
        line = self.aliases[name]
        count = _parameter_count(line)
        if len(args) < count:
            return self.error(f"Not enough arguments for alias '{name}'")
        if len(args) > count and "%*" not in line:
            return self.error(f"Too many arguments for alias '{name}'")
        for number in range(count):
            line = line.replace(f"%{number + 1}", args[number])
        return line.replace("%*", " ".join(args))

    def do_alias(self, arg):
        """alias [name [command]]

        Another name for a command, in which %1, %2, ... and %* stand for its arguments."""
        name, _, command = arg.partition(" ")
        command = command.strip()
        if not name:
            for each in sorted(self.aliases):
                self.message(f"{each} = {self.aliases[each]}")
        elif command:
            given = set(re.findall(r"%([1-9])", command))
            if "%*" not in command and len(given) != _parameter_count(command):
                self.error("Replaceable parameters must be consecutive")
            else:
                self.aliases[name] = command
        elif name in self.aliases:
            self.message(f"{name} = {self.aliases[name]}")
        else:
            self.error(f"Unknown alias {name!r}")

    def do_unalias(self, arg):
        """unalias name

        Forget an alias."""
        if arg and self.aliases.pop(arg.split()[0], None) is None:
            self.error(f"Unknown alias {arg!r}")

    # -- $name

    @staticmethod
    def _replace_variables(line):
        if "$" not in line:
            return line
        done, place = [], 0
        for start, end, name in _dollar_names(line):
            done += line[place:start], f'{VARIABLES}["{name}"]'
            place = end
        return "".join([*done, line[place:]])

    @staticmethod
    def set_convenience_variable(frame, name, value):
        frame.f_globals.setdefault(VARIABLES, {})[name] = value

    # -- statements

    def default(self, line):
        """A statement, executed in the frame that is shown."""
        if line[:1] == "!":
            line = line[1:].strip()
        displayhook, stdin, stdout = sys.displayhook, sys.stdin, sys.stdout
        try:
            source, statement = self._complete_statement(line)
            if statement is None:
                return
            sys.displayhook, sys.stdin, sys.stdout = self.displayhook, self.stdin, self.stdout
            if not self._executed_in_closure(source, statement):
                exec(statement, self.curframe.f_globals, self.curframe_locals)
        except Exception:
            self._error_exc()
        finally:
            sys.displayhook, sys.stdin, sys.stdout = displayhook, stdin, stdout

    def _complete_statement(self, source):
        """(source, code); lines are asked for until the statement is whole. No code: it is not."""
        statement = code.compile_command(source + "\n", "<stdin>", "single")
        while statement is None:
            more = self._ask("...   ")
            if more is None:
                self.lastcmd = ""
                self.error("Incomplete command")
                break
            source += "\n" + self._replace_variables(more)
            statement = code.compile_command(source, "<stdin>", "single")
        return source, statement

    def _ask(self, prompt):
        if self.use_rawinput:
            try:
                return input(prompt)
            except (EOFError, KeyboardInterrupt):
                return None
        self.message(prompt, end="")
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip("\r\n") if line else None

    def displayhook(self, value):
        if value is not None:
            self.message(repr(value))

    def _executed_in_closure(self, source, statement):
        """Functions within the statement see the frame's variables only if these are variables of
        a function around it: executes it there. False if it has none, or does not fit there."""
        if not any(isinstance(part, types.CodeType) for part in statement.co_consts):
            return False
        values = {name: value for name, value in self.curframe_locals.items()
                  if name.isidentifier() and not keyword.iskeyword(name)}
        if self.curframe_locals is self.curframe.f_globals or not values:
            return False
        try:
            program = _wrap(source, values)
        except SyntaxError:
            return False
        namespace = {}
        exec(program, self.curframe.f_globals, namespace)
        result, changed = namespace["__pdb_outer"](**values)
        for name, value in changed.items():
            if name not in values or values[name] is not value:
                self.curframe_locals[name] = value
        sys.displayhook(result)
        return True

    def do_debug(self, arg):
        """debug statement

        Debug a statement, executed in this frame, by a debugger of its own."""
        sys.settrace(None)
        debugger = type(self)(self.completekey, self.stdin, self.stdout)
        debugger.prompt = f"({self.prompt.strip()}) "
        self.message("ENTERING RECURSIVE DEBUGGER")
        try:
            sys.call_tracing(debugger.run, (arg, self.curframe.f_globals, self.curframe_locals))
        except Exception:
            self._error_exc()
        self.message("LEAVING RECURSIVE DEBUGGER")
        sys.settrace(self.trace_dispatch)
        self.lastcmd = debugger.lastcmd

    def do_interact(self, arg):
        """interact

        A prompt of Python with the variables of this frame."""
        names = {**self.curframe.f_globals, **self.curframe_locals}
        _Console(names, self.message).interact("*pdb interact start*",
                                               "*exit from pdb interact command*")

    def _error_exc(self):
        self.error(format_error(sys.exception()))


def _dollar_names(line):
    """(start, end, name) of each $name that stands in code, also within f-strings; none if the line
    is no Python."""
    found, dollar = [], None
    try:
        for kind, text, start, end, _ in tokenize.generate_tokens(io.StringIO(line).readline):
            if text == "$":
                dollar = start, end
            elif kind == token.NAME and dollar and dollar[1] == start:
                found.append((dollar[0][1], end[1], text))
    except tokenize.TokenError:
        return []
    return found


def _parameter_count(command):
    """The highest of %1, %2, ... that a command has."""
    return max(map(int, re.findall(r"%([1-9])", command)), default=0)


def _wrap(source, names):
    """Code of a function __pdb_outer(**names), which runs the statement in a function within it
    and returns what is to be shown and all variables afterwards."""
    statements = ast.parse(source).body
    is_expression = len(statements) == 1 and isinstance(statements[0], ast.Expr)
    body = f"__pdb_result = (\n{source}\n)" if is_expression else source
    return compile(
        f"def __pdb_outer(*, {', '.join(names)}):\n"
        "    __pdb_result = None\n"
        "    def __pdb_inner():\n"
        f"        nonlocal __pdb_result, {', '.join(names)}\n"
        f"{textwrap.indent(body, ' ' * 8)}\n"
        "        return {name: value for name, value in locals().items()\n"
        "                if not name.startswith('__pdb_')}\n"
        "    __pdb_changed = __pdb_inner()\n"
        "    return __pdb_result, __pdb_changed\n", "<stdin>", "exec")
