"""Encodings of one byte for each character, by table."""

import codecs

from _encodings.unicode import make_info

_ASCII = "".join(map(chr, range(128)))


def find(name):
    if name == "charmap":  # without a table: that of Latin-1
        return _make(name, None, None)
    from _encodings.tables import TABLES
    table = TABLES.get(name)
    if table is None:
        return None
    if len(table) == 128:
        table = _ASCII + table
    return _make(name.replace("_", "-"), codecs.charmap_build(table), table)


def _make(name, encoding_table, table):
    def encode(input, errors="strict"):
        return codecs.charmap_encode(input, errors, encoding_table)

    def decode(input, errors="strict", final=True):
        return codecs.charmap_decode(input, errors, table)

    class Encoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return codecs.charmap_encode(input, self.errors, encoding_table)[0]

    class Decoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return codecs.charmap_decode(input, self.errors, table)[0]

    return make_info(name, encode, decode, Encoder, Decoder)
