# ucd_3_2_0: properties that have changed since, and names given later.
import unicodedata

old = unicodedata.ucd_3_2_0
for character in "§", "٪", "\u1d79":
    print(old.category(character), unicodedata.category(character))
# expect: So Po
# expect: Po Po
# expect: Cn Ll
print(old.mirrored("\u0f3a"), unicodedata.mirrored("\u0f3a"))                      # expect: 0 1
print(old.east_asian_width("\u231a"), unicodedata.east_asian_width("\u231a"))      # expect: N W
print(old.decimal("²", None), unicodedata.decimal("²", None))                      # expect: 2 None
print(old.bidirectional("+"), unicodedata.bidirectional("+"))                      # expect: ET ES
print(unicodedata.lookup("LATIN SMALL LETTER GHA"))                                # expect: ƣ
try:
    old.lookup("LATIN SMALL LETTER GHA")
except KeyError as e:
    print(e)  # expect: "undefined character name 'LATIN SMALL LETTER GHA'"
