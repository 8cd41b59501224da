# Actions, types, groups, help; errors end with status 2.
import contextlib
import io
import optparse

parser = optparse.OptionParser(usage='%prog [options] file', prog='tool', version='%prog 2', description='What %prog does.', epilog='The end.')
parser.add_option('-n', '--number', type='int', default=3, metavar='N', help='how many (default %default)')
parser.add_option('-v', action='count', dest='verbose', default=0)
parser.add_option('--name', action='append', help='a name')
parser.add_option('-k', '--kind', choices=['one', 'two'], help=optparse.SUPPRESS_HELP)
parser.add_option('--pair', nargs=2, type=float)
group = optparse.OptionGroup(parser, 'Other', 'More of them.')
group.add_option('--no-color', action='store_false', dest='color', default=True)
parser.add_option_group(group)
print(parser.format_help())  # expect: Usage: tool [options] file
                             # expect:
                             # expect: What tool does.
                             # expect:
                             # expect: Options:
                             # expect:   --version             show program's version number and exit
                             # expect:   -h, --help            show this help message and exit
                             # expect:   -n N, --number=N      how many (default 3)
                             # expect:   -v                    
                             # expect:   --name=NAME           a name
                             # expect:   --pair=PAIR           
                             # expect:
                             # expect:   Other:
                             # expect:     More of them.
                             # expect:
                             # expect:     --no-color          
                             # expect:
                             # expect: The end.
                             # expect:
print(*map(str, parser.parse_args(['-vvn5', 'file', '--name=a', '--nam', 'b', '--no-color', '--pair', '1', '2', '--', '-x'])))  # expect: {'number': 5, 'verbose': 2, 'name': ['a', 'b'], 'kind': None, 'pair': (1.0, 2.0), 'color': False} ['file', '-x']
print(parser.parse_args([])[0], parser.get_version())  # expect: {'number': 3, 'verbose': 0, 'name': None, 'kind': None, 'pair': None, 'color': True} tool 2


def attempt(*arguments):
    stream = io.StringIO()
    try:
        with contextlib.redirect_stderr(stream):
            return parser.parse_args(list(arguments))
    except SystemExit as stop:
        return f'{stop.code} {stream.getvalue().splitlines()[-1]}'


print(attempt('-n', 'x'))  # expect: 2 tool: error: option -n: invalid integer value: 'x'
print(attempt('--kind', 'three'))  # expect: 2 tool: error: option --kind: invalid choice: 'three' (choose from 'one', 'two')
print(attempt('--n', '1'))  # expect: 2 tool: error: ambiguous option: --n (--name, --no-color, --number?)
print(attempt('--unknown'))  # expect: 2 tool: error: no such option: --unknown
print(attempt('--pair', '1'))  # expect: 2 tool: error: --pair option requires 2 arguments
print(attempt('--no-color=1'))  # expect: 2 tool: error: --no-color option does not take a value
for bad in (('x',), ('-xy',), ('-n',)):
    try:
        parser.add_option(*bad)
    except optparse.OptionError as error:
        print(error)  # expect: invalid option string 'x': must be at least two characters long
                      # expect: invalid long option string '-xy': must start with --, followed by non-dash
                      # expect: option -n: conflicting option string(s): -n


# docutils merges settings with these.
from optparse import Values

values = Values({"a": 1})
values._update_careful({"a": 2, "b": 3})
values._update_loose({"c": 4})
print(values)  # expect: {'a': 2, 'c': 4}
