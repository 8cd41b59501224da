from email import message_from_bytes, policy
from email.message import EmailMessage

message = EmailMessage()
message["Subject"] = "Grüße " * 12
message["From"] = 'Jo Ü <jo@example.com>, "A. B" <a.b@c.example>'
message["To"] = "team: a@b.example, d@e.example;, x@y.example"
message.set_content("hällo\n")
message.add_alternative("<b>x</b>", subtype="html")
message.add_attachment(b"123", maintype="application", subtype="octet-stream", filename="ü.txt")

print(message["from"].addresses[0].display_name)     # expect: Jo Ü
print(message["to"].groups[0].display_name, len(message["to"].addresses))  # expect: team 3
print(message["to"].addresses[2].domain)             # expect: y.example

read = message_from_bytes(message.as_bytes(), policy=policy.default)
print(read["subject"] == message["subject"])         # expect: True
print(read.get_body(("plain",)).get_content().strip())  # expect: hällo
print([part.get_filename() for part in read.iter_attachments()])  # expect: ['ü.txt']
print(max(map(len, message.as_string().split("\n"))) <= 78)       # expect: True

read["Date"] = "Fri, 09 Nov 2001 01:08:47 -0230"
print(read["date"].datetime.isoformat())             # expect: 2001-11-09T01:08:47-02:30
try:
    read["Date"] = "again"
except ValueError as error:
    print(error)         # expect: There may be at most 1 Date headers in a message
try:
    read["X"] = "a\nb"
except ValueError as error:
    print(error)         # expect: Header values may not contain linefeed or carriage return characters
odd = EmailMessage()
odd["Content-Type"] = "text"
print(odd["content-type"].defects)                   # expect: (InvalidHeaderDefect('Invalid content type'),)
print(odd.policy.clone(max_line_length=40).max_line_length)  # expect: 40
