"""xml.etree, sqlite3, binascii, decimal, tokenize, pathlib, subprocess and zoneinfo."""

CASES = {
    "xml": (
        """
import copy, io, pickle
import xml.etree.ElementTree as ET
items = "".join(f'  <item id="{i}" kind="k{i % 7}">\\n    <name>Name {i}</name>\\n    <price currency="EUR">{i * 3}.50</price>\\n    <note>a &amp; b &lt; c</note>\\n  </item>\\n' for i in range(300))
text = f'<?xml version="1.0"?>\\n<root>\\n{items}</root>\\n'
data = text.encode()
spaced = '<a xmlns="urn:x" xmlns:y="urn:y">' + '<b y:c="1"><y:d/></b>' * 500 + "</a>"
root = ET.fromstring(text)
flat = ET.fromstring("<r>" + "<e/>" * 100 + "</r>")
pickled = pickle.dumps(root)
class Counting:
    def __init__(self): self.count = 0
    def start(self, tag, attributes): self.count += 1
    def end(self, tag): pass
    def data(self, data): pass
    def close(self): return self.count
""",
        {
            "fromstring": "ET.fromstring(text)",
            "fromstring bytes": "ET.fromstring(data)",
            "parse": "ET.parse(io.BytesIO(data))",
            "namespaces": "ET.fromstring(spaced)",
            "target": "ET.XML(text, ET.XMLParser(target=Counting()))",
            "iterparse": "for event, element in ET.iterparse(io.BytesIO(data)): pass",
            "pull parser": "p = ET.XMLPullParser(['start', 'end'])\np.feed(text)\nfor event in p.read_events(): pass",
            "iter": "for element in root.iter(): pass",
            "iter tag": "for element in root.iter('name'): pass",
            "itertext": "''.join(root.itertext())",
            "children": "for item in root:\n    for child in item: child.tag",
            "find": "for item in root: item.find('price')",
            "findtext": "for item in root: item.findtext('name')",
            "findall": "root.findall('item')",
            "findall path": "root.findall('item/name')",
            "findall below": "root.findall('.//price')",
            "findall attribute": "root.findall(\"item[@kind='k3']\")",
            "get": "for item in root: item.get('id')",
            "set": "for item in root: item.set('id', '5')",
            "text": "for item in root: item.text = item.text",
            "index": "for i in range(100): flat[i]",
            "slice": "flat[10:90]",
            "append remove": "e = ET.Element('e')\nfor child in flat: e.append(child)\nfor child in flat: e.remove(child)",
            "build": "e = ET.Element('root')\nfor i in range(300): ET.SubElement(e, 'item', id='5').text = 'x'",
            "indent": "ET.indent(root)",
            "copy": "copy.copy(root)",
            "deepcopy": "copy.deepcopy(root)",
            "pickle": "pickle.dumps(root)",
            "unpickle": "pickle.loads(pickled)",
            "tostring": "ET.tostring(root)",
            "tostring text": "ET.tostring(root, encoding='unicode')",
            "canonicalize": "ET.canonicalize(text)",
        },
    ),
    "sqlite3": (
        """
import sqlite3
db = sqlite3.connect(":memory:")
cursor = db.cursor()
cursor.execute("create table t (a integer primary key, b text, c real)")
cursor.execute("create table u (a integer, b text, c real)")
rows = [(i, f"name {i}", i * 0.5) for i in range(1000)]
cursor.executemany("insert into t values (?, ?, ?)", rows)
db.commit()
by_name = db.cursor()
by_name.row_factory = sqlite3.Row
db.create_function("twice", 1, lambda x: 2 * x)
""",
        {
            "executemany": "cursor.execute('delete from u')\ncursor.executemany('insert into u values (?, ?, ?)', rows)",
            "insert": "for i in range(100): cursor.execute('insert into u values (?, ?, ?)', (i, 'x', 2.5))\ncursor.execute('delete from u')",
            "insert by name": "for i in range(100): cursor.execute('insert into u values (:a, :b, 1.0)', {'a': i, 'b': 'x'})\ncursor.execute('delete from u')",
            "select one": "for i in range(100): cursor.execute('select b from t where a = ?', (i,)).fetchone()",
            "select by name": "for i in range(100): cursor.execute('select b from t where a = :a', {'a': i}).fetchone()",
            "fetchall": "cursor.execute('select * from t').fetchall()",
            "fetchmany": "cursor.execute('select * from t').fetchmany(500)",
            "iterate": "for a, b, c in cursor.execute('select * from t'): pass",
            "Row": "for row in by_name.execute('select * from t'): row['b'], row[0]",
            "connection": "for i in range(100): db.execute('select 1').fetchone()",
            "function": "cursor.execute('select twice(a) from t').fetchall()",
            "commit": "db.execute('delete from u')\ndb.commit()",
        },
    ),
    "binascii": (
        """
import binascii, zlib
data, short = bytes(range(256)) * 400, b"hello"
digits, coded = binascii.hexlify(data), binascii.b2a_base64(data)
""",
        {
            "crc32": "binascii.crc32(data)",
            "crc32 short": "binascii.crc32(short)",
            "zlib crc32": "zlib.crc32(data)",
            "zlib adler32": "zlib.adler32(data)",
            "hexlify": "binascii.hexlify(data)",
            "unhexlify": "binascii.unhexlify(digits)",
            "b2a_base64": "binascii.b2a_base64(data)",
            "a2b_base64": "binascii.a2b_base64(coded)",
            "crc_hqx": "binascii.crc_hqx(data, 0)",
        },
    ),
    "decimal": (
        """
from decimal import Decimal
a, b, c = Decimal("123.456"), Decimal("7.89"), Decimal("3")
prices = [Decimal(i) / 100 for i in range(1, 300)]
cent = Decimal("0.01")
""",
        {
            "new": "Decimal('123.456')",
            "new int": "Decimal(123456)",
            "add": "a + b",
            "subtract": "a - b",
            "multiply": "a * b",
            "divide": "a / b",
            "divide exactly": "a / 8",
            "divide thirds": "1 / c",
            "floor divide": "a // b",
            "remainder": "a % b",
            "power": "b ** 5",
            "compare": "a < b",
            "quantize": "a.quantize(cent)",
            "round": "round(a, 1)",
            "str": "str(a)",
            "format": "f'{a:,.2f}'",
            "sum": "sum(prices)",
            "sort": "sorted(prices, reverse=True)",
            "hash": "hash(a)",
            "int float": "int(a), float(a)",
            "sqrt": "a.sqrt()",
        },
    ),
    "tokenize": (
        """
import io, tokenize
source = 'def f(x, y=1.5, *rest):\\n    "doc"\\n    # comment\\n    if x in (1, 2):\\n        return [f"{x!r}", y ** 2, rest[0].name]\\n    value = {"a": 0x1f, **rest}\\n\\n' * 60
data = source.encode()
tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
""",
        {
            "generate_tokens": "for t in tokenize.generate_tokens(io.StringIO(source).readline): pass",
            "tokenize": "for t in tokenize.tokenize(io.BytesIO(data).readline): pass",
            "untokenize": "tokenize.untokenize(tokens)",
            "exact_type": "for t in tokens: t.exact_type",
        },
    ),
    "pathlib": (
        """
from pathlib import Path
texts = [f"/usr/lib/d{i % 50}/file{i}.tar.gz" for i in range(100)]
paths = [Path(t) for t in texts]
base = Path("/usr/lib")
for p in paths: str(p), p.parts
""",
        {
            "new": "for t in texts: Path(t)",
            "new str": "for t in texts: str(Path(t))",
            "join": "for t in texts: base / 'x'",
            "join str": "for t in texts: str(base / 'x' / 'y.txt')",
            "joinpath": "for t in texts: base.joinpath('a', 'b', 'c')",
            "name": "for p in paths: p.name",
            "new name": "for t in texts: Path(t).name",
            "suffix stem": "for p in paths: p.suffix, p.stem",
            "parent": "for p in paths: p.parent",
            "parents": "for p in paths: list(p.parents)",
            "parts": "for p in paths: p.parts",
            "with_suffix": "for p in paths: p.with_suffix('.py')",
            "with_name": "for p in paths: p.with_name('b')",
            "relative_to": "for p in paths: p.relative_to('/usr/lib')",
            "is_relative_to": "for p in paths: p.is_relative_to(base)",
            "as_posix": "for p in paths: p.as_posix()",
            "equal hash": "{Path(t) for t in texts}",
            "sort": "sorted(paths)",
            "match": "for p in paths: p.match('*.gz')",
            "exists": "for p in paths: p.exists()",
            "stat": "for p in paths: base.stat()",
            "iterdir": "list(base.iterdir())",
            "glob": "list(base.glob('*.so'))",
            "rglob": "list(Path('/usr/include/linux').rglob('*.h'))",
            "resolve": "base.resolve()",
        },
    ),
    "subprocess": (
        "import os, subprocess",
        {
            "run": "subprocess.run(['/bin/true'])",
            "check_output": "subprocess.check_output(['/bin/echo', 'hi'])",
            "capture": "subprocess.run(['/bin/echo', 'hi'], capture_output=True, text=True)",
            "much output": "subprocess.run(['/usr/bin/head', '-c', '1000000', '/dev/zero'], stdout=subprocess.PIPE)",
            "input": "subprocess.run(['/bin/cat'], input=b'x' * 10000, stdout=subprocess.PIPE)",
            "os.popen": "os.popen('true').read()",
        },
    ),
    "zoneinfo": (
        """
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
berlin, tokyo = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
local, utc = datetime(2024, 7, 1, 12, tzinfo=berlin), datetime(2024, 7, 1, 12, tzinfo=timezone.utc)
far = datetime(2090, 7, 1, 12, tzinfo=berlin)
""",
        {
            "new": "ZoneInfo('Europe/Berlin')",
            "new turns": "ZoneInfo('Europe/Berlin'), ZoneInfo('Asia/Tokyo')",
            "utcoffset": "local.utcoffset()",
            "utcoffset by rules": "far.utcoffset()",
            "tzname": "local.tzname()",
            "dst": "local.dst()",
            "astimezone": "utc.astimezone(berlin)",
            "between zones": "local.astimezone(tokyo)",
            "compare": "local < utc",
            "timestamp": "local.timestamp()",
        },
    ),
}
