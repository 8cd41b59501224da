# Runs of combining marks are sorted in linear time, in the order of their classes.
import unicodedata

text = "a" + "\u0301\u0316\u0327" * 200_000 + "b"
ordered = unicodedata.normalize("NFD", text)
print(len(ordered), ordered == "a" + "\u0327" * 200_000 + "\u0316" * 200_000 + "\u0301" * 200_000 + "b")
# expect: 600002 True
print(len(unicodedata.normalize("NFC", text)))  # expect: 600001
for count in 1, 40, 64, 65, 100:
    marks = "".join(map(chr, range(0x300, 0x300 + count)))
    normal = unicodedata.normalize("NFD", "x" + marks[::-1])
    classes = list(map(unicodedata.combining, normal[1:]))
    print(len(normal) >= count, classes == sorted(classes))
# expect: True True
# expect: True True
# expect: True True
# expect: True True
# expect: True False
