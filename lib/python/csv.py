"""CSV parsing and writing.

reader and writer (natively in _csv) work on lists; DictReader and DictWriter on dicts; a Sniffer
guesses the dialect of a text.
"""

import re
import types
from _csv import (Error, QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC,
                  QUOTE_NOTNULL, QUOTE_STRINGS, field_size_limit, get_dialect, list_dialects,
                  reader, register_dialect, unregister_dialect, writer)
from _csv import Dialect as _Dialect
from io import StringIO

__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE',
           'QUOTE_STRINGS', 'QUOTE_NOTNULL',
           'Error', 'Dialect', 'excel', 'excel_tab',
           'field_size_limit', 'reader', 'writer',
           'register_dialect', 'get_dialect', 'list_dialects', 'Sniffer',
           'unregister_dialect', 'DictReader', 'DictWriter',
           'unix_dialect']

__version__ = '1.0'


class Dialect:
    """How files are written and read: a subclass gives values to the attributes."""
    _name, _valid = '', False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = None
    lineterminator = quoting = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        try:
            _Dialect(self)
        except TypeError as error:
            raise Error(str(error)) from None   # as it always was


class excel(Dialect):
    """What Excel writes."""
    delimiter, quotechar, lineterminator = ',', '"', '\r\n'
    doublequote, skipinitialspace, quoting = True, False, QUOTE_MINIMAL


class excel_tab(excel):
    """What Excel writes with tabs."""
    delimiter = '\t'


class unix_dialect(Dialect):
    """As excel, but with plain line ends and everything quoted."""
    delimiter, quotechar, lineterminator = ',', '"', '\n'
    doublequote, skipinitialspace, quoting = True, False, QUOTE_ALL


for _name, _class in ('excel', excel), ('excel-tab', excel_tab), ('unix', unix_dialect):
    register_dialect(_name, _class)
del _name, _class


def _kept(names):
    """The names, in a list if they could be gone through only once."""
    return list(names) if names is not None and iter(names) is names else names


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', *args,
                 **kwds):
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect, self.line_num = dialect, 0
        self._fieldnames = _kept(fieldnames)
        self.restkey, self.restval = restkey, restval

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames         # read from the first row
        row = next(filter(None, self.reader))       # an empty row is no record
        result = dict(zip(self.fieldnames, row))
        names, fields = len(self.fieldnames), len(row)
        if names < fields:
            result[self.restkey] = row[names:]
        elif names > fields:
            for key in self.fieldnames[fields:]:
                result[key] = self.restval
        return result

    __class_getitem__ = classmethod(types.GenericAlias)


class DictWriter:
    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', *args,
                 **kwds):
        extrasaction = extrasaction.lower()
        if extrasaction not in ('raise', 'ignore'):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.fieldnames = _kept(fieldnames)
        self.restval, self.extrasaction = restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _dict_to_list(self, rowdict):
        if self.extrasaction == 'raise':
            wrong = rowdict.keys() - self.fieldnames
            if wrong:
                raise ValueError('dict contains fields not in fieldnames: '
                                 + ', '.join([repr(name) for name in wrong]))
        return (rowdict.get(key, self.restval) for key in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._dict_to_list(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._dict_to_list, rowdicts))

    __class_getitem__ = classmethod(types.GenericAlias)


class Sniffer:
    """Guesses the dialect of a file from a part of it."""

    # A quoted field between two delimiters, at the start of a line, at its end, alone in it.
    _QUOTED_FIELDS = (
        r'(?P<delim>[^\w\n"\'])(?P<space> ?)(?P<quote>["\']).*?(?P=quote)(?P=delim)',
        r'(?:^|\n)(?P<quote>["\']).*?(?P=quote)(?P<delim>[^\w\n"\'])(?P<space> ?)',
        r'(?P<delim>[^\w\n"\'])(?P<space> ?)(?P<quote>["\']).*?(?P=quote)(?:$|\n)',
        r'(?:^|\n)(?P<quote>["\']).*?(?P=quote)(?:$|\n)',
    )

    def __init__(self):
        # Of several that fit, the first of these.
        self.preferred = [',', '\t', ';', ' ', ':']

    def sniff(self, sample, delimiters=None):
        """The Dialect of a text; delimiters limits what may be its delimiter."""
        quote, doubled, delimiter, space = self._guess_quote_and_delimiter(sample, delimiters)
        if not delimiter:
            delimiter, space = self._guess_delimiter(sample, delimiters)
            if not delimiter:
                raise Error('Could not determine delimiter')
        return type('dialect', (Dialect,), {
            '__module__': __name__, '_name': 'sniffed', 'lineterminator': '\r\n',
            'quoting': QUOTE_MINIMAL, 'doublequote': doubled, 'delimiter': delimiter,
            'quotechar': quote or '"', 'skipinitialspace': space})

    def _guess_quote_and_delimiter(self, data, delimiters):
        """By quoted fields between two equal characters: the commonest quotes and characters win.

        Without a quoted field there is no telling.
        """
        for pattern in self._QUOTED_FIELDS:
            matches = list(re.finditer(pattern, data, re.DOTALL | re.MULTILINE))
            if matches:
                break
        else:
            return '', False, None, 0
        quotes, delims, spaces = {}, {}, 0
        for match in matches:
            found = match.groupdict()
            quotes[found['quote']] = quotes.get(found['quote'], 0) + 1
            delim = found.get('delim')
            if delim is None:
                continue
            if delim and (delimiters is None or delim in delimiters):
                delims[delim] = delims.get(delim, 0) + 1
            if found['space']:
                spaces += 1
        quotechar = max(quotes, key=quotes.get)
        if delims:
            delim = max(delims, key=delims.get)
            skipinitialspace = delims[delim] == spaces
            if delim == '\n':           # a file of a single column
                delim = ''
        else:
            delim, skipinitialspace = '', 0
        # Two quotes in a row within a field mean one.
        doubled = re.compile(r'((%(delim)s)|^)\W*%(quote)s[^%(delim)s\n]*%(quote)s[^%(delim)s\n]*'
                             r'%(quote)s\W*((%(delim)s)|$)'
                             % {'delim': re.escape(delim), 'quote': quotechar}, re.MULTILINE)
        return quotechar, bool(doubled.search(data)), delim, skipinitialspace

    def _guess_delimiter(self, data, delimiters):
        """By characters that are as often in nearly all lines.

        For each character, the number it mostly has in a line is its expected one. A character for
        which enough lines agree is the delimiter; first all must, then down to nine of ten. Lines
        are taken ten by ten until one character is left.
        """
        lines = [line for line in data.split('\n') if line]
        characters = [chr(code) for code in range(127)]
        chunk = min(10, len(lines))
        counts_of = {}              # character -> {times in a line: lines}
        delims = {}
        seen = 0
        start, end = 0, chunk
        while start < len(lines):
            for line in lines[start:end]:
                for character in characters:
                    counts = counts_of.setdefault(character, {})
                    times = line.count(character)
                    counts[times] = counts.get(times, 0) + 1
            seen += 1
            modes = self._modes(counts_of)
            total = float(min(chunk * seen, len(lines)))
            consistency = 1.0
            while not delims and consistency >= 0.9:
                for character, (times, agreeing) in modes.items():
                    if (times > 0 and agreeing > 0 and agreeing / total >= consistency
                            and (delimiters is None or character in delimiters)):
                        delims[character] = times, agreeing
                consistency -= 0.01
            if len(delims) == 1:
                delim = next(iter(delims))
                return delim, self._skips_space(lines[0], delim)
            start, end = end, end + chunk
        if not delims:
            return '', 0
        for delim in self.preferred:
            if delim in delims:
                return delim, self._skips_space(lines[0], delim)
        # Nothing else helps: the one that most lines agree on.
        delim = max([(value, character) for character, value in delims.items()])[1]
        return delim, self._skips_space(lines[0], delim)

    @staticmethod
    def _skips_space(line, delim):
        return line.count(delim) == line.count(f'{delim} ')

    @staticmethod
    def _modes(counts_of):
        """character -> (its most frequent number in a line, lines with it less all others)"""
        modes = {}
        for character, counts in counts_of.items():
            items = list(counts.items())
            if len(items) == 1 and items[0][0] == 0:
                continue
            mode = max(items, key=lambda item: item[1])
            modes[character] = mode[0], 2 * mode[1] - sum(lines for _times, lines in items)
        return modes

    def has_header(self, sample):
        """True if the first row looks unlike the rest: of another type or length in a column."""
        rows = reader(StringIO(sample), self.sniff(sample))
        header = next(rows)
        columns = len(header)
        kinds = dict.fromkeys(range(columns))
        checked = 0
        for row in rows:
            if checked > 20:
                break
            checked += 1
            if len(row) != columns:
                continue
            for column in list(kinds):
                try:
                    complex(row[column])
                    kind = complex
                except (ValueError, OverflowError):
                    kind = len(row[column])
                if kinds[column] is None:
                    kinds[column] = kind
                elif kinds[column] != kind:     # it varies: of no use
                    del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[column]) != kind else -1
            else:
                try:
                    kind(header[column])
                    votes -= 1
                except (ValueError, TypeError):
                    votes += 1
        return votes > 0
