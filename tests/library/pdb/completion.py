# The tabulator: names of the frame, variables of the debugger, files, breakpoints, aliases.
import io
import os
import pdb

os.mkdir("folder")
open("program.py", "w").close()
open("text.txt", "w").close()


class Told(pdb.Pdb):
    """A debugger whose lines `complete LINE` say what its last word would be completed to."""

    def do_complete(self, arg):
        start = len(arg) - len(arg.split(" ")[-1])
        command = self.parseline(arg)[0] if start else ""
        complete = (getattr(self, f"complete_{command}", self.completedefault) if start
                    else self.completenames)
        self.message(sorted(complete(arg[start:], arg, start, len(arg))))

    def precmd(self, line):
        return line if line.startswith("complete") else super().precmd(line)


def program():
    some_name = "text"
    some_more = [1]
    debugger.set_trace()
    return some_name, some_more


commands = io.StringIO("""\
complete p some_
complete p some_name.isal
$mine = 1
complete p $m
complete p $_f
complete break fol
complete break prog
complete break tex
complete break 12,
break 30
tbreak 31
complete clear 1
complete enable 
complete ignore 2
alias pair p %1, %2
complete unalias p
display some_more
complete undisplay so
complete whatis Tol
complete whereve
complete wher
complete some_n
complete pai
complete some_name.isd
complete x = some_name.isd
complete x = some_more.clea
continue
""")
debugger = Told(stdin=commands, stdout=io.StringIO(), readrc=False, nosigint=True)
program()
for line in debugger.stdout.getvalue().splitlines():
    if "[" in line:
        print(line)
# expect: (Pdb) ['some_more', 'some_name']
# expect: (Pdb) ['some_name.isalnum', 'some_name.isalpha']
# expect: (Pdb) (Pdb) ['$mine']
# expect: (Pdb) ['$_frame']
# expect: (Pdb) ['folder/']
# expect: (Pdb) ['program', 'program.py:']
# expect: (Pdb) []
# expect: (Pdb) []
# expect: (Pdb) []
# expect: (Pdb) ['enable']
# expect: (Pdb) []
# expect: (Pdb) (Pdb) ['pair']
# expect: (Pdb) display some_more: [1]
# expect: (Pdb) ['some_more']
# expect: (Pdb) ['Told']
# expect: (Pdb) []
# expect: (Pdb) ['where']
# expect: (Pdb) ['some_name']
# expect: (Pdb) ['pair']
# expect: (Pdb) ['some_name.isdecimal', 'some_name.isdigit']
# expect: (Pdb) ['some_name.isdecimal()', 'some_name.isdigit()']
# expect: (Pdb) ['some_more.clear()']
