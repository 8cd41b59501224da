import codecs, locale
for name in "utf-8", "utf-16", "utf-32-be", "utf-7", "latin-1", "cp1252", "ascii", "koi8-r", "cp437", "shift_jis", "gb18030", "idna", "punycode", "unicode_escape", "raw_unicode_escape":
    text = "abc" if name in ("ascii", "idna") else "aé" if name in ("latin-1", "cp1252", "cp437") else "ж" if name == "koi8-r" else "日" if name in ("shift_jis", "gb18030") else "aé日"
    data = text.encode(name); print(name, data, data.decode(name) == text)
for errors in "replace", "ignore", "xmlcharrefreplace", "backslashreplace", "namereplace":
    print("aé€".encode("ascii", errors))
print(b"a\xff".decode("utf-8", "replace"), b"a\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), codecs.getincrementaldecoder("utf-8")().decode(b"\xc3"))
codecs.register_error("mine", lambda error: ("?", error.end)); print("é".encode("ascii", "mine"), codecs.lookup_error("mine") is not None)
try:
    "é".encode("ascii")
except UnicodeEncodeError as error:
    print(error, error.object, error.start)
print(locale.getlocale() is not None, codecs.encode("abc", "rot13"), codecs.encode(b"abc", "hex"))
