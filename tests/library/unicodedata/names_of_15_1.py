"""The characters that Unicode 15.1 added have names."""
import unicodedata

for character in "\u2ffc\u2ffd\u2ffe\u2fff\u31ef":
    name = unicodedata.name(character)
    print(name, unicodedata.lookup(name) == character)
# expect: IDEOGRAPHIC DESCRIPTION CHARACTER SURROUND FROM RIGHT True
# expect: IDEOGRAPHIC DESCRIPTION CHARACTER SURROUND FROM LOWER RIGHT True
# expect: IDEOGRAPHIC DESCRIPTION CHARACTER HORIZONTAL REFLECTION True
# expect: IDEOGRAPHIC DESCRIPTION CHARACTER ROTATION True
# expect: IDEOGRAPHIC DESCRIPTION CHARACTER SUBTRACTION True
print("\N{IDEOGRAPHIC DESCRIPTION CHARACTER ROTATION}" == "\u2fff")  # expect: True
