"""Each encoding of module base64 with its options and errors."""
import base64
import binascii

data = bytes(range(0, 256, 7)) + b"\0\0\0\0    end"
for name in ("b64", "b32", "b32hex", "b16", "b85", "a85", "z85", "urlsafe_b64"):
    encoded = getattr(base64, name + "encode")(data)
    assert getattr(base64, name + "decode")(encoded) == data, name
    print(name, encoded[:40])
# expect: b64 b'AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL'
# expect: b32 b'AADQ4FI4EMVDCOB7IZGVIW3CNFYHO7UFRSJZVINI'
# expect: b32hex b'003GS58S4CL32E1V8P6L8MR2D5O7EVK5HI9PL8D8'
# expect: b16 b'00070E151C232A31383F464D545B626970777E85'
# expect: b85 b'00#~g93v_*I6p>BR9j+caCd%%jFXz7sIRuY#LLpz'
# expect: a85 b"!!`uK*$Zpf3'Tl,<*NgGE-HbbN0B^(W3<YC`66T^"
# expect: z85 b'00-#G93V{/i6P(br9J*CAcD++JfxZ7SirUy-llPZ'
# expect: urlsafe_b64 b'AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL'
print(base64.a85encode(b"    \0\0\0\0x", foldspaces=True, adobe=True, wrapcol=6))  # expect: b'<~yzGQ\n~>'
print(base64.b64decode("YW\nJj??", altchars=None), base64.b64encode(b"\xfb\xff", b"-_"))  # expect: b'abc' b'-_8='
print(base64.b32decode("mfrgg===", casefold=True), base64.encodebytes(b"x" * 60))  # expect: b'abc' b'eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\neHh4\n'
for call in (lambda: base64.b64decode("YQ="), lambda: base64.b64decode("Y!Q=", validate=True),
             lambda: base64.b32decode("A"), lambda: base64.b16decode("ag"), lambda: base64.b85decode(b"\"abcd"),
             lambda: base64.a85decode("vvvvv"), lambda: base64.b64decode("\u00e9"), lambda: base64.b64encode("text"),
             lambda: base64.b85decode("~~~~~"), lambda: base64.z85decode("~abcd")):
    try:
        call()
    except (ValueError, TypeError, binascii.Error) as error:
        print(type(error).__name__, error)
# expect: Error Incorrect padding
# expect: Error Only base64 data is allowed
# expect: Error Incorrect padding
# expect: Error Non-base16 digit found
# expect: ValueError bad base85 character at position 0
# expect: ValueError Non-Ascii85 digit found: v
# expect: ValueError string argument should contain only ASCII characters
# expect: TypeError a bytes-like object is required, not 'str'
# expect: ValueError base85 overflow in hunk starting at byte 0
# expect: ValueError bad z85 character at position 0
