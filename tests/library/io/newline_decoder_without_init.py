"""A decoder that only __new__ has seen says so, whatever is asked of it."""
import io

decoder = io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder)
for ask in (lambda: decoder.decode(b"x"), decoder.getstate, lambda: decoder.setstate((b"", 0)),
            decoder.reset, lambda: decoder.newlines):
    try:
        ask()
    except ValueError as error:
        print(error)
        # expect: IncrementalNewlineDecoder.__init__() not called
        # expect: IncrementalNewlineDecoder.__init__() not called
        # expect: IncrementalNewlineDecoder.__init__() not called
        # expect: IncrementalNewlineDecoder.__init__() not called
        # expect: IncrementalNewlineDecoder.__init__() not called
decoder.__init__(None, True)
print(repr(decoder.decode("a\r\nb\r")), decoder.newlines, decoder.getstate())
# expect: 'a\nb' 
# expect:  (b'', 1)
