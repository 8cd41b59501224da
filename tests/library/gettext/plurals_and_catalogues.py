import gettext
import io
import os
import struct


def catalogue(pairs):
    """A file .mo as msgfmt writes it."""
    texts = [[text.encode() for text in column] for column in zip(*sorted(pairs.items()))]
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    start = len(head) + 16 * len(pairs)
    tables = data = b""
    for column in texts:
        for text in column:
            tables += struct.pack("<2I", len(text), start + len(data))
            data += text + b"\0"
    return head + tables + data + b"\0"


content = catalogue({
    "": "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n",
    "hello": "hallo",
    "menu\x04open": "öffnen",
    "one file\0%d files": "eine Datei\0%d Dateien",
})
german = gettext.GNUTranslations(io.BytesIO(content))
print(german.gettext("hello"), german.gettext("unknown"))          # expect: hallo unknown
print(german.pgettext("menu", "open"), german.pgettext("x", "open"))  # expect: öffnen open
print(german.ngettext("one file", "%d files", 3) % 3)              # expect: 3 Dateien
print(german.info()["content-type"], german.charset())             # expect: text/plain; charset=utf-8 utf-8

os.makedirs("de/LC_MESSAGES")
with open("de/LC_MESSAGES/app.mo", "wb") as file:
    file.write(content)
print(gettext.find("app", ".", ["de_AT.UTF-8"]))                   # expect: ./de/LC_MESSAGES/app.mo
gettext.bindtextdomain("app", ".")
os.environ["LANGUAGE"] = "de"
print(gettext.textdomain("app"), gettext.gettext("hello"))         # expect: app hallo
try:
    gettext.translation("app", ".", ["fr"])
except FileNotFoundError as error:
    print(error)      # expect: [Errno 2] No translation file found for domain: 'app'

russian = gettext.c2py("n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2")
print([russian(n) for n in (1, 2, 5, 11, 21, 22, 112)])            # expect: [0, 1, 2, 2, 0, 1, 2]
for formula in "n +", "x", "(n", "n n", "os":
    try:
        gettext.c2py(formula)
    except ValueError as error:
        print(error)  # expect: unexpected end of plural form
                      # expect: invalid token in plural form: x
                      # expect: unbalanced parenthesis in plural form
                      # expect: unexpected token in plural form: n
                      # expect: invalid token in plural form: os
