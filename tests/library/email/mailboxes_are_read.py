# Django reads addresses with what email.headerregistry calls parser.
from email.errors import HeaderParseError
from email.headerregistry import parser

for text in ("me@x.org", "A B <a.b@c.d>", '"Q, X" <q@r>', "a@b, c@d", '"a b"@c', "x <@r:a@b>",
             "=?utf-8?q?=C3=A9?= <a@b>", "bad"):
    token, rest = parser.get_mailbox(text)
    print(token.display_name, token.local_part, token.domain, token.addr_spec, [rest])
# expect: None me x.org me@x.org ['']
# expect: A B a.b c.d a.b@c.d ['']
# expect: Q, X q r q@r ['']
# expect: None a b a@b [', c@d']
# expect: None a b c "a b"@c ['']
# expect: x a b a@b ['']
# expect: é a b a@b ['']
# expect: None bad None bad ['']
print(str(parser.get_addr_spec("a@b")[0]), parser.get_angle_addr("<a@b> x")[1])  # expect: a@b x
for text in "", "a@":
    try:
        parser.get_mailbox(text)
    except HeaderParseError as error:
        print(error)  # expect: expected mailbox but found ''
                      # expect: expected mailbox but found 'a@'
