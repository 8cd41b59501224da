# Where the C library's character sets are others than Python's: single characters, whole tables.
import hashlib


def table(name):
    """A digest of what all single and double bytes are, and of the codes of all characters."""
    digest = hashlib.sha256()
    singles = [bytes([i]).decode(name, "replace") for i in range(256)]
    digest.update("".join(singles).encode())
    for lead in range(256):
        if singles[lead] == "\ufffd":
            row = [bytes([lead, trail]).decode(name, "replace") for trail in range(256)]
            digest.update("\n".join(row).encode())
    text = "".join(map(chr, [*range(0xd800), *range(0xe000, 0x10000)]))
    digest.update(text.encode(name, "ignore"))
    return digest.hexdigest()[:16]


for name in ("big5", "big5hkscs", "cp950", "gb2312", "gbk", "euc_kr", "cp932", "euc_jp",
             "shift_jis", "euc_jis_2004", "shift_jisx0213"):
    print(name, table(name))
# expect: big5 6546c61bcaa41d3e
# expect: big5hkscs 86b779e74d378339
# expect: cp950 07dcbc2228b29f4c
# expect: gb2312 2bb0e777bb643954
# expect: gbk c99c01fe3b83db83
# expect: euc_kr b82b26a352d8cee6
# expect: cp932 9a3da3275da470b8
# expect: euc_jp 9624454965012256
# expect: shift_jis bdbdd802ef03d9ca
# expect: euc_jis_2004 23853640ebd1ff43
# expect: shift_jisx0213 0e80106ef5a8c4f9
text = "".join(map(chr, [*range(0x80, 0xd800, 7), *range(0xe000, 0x10000, 7)]))
for name in ("gb18030", "hz", "iso2022_kr", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3",
             "iso2022_jp_2004", "iso2022_jp_ext"):
    data = text.encode(name, "ignore")
    print(name, hashlib.sha256(data).hexdigest()[:16], data.decode(name).encode(name) == data)
# expect: gb18030 e368367092498aee True
# expect: hz cf20d9ecaca85f90 True
# expect: iso2022_kr db5f0e3aa44797e2 True
# expect: iso2022_jp 32e51fd5c9f0fb2a True
# expect: iso2022_jp_1 a6468eecdfc20666 True
# expect: iso2022_jp_2 2a96387759ccf90a True
# expect: iso2022_jp_3 29aa9e7bb1af27ad True
# expect: iso2022_jp_2004 1aa434d2f9313d10 True
# expect: iso2022_jp_ext e533251ec81c6edc True

print(b"C:\\path~".decode("shift_jis"), "¥‾".encode("shift_jis"), b"C:\\path~".decode("johab"))  # expect: C:\path~ b'\\~' C:\path~
print(ascii(b"\x80\xa0\xfd\xfe\xff".decode("cp932")), "ⅰ∵￢".encode("cp932"))  # expect: '\x80\uf8f0\uf8f1\uf8f2\uf8f3' b'\xee\xef\x81\xe6\x81\xca'
print(*(name + " " + ascii(b"a\x80b\xc1\xc4\xc8".decode(name, "replace"))
        for name in ("gbk", "euc_kr", "euc_jp", "big5", "cp949", "johab", "gb2312", "shift_jis")), sep="\n")
# expect: gbk 'a\ufffdb\u804a\ufffd'
# expect: euc_kr 'a\ufffdb\uc894\ufffd'
# expect: euc_jp 'a\ufffdb\u7956\ufffd'
# expect: big5 'a\ufffdb\u8b10\ufffd'
# expect: cp949 'a\ufffdb\uc894\ufffd'
# expect: johab 'a\ufffdb\ucd27\ufffd'
# expect: gb2312 'a\ufffdb\u804a\ufffd'
# expect: shift_jis 'a\ufffdb\uff81\uff84\uff88'
print("쓔쓩닁".encode("euc_kr"), "쓔쓩닁".encode("euc_kr").decode("euc_kr"))  # expect: b'\xa4\xd4\xa4\xb6\xa4\xd0\xa4\xd4\xbe\xb1\xa4\xd4\xa4\xa4\xa4\xd2\xa4\xb7' 쓔쓩닁
print(ascii(b"\xa4\xd4\xa4\xb6\xa4\xd0\xa4".decode("euc_kr", "replace")))  # expect: '\ufffd'
print(ascii(b"\x8f\xb0\xa1\x8f\xa2\xb7\xff".decode("euc_jis_2004", "replace")))  # expect: '\u4e02~\ufffd'
