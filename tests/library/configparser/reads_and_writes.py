# Sections, continuation lines, interpolation of both kinds, conversion, errors with their place.
import configparser
import io

text = '''
[DEFAULT]
home = /home
[paths]
# a comment
data: %(home)s/data
multi = one
    two

    three
flag = yes
[other]
size = 12
ratio=0.5
'''
parser = configparser.ConfigParser()
parser.read_string(text)
print(parser.sections(), parser['paths']['data'], repr(parser['paths']['multi']))  # expect: ['paths', 'other'] /home/data 'one\ntwo\n\nthree'
print(parser.getint('other', 'size'), parser['other'].getfloat('ratio'), parser['paths'].getboolean('flag'), parser.get('other', 'none', fallback='-'))  # expect: 12 0.5 True -
print(parser.items('other'), 'home' in parser['other'], parser['other'])  # expect: [('home', '/home'), ('size', '12'), ('ratio', '0.5')] True <Section: other>
parser['new'] = {'key': 'value', 'percent': '100%%'}
stream = io.StringIO()
parser.write(stream)
print(repr(stream.getvalue()))  # expect: '[DEFAULT]\nhome = /home\n\n[paths]\ndata = %(home)s/data\nmulti = one\n\ttwo\n\t\n\tthree\nflag = yes\n\n[other]\nsize = 12\nratio = 0.5\n\n[new]\nkey = value\npercent = 100%%\n\n'
extended = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), allow_no_value=True, delimiters=('=',))
extended.read_string('[a]\nx = 1\nalone\n[b]\ny = ${a:x}${z}$$\nz = 2\n')
print(extended['b']['y'], extended['a']['alone'])  # expect: 12$ None


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(parser.get, 'none', 'x'))  # expect: NoSectionError: No section: 'none'
print(attempt(parser.get, 'other', 'x'))  # expect: NoOptionError: No option 'x' in section: 'other'
print(attempt(parser.read_string, '[a]\nx=1\nx=2\n'))  # expect: DuplicateOptionError: While reading from '<string>' [line  3]: option 'x' in section 'a' already exists
print(attempt(parser.read_string, 'x=1\n'))  # expect: MissingSectionHeaderError: File contains no section headers.
                                             # expect: file: '<string>', line: 1
                                             # expect: 'x=1\n'
print(attempt(parser.read_string, '[a]\nnonsense\n'))  # expect: ParsingError: Source contains parsing errors: '<string>'
                                                       # expect: 	[line  2]: 'nonsense\n'
print(attempt(parser.set, 'other', 'x', 1))  # expect: TypeError: option values must be strings
print(attempt(parser.set, 'other', 'x', '%'))  # expect: ValueError: invalid interpolation syntax in '%' at position 0
parser.read_string('[loop]\na = %(b)s\nb = %(a)s\nc = %(nothing)s\n')
print(attempt(parser.get, 'loop', 'a'))  # expect: InterpolationDepthError: Recursion limit exceeded in value substitution: option 'a' in section 'loop' contains an interpolation key which cannot be substituted in 10 steps. Raw value: '%(b)s'
print(attempt(parser.get, 'loop', 'c'))  # expect: InterpolationMissingOptionError: Bad value substitution: option 'c' in section 'loop' contains an interpolation key 'nothing' which is not a valid option name. Raw value: '%(nothing)s'
