print("banana".replace("a", "o"), "banana".replace("a", "", 2), "abc".replace("", "-"))  # expect: bonono bnna -a-b-c-
print("abc".replace("", "-", 2), "aaa".replace("aa", "b"), "abc".replace("b", "\u20ac"))  # expect: -a-bc ba a€c
print("x\u20acx".replace("\u20ac", "e"), len("x\u20acx".replace("\u20ac", "e").encode()))  # expect: xex 3
print("abc".replace("z", "y") == "abc", "banana".replace("an", "AN", count=1))  # expect: True bANana
print("7".center(4, "*"), "ab".ljust(4, "."), "ab".rjust(4, "\u20ac"), "-7".zfill(5), "ab".zfill(1))  # expect: *7** ab.. €€ab -0007 ab
print("a\tb\tc".expandtabs(4), "\t|".expandtabs(), "ab\t|\n\t|".expandtabs(3))  # expect: a   b   c         | ab |
                    # expect:    |
table = str.maketrans("abc", "xyz", "d")
print("abcd".translate(table), "abc".translate({97: "AA", 98: None, 99: 0x20ac}))  # expect: xyz AA€
print(sorted(str.maketrans({"a": 1, 98: None}).items()))  # expect: [(97, 1), (98, None)]
print("ab".translate("AB" * 64), "abc" * 3, 0 * "abc", "abc" * -1)  # expect: BA abcabcabc  
try:
    str.maketrans("ab", "c")
except ValueError as e:
    print(e)  # expect: the first two maketrans arguments must have equal length
try:
    "x".center(5, "ab")
except TypeError as e:
    print(e)  # expect: The fill character must be exactly one character long
try:
    "a" * (2 ** 62)
except (MemoryError, OverflowError) as e:
    print(type(e) in (MemoryError, OverflowError))  # expect: True

# Many places, few places, none; to nothing; to more.
text = "banana" * 20
print(text.replace("a", "bb") == "bbbnbbnbb" * 20, text.replace("a", "") == "bnn" * 20)  # expect: True True
print(text.replace("a", "xyz", 35).count("xyz"), text.replace("a", "xyz", 35)[-4:])  # expect: 35 nana
print(text.replace("na", "n") == "bann" * 20, text.replace("q", "r") == text)  # expect: True True
