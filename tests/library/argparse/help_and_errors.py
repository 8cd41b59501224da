# Help of groups, sub-commands and exclusive options; values by nargs; errors end with status 2.
import argparse
import io
import contextlib

parser = argparse.ArgumentParser('tool', description='Does %(prog)s things to files.',
                                 epilog='That is all.')
parser.add_argument('files', nargs='+', metavar='FILE', help='what to read')
parser.add_argument('-v', '--verbose', action='count', default=0, help='more (default: %(default)s)')
parser.add_argument('--level', type=int, choices=(1, 2, 3), help='how deep')
parser.add_argument('--color', action=argparse.BooleanOptionalAction, default=True)
group = parser.add_mutually_exclusive_group()
group.add_argument('--fast', action='store_true')
group.add_argument('--slow', action='store_const', const='slow', help=argparse.SUPPRESS)
output = parser.add_argument_group('output', 'Where things go.')
output.add_argument('-o', '--out', type=str.upper, nargs='?', const='dash', default='none')
output.add_argument('--pair', nargs=2, action='append', metavar=('KEY', 'VALUE'))

print(parser.format_help())  # expect: usage: tool [-h] [-v] [--level {1,2,3}] [--color | --no-color] [--fast]
                             # expect:             [-o [OUT]] [--pair KEY VALUE]
                             # expect:             FILE [FILE ...]
                             # expect:
                             # expect: Does tool things to files.
                             # expect:
                             # expect: positional arguments:
                             # expect:   FILE                 what to read
                             # expect:
                             # expect: options:
                             # expect:   -h, --help           show this help message and exit
                             # expect:   -v, --verbose        more (default: 0)
                             # expect:   --level {1,2,3}      how deep
                             # expect:   --color, --no-color
                             # expect:   --fast
                             # expect:
                             # expect: output:
                             # expect:   Where things go.
                             # expect:
                             # expect:   -o, --out [OUT]
                             # expect:   --pair KEY VALUE
                             # expect:
                             # expect: That is all.
                             # expect:
print(parser.parse_args(['a', 'b', '-vv', '--level=2', '--no-color', '--pair', 'x', '1']))  # expect: Namespace(files=['a', 'b'], verbose=2, level=2, color=False, fast=False, slow=None, out='NONE', pair=[['x', '1']])
print(parser.parse_args(['-o', '--', '-x']))  # expect: Namespace(files=['-x'], verbose=0, level=None, color=True, fast=False, slow=None, out='DASH', pair=None)
print(parser.parse_known_args(['a', '--what', '-vofile']))  # expect: (Namespace(files=['a'], verbose=1, level=None, color=True, fast=False, slow=None, out='FILE', pair=None), ['--what'])


def attempt(parser, *arguments):
    stream = io.StringIO()
    try:
        with contextlib.redirect_stderr(stream):
            return parser.parse_args(arguments)
    except SystemExit as stop:
        return f'{stop.code} {stream.getvalue().splitlines()[-1]}'


print(attempt(parser))  # expect: 2 tool: error: the following arguments are required: FILE
print(attempt(parser, 'a', '--level', '4'))  # expect: 2 tool: error: argument --level: invalid choice: 4 (choose from 1, 2, 3)
print(attempt(parser, 'a', '--level', 'x'))  # expect: 2 tool: error: argument --level: invalid int value: 'x'
print(attempt(parser, 'a', '--fast', '--slow'))  # expect: 2 tool: error: argument --slow: not allowed with argument --fast
print(attempt(parser, 'a', '--pair', '1'))  # expect: 2 tool: error: argument --pair: expected 2 arguments
print(attempt(parser, 'a', '--verbose=3'))  # expect: 2 tool: error: argument -v/--verbose: ignored explicit argument '3'
print(attempt(parser, 'a', '--unknown'))  # expect: 2 tool: error: unrecognized arguments: --unknown

commands = argparse.ArgumentParser('tool')
subparsers = commands.add_subparsers(dest='command', required=True, help='sub-command help')
add = subparsers.add_parser('add', aliases=['a'], help='adds')
add.add_argument('number', type=int, nargs='*')
subparsers.add_parser('remove').set_defaults(run=len)
print(commands.format_help())  # expect: usage: tool [-h] {add,a,remove} ...
                               # expect:
                               # expect: positional arguments:
                               # expect:   {add,a,remove}  sub-command help
                               # expect:     add (a)       adds
                               # expect:
                               # expect: options:
                               # expect:   -h, --help      show this help message and exit
                               # expect:
print(attempt(commands, 'a', '1', '2'))  # expect: Namespace(command='a', number=[1, 2])
print(attempt(commands, 'remove'))  # expect: Namespace(command='remove', run=<built-in function len>)
print(attempt(commands))  # expect: 2 tool: error: the following arguments are required: command
print(attempt(commands, 'other'))  # expect: 2 tool: error: argument command: invalid choice: 'other' (choose from 'add', 'a', 'remove')
print(add.format_usage())  # expect: usage: tool add [-h] [number ...]
                           # expect:
