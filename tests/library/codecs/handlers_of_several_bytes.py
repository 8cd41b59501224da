# Error handlers, streams and increments of codecs with several bytes for a character.
import codecs
import io


def fails(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def handle(answer):
    codecs.register_error("test.answer", lambda error: answer)


for_encoding = []
for name in "gbk", "euc_jp", "hz", "big5", "cp949":
    handle(("", 100))
    for_encoding.append(fails(lambda: "a\udc00b".encode(name, "test.answer")))
print(set(for_encoding))  # expect: {'IndexError: position 100 from error handler out of bounds'}
handle(("x", -1))
print("a\udc00b".encode("hz", "test.answer"), "a\udc00b".encode("gbk", "test.answer"))  # expect: b'axb' b'axb'
handle((b"1234", 2))
print("a\udc00b".encode("hz", "test.answer"), "\u4e00\udc00b".encode("hz", "test.answer"))  # expect: b'a1234b' b'~{R;1234~}b'
handle((1, 2))
print(fails(lambda: "a\udc00b".encode("gbk", "test.answer")))  # expect: TypeError: encoding error handler must return (str, int) tuple
print(fails(lambda: b"a\xff\xff".decode("gbk", "test.answer")))  # expect: TypeError: decoding error handler must return (str, int) tuple

encoder = codecs.getincrementalencoder("hz")()
print(encoder.encode("a\u4e00"), encoder.encode("\u4e01"), encoder.encode("b\u4e00", True))  # expect: b'a~{R;' b'6!' b'~}b~{R;~}'
print(fails(lambda: delattr(encoder, "errors")))  # expect: AttributeError: cannot delete attribute
decoder = codecs.getincrementaldecoder("gbk")()
print(fails(lambda: decoder.setstate(1)), decoder.decode("\u4e00".encode("gbk")[:1]), decoder.getstate()[0])  # expect: TypeError: setstate() argument must be tuple, not int  b'\xd2'

file = io.BytesIO()
writer = codecs.getwriter("hz")(file)
for character in "a\u4e00\u4e01":
    writer.write(character)
writer.reset()
print(file.getvalue())  # expect: b'a~{R;6!'
for size in 1, 3, None:
    reader = codecs.getreader("gbk")(io.BytesIO("\u4e00a\n\u4e01\n".encode("gbk")))
    print(ascii("".join(iter(lambda: reader.readline(size), ""))))
# expect: '\u4e00a\n\u4e01\n'
# expect: '\u4e00a\n\u4e01\n'
# expect: '\u4e00a\n\u4e01\n'


def replace_input(error):
    error.object = 42
    return "", 0


codecs.register_error("test.input", replace_input)
for name in "ascii", "utf-8", "utf-16", "unicode-escape":
    print(fails(lambda: b"\xff".decode(name, "test.input") if name != "unicode-escape" else b"\\x".decode(name, "test.input")))
# expect: TypeError: object attribute must be bytes
# expect: TypeError: object attribute must be bytes
# expect: TypeError: object attribute must be bytes
# expect: TypeError: object attribute must be bytes
