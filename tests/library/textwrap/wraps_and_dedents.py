# Chunks after hyphens and around dashes, long words, limits of lines; margins in common.
import textwrap

text = 'Look, goof-ball -- use the -b option! It is a semi-automatic thing--really.'
for width in (12, 25):
    for line in textwrap.wrap(text, width):
        print(repr(line))  # expect: 'Look, goof-'
                           # expect: 'ball -- use'
                           # expect: 'the -b'
                           # expect: 'option! It'
                           # expect: 'is a semi-'
                           # expect: 'automatic'
                           # expect: 'thing--'
                           # expect: 'really.'
                           # expect: 'Look, goof-ball -- use'
                           # expect: 'the -b option! It is a'
                           # expect: 'semi-automatic thing--'
                           # expect: 'really.'
print(textwrap.shorten(text, 30), textwrap.shorten(text, 20, placeholder='...'))  # expect: Look, goof-ball -- use [...] Look, goof-ball...
print(textwrap.fill('abcdefghijklmnop qr', 6, initial_indent='* ', subsequent_indent='  '))  # expect: * abcd
                                                                                             # expect:   efgh
                                                                                             # expect:   ijkl
                                                                                             # expect:   mnop
                                                                                             # expect:   qr
print(textwrap.wrap('one two three four', 9, max_lines=2))  # expect: ['one two', '[...]']
print(textwrap.wrap('a. b. Mr. x', fix_sentence_endings=True), textwrap.wrap('end. Next', fix_sentence_endings=True))  # expect: ['a.  b.  Mr.  x'] ['end.  Next']
print(repr(textwrap.dedent('   a\n     b\n\t\n   c\n')))  # expect: 'a\n  b\n\nc\n'
print(repr(textwrap.indent('a\n\n b\n', '> ')), repr(textwrap.indent('a\n\n', '> ', lambda line: True)))  # expect: '> a\n\n>  b\n' '> a\n> \n'
try:
    textwrap.wrap('x', 0)
except ValueError as error:
    print(error)  # expect: invalid width 0 (must be > 0)
