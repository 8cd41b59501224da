"""Going through the parts of a message."""

import sys
from io import StringIO

__all__ = ["body_line_iterator", "typed_subpart_iterator", "walk"]


def walk(self):
    """The message itself, then all parts below it, outer ones first."""
    yield self
    if self.is_multipart():
        for part in self.get_payload():
            yield from part.walk()


def body_line_iterator(msg, decode=False):
    """The lines of all payloads that are text."""
    for part in msg.walk():
        text = part.get_payload(decode=decode)
        if isinstance(text, str):
            yield from StringIO(text)


def typed_subpart_iterator(msg, maintype="text", subtype=None):
    """The parts of one main type and, if given, subtype."""
    return (part for part in msg.walk()
            if part.get_content_maintype() == maintype
            and subtype in (None, part.get_content_subtype()))


def _structure(msg, fp=None, level=0, include_default=False):
    """Print the types of all parts as a tree, for debugging."""
    default = f" [{msg.get_default_type()}]" if include_default else ""
    print("    " * level + msg.get_content_type() + default, file=fp or sys.stdout)
    for part in msg.get_payload() if msg.is_multipart() else ():
        _structure(part, fp, level + 1, include_default)
