"""Codecs by name, as CPython's package encodings asks for them."""

from _multibytecodec import getcodec
