"""Policies of today: headers are objects that know what they mean."""

import re
import sys

from email._policybase import Compat32, Policy, compat32, split_source
from email.contentmanager import raw_data_manager
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.utils import _has_surrogates

__all__ = ["Compat32", "compat32", "Policy", "EmailPolicy", "default", "strict", "SMTP", "HTTP"]

_line_end = re.compile(r"\r\n|\r|\n")


class EmailPolicy(Policy):
    """More values than Policy has:

    utf8             headers are written as UTF-8, without encoded words
    refold_source    which headers that were read are folded anew: 'none', 'long' or 'all'
    header_factory   makes the object of a header from name and value
    content_manager  makes payloads of contents and contents of payloads"""

    message_factory = EmailMessage
    utf8 = False
    refold_source = "long"
    header_factory = HeaderRegistry()
    content_manager = raw_data_manager

    def __init__(self, **kw):
        # Each has a registry of its own, so that changing one does not change others.
        super().__init__(**{"header_factory": HeaderRegistry()} | kw)

    def header_max_count(self, name):
        """As the class for this name says."""
        return self.header_factory[name].max_count

    def header_source_parse(self, sourcelines):
        """Breaks inside the value stay."""
        return split_source(sourcelines)

    def header_store_parse(self, name, value):
        """The value becomes an object of the header_factory if it was none for this name."""
        if getattr(value, "name", "").lower() != name.lower():
            if isinstance(value, str) and len(value.splitlines()) > 1:
                raise ValueError(
                    "Header values may not contain linefeed or carriage return characters")
            value = self.header_factory(name, value)
        return name, value

    def header_fetch_parse(self, name, value):
        """The object of the header_factory, made without the value's breaks."""
        if hasattr(value, "name"):
            return value
        return self.header_factory(name, "".join(_line_end.split(value)))

    def fold(self, name, value):
        """Folded anew if refold_source or its letters ask for it."""
        return self._folded(name, value, ascii_only=True)

    def fold_binary(self, name, value):
        """As fold(), but undecoded bytes are as they were unless cte_type is 7bit."""
        folded = self._folded(name, value, ascii_only=self.cte_type == "7bit")
        return folded.encode("utf8" if self.utf8 else "ascii", "surrogateescape")

    def _folded(self, name, value, ascii_only):
        if hasattr(value, "name"):
            return value.fold(policy=self)
        lines = _line_end.split(value)
        if self._must_refold(name, lines, ascii_only):
            return self.header_factory(name, "".join(lines)).fold(policy=self)
        return f"{name}: {self.linesep.join(lines)}{self.linesep}"

    def _must_refold(self, name, lines, ascii_only):
        if self.refold_source == "all":
            return True
        if self.refold_source == "long":
            limit = self.max_line_length or sys.maxsize
            first = f"{name}: {lines[0]}"
            if any(len(line) > limit for line in (first, *lines[1:])):
                return True
        if self.utf8:
            return ascii_only and any(map(_has_surrogates, lines))
        return not all(map(str.isascii, lines))


default = EmailPolicy()
# Its factory is the class's, so that its repr is short.
del default.__dict__["header_factory"]
strict = default.clone(raise_on_defect=True)
SMTP = default.clone(linesep="\r\n")
HTTP = default.clone(linesep="\r\n", max_line_length=None)
SMTPUTF8 = SMTP.clone(utf8=True)
