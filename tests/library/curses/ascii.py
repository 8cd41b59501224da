# curses.ascii: characters as texts and as numbers.
from curses import ascii

print(ascii.NUL, ascii.TAB, ascii.HT, ascii.NL, ascii.LF, ascii.ESC, ascii.SP, ascii.DEL)
# expect: 0 9 9 10 10 27 32 127
print(ascii.controlnames[7], len(ascii.controlnames))           # expect: BEL 33
names = [name for name in dir(ascii) if name.startswith("is")]
print(names)
# expect: ['isalnum', 'isalpha', 'isascii', 'isblank', 'iscntrl', 'isctrl', 'isdigit', 'isgraph', 'islower', 'ismeta', 'isprint', 'ispunct', 'isspace', 'isupper', 'isxdigit']
for c in "a", "Z", "5", " ", "\n", "\x7f", "~", "\xe9", "G":
    kinds = [name[2:] for name in names if getattr(ascii, name)(c)]
    print(repr(c), *kinds, ascii.isalpha(ord(c)) == ascii.isalpha(c))
# expect: 'a' alnum alpha ascii graph lower print xdigit True
# expect: 'Z' alnum alpha ascii graph print upper True
# expect: '5' alnum ascii digit graph print xdigit True
# expect: ' ' ascii blank print space True
# expect: '\n' ascii cntrl ctrl space True
# expect: '\x7f' ascii cntrl True
# expect: '~' ascii graph print punct True
# expect: 'é' meta True
# expect: 'G' alnum alpha ascii graph print upper True
print(*(ascii.unctrl(c) for c in ("a", 1, "\x7f", 0x81, "\xe9")))
# expect: a ^A ^? !^A !i
print(repr(ascii.ctrl("a")), ascii.ctrl(97), repr(ascii.alt("a")), ascii.alt(97), ascii.ascii("\xe1"))
# expect: '\x01' 1 'á' 225 a
