text = "h\u00e9llo\U0001f600"
print(ascii(text[1]), ascii(text[-1]), text[1:3] == "él", text[::-1][1:] == "ollé" + "h", len(text))  # expect: '\xe9' '\U0001f600' True True 6
print(repr("a'b"), repr('a"b'), repr("a'\"b"), repr("\t\n\\\x00\x7f\xa0é\u200b"), ascii("é\u20ac\U0001f600"))  # expect: "a'b" 'a"b' 'a\'"b' '\t\n\\\x00\x7f\xa0é\u200b' '\xe9\u20ac\U0001f600'
print([c for c in "aé"], list(reversed("abc")), "abc"[5:], "abc"[-100:2], "abcdef"[4:0:-2])  # expect: ['a', 'é'] ['c', 'b', 'a']  ab ec
print(hash("abc") == hash("ab" + "c"), "a" < "b" < "é" < "\u20ac")  # expect: True True
appended = ""
kept = []
for i in range(300):
    appended += chr(97 + i % 26)
    if i % 100 == 0:
        kept.append(appended)
print(len(appended), appended[:5], [len(k) for k in kept], kept[1][-1])  # expect: 300 abcde [1, 101, 201] w
class Text(str):
    def __str__(self):
        return "T!"
t = Text("abc")
t.mark = 1
print(t, t + "d", type(t + ""), type(t[:]), t.mark, t == "abc", {t: 1}["abc"], "%s" % t, f"{t}")  # expect: T! abcd <class 'str'> <class 'str'> 1 True 1 T! T!
print(str(b"caf\xc3\xa9", "utf-8"), str(), str(5), str(object="x"), type(str(t)))  # expect: café  5 x <class 'str'>
try:
    "abc"[3]
except IndexError as e:
    print(e)  # expect: string index out of range
try:
    text["a"]
except TypeError as e:
    print(e)  # expect: string indices must be integers, not 'str'
try:
    "a" + 1
except TypeError as e:
    print(e)  # expect: can only concatenate str (not "int") to str
try:
    str(b"a", "nope")
except LookupError as e:
    print(e)  # expect: unknown encoding: nope
