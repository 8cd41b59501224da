# Constants and the formatter.
import string
print(string.capwords('hello  world'), string.punctuation, repr(string.whitespace))  # expect: Hello World !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~ ' \t\n\r\x0b\x0c'
F=string.Formatter(); print(F.format('{} {a!r:>5} {0[0]}'.replace('{0[0]}',''),1,a='x'), F.format('{0} {1}',1,2), list(F.parse('a{b!r:c}d')))  # expect: 1   'x'  1 2 [('a', 'b', 'c', 'r'), ('d', None, None, None)]
