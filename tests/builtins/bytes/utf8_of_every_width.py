"""UTF-8 to text: characters of one to four bytes, alone, mixed, and cut or spoilt at any place."""

texts = ["é", "aé", "é" * 7 + "a" * 9, "€", "a€" * 50, "\U0001f600x", "\x80", "ÿĀ",
         "\u07ff\u0800\uffff\U00010000\U0010ffff", "a" * 1000 + "é" + "b" * 1000]
texts += ["a" * 100 + "é" + "b" * 100, "é" * 3 + "a" * 200, "a" * 17 + "ÿ"]
print([text.encode().decode() == text for text in texts].count(True))  # expect: 13
for text in texts:
    data = text.encode()
    for cut in range(len(data)):
        head, tail = data[:cut].decode(errors="ignore"), data[cut:].decode(errors="ignore")
        if not (text.startswith(head) and text.endswith(tail)):
            print("wrong:", ascii(text), cut)
bad = b"\xc0\x80", b"a\xed\xa0\x80", b"\xf5\x80", b"ab\xff", b"\xc3", b"\xe2\x82", b"\xc3("
for data in bad:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        print(error.start, error.end, error.reason)  # expect: 0 1 invalid start byte
                                                     # expect: 1 2 invalid continuation byte
                                                     # expect: 0 1 invalid start byte
                                                     # expect: 2 3 invalid start byte
                                                     # expect: 0 1 unexpected end of data
                                                     # expect: 0 2 unexpected end of data
                                                     # expect: 0 1 invalid continuation byte
for data in bad:
    print(ascii(data.decode(errors="replace")))  # expect: '\ufffd\ufffd'
                                                 # expect: 'a\ufffd\ufffd\ufffd'
                                                 # expect: '\ufffd\ufffd'
                                                 # expect: 'ab\ufffd'
                                                 # expect: '\ufffd'
                                                 # expect: '\ufffd'
                                                 # expect: '\ufffd('
