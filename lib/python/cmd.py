"""Interpreters of lines, to be subclassed.

A line is a command, made of the characters in identchars, and its argument; its method is
do_COMMAND(argument). The end of the input is the command EOF. Other lines go to default(), empty
ones to emptyline(). The command help TOPIC calls help_TOPIC() or prints what do_TOPIC documents;
without a topic it lists all, under lines of the character in `ruler`. The arguments of a command
are completed by complete_COMMAND(text, line, start, end).
"""

import inspect
import string
import sys

__all__ = ["Cmd"]

PROMPT = "(Cmd) "
IDENTCHARS = string.ascii_letters + string.digits + "_"


class Cmd:
    """An interpreter of lines: a line `name rest` calls the method do_name(rest) of a subclass.

    ? is short for the command help, ! for shell; an empty line repeats the last command.
    """

    prompt, identchars = PROMPT, IDENTCHARS
    intro, lastcmd = None, ""
    doc_leader, ruler = "", "="
    doc_header = "Documented commands (type help <topic>):"
    undoc_header = "Undocumented commands:"
    misc_header = "Miscellaneous help topics:"
    nohelp = "*** No help on %s"
    use_rawinput = 1

    def __init__(self, completekey="tab", stdin=None, stdout=None):
        """completekey is how readline calls the key for completion."""
        self.stdin = stdin if stdin is not None else sys.stdin
        self.stdout = stdout if stdout is not None else sys.stdout
        self.cmdqueue = []
        self.completekey = completekey

    def cmdloop(self, intro=None):
        """Read lines and do what they say until a command returns something true."""
        self.preloop()
        restore = self._install_completer()
        try:
            if intro is not None:
                self.intro = intro
            if self.intro:
                self.stdout.write(str(self.intro) + "\n")
            stop = None
            while not stop:
                line = self.cmdqueue.pop(0) if self.cmdqueue else self._read_line()
                line = self.precmd(line)
                stop = self.onecmd(line)
                stop = self.postcmd(stop, line)
            self.postloop()
        finally:
            restore()

    def _install_completer(self):
        """Returns what undoes it."""
        if self.use_rawinput and self.completekey:
            try:
                import readline
            except ImportError:
                return lambda: None
            self.old_completer = readline.get_completer()
            readline.set_completer(self.complete)
            if readline.backend == "editline" and self.completekey == "tab":
                command = "bind ^I rl_complete"
            else:
                command = f"{self.completekey}: complete"
            readline.parse_and_bind(command)
            return lambda: readline.set_completer(self.old_completer)
        return lambda: None

    def _read_line(self):
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return "EOF"
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip("\r\n") if line else "EOF"

    def precmd(self, line):
        """Called with each line before it is interpreted; returns the line to interpret."""
        return line

    def postcmd(self, stop, line):
        """Called after each line with what came of it; returns whether to stop."""
        return stop

    def preloop(self):
        """Called before the first line is read."""

    def postloop(self):
        """Called when no more lines will be read."""

    def parseline(self, line):
        """The command, its argument and the line; the first two are None if there is no command."""
        line = line.strip()
        if not line:
            return None, None, line
        if line[0] == "?":
            line = "help " + line[1:]
        elif line[0] == "!":
            if not hasattr(self, "do_shell"):
                return None, None, line
            line = "shell " + line[1:]
        end = 0
        while end < len(line) and line[end] in self.identchars:
            end += 1
        return line[:end], line[end:].strip(), line

    def onecmd(self, line):
        """Do what a line says; the result tells whether to stop."""
        command, argument, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if command is not None:
            self.lastcmd = "" if line == "EOF" else line
        action = getattr(self, f"do_{command}", None) if command else None
        return self.default(line) if action is None else action(argument)

    def emptyline(self):
        """Called for an empty line: repeats the last command."""
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def default(self, line):
        """Called for a line without a command that is known."""
        self.stdout.write("*** Unknown syntax: %s\n" % line)

    def completedefault(self, *ignored):
        """Called to complete the arguments of commands that have no complete_name()."""
        return []

    def completenames(self, text, *ignored):
        return [name[3:] for name in self.get_names() if name.startswith("do_" + text)]

    def complete(self, text, state):
        """The completion of a word that has the number `state`."""
        if state == 0:
            self.completion_matches = self._completions(text)
        matches = self.completion_matches
        return matches[state] if state < len(matches) else None

    def _completions(self, text):
        import readline
        whole = readline.get_line_buffer()
        line = whole.lstrip()
        stripped = len(whole) - len(line)
        start, end = readline.get_begidx() - stripped, readline.get_endidx() - stripped
        complete = self.completenames
        if start > 0:
            command, _, _ = self.parseline(line)
            complete = getattr(self, f"complete_{command}" if command else "", self.completedefault)
        return complete(text, line, start, end)

    def get_names(self):
        # the class's, where methods that instances hide are found too
        return dir(self.__class__)

    def complete_help(self, *args):
        commands = set(self.completenames(*args))
        topics = {a[5:] for a in self.get_names() if a.startswith("help_" + args[0])}
        return list(commands | topics)

    def do_help(self, arg):
        """List the commands, or with "help COMMAND" tell about one."""
        if arg:
            self._help_on(arg)
            return
        names = self.get_names()
        topics = {name[5:] for name in names if name[:5] == "help_"}
        documented, undocumented = [], []
        previous = ""
        for name in sorted(names):
            if name[:3] != "do_" or name == previous:
                continue
            previous = name
            command = name[3:]
            if command in topics:
                documented.append(command)
                topics.discard(command)
            elif getattr(self, name).__doc__:
                documented.append(command)
            else:
                undocumented.append(command)
        self.stdout.write("%s\n" % str(self.doc_leader))
        self.print_topics(self.doc_header, documented, 15, 80)
        self.print_topics(self.misc_header, sorted(topics), 15, 80)
        self.print_topics(self.undoc_header, undocumented, 15, 80)

    def _help_on(self, arg):
        try:
            func = getattr(self, "help_" + arg)
        except AttributeError:
            try:
                doc = getattr(self, "do_" + arg).__doc__
            except AttributeError:
                doc = None
            if doc:
                doc = inspect.cleandoc(doc)
                self.stdout.write("%s\n" % str(doc))
                return
            self.stdout.write("%s\n" % str(self.nohelp % (arg,)))
            return
        func()

    def print_topics(self, header, cmds, cmdlen, maxcol):
        if cmds:
            self.stdout.write("%s\n" % str(header))
            if self.ruler:
                self.stdout.write("%s\n" % str(self.ruler * len(header)))
            self.columnize(cmds, maxcol - 1)
            self.stdout.write("\n")

    def columnize(self, list, displaywidth=80):
        """Print strings in as many columns as fit, each as wide as needed."""
        if not list:
            self.stdout.write("<empty>\n")
            return
        wrong = [i for i in range(len(list)) if not isinstance(list[i], str)]
        if wrong:
            raise TypeError("list[i] not a string for i in %s" % ", ".join(map(str, wrong)))
        size = len(list)
        if size == 1:
            self.stdout.write("%s\n" % str(list[0]))
            return
        for nrows in range(1, size):
            ncols = (size + nrows - 1) // nrows
            widths = [max(map(len, list[col * nrows:(col + 1) * nrows]), default=0)
                      for col in range(ncols)]
            if sum(widths) + 2 * (ncols - 1) <= displaywidth:
                break
        else:
            nrows, ncols, widths = size, 1, [0]
        for row in range(nrows):
            texts = list[row::nrows]
            while texts and not texts[-1]:
                texts = texts[:-1]
            self.stdout.write("%s\n" % "  ".join(
                text.ljust(width) for text, width in zip(texts, widths)))
