# debug and interact; $names in f-strings, forgotten with the frame; where an exception came from.
import io
import pdb


def lines_of(commands, function):
    output = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO(commands), stdout=output, readrc=False, nosigint=True)

    def run():
        debugger.set_trace()
        function()

    run()
    for line in output.getvalue().splitlines():
        print(line.replace(__file__, "FILE").expandtabs().rstrip())


def plain():
    x = 1
    kept = []
    return x, kept


def double(number):
    return number * 2


def failing():
    try:
        return double(None)
    finally:
        print("at the end")


def caught():
    try:
        failing()
    except TypeError:
        pass


lines_of("""\
s
s
s
n
p f"$a = {x}"
$a = 10
p f"$a = {$a}"
p '$a', "$a", $a + 1
debug print(
debug double(x)
s
s
p number
c
debug missing
c
p $a
n
$a
c
""", plain)
# expect: > FILE(11)run()
# expect: -> debugger.set_trace()
# expect: (Pdb) > FILE(12)run()
# expect: -> function()
# expect: (Pdb) --Call--
# expect: > FILE(19)plain()
# expect: -> def plain():
# expect: (Pdb) > FILE(20)plain()
# expect: -> x = 1
# expect: (Pdb) > FILE(21)plain()
# expect: -> kept = []
# expect: (Pdb) '$a = 1'
# expect: (Pdb) (Pdb) '$a = 10'
# expect: (Pdb) ('$a', '$a', 11)
# expect: (Pdb) ENTERING RECURSIVE DEBUGGER
# expect: *** SyntaxError: '(' was never closed
# expect: LEAVING RECURSIVE DEBUGGER
# expect: (Pdb) ENTERING RECURSIVE DEBUGGER
# expect: > <string>(1)<module>()
# expect: ((Pdb)) --Call--
# expect: > FILE(25)double()
# expect: -> def double(number):
# expect: ((Pdb)) > FILE(26)double()
# expect: -> return number * 2
# expect: ((Pdb)) 1
# expect: ((Pdb)) LEAVING RECURSIVE DEBUGGER
# expect: (Pdb) ENTERING RECURSIVE DEBUGGER
# expect: > <string>(1)<module>()
# expect: ((Pdb)) *** NameError: name 'missing' is not defined
# expect: LEAVING RECURSIVE DEBUGGER
# expect: (Pdb) *** NameError: name '__pdb_convenience_variables' is not defined
# expect: (Pdb) > FILE(22)plain()
# expect: -> return x, kept
# expect: (Pdb) *** KeyError: 'a'
# expect: (Pdb)
lines_of("""\
s
s
s
s
n
n
list
down
list
c
""", caught)
# expect: at the end
# expect: > FILE(11)run()
# expect: -> debugger.set_trace()
# expect: (Pdb) > FILE(12)run()
# expect: -> function()
# expect: (Pdb) --Call--
# expect: > FILE(36)caught()
# expect: -> def caught():
# expect: (Pdb) > FILE(37)caught()
# expect: -> try:
# expect: (Pdb) > FILE(38)caught()
# expect: -> failing()
# expect: (Pdb) TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
# expect: > FILE(38)caught()
# expect: -> failing()
# expect: (Pdb) > FILE(39)caught()
# expect: -> except TypeError:
# expect: (Pdb)  34
# expect:  35
# expect:  36     def caught():
# expect:  37         try:
# expect:  38             failing()
# expect:  39  ->     except TypeError:
# expect:  40             pass
# expect:  41
# expect:  42
# expect:  43     lines_of("""\
# expect:  44     s
# expect: (Pdb) *** Newest frame
# expect: (Pdb)  45       s
# expect:  46     s
# expect:  47     n
# expect:  48     p f"$a = {x}"
# expect:  49     $a = 10
# expect:  50     p f"$a = {$a}"
# expect:  51     p '$a', "$a", $a + 1
# expect:  52     debug print(
# expect:  53     debug double(x)
# expect:  54     s
# expect:  55     s
# expect: (Pdb)
