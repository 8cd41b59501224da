"""Uses of the modules for text and its formats; `# module NAME` opens each."""

# module string
import string
print(string.ascii_letters, string.capwords("one two"), repr(string.whitespace))
print(string.Template("$who owes ${sum} $$").substitute(who="she", sum=5))
print(string.Formatter().format("{0!r:>8}|{name:^7}", "a", name="b"))

# module textwrap
import textwrap
text = "The quick brown fox jumps over the lazy dog, and the dog sleeps on."
print(textwrap.fill(text, 24, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 30), repr(textwrap.dedent("  a\n    b\n")))
print(textwrap.indent("a\n\nb\n", "> "))

# module re
import re
print(re.sub(r"(?P<year>\d{4})-(\d\d)", r"\2/\g<year>", "on 2024-05, 2023-11"))
print([m.span() for m in re.finditer(r"\b\w{3}\b", "one three two")], re.split(r"[;,]\s*", "a; b,c"))
print(re.compile(r"(?i)x+?(?=y)").search("aXXy"), re.escape("a.b*c"))
try:
    re.compile("(a")
except re.error as error:
    print(error)

# module difflib
import difflib
a, b = "one\ntwo\nthree\n".splitlines(True), "one\ntoo\nthree\nfour\n".splitlines(True)
print("".join(difflib.unified_diff(a, b, "old", "new")))
print("".join(difflib.ndiff(a, b)))
print(difflib.get_close_matches("appel", ["ape", "apple", "peach"]))
print(difflib.SequenceMatcher(None, "abcd", "bcde").get_opcodes())

# module unicodedata
import unicodedata
print(unicodedata.name("é"), unicodedata.normalize("NFD", "é").encode(), unicodedata.category("A"))

# module stringprep
import stringprep
print(stringprep.in_table_a1("\u0221"), stringprep.map_table_b2("ß"), stringprep.in_table_c12("\u00a0"))
print(stringprep.map_table_b3("A"), stringprep.in_table_d1("\u05be"))

# module codecs
import codecs
import io
print(codecs.encode("hello", "rot13"), codecs.lookup("latin-1").name, codecs.BOM_UTF8)
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "aé€".encode()])
print(codecs.getreader("utf-16")(io.BytesIO("zwei".encode("utf-16"))).read())

# module encodings
import encodings
import encodings.aliases
print(encodings.normalize_encoding("UTF 8!"), encodings.aliases.aliases["latin1"])
print(encodings.search_function("cp1252").encode("€"))

# module encodings.idna
import encodings.idna
print("bücher.example".encode("idna"), b"xn--bcher-kva.example".decode("idna"))
print(encodings.idna.ToASCII("faß"), encodings.idna.nameprep("Straße"))

# module encodings.punycode
import encodings.punycode
print("bücher".encode("punycode"), encodings.punycode.punycode_decode(b"bcher-kva", "strict"))

# module html
import html
print(html.escape("<a href='x'>&</a>"), html.unescape("&lt;&eacute;&#x41;&notit;"))

# module html.parser
from html.parser import HTMLParser
class Shows(HTMLParser):
    def handle_starttag(self, tag, attributes):
        print("start", tag, attributes)
    def handle_data(self, data):
        print("data", repr(data))
    def handle_comment(self, data):
        print("comment", data)
Shows().feed("<p class=a checked>x &amp; y<!-- note --></p><br/>")

# module html.entities
import html.entities
print(html.entities.name2codepoint["euro"], html.entities.html5["gt;"], len(html.entities.html5))

# module csv
import csv
import io
rows = list(csv.reader(io.StringIO('a,"b, ""c""",d\r\n1,2,3\r\n')))
out = io.StringIO()
writer = csv.DictWriter(out, ["x", "y"], extrasaction="ignore")
writer.writeheader()
writer.writerow({"x": "1,5", "y": None, "z": 0})
print(rows, repr(out.getvalue()), csv.Sniffer().sniff("a;b\n1;2\n").delimiter)

# module configparser
import configparser
import sys
config = configparser.ConfigParser()
config.read_string("[DEFAULT]\nroot = /srv\n[site]\npath = %(root)s/www\nport: 80\non = yes\n")
site = config["site"]
print(dict(site), site.getint("port"), site.getboolean("on"), config.get("site", "no", fallback=1))
config.write(sys.stdout)

# module tomllib
import tomllib
print(tomllib.loads('title = "x"\n[a.b]\nday = 1979-05-27T07:32:00Z\nlist = [1, 2.5, {k = true}]\n'))
try:
    tomllib.loads("a = [1,,2]")
except tomllib.TOMLDecodeError as error:
    print(error)

# module json
import json
print(json.dumps({"b": [1, 2.5, None, True], "a": "é\n"}, sort_keys=True, indent=2))
print(json.loads('{"x": [1e3, -0.5, "\\u00e9"]}', parse_float=str))
try:
    json.loads('{"a": }')
except json.JSONDecodeError as error:
    print(error)

# module json.tool
import json.tool
import os
import sys
with open("in.json", "w") as file:
    file.write('{"b": 1, "a": [true]}')
sys.argv = ["json.tool", "--sort-keys", "--indent", "2", "in.json"]
json.tool.main()

# module plistlib
import datetime
import plistlib
data = {"name": "x", "sizes": [1, 2.5], "when": datetime.datetime(2024, 1, 2), "raw": b"\x00\x01"}
text = plistlib.dumps(data)
binary = plistlib.dumps(data, fmt=plistlib.FMT_BINARY)
print(text.decode(), len(binary), plistlib.loads(text) == plistlib.loads(binary) == data)

# module xml.etree.ElementTree
import xml.etree.ElementTree as ET
root = ET.fromstring('<a x="1"><b>t</b>tail<c:d xmlns:c="urn:c"/></a>')
print(root.find("b").text, root.get("x"), [element.tag for element in root.iter()])
ET.SubElement(root, "e").text = "<&>"
ET.indent(root)
print(ET.tostring(root, encoding="unicode"))
print(ET.canonicalize('<z b="2" a="1"/>'), root.findall(".//e[.='<&>']")[0].tag)

# module xml.etree.ElementInclude
import xml.etree.ElementTree as ET
from xml.etree import ElementInclude
root = ET.fromstring('<d xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="p.xml"/></d>')
ElementInclude.include(root, loader=lambda href, parse, encoding=None: ET.fromstring("<p>in</p>"))
print(ET.tostring(root))

# module xml.dom.minidom
from xml.dom import minidom
document = minidom.parseString("<a><b c='1'>text</b><!-- note --></a>")
b = document.getElementsByTagName("b")[0]
print(b.getAttribute("c"), b.firstChild.data, document.toxml())
b.appendChild(document.createElement("new"))
print(document.toprettyxml(indent=" "))

# module xml.dom.pulldom
from xml.dom import pulldom
events = pulldom.parseString("<a><b>x</b><b>y</b></a>")
for event, node in events:
    if event == pulldom.START_ELEMENT and node.tagName == "b":
        events.expandNode(node)
        print(node.toxml())

# module xml.dom.expatbuilder
from xml.dom import expatbuilder
print(expatbuilder.parseString("<a b='1'><c/></a>").documentElement.toxml())

# module xml.sax
import xml.sax
class Shows(xml.sax.ContentHandler):
    def startElement(self, name, attributes):
        print("start", name, dict(attributes))
    def characters(self, content):
        print("text", content)
xml.sax.parseString(b"<a x='1'>hi<b/></a>", Shows())
try:
    xml.sax.parseString(b"<a>", xml.sax.ContentHandler())
except xml.sax.SAXParseException as error:
    print(error)

# module xml.sax.saxutils
import io
from xml.sax import saxutils
out = io.StringIO()
generator = saxutils.XMLGenerator(out, short_empty_elements=True)
generator.startElement("a", {"x": "<1>"})
generator.endElement("a")
print(out.getvalue(), saxutils.escape("<&>"), saxutils.quoteattr('a"b'), saxutils.unescape("&lt;"))

# module xml.parsers.expat
from xml.parsers import expat
parser = expat.ParserCreate()
parser.StartElementHandler = lambda name, attributes: print(name, attributes)
parser.Parse("<a b='c'><d/></a>", True)
print(expat.ErrorString(3), expat.errors.XML_ERROR_SYNTAX)

# module gettext
import gettext
translation = gettext.NullTranslations()
print(translation.gettext("hello"), translation.ngettext("file", "files", 2))
print(gettext.c2py("n%10==1 && n%100!=11 ? 0 : 1")(21), gettext.find("nothing", "nowhere"))

# module locale
import locale
print(locale.normalize("de_DE"), locale.setlocale(locale.LC_ALL, "C"), locale.format_string("%.2f", 2.5))
print(locale.atof("3.5"), locale.localeconv()["decimal_point"], locale.strcoll("a", "b") < 0)

# module pprint
import pprint
data = {"names": ["spam " * 4, "eggs " * 4], "nested": {"k": list(range(30))}, "b": b"x" * 90}
pprint.pprint(data, width=60)
print(pprint.pformat({2: 1, 1: 2}), pprint.isreadable(data), pprint.saferepr([data["b"][:3]]))

# module reprlib
import reprlib
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.Repr(maxdict=1).repr({1: 2, 3: 4}))

# module shlex
import shlex
print(shlex.split("a 'b c' d\\ e #f", comments=True), shlex.quote("it's"), shlex.join(["a b", "c"]))
print(list(shlex.shlex("x=1; y|z", punctuation_chars=True)))

# module fnmatch
import fnmatch
print(fnmatch.filter(["a.py", "b.txt", "c.PY"], "*.py"), fnmatch.fnmatchcase("x1", "x[!a]"))
print(fnmatch.translate("*.t?t"))

# module getopt
import getopt
print(getopt.getopt(["-a", "-b1", "--name=x", "rest"], "ab:", ["name="]))
print(getopt.gnu_getopt(["file", "-v"], "v"))
try:
    getopt.getopt(["-z"], "a")
except getopt.GetoptError as error:
    print(error)

# module argparse
import argparse
parser = argparse.ArgumentParser(prog="tool", description="A tool.")
parser.add_argument("files", nargs="*", help="what to read")
parser.add_argument("-n", "--number", type=int, default=3, metavar="N", help="how many (%(default)s)")
parser.add_argument("--mode", choices=["fast", "slow"])
print(parser.parse_args(["a", "-n", "5", "--mode=fast"]))
print(parser.format_help())

# module optparse
import optparse
parser = optparse.OptionParser(prog="tool", usage="%prog [options] file")
parser.add_option("-f", "--file", dest="name", help="read FILE", metavar="FILE")
parser.add_option("-v", action="count", default=0)
values, rest = parser.parse_args(["-f", "x", "-vv", "rest"])
print(vars(values), rest)
print(parser.format_help())

# module cmd
import cmd
import io
class Shell(cmd.Cmd):
    prompt = "> "
    def do_greet(self, line):
        "greet NAME: says hello"
        print("hello", line, file=self.stdout)
    def do_quit(self, line):
        return True
out = io.StringIO()
shell = Shell(stdin=io.StringIO("greet you\nhelp greet\nnonsense\nquit\n"), stdout=out)
shell.use_rawinput = False
shell.cmdloop()
print(out.getvalue())

# module rlcompleter
import rlcompleter
completer = rlcompleter.Completer({"value_one": 1, "value_two": 2})
print(completer.complete("value_", 0), completer.complete("value_", 1), completer.complete("str.isal", 0))

# module netrc
import netrc
with open("rc", "w") as file:
    file.write("machine host login me password secret\ndefault login anonymous password x\n")
print(netrc.netrc("rc").authenticators("host"), netrc.netrc("rc").authenticators("other"))

# module quopri
import quopri
print(quopri.encodestring("é = x ".encode()), quopri.decodestring(b"=C3=A9=\n!"))

# module base64
import base64
data = bytes(range(20))
for name in "b16", "b32", "b64", "b85", "a85", "z85":
    text = getattr(base64, name + "encode")(data)
    print(name, text, getattr(base64, name + "decode")(text) == data)

# module binascii
import binascii
print(binascii.hexlify(b"abc", "-"), binascii.crc32(b"abc"), binascii.a2b_base64(b"aGk="))
