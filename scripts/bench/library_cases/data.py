"""json, csv, pickle, struct and copy: values as text and bytes."""

RECORDS = '[{"id": i, "name": f"name {i}", "tags": ["a", "b", str(i)], "x": i / 7, "ok": i % 2 == 0, "none": None} for i in range(300)]'

CASES = {
    "json": (
        f"""
import collections, decimal, enum, io, json
records = {RECORDS}
text = json.dumps(records)
indented = json.dumps(records, indent=4)
strings = ["string number %d \\xe9 \\u4e2d" % i for i in range(500)]
escaped = json.dumps(strings)
plain = json.dumps(strings, ensure_ascii=False)
quoted = ['a "quoted"\\n\\ttext \\\\ %d' % i for i in range(500)]
quoted_text = json.dumps(quoted)
integers, floats = list(range(2000)), [i / 3 for i in range(1000)]
integer_text, float_text = json.dumps(integers), json.dumps(floats)
huge = [10 ** 30 + i for i in range(300)]
huge_text = json.dumps(huge)
table = {{f"key{{i}}": i for i in range(1000)}}
table_text = json.dumps(table)
by_number = {{i: str(i) for i in range(500)}}
deep = None
for i in range(150): deep = {{"a": [deep, i], "b": str(i)}}
deep_text = json.dumps(deep)
class Level(enum.IntEnum): LOW = 1; HIGH = 2
levels = [Level.LOW, Level.HIGH] * 100
class Encoder(json.JSONEncoder):
    def default(self, value): return sorted(value)
sets = [{{1, 2, i}} for i in range(200)]
small = {{"a": 1, "b": [1, 2.5, None, True, "x"]}}
small_text = json.dumps(small)
encoder, decoder = json.JSONEncoder(separators=(",", ":")), json.JSONDecoder()
messages = [json.dumps({{"id": i, "event": "login", "user": "name%d" % i}}) for i in range(200)]
""",
        {
            "dumps": "json.dumps(records)",
            "dumps indent": "json.dumps(records, indent=4)",
            "dumps indent sorted": "json.dumps(records, indent=2, sort_keys=True)",
            "dumps sorted": "json.dumps(records, sort_keys=True)",
            "dumps compact": "json.dumps(records, separators=(',', ':'))",
            "dumps default": "json.dumps(sets, default=sorted)",
            "dumps class": "json.dumps(sets, cls=Encoder)",
            "dumps small": "json.dumps(small)",
            "dumps integers": "json.dumps(integers)",
            "dumps floats": "json.dumps(floats)",
            "dumps huge integers": "json.dumps(huge)",
            "dumps text": "json.dumps(strings)",
            "dumps text as it is": "json.dumps(strings, ensure_ascii=False)",
            "dumps quoted text": "json.dumps(quoted)",
            "dumps dict": "json.dumps(table)",
            "dumps number keys": "json.dumps(by_number)",
            "dumps IntEnum": "json.dumps(levels)",
            "dumps deep": "json.dumps(deep)",
            "dump to file": "json.dump(records, io.StringIO())",
            "dump indent to file": "json.dump(records, io.StringIO(), indent=2)",
            "encoder encode": "encoder.encode(small)",
            "encoder iterencode": "for piece in encoder.iterencode(records): pass",
            "loads": "json.loads(text)",
            "loads bytes": "json.loads(text.encode())",
            "loads indented": "json.loads(indented)",
            "loads small": "json.loads(small_text)",
            "loads lines": "for line in messages: json.loads(line)",
            "loads integers": "json.loads(integer_text)",
            "loads floats": "json.loads(float_text)",
            "loads huge integers": "json.loads(huge_text)",
            "loads escaped text": "json.loads(escaped)",
            "loads plain text": "json.loads(plain)",
            "loads quoted text": "json.loads(quoted_text)",
            "loads dict": "json.loads(table_text)",
            "loads deep": "json.loads(deep_text)",
            "loads object_hook": "json.loads(text, object_hook=lambda found: found)",
            "loads object_pairs_hook": "json.loads(text, object_pairs_hook=collections.OrderedDict)",
            "loads parse_float": "json.loads(float_text, parse_float=decimal.Decimal)",
            "loads parse_int": "json.loads(integer_text, parse_int=float)",
            "load from file": "json.load(io.StringIO(text))",
            "raw_decode": "decoder.raw_decode(small_text)",
            "loads error": "try: json.loads('[1, 2, }')\nexcept json.JSONDecodeError: pass",
        },
    ),
    "csv": (
        """
import csv, io
text = "\\n".join(f'{i},name {i},"quoted, {i}",{i / 3}' for i in range(1000))
plain = "\\n".join(f"{i},name {i},{i / 3},x" for i in range(1000))
lines = text.split("\\n")
rows = list(csv.reader(lines))
mixed = [[i, i / 3, None, "x", True] for i in range(500)]
awkward = [['a "b"', "c,d", "e\\nf", str(i)] for i in range(500)]
awkward_file = io.StringIO()
csv.writer(awkward_file).writerows(awkward)
dicts = [dict(zip("abcd", row)) for row in rows]
""",
        {
            "reader": "list(csv.reader(io.StringIO(text)))",
            "reader plain": "list(csv.reader(io.StringIO(plain)))",
            "reader lines": "list(csv.reader(lines))",
            "reader tab": "list(csv.reader(io.StringIO(plain), 'excel-tab'))",
            "reader semicolon": "list(csv.reader(io.StringIO(plain), delimiter=';'))",
            "reader awkward": "list(csv.reader(io.StringIO(awkward_file.getvalue(), newline='')))",
            "reader nonnumeric": "list(csv.reader(['1,2.5,\"a\"'] * 500, quoting=csv.QUOTE_NONNUMERIC))",
            "reader escapes": "list(csv.reader(['a\\\\,b,c,d'] * 500, escapechar='\\\\', quoting=csv.QUOTE_NONE))",
            "reader columns": "for a, b, c, d in csv.reader(lines): a, float(d)",
            "DictReader": "list(csv.DictReader(io.StringIO(text), 'abcd'))",
            "DictReader loop": "for row in csv.DictReader(lines, 'abcd'): row['a'], row['d']",
            "writerows": "csv.writer(io.StringIO()).writerows(rows)",
            "writerow": "w = csv.writer(io.StringIO())\nfor row in rows: w.writerow(row)",
            "writer mixed": "csv.writer(io.StringIO()).writerows(mixed)",
            "writer awkward": "csv.writer(io.StringIO()).writerows(awkward)",
            "writer quote all": "csv.writer(io.StringIO(), quoting=csv.QUOTE_ALL).writerows(rows)",
            "writer nonnumeric": "csv.writer(io.StringIO(), quoting=csv.QUOTE_NONNUMERIC).writerows(mixed)",
            "DictWriter writerows": "csv.DictWriter(io.StringIO(), 'abcd').writerows(dicts)",
            "DictWriter writerow": "w = csv.DictWriter(io.StringIO(), 'abcd')\nw.writeheader()\nfor row in dicts: w.writerow(row)",
            "sniff": "csv.Sniffer().sniff(plain[:500])",
            "has_header": "csv.Sniffer().has_header(plain[:500])",
        },
    ),
    "pickle": (
        f"""
import collections, dataclasses, datetime, decimal, enum, io, pickle
records = {RECORDS}
class Point:
    def __init__(self, x, y): self.x = x; self.y = y; self.name = "p"
class Slots:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1; self.b = 2
class Reduced:
    def __init__(self, a): self.a = a
    def __reduce__(self): return Reduced, (self.a,)
class Stated:
    def __getstate__(self): return {{"a": 1}}
    def __setstate__(self, state): self.__dict__.update(state)
@dataclasses.dataclass
class Record: a: int; b: str
Named = collections.namedtuple("Named", "a b c")
class Color(enum.Enum): RED = 1; BLUE = 2
for made in (Point, Slots, Reduced, Stated, Record, Named, Color):
    made.__module__ = "__main__"; __import__("__main__").__dict__[made.__name__] = made
import sys
values = dict(
    points=[Point(i, i * 2) for i in range(300)], slots=[Slots() for _ in range(300)], reduced=[Reduced(i) for i in range(300)],
    stated=[Stated() for _ in range(300)], dataclasses=[Record(i, str(i)) for i in range(300)], named=[Named(i, 2, 3) for i in range(300)],
    enums=[Color.RED, Color.BLUE] * 150, integers=list(range(3000)), huge=[3 ** 100 + i for i in range(300)], floats=[i / 3 for i in range(2000)],
    text=["string number %d \\xe9" % i for i in range(1000)], bytes=[b"abc%d" % i for i in range(1000)], big_bytes=b"x" * 300000,
    dict={{f"key{{i}}": i for i in range(1000)}}, sets=[{{i, i + 1}} for i in range(300)], tuples=[(i, i + 1, str(i)) for i in range(500)],
    dates=[datetime.datetime(2000, 1, 1 + i % 28) for i in range(300)], decimals=[decimal.Decimal(i) for i in range(200)],
    shared=[records[0]] * 1000, counters=[collections.Counter("abc") for _ in range(100)], ordered=[collections.OrderedDict(a=1) for _ in range(100)],
    deques=[collections.deque([1, 2]) for _ in range(100)], classes=[int, str, dict, len, Point] * 60)
deep = None
for i in range(100): deep = {{"a": [deep, i]}}
values["deep"] = deep
pickled = {{name: pickle.dumps(value) for name, value in values.items()}}
small = pickle.dumps((1, "a", [2]))
by_protocol = [pickle.dumps(records, protocol) for protocol in range(6)]
points_by_protocol = [pickle.dumps(values["points"], protocol) for protocol in range(6)]
class Restricted(pickle.Unpickler):
    def find_class(self, module, name): return super().find_class(module, name)
class Persistent(pickle.Pickler):
    def persistent_id(self, value): return None
""",
        {
            **{f"dumps {name}": f"pickle.dumps(values['{name}'])" for name in (
                "points slots reduced stated dataclasses named enums integers huge floats text bytes big_bytes dict sets tuples dates decimals "
                "shared counters ordered deques classes deep").split()},
            **{f"loads {name}": f"pickle.loads(pickled['{name}'])" for name in (
                "points slots reduced stated dataclasses named enums integers huge floats text bytes big_bytes dict sets tuples dates decimals "
                "shared counters ordered deques classes deep").split()},
            **{f"dumps protocol {number}": f"pickle.dumps(records, {number})" for number in range(6)},
            **{f"loads protocol {number}": f"pickle.loads(by_protocol[{number}])" for number in range(6)},
            **{f"dumps points {number}": f"pickle.dumps(values['points'], {number})" for number in range(6)},
            **{f"loads points {number}": f"pickle.loads(points_by_protocol[{number}])" for number in range(6)},
            "dumps small": "pickle.dumps((1, 'a', [2]))",
            "loads small": "pickle.loads(small)",
            "dump to file": "pickle.dump(records, io.BytesIO())",
            "load from file": "pickle.load(io.BytesIO(by_protocol[4]))",
            "find_class": "Restricted(io.BytesIO(pickled['points'])).load()",
            "persistent_id": "Persistent(io.BytesIO()).dump(records)",
        },
    ),
    "struct": (
        """
import struct
layout = struct.Struct("<IhBd8s")
packed = layout.pack(1, 2, 3, 4.5, b"abcdefgh")
zeros, room, integers, floats = bytes(8000), bytearray(8000), list(range(1000)), [i / 3 for i in range(1000)]
""",
        {
            "Struct.pack": "layout.pack(7, -3, 7, 1.5, b'abcdefgh')",
            "Struct.unpack": "layout.unpack(packed)",
            "pack": "struct.pack('<I', 1000)",
            "unpack": "struct.unpack('<I', b'abcd')",
            "pack native": "struct.pack('iqd', 1, 2, 3.0)",
            "unpack big-endian": "struct.unpack('>HHL', b'abcdefgh')",
            "pack floats": "struct.pack('<dfe', 1.5, 2.5, 3.5)",
            "pack string": "struct.pack('10s5p?c', b'abc', b'de', True, b'x')",
            "pack many": "struct.pack('<1000I', *integers)",
            "pack many doubles": "struct.pack('1000d', *floats)",
            "unpack many": "struct.unpack('>2000i', zeros)",
            "unpack many doubles": "struct.unpack('<1000d', zeros)",
            "iter_unpack": "for a, b in struct.iter_unpack('<IH', zeros[:6000]): pass",
            "iter_unpack list": "list(struct.iter_unpack('<I', zeros))",
            "unpack_from": "struct.unpack_from('<HH', zeros, 100)",
            "pack_into": "struct.pack_into('<HH', room, 100, 1, 2)",
            "Struct.unpack_from": "layout.unpack_from(zeros, 64)",
            "Struct.pack_into": "layout.pack_into(room, 64, 1, 2, 3, 4.0, b'abc')",
            "calcsize": "struct.calcsize('<IhBd8s')",
            "Struct": "struct.Struct('<IhBd8s')",
            "error": "try: struct.pack('B', 300)\nexcept struct.error: pass",
        },
    ),
    "copy": (
        f"""
import collections, copy, dataclasses, datetime
records = {RECORDS}
class Point:
    def __init__(self, x, y): self.x = x; self.y = y
@dataclasses.dataclass
class Record: a: int; b: list
points, shapes = [Point(i, [i]) for i in range(200)], [Record(i, [i]) for i in range(200)]
point, record = points[0], shapes[0]
""",
        {
            "deepcopy records": "copy.deepcopy(records)",
            "deepcopy points": "copy.deepcopy(points)",
            "deepcopy dataclasses": "copy.deepcopy(shapes)",
            "deepcopy small": "copy.deepcopy({'a': [1, 2], 'b': (3, 4)})",
            "copy list": "copy.copy(records)",
            "copy dict": "copy.copy(records[0])",
            "copy point": "copy.copy(point)",
            "replace": "copy.replace(record, a=1)",
        },
    ),
}
