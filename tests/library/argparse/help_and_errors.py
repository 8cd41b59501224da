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

print(parser.format_help())
print(parser.parse_args(['a', 'b', '-vv', '--level=2', '--no-color', '--pair', 'x', '1']))
print(parser.parse_args(['a', '-o', '--', '-x']))
print(parser.parse_known_args(['a', '--what', '-vofile']))


def attempt(parser, *arguments):
    stream = io.StringIO()
    try:
        with contextlib.redirect_stderr(stream):
            return parser.parse_args(arguments)
    except SystemExit as stop:
        return f'{stop.code} {stream.getvalue().splitlines()[-1]}'


print(attempt(parser))
print(attempt(parser, 'a', '--level', '4'))
print(attempt(parser, 'a', '--level', 'x'))
print(attempt(parser, 'a', '--fast', '--slow'))
print(attempt(parser, 'a', '--pair', '1'))
print(attempt(parser, 'a', '--verbose=3'))
print(attempt(parser, 'a', '--unknown'))

commands = argparse.ArgumentParser('tool')
subparsers = commands.add_subparsers(dest='command', required=True, help='sub-command help')
add = subparsers.add_parser('add', aliases=['a'], help='adds')
add.add_argument('number', type=int, nargs='*')
subparsers.add_parser('remove').set_defaults(run=len)
print(commands.format_help())
print(attempt(commands, 'a', '1', '2'))
print(attempt(commands, 'remove'))
print(attempt(commands))
print(attempt(commands, 'other'))
print(add.format_usage())
