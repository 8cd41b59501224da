"""Configuration files: [sections] of lines NAME = VALUE or NAME: VALUE.

A value goes on in lines that are indented more than its name. RawConfigParser has the sections and
reads and writes them; ConfigParser also replaces %(name)s in values (or ${section:name}, as its
interpolation does it). What DEFAULT has, every section has. parser[SECTION] is a SectionProxy, which
asks the parser.
"""

import functools
import io
import itertools
import os
import re
import sys
from collections import ChainMap
from collections.abc import MutableMapping

__all__ = ('NoSectionError', 'DuplicateOptionError', 'DuplicateSectionError', 'NoOptionError',
           'InterpolationError', 'InterpolationDepthError', 'InterpolationMissingOptionError',
           'InterpolationSyntaxError', 'ParsingError', 'MissingSectionHeaderError',
           'MultilineContinuationError', 'ConfigParser', 'RawConfigParser', 'Interpolation',
           'BasicInterpolation', 'ExtendedInterpolation', 'SectionProxy', 'ConverterMapping',
           'DEFAULTSECT', 'MAX_INTERPOLATION_DEPTH', 'UNNAMED_SECTION')

DEFAULTSECT = 'DEFAULT'
MAX_INTERPOLATION_DEPTH = 10
_default_dict = dict
_UNSET = object()       # for arguments that may be None


class _UnnamedSection:
    def __repr__(self):
        return '<UNNAMED_SECTION>'


# What comes before the first header, if that is allowed.
UNNAMED_SECTION = _UnnamedSection()


# ---- errors ----

class Error(Exception):
    """What all errors of this module are."""

    def __init__(self, msg=''):
        super().__init__(msg)
        self.message = msg

    def _fill(self, message, **fields):
        """The fields are attributes, and the arguments another one could be made from."""
        self.message = message
        vars(self).update(fields)
        self.args = tuple(fields.values())

    def __str__(self):
        return self.message

    __repr__ = __str__


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        self._fill(f'No section: {section!r}', section=section)


class NoOptionError(Error):
    """There is no such option."""

    def __init__(self, option, section):
        self._fill(f'No option {option!r} in section: {section!r}',
                   option=option, section=section)


def _twice(what, source, lineno):
    """The message that something is there twice, and where, if that is known."""
    if source is None:
        return f'{what[0].upper()}{what[1:]} already exists'
    line = '' if lineno is None else f' [line {lineno:2d}]'
    return f'While reading from {source!r}{line}: {what} already exists'


class DuplicateSectionError(Error):
    """A section is there twice: in what is read, or added to a parser that has it."""

    def __init__(self, section, source=None, lineno=None):
        self._fill(_twice(f'section {section!r}', source, lineno),
                   section=section, source=source, lineno=lineno)


class DuplicateOptionError(Error):
    """An option is twice in what is read."""

    def __init__(self, section, option, source=None, lineno=None):
        self._fill(_twice(f'option {option!r} in section {section!r}', source, lineno),
                   section=section, option=option, source=source, lineno=lineno)


class InterpolationError(Error):
    """A value refers to others in a wrong way."""

    def __init__(self, option, section, msg):
        self._fill(msg, option=option, section=section, msg=msg)


class InterpolationMissingOptionError(InterpolationError):
    """A value refers to an option that does not exist."""

    def __init__(self, option, section, rawval, reference):
        self._fill(f'Bad value substitution: option {option!r} in section {section!r} contains an '
                   f'interpolation key {reference!r} which is not a valid option name. '
                   f'Raw value: {rawval!r}',
                   option=option, section=section, rawval=rawval, reference=reference)


class InterpolationSyntaxError(InterpolationError):
    """A reference in a value is not well formed."""


class InterpolationDepthError(InterpolationError):
    """References lead to more references, too many times."""

    def __init__(self, option, section, rawval):
        self._fill(f'Recursion limit exceeded in value substitution: option {option!r} in section '
                   f'{section!r} contains an interpolation key which cannot be substituted in '
                   f'{MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}',
                   option=option, section=section, rawval=rawval)


class ParsingError(Error):
    """Lines that are neither a header nor an option."""

    def __init__(self, source, *args):
        self._fill(f'Source contains parsing errors: {source!r}', source=source)
        self.errors = []
        if args:
            self.append(*args)

    def append(self, lineno, line):
        self.message += f'\n\t[line {lineno:2d}]: {line!r}'
        self.errors.append((lineno, line))

    def combine(self, others):
        """Takes the lines of other errors, too."""
        for lineno, line in itertools.chain.from_iterable(other.errors for other in others):
            self.append(lineno, line)
        return self


class _LineError(ParsingError):
    def __init__(self, filename, lineno, line):
        self._fill(f'{self._complaint}\nfile: {filename!r}, line: {lineno}\n{line!r}',
                   source=filename, lineno=lineno, line=line)


class MissingSectionHeaderError(_LineError):
    """An option stands before the first header."""

    _complaint = 'File contains no section headers.'


class MultilineContinuationError(_LineError):
    """A line continues an option that has no value."""

    _complaint = 'Key without value continued with an indented line.'


# ---- interpolation ----

class Interpolation:
    """What changes values when they are got, set, read and written; this one does not."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    before_read = before_write = before_set


class _Substitution(Interpolation):
    """References in values are replaced, and again in what they give. A doubled sign is itself."""

    def before_get(self, parser, section, option, value, defaults):
        parts = []
        self._substitute(parser, option, parts, value, section, defaults, 1)
        return ''.join(parts)

    def before_set(self, parser, section, option, value):
        rest = self._KEYCRE.sub('', value.replace(self._sign * 2, ''))
        position = rest.find(self._sign)
        if position >= 0:
            raise ValueError(f'invalid interpolation syntax in {value!r} at position {position}')
        return value

    def _substitute(self, parser, option, parts, text, section, values, depth):
        """Appends to the parts what the text is when its references are replaced."""
        raw = parser.get(section, option, raw=True, fallback=text)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        sign, opening = self._sign, self._opening
        while text:
            plain, found, rest = text.partition(sign)
            parts.append(plain)
            if not found:
                return
            text = found + rest
            if rest.startswith(sign):
                parts.append(sign)
                text = rest[1:]
                continue
            if not rest.startswith(opening):
                raise InterpolationSyntaxError(
                    option, section,
                    f"'{sign}' must be followed by '{sign}' or '{opening}', found: {text!r}")
            match = self._KEYCRE.match(text)
            if match is None:
                raise InterpolationSyntaxError(
                    option, section, f'bad interpolation variable reference {text!r}')
            text = text[match.end():]
            value, *place = self._refer(parser, option, section, match[1], values, raw)
            if value and sign in value:
                target, name, target_values = place
                self._substitute(parser, name, parts, value, target, target_values, depth + 1)
            else:
                parts.append(value or '')


class BasicInterpolation(_Substitution):
    """%(NAME)s in a value is another option of the section, or of DEFAULT; %% is a %."""

    _sign = '%'
    _opening = '('
    _KEYCRE = re.compile(r'%\(([^)]+)\)s')

    def _refer(self, parser, option, section, reference, values, raw):
        """The value a reference stands for, and the section, option and values it belongs to."""
        name = parser.optionxform(reference)
        if name not in values:
            raise InterpolationMissingOptionError(option, section, raw, name) from None
        return values[name], section, option, values


class ExtendedInterpolation(_Substitution):
    """${NAME} in a value is another option, ${SECTION:NAME} one of that section; $$ is a $."""

    _sign = '$'
    _opening = '{'
    _KEYCRE = re.compile(r'\$\{([^}]+)\}')

    def _refer(self, parser, option, section, reference, values, raw):
        target, colon, name = reference.rpartition(':')
        if ':' in target:
            raise InterpolationSyntaxError(option, section,
                                           f"More than one ':' found: {f'${{{reference}}}'!r}")
        name = parser.optionxform(name)
        try:
            if not colon:
                target = section
                value = values[name]
            else:
                value = parser.get(target, name, raw=True)
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, reference) from None
        if value and self._sign in value:
            values = dict(parser.items(target, raw=True))
        return value, target, name, values


# ---- parsing ----

class _Comments:
    """What is cut off lines: comments of their own, and those behind a value."""

    def __init__(self, full_prefixes, inline_prefixes):
        self._full = tuple(full_prefixes)
        # At the start, or behind a blank.
        choice = '|'.join(map(re.escape, inline_prefixes))
        self._inline = re.compile(rf'(?:^|(?<=\s))(?:{choice})' if choice else '(?!)')

    def strip(self, line):
        """The line without its comment, and whether it had one."""
        comment = self._inline.search(line)
        clean = line[:comment.start()].strip() if comment else line.strip()
        if clean.startswith(self._full):
            return '', True
        return clean, comment is not None


def _option_pattern(delimiters, value_needed):
    choice = '|'.join(map(re.escape, delimiters))
    return re.compile(rf'(?P<option>.*?)\s*(?:(?P<vi>{choice})\s*(?P<value>.*))'
                      + ('$' if value_needed else '?$'))


class _Reader:
    """Reads lines into a parser. Values are lists of lines until the end."""

    def __init__(self, parser, source):
        self._parser, self._source = parser, source
        self._seen = set()          # sections, and pairs of section and option
        self._section = self._option = self._options = None
        self._lineno = self._indent = 0
        self._errors = []

    def read(self, lines):
        try:
            for self._lineno, line in enumerate(lines, start=1):
                self._read_line(line)
        finally:
            self._parser._join_multiline_values()
        if self._errors:
            raise self._errors[0].combine(self._errors[1:])

    def _read_line(self, line):
        parser = self._parser
        clean, has_comment = parser._comments.strip(line)
        if not clean:
            self._read_empty(has_comment or line.strip())
            return
        indent = len(line) - len(line.lstrip())
        if self._option and indent > self._indent:
            self._continue(clean, line)
            return
        if self._options is None and parser._allow_unnamed_section:
            self._enter_section(UNNAMED_SECTION)
        self._indent = indent
        header = parser.SECTCRE.match(clean)
        if header:
            self._enter_section(header.group('header'))
        elif self._options is None:
            raise MissingSectionHeaderError(self._source, self._lineno, line)
        else:
            self._read_option(clean, line)

    def _read_empty(self, has_comment):
        if not self._parser._empty_lines_in_values:
            self._indent = sys.maxsize      # nothing continues
        elif not has_comment and self._option and self._options[self._option] is not None:
            self._options[self._option].append('')

    def _continue(self, clean, line):
        value = self._options[self._option]
        if value is None:
            raise MultilineContinuationError(self._source, self._lineno, line)
        value.append(clean)

    def _enter_section(self, name):
        parser = self._parser
        self._section, self._option = name, None
        if name == parser.default_section and name not in parser._sections:
            self._options = parser._defaults
            return
        if name not in parser._sections:
            parser._new_section(name)
        elif parser._strict and name in self._seen:
            raise DuplicateSectionError(name, self._source, self._lineno)
        self._options = parser._sections[name]
        self._seen.add(name)

    def _read_option(self, clean, line):
        match = self._parser._optcre.match(clean)
        if not match or not match['option']:
            self._errors.append(ParsingError(self._source, self._lineno, line))
        if not match:
            return
        self._option = self._parser.optionxform(match['option'].rstrip())
        place = self._section, self._option
        if self._parser._strict and place in self._seen:
            raise DuplicateOptionError(*place, self._source, self._lineno)
        self._seen.add(place)
        value = match['value']
        self._options[self._option] = None if value is None else [value.strip()]


# ---- parsers ----

class RawConfigParser(MutableMapping):
    """A configuration: sections of options. Values are as they are in the file."""

    SECTCRE = re.compile(r'\[(?P<header>.+)\]')
    OPTCRE = _option_pattern('=:', True)
    OPTCRE_NV = _option_pattern('=:', False)
    BOOLEAN_STATES = {'1': True, 'yes': True, 'true': True, 'on': True,
                      '0': False, 'no': False, 'false': False, 'off': False}
    _DEFAULT_INTERPOLATION = Interpolation()

    def __init__(self, defaults=None, dict_type=_default_dict, allow_no_value=False, *,
                 delimiters=('=', ':'), comment_prefixes=('#', ';'),
                 inline_comment_prefixes=None, strict=True, empty_lines_in_values=True,
                 default_section=DEFAULTSECT, interpolation=_UNSET, converters=_UNSET,
                 allow_unnamed_section=False):
        self._dict = dict_type
        self._sections, self._defaults, self._proxies = dict_type(), dict_type(), dict_type()
        self._converters = ConverterMapping(self)
        self.default_section = default_section
        self._proxies[default_section] = SectionProxy(self, default_section)
        self._strict, self._allow_no_value = strict, allow_no_value
        self._empty_lines_in_values = empty_lines_in_values
        self._allow_unnamed_section = allow_unnamed_section
        self._comments = _Comments(comment_prefixes or (), inline_comment_prefixes or ())
        self._delimiters = tuple(delimiters)
        if delimiters == ('=', ':'):
            self._optcre = self.OPTCRE_NV if allow_no_value else self.OPTCRE
        else:
            self._optcre = _option_pattern(delimiters, not allow_no_value)
        if interpolation is _UNSET:
            interpolation = self._DEFAULT_INTERPOLATION
        self._interpolation = Interpolation() if interpolation is None else interpolation
        if not isinstance(self._interpolation, Interpolation):
            raise TypeError(f'interpolation= must be None or an instance of Interpolation; got an '
                            f'object of type {type(self._interpolation)}')
        if converters is not _UNSET:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)

    def _read_defaults(self, defaults):
        # As they are: a raw parser may have values that are no strings.
        for key, value in defaults.items():
            self._defaults[self.optionxform(key)] = value

    @property
    def converters(self):
        return self._converters

    def defaults(self):
        return self._defaults

    def optionxform(self, optionstr):
        """What the name of an option is made, here its lower case."""
        return optionstr.lower()

    # ---- sections ----

    def sections(self):
        """The names of the sections, without DEFAULT."""
        return list(self._sections)

    def has_section(self, section):
        """Whether there is such a section; DEFAULT is not one."""
        return section in self._sections

    def add_section(self, section):
        """Makes an empty section; not one that is there already."""
        if section == self.default_section:
            raise ValueError(f'Invalid section name: {section!r}')
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._new_section(section)

    def _new_section(self, section):
        self._sections[section] = self._dict()
        self._proxies[section] = SectionProxy(self, section)

    def remove_section(self, section):
        """Removes a section; whether it was there."""
        if section not in self._sections:
            return False
        del self._sections[section], self._proxies[section]
        return True

    def _own_options(self, section):
        """The options a section has without those of DEFAULT."""
        if section in self._sections:
            return self._sections[section]
        if section == self.default_section:
            return self._defaults
        raise NoSectionError(section) from None

    # ---- options ----

    def options(self, section):
        """The names of a section's options, and then those of DEFAULT."""
        if section not in self._sections:
            raise NoSectionError(section) from None
        return list(self._sections[section].copy() | self._defaults)

    def has_option(self, section, option):
        """Whether a section has an option; no section means DEFAULT."""
        option = self.optionxform(option)
        if not section or section == self.default_section:
            return option in self._defaults
        return section in self._sections and (option in self._sections[section]
                                              or option in self._defaults)

    def set(self, section, option, value=None):
        """Sets an option."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        options = self._own_options(section or self.default_section)
        options[self.optionxform(option)] = value

    def remove_option(self, section, option):
        """Removes an option; whether it was there."""
        options = self._own_options(section or self.default_section)
        option = self.optionxform(option)
        existed = option in options
        if existed:
            del options[option]
        return existed

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """The value of an option: of `vars`, of the section, or of DEFAULT.

        `raw` leaves references in it as they are; `fallback` is returned if there is none.
        """
        try:
            values = self._unify_values(section, vars)
            option = self.optionxform(option)
            if option not in values:
                raise NoOptionError(option, section)
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback
        value = values[option]
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, values)

    def _unify_values(self, section, vars):
        """A mapping of the values that hold in a section."""
        given = {self.optionxform(key): None if value is None else str(value)
                 for key, value in (vars or {}).items()}
        return ChainMap(given, self._own_options(section), self._defaults)

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET,
                  **kwargs):
        try:
            value = self.get(section, option, raw=raw, vars=vars, **kwargs)
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback
        return conv(value)

    def getint(self, section, option, **how):
        """The value of an option as an int; `raw`, `vars` and `fallback` are as for get()."""
        return self._get_conv(section, option, int, **how)

    def getfloat(self, section, option, **how):
        """The same as a float."""
        return self._get_conv(section, option, float, **how)

    def getboolean(self, section, option, **how):
        """The same as a bool: one of BOOLEAN_STATES."""
        return self._get_conv(section, option, self._convert_to_boolean, **how)

    def _convert_to_boolean(self, value):
        try:
            return self.BOOLEAN_STATES[value.lower()]
        except KeyError:
            raise ValueError(f'Not a boolean: {value}') from None

    def items(self, section=_UNSET, raw=False, vars=None):
        """The names and values of a section's options; without a section, those of the mapping."""
        if section is _UNSET:
            return super().items()
        values = self._defaults.copy()
        values.update(self._own_options(section))
        names = list(values)
        values.update((self.optionxform(key), value) for key, value in (vars or {}).items())

        def value_of(name):
            value = values[name]
            if raw or value is None:
                return value
            return self._interpolation.before_get(self, section, name, value, values)
        return [(name, value_of(name)) for name in names]

    # ---- reading and writing ----

    def read(self, filenames, encoding=None):
        """Reads files, those that can be opened; returns their names."""
        encoding = io.text_encoding(encoding)
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = (filenames,)
        done = []
        for filename in filenames:
            try:
                with open(filename, encoding=encoding) as file:
                    self._read(file, filename)
            except OSError:
                continue
            done.append(os.fspath(filename))
        return done

    def read_file(self, f, source=None):
        """Reads lines, of a file or any iterable; `source` is its name in messages."""
        self._read(f, getattr(f, 'name', '<???>') if source is None else source)

    def read_string(self, string, source='<string>'):
        """Reads a text."""
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source='<dict>'):
        """Takes sections from a dictionary of dictionaries; what is in it is made a string."""
        seen = set()
        for section, options in dictionary.items():
            if section is not UNNAMED_SECTION:
                section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in seen:
                    raise
            seen.add(section)
            for key, value in options.items():
                key = self.optionxform(str(key))
                if self._strict and (section, key) in seen:
                    raise DuplicateOptionError(section, key, source)
                seen.add((section, key))
                self.set(section, key, value if value is None else str(value))

    def _read(self, fp, fpname):
        _Reader(self, fpname).read(fp)

    def _join_multiline_values(self):
        for section, options in ((self.default_section, self._defaults), *self._sections.items()):
            for name, value in options.items():
                if isinstance(value, list):
                    value = '\n'.join(value).rstrip()
                options[name] = self._interpolation.before_read(self, section, name, value)

    def write(self, fp, space_around_delimiters=True):
        """Writes all sections to a file; comments that were read are not kept."""
        delimiter = self._delimiters[0]
        if space_around_delimiters:
            delimiter = f' {delimiter} '
        sections = dict(self._sections)
        unnamed = sections.pop(UNNAMED_SECTION, None)
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), delimiter)
        if unnamed is not None:
            self._write_section(fp, UNNAMED_SECTION, unnamed.items(), delimiter, unnamed=True)
        for section, options in sections.items():
            self._write_section(fp, section, options.items(), delimiter)

    def _write_section(self, fp, section_name, section_items, delimiter, unnamed=False):
        if not unnamed:
            fp.write(f'[{section_name}]\n')
        for key, value in section_items:
            value = self._interpolation.before_write(self, section_name, key, value)
            if value is None and self._allow_no_value:
                fp.write(f'{key}\n')
            else:
                indented = str(value).replace('\n', '\n\t')
                fp.write(f'{key}{delimiter}{indented}\n')
        fp.write('\n')

    # ---- as a mapping of sections ----

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __iter__(self):
        return itertools.chain((self.default_section,), self._sections)

    def __len__(self):
        return 1 + len(self._sections)

    def __getitem__(self, key):
        if key in self:
            return self._proxies[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        # A section is replaced as a whole, without the options it had.
        if key in self:
            if self[key] is value:
                return
            self._own_options(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError('Cannot remove the default section.')
        if not self.remove_section(key):
            raise KeyError(key)

    def popitem(self):
        """Removes a section and returns it with its name; DEFAULT stays."""
        for name in self._sections:
            return name, self.pop(name)
        raise KeyError

    def _validate_value_types(self, *, section='', option='', value=''):
        """TypeError for what is not a string, of those that are given."""
        if section is not UNNAMED_SECTION and not isinstance(section, str):
            raise TypeError('section names must be strings or UNNAMED_SECTION')
        if not isinstance(option, str):
            raise TypeError('option keys must be strings')
        if (value or not self._allow_no_value) and not isinstance(value, str):
            raise TypeError('option values must be strings')


class ConfigParser(RawConfigParser):
    """A configuration whose values may refer to others: %(NAME)s."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def add_section(self, section):
        self._validate_value_types(section=section)
        super().add_section(section)

    def set(self, section, option, value=None):
        self._validate_value_types(option=option, value=value)
        super().set(section, option, value)

    def _read_defaults(self, defaults):
        # They are made strings, and may have references that are not well formed.
        interpolation, self._interpolation = self._interpolation, Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = interpolation


# ---- sections and converters as mappings ----

class SectionProxy(MutableMapping):
    """A section of a parser as a mapping of its options."""

    def __init__(self, parser, name):
        self._parser, self._name = parser, name
        for kind in parser.converters:
            self._add_getter('get' + kind, getattr(parser, 'get' + kind))

    def _add_getter(self, name, getter):
        setattr(self, name, functools.partial(self.get, _impl=getter))

    name = property(lambda self: self._name)
    parser = property(lambda self: self._parser)

    def __repr__(self):
        return f'<Section: {self._name}>'

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def __getitem__(self, key):
        if key in self:
            return self._parser.get(self._name, key)
        raise KeyError(key)

    def __setitem__(self, key, value):
        self._parser._validate_value_types(option=key, value=value)
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if key not in self or not self._parser.remove_option(self._name, key):
            raise KeyError(key)

    def _options(self):
        is_default = self._name == self._parser.default_section
        return self._parser.defaults() if is_default else self._parser.options(self._name)

    def __iter__(self):
        return iter(self._options())

    def __len__(self):
        return len(self._options())

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        """The value of an option, `fallback` if there is none."""
        getter = _impl or self._parser.get
        return getter(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)


class ConverterMapping(MutableMapping):
    """The kinds of values that a parser and its sections have methods get<KIND>() for.

    The value is the function that converts, None for a method of the parser's class.
    """

    def __init__(self, parser):
        self._parser = parser
        self._data = {}
        for name in dir(parser):
            kind = name.removeprefix('get')
            if kind not in ('', name) and callable(getattr(parser, name)):
                self._data[kind] = None

    def __getitem__(self, key):
        return self._data[key]

    def __setitem__(self, key, value):
        if not isinstance(key, str):
            raise ValueError(f'Incompatible key: {key} (type: {type(key)})')
        if not key:
            raise ValueError('Incompatible key: cannot use "" as a name')
        getter = functools.partial(self._parser._get_conv, conv=value)
        getter.converter = value
        self._data[key] = value
        setattr(self._parser, 'get' + key, getter)
        for proxy in self._parser.values():
            proxy._add_getter('get' + key, getter)

    def __delitem__(self, key):
        if not key or not isinstance(key, str):
            raise KeyError(key)
        del self._data[key]
        for owner in (self._parser, *self._parser.values()):
            vars(owner).pop('get' + key, None)      # a class may have one too

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)
