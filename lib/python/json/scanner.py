"""JSON token scanner: what a JSONDecoder reads values with."""

from _json import make_scanner as c_make_scanner

__all__ = ["make_scanner"]

make_scanner = c_make_scanner
