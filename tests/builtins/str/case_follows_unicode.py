print("straße".upper(), "ﬁ".upper(), "ŉ".upper(), "ǆ".title(), "ΌΣΟΣ ΣΑ".lower())  # expect: STRASSE FI ʼN ǅ όσος σα
print("Straße".casefold(), "İ".lower() == "i̇", "hello wORLD".title(), "they're".title())  # expect: strasse True Hello World They'Re
print("hELLO".capitalize(), "ǆx".capitalize(), "aBcÄ".swapcase(), "ß".swapcase())  # expect: Hello ǅx AbCä SS
print("abc".islower(), "aB".islower(), "ABC1".isupper(), "1".isupper(), "Ab Cd".istitle())  # expect: True False True False True
print("²".isdigit(), "²".isdecimal(), "½".isnumeric(), "١".isdecimal(), "ä1".isalnum())  # expect: True False True True True
print("a b".isprintable(), "\x00".isprintable(), "\u2028".isspace(), "".isalpha(), "é".isascii())  # expect: True False True False False
print("_é1".isidentifier(), "1a".isidentifier(), "class".isidentifier(), "a·b".isidentifier())  # expect: True False True True
