"""Encodings with several bytes for a character: those that the C library's iconv knows."""

import codecs


def find(name):
    from _multibytecodec import (getcodec, MultibyteIncrementalDecoder,
                                 MultibyteIncrementalEncoder, MultibyteStreamReader,
                                 MultibyteStreamWriter)
    try:
        codec = getcodec(name)
    except LookupError:
        return None

    class Codec(codecs.Codec):
        encode = codec.encode
        decode = codec.decode

    class IncrementalEncoder(MultibyteIncrementalEncoder, codecs.IncrementalEncoder):
        pass

    class IncrementalDecoder(MultibyteIncrementalDecoder, codecs.IncrementalDecoder):
        pass

    class StreamReader(Codec, MultibyteStreamReader, codecs.StreamReader):
        pass

    class StreamWriter(Codec, MultibyteStreamWriter, codecs.StreamWriter):
        pass

    for made in IncrementalEncoder, IncrementalDecoder, StreamReader, StreamWriter:
        made.codec = codec
    return codecs.CodecInfo(codec.encode, codec.decode, StreamReader, StreamWriter,
                            IncrementalEncoder, IncrementalDecoder, name)
