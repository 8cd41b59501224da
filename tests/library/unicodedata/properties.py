import unicodedata as u
print(u.category("A"), u.category("\u0378"), u.bidirectional("\u05d0"), u.combining("\u0301"), u.mirrored("("))  # expect: Lu Cn R 230 1
print(u.decimal("٣"), u.digit("²"), u.numeric("½"), u.numeric("\u4e00"), u.decimal("x", None), u.east_asian_width("\u4e2d"))  # expect: 3 2 0.5 1.0 None W
print(u.name("é"), u.lookup("EURO SIGN"), u.name("\uac00"), u.name("\u4e00"), u.name("\x00", "none"))  # expect: LATIN SMALL LETTER E WITH ACUTE € HANGUL SYLLABLE GA CJK UNIFIED IDEOGRAPH-4E00 none
print(u.decomposition("é"), u.decomposition("\ufb01"), repr(u.decomposition("a")), u.unidata_version)  # expect: 0065 0301 <compat> 0066 0069 '' 15.1.0
print(ascii(u.normalize("NFD", "é")), u.normalize("NFC", "e\u0301") == "é", u.normalize("NFKC", "\ufb01"), u.is_normalized("NFC", "é"))  # expect: 'e\u0301' True fi True
print(ascii(u.lookup("KEYCAP DIGIT ONE")), u.ucd_3_2_0.unidata_version, u.ucd_3_2_0.category("\u20b9"))  # expect: '1\ufe0f\u20e3' 3.2.0 Cn
try:
    u.lookup("NO SUCH NAME")
except KeyError as e:
    print(e)  # expect: "undefined character name 'NO SUCH NAME'"
try:
    u.name("\x00")
except ValueError as e:
    print(e)  # expect: no such name
