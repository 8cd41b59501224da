"""Constants of characters, templates, and the machinery behind str.format."""

import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits",
           "hexdigits", "octdigits", "printable", "punctuation", "whitespace", "Formatter",
           "Template"]

digits, octdigits = '0123456789', '01234567'
hexdigits = f'{digits}abcdefABCDEF'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
whitespace = ' \t\n\r\v\f'
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize the words, between which sep stands; without one, blanks become single spaces."""
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))


class Template:
    """A text with placeholders like $name or ${name}, and $$ for a $."""

    delimiter = '$'
    # The ASCII letters of both cases, whatever flags a subclass sets.
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = None        # re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls.pattern = cls._compiled_pattern()

    @classmethod
    def _compiled_pattern(cls):
        import re
        pattern = cls.__dict__.get('pattern')
        if pattern is None:
            delimiter = re.escape(cls.delimiter)
            name = cls.idpattern
            braced = cls.braceidpattern or cls.idpattern
            pattern = fr"""
            {delimiter}(?:
              (?P<escaped>{delimiter})  |   # two delimiters stand for one
              (?P<named>{name})         |   # an identifier
              {{(?P<braced>{braced})}}  |   # an identifier in braces
              (?P<invalid>)                 # anything else
            )
            """
        flags = re.IGNORECASE if cls.flags is None else cls.flags
        return re.compile(pattern, flags | re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _name(self, match):
        """The name in a placeholder; None if it is an escape or invalid."""
        name = match['named'] or match['braced']
        if name is None and match['escaped'] is None and match['invalid'] is None:
            raise ValueError('Unrecognized named group in pattern', self.pattern)
        return name

    def _raise_invalid(self, match):
        lines = self.template[:match.start('invalid')].splitlines(keepends=True)
        column = len(lines[-1]) if lines else 1
        raise ValueError(f'Invalid placeholder in string: line {len(lines) or 1}, col {column}')

    def _substituted(self, mapping, lenient):
        def replacement(match):
            name = self._name(match)
            if name is not None:
                try:
                    return str(mapping[name])
                except KeyError:
                    if not lenient:
                        raise
            elif match['escaped'] is not None:
                return self.delimiter
            elif not lenient:
                self._raise_invalid(match)
            return match[0]

        return self.pattern.sub(replacement, self.template)

    def substitute(self, mapping={}, /, **kws):
        """The text with values for the names, from the keywords first."""
        return self._substituted(_chained(kws, mapping), False)

    def safe_substitute(self, mapping={}, /, **kws):
        """As substitute(), but what has no value or is invalid stays."""
        return self._substituted(_chained(kws, mapping), True)

    def is_valid(self):
        """Whether substitute() finds nothing invalid."""
        return all(self._name(match) is not None or match['invalid'] is None
                   for match in self.pattern.finditer(self.template))

    def get_identifiers(self):
        """The names in the text, each once."""
        names = map(self._name, self.pattern.finditer(self.template))
        return list(dict.fromkeys(name for name in names if name is not None))


def _chained(first, second):
    if not first:
        return second
    from collections import ChainMap
    return ChainMap(first, second)


class _LazyPattern:
    """Template's own pattern is compiled when it is first needed: importing re takes time."""

    def __get__(self, instance, owner):
        del Template.pattern
        Template.pattern = Template._compiled_pattern()
        return Template.pattern


Template.pattern = _LazyPattern()


_conversions = {'s': str, 'r': repr, 'a': ascii}


class Formatter:
    """str.format with parts that subclasses can change."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            field_first, _ = _string.formatter_field_name_split(field_name)
            if field_first == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field '
                                     'specification to automatic field numbering')
                field_name = str(auto_arg_index) + field_name
                auto_arg_index += 1
            elif isinstance(field_first, int):
                if auto_arg_index:
                    raise ValueError('cannot switch from automatic field '
                                     'numbering to manual field specification')
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(
                format_spec, args, kwargs, used_args, recursion_depth - 1,
                auto_arg_index=auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        """The argument by position or name."""
        return (args if isinstance(key, int) else kwargs)[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the positions and names used, for subclasses to complain."""

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion not in _conversions:
            raise ValueError(f'Unknown conversion specifier {conversion!s}')
        return _conversions[conversion](value)

    def parse(self, format_string):
        """(literal text, field name, format specification, conversion) for each field"""
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, accesses = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, key in accesses:
            obj = getattr(obj, key) if is_attribute else obj[key]
        return obj, first
