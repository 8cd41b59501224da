"""Policies: how messages are read, kept and written. compat32 is how Python 3.2 did it."""

import abc

from email import charset, header
from email.utils import _has_surrogates

__all__ = ["Policy", "Compat32", "compat32"]


class _PolicyBase:
    """An unchangeable set of values: the attributes of its class, some given new values by
    keyword. policy + other takes over what is not the default in the other."""

    def __init__(self, **kw):
        self._change(kw)

    def _change(self, values):
        for name, value in values.items():
            if not hasattr(self, name):
                raise TypeError(
                    f"{name!r} is an invalid keyword argument for {type(self).__name__}")
            object.__setattr__(self, name, value)

    def __setattr__(self, name, value):
        what = (f"attribute {name!r} is read-only" if hasattr(self, name)
                else f"has no attribute {name!r}")
        raise AttributeError(f"{type(self).__name__!r} object {what}")

    def __repr__(self):
        values = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({values})"

    def clone(self, **kw):
        """A policy with the same values but those given."""
        new = type(self).__new__(type(self))
        for name, value in self.__dict__.items():
            object.__setattr__(new, name, value)
        new._change(kw)
        return new

    def __add__(self, other):
        return self.clone(**other.__dict__)


class Policy(_PolicyBase, metaclass=abc.ABCMeta):
    """What readers, messages and generators ask about their work. Its values:

    raise_on_defect           raise defects instead of noting them
    linesep                   between lines of output
    cte_type                  '7bit' (only ASCII is written) or '8bit'
    max_line_length           of output, without linesep; None or 0 is no limit
    mangle_from_              write lines of a body that begin with 'From ' as '>From '
    message_factory           class of new messages; None is Message
    verify_generated_headers  refuse to write headers that would be read as something else"""

    message_factory = None
    max_line_length = 78
    linesep = "\n"
    cte_type = "8bit"
    raise_on_defect = mangle_from_ = False
    verify_generated_headers = True

    def header_max_count(self, name):
        """How many headers of this name a message may have; None is any number."""
        return None

    def register_defect(self, obj, defect):
        """Note the defect found in obj."""
        obj.defects.append(defect)

    def handle_defect(self, obj, defect):
        """Raise the defect found in obj, or note it."""
        if self.raise_on_defect:
            raise defect
        self.register_defect(obj, defect)

    @abc.abstractmethod
    def fold_binary(self, name, value):
        """As fold(), but bytes, in which cte_type may allow undecoded ones."""
        raise NotImplementedError

    @abc.abstractmethod
    def fold(self, name, value):
        """A header that is kept as text in lines, the last one with its end too."""
        raise NotImplementedError

    @abc.abstractmethod
    def header_fetch_parse(self, name, value):
        """The value that a program gets of a header that is kept."""
        raise NotImplementedError

    @abc.abstractmethod
    def header_store_parse(self, name, value):
        """(name, value) to be kept of a header that a program sets."""
        raise NotImplementedError

    @abc.abstractmethod
    def header_source_parse(self, sourcelines):
        """(name, value) to be kept of a header that was read as these lines."""
        raise NotImplementedError


def split_source(sourcelines):
    """Name and value of a header in lines; the breaks inside stay."""
    name, _, value = "".join(sourcelines).partition(":")
    first_end = len(sourcelines[0]) - len(name) - 1
    first, rest = value[:first_end], value[first_end:]
    return name, (first.lstrip(" \t") + rest).rstrip("\r\n")


class Compat32(Policy):
    """Headers are text as it was read, unless it had bytes that are not ASCII: then a Header."""

    mangle_from_ = True

    def header_source_parse(self, sourcelines):
        """Breaks inside the value stay."""
        return split_source(sourcelines)

    def header_store_parse(self, name, value):
        """Both as they are."""
        return name, value

    def header_fetch_parse(self, name, value):
        """The value, or a Header of charset unknown-8bit if it has undecoded bytes."""
        return _unknown_bytes(name, value) if _is_raw(value) else value

    def fold(self, name, value):
        """As Header.encode() does it; breaks inside the value stay."""
        return self._folded(name, value, ascii_only=True)

    def fold_binary(self, name, value):
        """As fold(), but undecoded bytes are as they were unless cte_type is 7bit."""
        folded = self._folded(name, value, ascii_only=self.cte_type == "7bit")
        return folded.encode("ascii", "surrogateescape")

    def _folded(self, name, value, ascii_only):
        if _is_raw(value):
            if not ascii_only:
                # Where characters begin is not known, so there is no place to fold at.
                return f"{name}: {value}{self.linesep}"
            value = _unknown_bytes(name, value)
        elif isinstance(value, str):
            value = header.Header(value, header_name=name)
        text = value.encode(linesep=self.linesep, maxlinelen=self.max_line_length or 0)
        return f"{name}: {text}{self.linesep}"


def _is_raw(value):
    return isinstance(value, str) and _has_surrogates(value)


def _unknown_bytes(name, value):
    return header.Header(value, charset=charset.UNKNOWN8BIT, header_name=name)


compat32 = Compat32()
