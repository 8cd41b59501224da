# Sets, ranges and runs of stars; the expressions they become.
import fnmatch

for pattern in ('*.py', 'a?c', '[a-c]x', '[!a]*', '[', '[]x]', '[z-a]', 'a**b*c', '[a-][b]', r'[\]'):
    print(fnmatch.translate(pattern))  # expect: (?s:.*\.py)\Z
                                       # expect: (?s:a.c)\Z
                                       # expect: (?s:[a-c]x)\Z
                                       # expect: (?s:[^a].*)\Z
                                       # expect: (?s:\[)\Z
                                       # expect: (?s:[]x])\Z
                                       # expect: (?s:(?!))\Z
                                       # expect: (?s:a(?>.*?b).*c)\Z
                                       # expect: (?s:[a\-][b])\Z
                                       # expect: (?s:[\\])\Z
print(fnmatch.filter(['a.py', 'b.c', 'a.PY'], '*.py'), fnmatch.fnmatch('abc', 'A*'))  # expect: ['a.py'] False
print(fnmatch.fnmatchcase(b'x1', b'x[0-9]'), fnmatch.fnmatch('', '*'))  # expect: True True
