from email import quoprimime
from email.header import Header, decode_header, make_header
from email.utils import (decode_params, encode_rfc2231, format_datetime, formataddr, formatdate,
                         getaddresses, parseaddr, parsedate_to_datetime, parsedate_tz)

print(parseaddr('"Jo, B" <jo@example.com> (x)'))    # expect: ('Jo, B', 'jo@example.com')
print(parseaddr("a@b.example <c@d.example>"))       # expect: ('', '')
print(parseaddr("a@b.example <c@d.example>", strict=False))  # expect: ('', 'a@b.example')
print(getaddresses(["a@b, c@d", "grp: e@f, g@h;"])) # expect: [('', 'a@b'), ('', 'c@d'), ('', 'e@f'), ('', 'g@h')]
print(formataddr(("Grüß", "a@b")))                  # expect: =?utf-8?b?R3LDvMOf?= <a@b>
print(formataddr(("A. B", "a@b")))                  # expect: "A. B" <a@b>

print(formatdate(0), formatdate(0, usegmt=True))    # expect: Thu, 01 Jan 1970 00:00:00 -0000 Thu, 01 Jan 1970 00:00:00 GMT
print(parsedate_tz("Fri, 09 Nov 2001 01:08:47 -0230"))       # expect: (2001, 11, 9, 1, 8, 47, 0, 1, -1, -9000)
print(parsedate_tz("Friday, 09-Nov-01 01:08:47 GMT"))        # expect: (2001, 11, 9, 1, 8, 47, 0, 1, -1, 0)
print(format_datetime(parsedate_to_datetime("9 Nov 2001 01:08 EST")))  # expect: Fri, 09 Nov 2001 01:08:00 -0500
print(parsedate_tz("nonsense"))                     # expect: None

words = "=?utf-8?q?h=C3=A9?= a =?utf-8?b?aGVs?= =?utf-8?b?bG8=?="
print(decode_header(words))                         # expect: [(b'h\xc3\xa9', 'utf-8'), (b' a ', None), (b'hello', 'utf-8')]
print(make_header(decode_header(words)))            # expect: hé a hello
print(Header("é" * 45, header_name="Subject").encode().count("\n"))  # expect: 1
print(repr(quoprimime.body_encode("a=b\xe9 \n" + "x" * 80)))         # expect: 'a=3Db=E9=20\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\nxxxxx'
print(encode_rfc2231("ü", "utf-8", "de"))           # expect: utf-8'de'%C3%BC
print(decode_params([("a", "b"), ("n*1", "d"), ("n*0*", "utf-8''%C3%BC")]))  # expect: [('a', 'b'), ('n', ('utf-8', '', '"Ã¼d"'))]
