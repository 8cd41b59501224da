# Every alphabet there and back, padding and refusals.
import base64

data = bytes(range(0, 256, 7)) + b'\0\0\0\0    '
for name in ('b64', 'b32', 'b32hex', 'b16', 'b85', 'a85', 'z85', 'urlsafe_b64'):
    encoded = getattr(base64, name + 'encode')(data)
    assert getattr(base64, name + 'decode')(encoded) == data
print(base64.b64encode(b'\xfb\xff', b'-_'), base64.urlsafe_b64encode(b'\xfb\xff'), base64.b32encode(b'abc'))  # expect: b'-_8=' b'-_8=' b'MFRGG==='
print(base64.b85encode(b'hello'), base64.a85encode(b'    hello\0\0\0\0', foldspaces=True, adobe=True, wrapcol=8))  # expect: b'Xk~0{Zv' b'<~yBOu!r\nDZBb;!!\n~>'
print(base64.b32decode(b'mfrgg===', casefold=True), base64.b16decode('aF', True), base64.b64decode('YW Jj'))  # expect: b'abc' b'\xaf' b'abc'
print(base64.encodebytes(b'x' * 60))  # expect: b'eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\neHh4\n'


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(base64.b64decode, 'YQ'))  # expect: Error: Incorrect padding
print(attempt(base64.b64decode, 'Y Q==', validate=True))  # expect: Error: Only base64 data is allowed
print(attempt(base64.b32decode, 'abc'))  # expect: Error: Incorrect padding
print(attempt(base64.b16decode, 'xy'))  # expect: Error: Non-base16 digit found
print(attempt(base64.b85decode, b'"'))  # expect: ValueError: bad base85 character at position 0
print(attempt(base64.a85decode, b'vv'))  # expect: ValueError: Non-Ascii85 digit found: v
print(attempt(base64.b64encode, 'text'))  # expect: TypeError: a bytes-like object is required, not 'str'
print(attempt(base64.encodebytes, 'text'))  # expect: TypeError: expected bytes-like object, not str
