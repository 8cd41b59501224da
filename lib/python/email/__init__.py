"""Messages as in RFC 5322 and MIME: their parts, reading and writing them."""

__all__ = [
    "base64mime", "charset", "encoders", "errors", "feedparser", "generator", "header",
    "iterators", "message", "message_from_file", "message_from_binary_file",
    "message_from_string", "message_from_bytes", "mime", "parser", "quoprimime", "utils",
]


def _reader(parser_name, method, doc):
    def read(source, *args, **kws):
        from email import parser
        return getattr(getattr(parser, parser_name)(*args, **kws), method)(source)
    read.__doc__ = doc
    return read


message_from_string = _reader("Parser", "parsestr", "The message that a str holds.")
message_from_bytes = _reader("BytesParser", "parsebytes", "The message that bytes hold.")
message_from_file = _reader("Parser", "parse", "The message in a text file.")
message_from_binary_file = _reader("BytesParser", "parse", "The message in a binary file.")

for _name in "string", "bytes", "file", "binary_file":
    globals()[f"message_from_{_name}"].__name__ = f"message_from_{_name}"
    globals()[f"message_from_{_name}"].__qualname__ = f"message_from_{_name}"
del _name
