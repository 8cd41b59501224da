# Encodings with several bytes for a character, whole and in pieces.
import codecs
import io

for encoding, text in (("big5", "繁體"), ("gbk", "中文"), ("gb18030", "€😀"), ("euc_kr", "한국"),
                       ("cp932", "日本ｱ①"), ("euc_jp", "かな"), ("shift_jis", "ﾃｽﾄ"),
                       ("iso2022_jp", "日本abc"), ("iso2022_kr", "한국어")):
    data = text.encode(encoding)
    decoder = codecs.getincrementaldecoder(encoding)()
    pieces = "".join(decoder.decode(data[i:i + 1]) for i in range(len(data)))
    print(encoding, data, data.decode(encoding) == text == pieces)
# expect: big5 b'\xc1c\xc5\xe9' True
# expect: gbk b'\xd6\xd0\xce\xc4' True
# expect: gb18030 b'\xa2\xe3\x949\xfc6' True
# expect: euc_kr b'\xc7\xd1\xb1\xb9' True
# expect: cp932 b'\x93\xfa\x96{\xb1\x87@' True
# expect: euc_jp b'\xa4\xab\xa4\xca' True
# expect: shift_jis b'\xc3\xbd\xc4' True
# expect: iso2022_jp b'\x1b$BF|K\\\x1b(Babc' True
# expect: iso2022_kr b'\x1b$)C\x0eGQ19>n\x0f' True

for action in (lambda: "aก".encode("gbk"), lambda: b"\xd6".decode("gbk"),
               lambda: b"\xd6\xff".decode("gbk")):
    try:
        action()
    except UnicodeError as e:
        print(e)
# expect: 'gbk' codec can't encode character '\u0e01' in position 1: illegal multibyte sequence
# expect: 'gbk' codec can't decode byte 0xd6 in position 0: incomplete multibyte sequence
# expect: 'gbk' codec can't decode byte 0xd6 in position 0: illegal multibyte sequence
print("aกb".encode("euc_jp", "xmlcharrefreplace"), b"\xd6".decode("gbk", "replace"))
# expect: b'a&#3585;b' �

file = io.TextIOWrapper(io.BytesIO("日本\n語\n".encode("euc_jp")), encoding="euc_jp")
file.read(1)
place = file.tell()
print(repr(file.read()), file.seek(place) == place, repr(file.readline()))
# expect: '本\n語\n' True '本\n'
