import re
print(re.sub("a", "b", "banana"), re.sub("a", "b", "banana", count=2), re.subn("a", "", "banana"))  # expect: bbnbnb bbnbna ('bnn', 3)
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<x>a)", r"[\g<x>\g<1>\g<0>]", "ba"))  # expect: world hello b[aaa]
print(re.sub("a", lambda m: m.group().upper() * 2, "banana"), re.sub("", "-", "ab"), re.sub("x*", "-", "axb"))  # expect: bAAnAAnAA -a-b- -a--b-
print(re.sub(r"(a)|b", r"[\1]", "ab"), repr(re.sub("a", r"\n\t\\", "a")), re.sub(b"a", b"b", b"aa"))  # expect: [a][] '\n\t\\' b'bb'
print(re.match("(.)(.)", "xy").expand(r"\2-\1"), re.sub("a", r"\101", "a"), re.sub("(a)", r"\g<1>1", "a"))  # expect: y-x A a1
for template in (r"\2", r"\g<x>", r"\g<", r"\g", r"\g<1", r"\q", "\\", r"\g<>", r"\400", r"\g<-1>"):
    try:
        re.sub("(a)", template, "a")
    except (re.error, IndexError) as e:
        message = f"{type(e).__name__}: {e}"
    assert message
try:
    re.sub("(a)", r"\2", "a")
except re.PatternError as e:
    print(e)  # expect: invalid group reference 2 at position 1
try:
    re.sub("(a)", r"\g<x>", "a")
except IndexError as e:
    print(e)  # expect: unknown group name 'x'
try:
    re.sub("(a)", r"x\q", "a")
except re.PatternError as e:
    print(e, e.pos, e.pattern)  # expect: bad escape \q at position 1 1 x\q
try:
    re.sub("a", 5, "a")
except TypeError as e:
    print(e)  # expect: decoding to str: need a bytes-like object, int found
try:
    re.sub("a", lambda m: 5, "xa")
except TypeError as e:
    print(e)  # expect: sequence item 1: expected str instance, int found
