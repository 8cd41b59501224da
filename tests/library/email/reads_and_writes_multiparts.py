import email
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

message = email.message_from_string("""\
From: a@example.com
Subject: =?utf-8?q?h=C3=A9?=
Content-Type: multipart/mixed; boundary="XX"

before
--XX

one
--XX
Content-Type: text/html; charset=utf-8

two
--XX--
behind
""")
print(message.is_multipart(), message["subject"])     # expect: True =?utf-8?q?h=C3=A9?=
print([part.get_payload() for part in message.get_payload()])  # expect: ['one', 'two']
print(repr(message.preamble), repr(message.epilogue)) # expect: 'before' 'behind\n'
for part in message.walk():
    print(part.get_content_type())  # expect: multipart/mixed
                                    # expect: text/plain
                                    # expect: text/html
print(email.message_from_bytes(message.as_bytes()).as_string() == message.as_string())  # expect: True

broken = email.message_from_string("Content-Type: multipart/mixed; boundary=B\n\n--B\n\nx\n")
print([type(defect).__name__ for defect in broken.defects])  # expect: ['CloseBoundaryNotFoundDefect']

outer = MIMEMultipart(boundary="B")
outer.attach(MIMEText("häl\nlo"))
outer["To"] = "x@example.com"
print("|".join(outer.as_string().split("\n")[4:]))  # expect: --B|Content-Type: text/plain; charset="utf-8"|MIME-Version: 1.0|Content-Transfer-Encoding: base64||aMOkbApsbw==||--B--|
print(outer.get_payload(0).get_payload(decode=True).decode())  # expect: häl
                                                               # expect: lo
