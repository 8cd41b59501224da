# <> is nobody's address: mail about mail comes from there.
from email._header_value_parser import get_angle_addr, get_mailbox

for text in "<>", "<a@b> SIZE=1", "<@c:a@b>":
    angle, rest = get_angle_addr(text)
    print(str(angle), angle.addr_spec, angle.local_part, angle.domain, repr(rest))
# expect: <> <> None None ''
# expect: <a@b>  a@b a b 'SIZE=1'
# expect: <@c:a@b> a@b a b ''
for text in "x <>", "<>", "a@b", '"x y" <a@b>':
    mailbox, _ = get_mailbox(text)
    print(mailbox.addr_spec, mailbox.local_part, mailbox.domain, mailbox.display_name)
# expect: <> None None x
# expect: <> None None None
# expect: a@b a b None
# expect: a@b a b x y
