# find, index, count, startswith and their kin, over characters of all three widths.
for text in "banana", "bänäna", "b\u20acn\u20acna", "b\U0001f600n\U0001f600na":
    n = len(text)
    assert text.find("n") == 2 and text.rfind("n") == 4 and text.find("") == 0
    assert text.rfind("") == n and text.find("na") == (4 if text[3] != "a" else 2)
    assert text.find("z") == -1 and text.find("n", 3) == 4 and text.find("n", -2) == 4
    assert text.count("n") == 2 and text.count("") == n + 1 and text.find("", n + 1) == -1
print("abcabc".find("c", -3), "abcabc".rfind("c", 0, 5), "aaaa".count("aa"))  # expect: 5 2 2
print("abc".startswith(("x", "ab")), "abc".endswith("c", 0, 2), "abc".startswith("", 3))  # expect: True False True
print("abc".startswith("", 4), "" in "", "x" in "abc", "\u20ac" in "abc")  # expect: False True False False
print("abc".removeprefix("ab"), "abc".removesuffix("bc"), "abc".removesuffix("x"))  # expect: c a abc
for call in (lambda: "abc".index("z"), lambda: "abc".rindex("z"), lambda: "abc".find(),
             lambda: "abc".find(None), lambda: "abc".find("a", "b"),
             lambda: "abc".startswith(5), lambda: "abc".endswith(("a", 5)), lambda: 5 in "abc"):
    try:
        call()
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    assert result
try:
    "abc".index("z")
except ValueError as e:
    print(e)  # expect: substring not found
try:
    "abc".startswith(5)
except TypeError as e:
    print(e)  # expect: startswith first arg must be str or a tuple of str, not int
try:
    5 in "abc"
except TypeError as e:
    print(e)  # expect: 'in <string>' requires string as left operand, not int
# Needles that make naive searches quadratic.
hay = "a" * 20000 + "\u20ac"
needle = "a" * 5000 + "b" + "a" * 5000
print(hay.find(needle), hay.rfind(needle), (hay + needle).find(needle))  # expect: -1 -1 20001
print((hay + needle).rfind(needle), ("ab" * 1000).count("abab"))  # expect: 20001 500
