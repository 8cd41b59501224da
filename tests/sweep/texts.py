s = "spam, eggs " * 3
print(s.split(", "), s.replace("eggs", "ham"), s.upper().title(), s.find("eggs"), s[3:9], s[::-1])
print("-".join(["a", "b", "ä", "日本"]), "%s %d %.2f %r" % ("x", 5, 1.5, "y"), "{:>10}|{x!r}".format("r", x=[1]))
x = 12; print(f"{x=} {x:04d} {'nested ' + f'{x}'}", "ẞ".casefold(), "abc".translate({97: "A"}), "a\tb".expandtabs())
print(s.encode("utf-8"), "日本".encode("utf-16"), b"\xe4".decode("latin-1"), ascii("ä"), "x".zfill(5), s.partition(","))
print("ab cd".title(), "x=1;y=2".rsplit(";", 1), "  strip ".strip(), "line\nline".splitlines(), "a" < "b", s.count("a"))
try:
    "ä".encode("ascii")
except UnicodeEncodeError as error:
    print(error)
