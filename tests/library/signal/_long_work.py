"""Long work in C, of which each piece must be interrupted by Ctrl-C within milliseconds.

    folio _long_work.py [TRIALS [NAME]]     how late KeyboardInterrupt comes, the latest first

How late is told in processor time, which other processes do not lengthen (but the timer's steps
do: the case "loop" shows by how much), for what waits in wall time. Every case runs in a child
process, so that one which never ends can be killed.
"""
import os
import random
import select
import signal
import sys
import time

PRELUDE = """
import array, base64, bisect, binascii, bz2, collections, copy, csv, functools, hashlib, heapq, io
import itertools, json, lzma, marshal, math, operator, pickle, random, re, statistics, string, struct
import textwrap, unicodedata, zlib
"""

ITEMS = "items = list(range(1_000_000))"
TEXT = "text = 'a b\\n' * 2_000_000"
WIDE = "text = 'ä b\\n' * 2_000_000"
DATA = "data = b'a b\\n' * 4_000_000"
NOISE = "data = random.Random(1).randbytes(8_000_000)"
LESS_NOISE = "data = random.Random(1).randbytes(2_000_000)"
DICT = "d = dict.fromkeys(range(1_000_000))"
TEXTS = "words = [f'word {i}' for i in range(300_000)]"
DICT_TEXT = "d = {f'key {i}': i for i in range(300_000)}"
SET = "s = set(range(1_000_000)); t = set(range(500_000, 1_500_000))"
RECORDS = "records = [{'name': 'x', 'number': i, 'list': [1, 2.5, None]} for i in range(100_000)]"
ROWS = "rows = [['a', 1, 'b c', 2.5]] * 300_000; lines = ['a,1,b c,2.5\\n'] * 300_000"
DEQUE = "q = collections.deque(range(2_000_000))"
BIG = "n = 7 ** 200_000"

# name: (what is made first, the work)
CASES = {
    "loop": ("", "while True: pass"),
    "for loop": ("", "for i in itertools.count(): pass"),
    # lists, tuples, ranges
    "list(range)": ("", "list(range(10_000_000))"),
    "list(repeat)": ("", "list(itertools.repeat(None, 50_000_000))"),
    "list(tuple)": ("t = tuple(range(5_000_000))", "list(t)"),
    "list.copy": (ITEMS, "(items * 8).copy()"),
    "list ==": (ITEMS + "; other = list(range(1_000_000))", "items == other"),
    "list <": (ITEMS + "; other = list(range(1_000_000))", "items < other"),
    "list.count": (ITEMS, "items.count(-1)"),
    "list.index": (ITEMS, "items.index(999_999)"),
    "list.reverse": (ITEMS + "; items *= 10", "items.reverse()"),
    "list.extend": (ITEMS, "l = []; l.extend(items * 4)"),
    "list slice": (ITEMS + "; items *= 8", "items[::2]"),
    "list slice set": (ITEMS + "; items *= 8", "items[::2] = items[1::2]"),
    "list slice del": (ITEMS, "l = items * 8; del l[::2]"),
    "list.clear": ("", "l = [[] for i in range(1_000_000)]; l.clear()"),
    "list.sort": ("items = [random.random() for i in range(1_000_000)]", "sorted(items)"),
    "list.sort key": (ITEMS, "sorted(items, key=operator.neg)"),
    "list.insert": ("items = [None] * 20_000_000", "items.insert(0, 1); items.pop(0)"),
    "list repr": (ITEMS, "repr(items)"),
    "list in": (ITEMS, "-1 in items"),
    "list remove": ("l = [1] * 1_000_000; l.append(2)", "l.remove(2); l.append(2)"),
    "tuple(generator)": ("", "tuple(i for i in range(10_000_000))"),
    "tuple(map)": (ITEMS, "tuple(map(operator.neg, items))"),
    "tuple hash": (ITEMS + "; t = tuple(items)", "hash(t)"),
    "tuple ==": (ITEMS + "; t = tuple(items); u = tuple(list(items))", "t == u"),
    "range in": ("", "2.5 in range(100_000_000)"),
    "range.count": ("", "range(100_000_000).count(2.5)"),
    # dicts and sets
    "dict.copy": (DICT, "d.copy()"),
    "dict(dict)": (DICT, "dict(d)"),
    "dict(zip)": (ITEMS, "dict(zip(items, items))"),
    "dict.update": (DICT, "{}.update(d)"),
    "dict |": (DICT + "; e = {-1: 0}", "e | d"),
    "dict ==": (DICT + "; e = dict.fromkeys(range(1_000_000))", "d == e"),
    "dict str ==": (DICT_TEXT + "; e = {f'key {i}': i for i in range(300_000)}", "d == e"),
    "dict.fromkeys": (ITEMS, "dict.fromkeys(items)"),
    "dict.fromkeys set": (SET, "dict.fromkeys(s)"),
    "dict list": (DICT, "list(d)"),
    "dict items": (DICT, "list(d.items())"),
    "dict values": (DICT, "list(d.values())"),
    "dict.clear": (DICT, "e = d.copy(); e.clear()"),
    "dict growth": ("", "d = {}\nfor i in range(3_000_000): d[i] = i"),
    "dict repr": (DICT, "repr(d)"),
    "dict keys &": (DICT, "d.keys() & d.keys()"),
    "dict items ==": (DICT + "; e = d.copy()", "d.items() == e.items()"),
    "dict values in": (DICT, "-1 in d.values()"),
    "dict by str": (DICT_TEXT, "d.copy() | d"),
    "set(list)": (ITEMS, "set(items)"),
    "set(dict)": (DICT, "set(d)"),
    "set.copy": (SET, "s.copy()"),
    "set |": (SET, "s | t"),
    "set &": (SET, "s & t"),
    "set -": (SET, "s - t"),
    "set ^": (SET, "s ^ t"),
    "set <=": (SET + "; u = s.copy()", "s <= u"),
    "set ==": (SET + "; u = s.copy()", "s == u"),
    "set.isdisjoint": ("s = set(range(10**6)); t = set(range(10**6, 2 * 10**6))", "s.isdisjoint(t)"),
    "set.update": (SET, "set().update(s, t)"),
    "set.intersection_update": (SET, "u = s.copy(); u.intersection_update(t)"),
    "set.difference_update": (SET, "u = s.copy(); u.difference_update(t)"),
    "frozenset hash": (SET, "hash(frozenset(s))"),
    "set.clear": (SET, "u = s.copy(); u.clear()"),
    "set list": (SET, "list(s)"),
    "set sorted": (SET, "sorted(s)"),
    # text
    "str.count": (TEXT, "text.count('a')"),
    "str.split": (TEXT, "text.split()"),
    "str.split by": (TEXT, "text.split('b')"),
    "str.splitlines": (TEXT, "text.splitlines()"),
    "str.replace": (TEXT, "text.replace('a', 'xyz')"),
    "str.translate": (TEXT, "text.translate({97: 98})"),
    "str.translate delete": (WIDE, "text.translate({228: None})"),
    "str.translate text": (TEXT, "text.translate({97: 'xyz'})"),
    "str.upper": (TEXT, "text.upper()"),
    "str.upper wide": (WIDE, "text.upper()"),
    "str.casefold": (WIDE, "text.casefold()"),
    "str.title": (TEXT, "text.title()"),
    "str.swapcase": (WIDE, "text.swapcase()"),
    "str.isalnum": ("text = 'ab' * 4_000_000", "text.isalnum()"),
    "str.isprintable": (WIDE.replace("\\n", " "), "text.isprintable()"),
    "str.find": ("text = 'ab' * 20_000_000", "text.find('aab')"),
    "str.join": (TEXTS + "; words *= 10", "','.join(words)"),
    "str ==": ("text = 'ab' * 50_000_000; other = 'abab' * 25_000_000", "text == other"),
    "str hash": ("text = 'ab' * 20_000_000", "hash(text + 'x')"),
    "str *": ("", "'ab' * 100_000_000"),
    "str +": ("text = 'ab' * 50_000_000", "text + text"),
    "str.strip": ("text = ' ' * 50_000_000", "text.strip()"),
    "str.lstrip": ("text = 'ab' * 20_000_000", "text.lstrip('ba')"),
    "str.expandtabs": ("text = 'a\\t' * 2_000_000", "text.expandtabs()"),
    "str.encode": (WIDE, "text.encode()"),
    "str.encode utf-16": (WIDE, "text.encode('utf-16')"),
    "str.encode latin-1": (WIDE, "text.encode('latin-1')"),
    "str.encode cp1252": (WIDE, "text.encode('cp1252')"),
    "str.encode escapes": (WIDE, "text.encode('unicode_escape')"),
    "str.encode ignore": ("text = '\\u1234' * 1_000_000", "text.encode('latin-1', 'ignore')"),
    "str slice": (TEXT + "; text *= 10", "text[::2]"),
    "str list": (TEXT, "list(text)"),
    "str repr": (WIDE, "repr(text)"),
    "str %": (TEXTS, "'%s' * 300_000 % tuple(words)"),
    "str % width": ("", "'%0*d' % (200_000_000, 1)"),
    "str.format": (TEXTS, "('{}' * 300_000).format(*words)"),
    "str.format width": ("", "format(1, '>200000000')"),
    "str.zfill": ("", "'1'.zfill(200_000_000)"),
    "str.center": ("", "'1'.center(200_000_000, 'ä')"),
    "unicodedata.normalize": (WIDE, "unicodedata.normalize('NFD', text)"),
    "textwrap": ("text = 'some words here ' * 100_000", "textwrap.wrap(text)"),
    # bytes
    "bytes.count": (DATA, "data.count(b'a')"),
    "bytes.split": (DATA, "data.split()"),
    "bytes.replace": (DATA, "data.replace(b'a', b'xyz')"),
    "bytes.translate": (DATA + "; data *= 4; table = bytes(range(256))", "data.translate(table)"),
    "bytes.translate delete": (DATA, "data.translate(None, b'a')"),
    "bytes.upper": (DATA + "; data *= 4", "data.upper()"),
    "bytes.title": (DATA, "data.title()"),
    "bytes.isalpha": ("data = b'ab' * 40_000_000", "data.isalpha()"),
    "bytes.hex": (DATA + "; data *= 4", "data.hex()"),
    "bytes.hex sep": (DATA, "data.hex(':')"),
    "bytes.fromhex": ("text = 'ab' * 20_000_000", "bytes.fromhex(text)"),
    "bytes.decode": ("data = 'ä b\\n'.encode() * 4_000_000", "data.decode()"),
    "bytes.decode ascii": (DATA + "; data *= 4", "data.decode('ascii')"),
    "bytes.decode utf-16": (DATA, "data.decode('utf-16')"),
    "bytes.decode cp1252": (DATA, "data.decode('cp1252')"),
    "bytes.decode replace": ("data = b'\\xff' * 2_000_000", "data.decode('utf-8', 'replace')"),
    "bytes repr": (DATA, "repr(data)"),
    "bytes ==": ("data = bytes(200_000_000); other = bytearray(200_000_000)", "data == other"),
    "bytes hash": ("data = bytes(50_000_000)", "hash(data + b'x')"),
    "bytes(list)": ("items = [1] * 5_000_000", "bytes(items)"),
    "bytes list": (DATA, "list(data)"),
    "bytes slice": (DATA + "; data *= 4", "data[::2]"),
    "bytes.strip": ("data = b' ' * 100_000_000", "data.strip()"),
    "bytes.splitlines": (DATA, "data.splitlines()"),
    "bytes.expandtabs": ("data = b'a\\t' * 4_000_000", "data.expandtabs()"),
    "bytearray.reverse": ("a = bytearray(200_000_000)", "a.reverse()"),
    "bytearray.extend": ("items = [1] * 5_000_000", "bytearray().extend(items)"),
    "bytearray del": ("a = bytearray(50_000_000)", "b = a[:]; del b[::2]"),
    "memoryview.tolist": ("m = memoryview(bytes(5_000_000))", "m.tolist()"),
    "memoryview ==": ("m = memoryview(array.array('i', [1]) * 5_000_000)\nn = m[:].cast('B').cast('I')",
                      "m == n"),
    "memoryview.tobytes": ("m = memoryview(bytes(50_000_000))[::2]", "m.tobytes()"),
    "memoryview.hex": ("m = memoryview(bytes(20_000_000))", "m.hex()"),
    "array(list)": ("items = [1] * 5_000_000", "array.array('i', items)"),
    "array.tolist": ("a = array.array('i', [1]) * 5_000_000", "a.tolist()"),
    "array.count": ("a = array.array('i', [1]) * 5_000_000", "a.count(2)"),
    "array ==": ("a = array.array('i', [1]) * 5_000_000; b = array.array('l', a)", "a == b"),
    "array.byteswap": ("a = array.array('i', [1]) * 50_000_000", "a.byteswap()"),
    "array.reverse": ("a = array.array('i', [1]) * 50_000_000", "a.reverse()"),
    # iterators and what consumes them
    "sum": ("", "sum(itertools.repeat(1, 10 ** 10))"),
    "sum floats": ("", "sum(itertools.repeat(1.5, 10 ** 10))"),
    "sum(list)": (ITEMS + "; items *= 8", "sum(items)"),
    "min": ("", "min(itertools.repeat(1, 10 ** 10))"),
    "max(list)": (ITEMS + "; items *= 8", "max(items)"),
    "max key": (ITEMS, "max(items, key=operator.neg)"),
    "any": ("", "any(itertools.repeat(0))"),
    "all": ("", "all(itertools.repeat(1))"),
    "any(list)": ("items = [0] * 20_000_000", "any(items)"),
    "zip": ("", "list(zip(range(5_000_000), itertools.count()))"),
    "map": (ITEMS, "list(map(operator.neg, items))"),
    "filter": ("", "list(filter(None, itertools.repeat(0)))"),
    "enumerate": (ITEMS, "list(enumerate(items))"),
    "reversed": (ITEMS + "; items *= 8", "list(reversed(items))"),
    "in repeat": ("", "1 in itertools.repeat(0)"),
    "functools.reduce": ("", "functools.reduce(operator.add, itertools.repeat(1))"),
    "unpack": (ITEMS, "*a, b = items * 8"),
    "star call": (ITEMS, "max(*items)"),
    "islice": ("", "next(itertools.islice(itertools.count(), 10 ** 10, None))"),
    "dropwhile": ("", "next(itertools.dropwhile(bool, itertools.repeat(1)))"),
    "filterfalse": ("", "next(itertools.filterfalse(None, itertools.repeat(1)))"),
    "compress": ("", "next(itertools.compress(itertools.count(), itertools.repeat(0)))"),
    "groupby": ("", "g = itertools.groupby(itertools.repeat(1)); next(g); next(g)"),
    "chain": ("", "next(itertools.chain.from_iterable(itertools.repeat(())))"),
    "cycle": ("", "collections.deque(itertools.cycle([1, 2]), 0)"),
    "product": ("", "list(itertools.product(range(150), repeat=3))"),
    "permutations": ("", "collections.deque(itertools.permutations(range(30)), 0)"),
    "combinations": ("", "collections.deque(itertools.combinations(range(60), 30), 0)"),
    "accumulate": ("", "collections.deque(itertools.accumulate(itertools.repeat(1)), 0)"),
    "tee": ("", "a, b = itertools.tee(itertools.repeat(0)); collections.deque(a, 0)"),
    "batched": ("", "list(itertools.batched(range(5_000_000), 1_000_000))"),
    "pairwise": ("", "collections.deque(itertools.pairwise(itertools.repeat(1)), 0)"),
    "iter callable": ("", "collections.deque(iter(int, 1), 0)"),
    # collections
    "deque(count)": ("", "collections.deque(itertools.count(), 0)"),
    "deque(list)": (ITEMS, "collections.deque(items * 4)"),
    "deque.copy": (DEQUE, "q.copy()"),
    "deque.rotate": (DEQUE, "q.rotate(1_000_000)"),
    "deque.count": (DEQUE, "q.count(-1)"),
    "deque.index": (DEQUE, "q.index(1_999_999)"),
    "deque.reverse": (DEQUE, "q.reverse()"),
    "deque ==": (DEQUE + "; r = collections.deque(range(2_000_000))", "q == r"),
    "deque *": (DEQUE, "q * 4"),
    "deque.extendleft": (DEQUE + ITEMS.replace("items", "; items"), "q.extendleft(items)"),
    "deque.insert": (DEQUE, "q.insert(1_000_000, 1)"),
    "deque.remove": (DEQUE, "q.append(-1); q.remove(-1)"),
    "deque list": (DEQUE, "list(q)"),
    "deque.clear": (DEQUE, "q.copy().clear()"),
    "Counter": (ITEMS, "collections.Counter(items)"),
    "Counter letters": (TEXT, "collections.Counter(text)"),
    "OrderedDict": (DICT, "collections.OrderedDict(d)"),
    "OrderedDict.copy": ("d = collections.OrderedDict.fromkeys(range(300_000))", "d.copy()"),
    "OrderedDict ==": ("d = collections.OrderedDict.fromkeys(range(300_000)); e = d.copy()", "d == e"),
    "defaultdict": (DICT, "collections.defaultdict(int, d)"),
    "heapify": ("items = [random.random() for i in range(2_000_000)]", "heapq.heapify(items[:])"),
    "nlargest": (ITEMS, "heapq.nlargest(500_000, items)"),
    "copy.deepcopy": (RECORDS, "copy.deepcopy(records)"),
    # numbers
    "int *": (BIG, "n * n * n"),
    "int **": ("", "3 ** 30_000_000"),
    "int str": (BIG + "; import sys; sys.set_int_max_str_digits(0)", "str(n * n)"),
    "int parse": ("import sys; sys.set_int_max_str_digits(0); text = '7' * 2_000_000", "int(text)"),
    "pow": (BIG, "pow(3, n, n + 2)"),
    "factorial": ("", "math.factorial(1_000_000)"),
    "comb": ("", "math.comb(1_000_000, 500_000)"),
    "isqrt": (BIG, "math.isqrt(n * n * n)"),
    "gcd": (BIG + "; m = 3 ** 300_000", "math.gcd(n * 11, m * 11)"),
    "fsum": (ITEMS, "math.fsum(items)"),
    "math.prod": ("", "math.prod(itertools.repeat(1))"),
    "sumprod": (ITEMS, "math.sumprod(items, items)"),
    "math.dist": ("p = [1.5] * 3_000_000", "math.dist(p, p)"),
    "int.from_bytes": ("data = bytes([1]) * 50_000_000", "int.from_bytes(data, 'little')"),
    "int.to_bytes": ("n = 1 << 400_000_000", "n.to_bytes(50_000_001, 'big')"),
    "int <<": ("", "1 << 1_000_000_000"),
    "int bit_count": ("n = (1 << 800_000_000) - 1", "n.bit_count()"),
    "int hex": ("n = 1 << 100_000_000", "hex(n)"),
    "fmean": (ITEMS, "statistics.fmean(items)"),
    "randbytes": ("", "random.randbytes(50_000_000)"),
    "shuffle": (ITEMS, "random.shuffle(items)"),
    # text formats and serialisation
    "json.dumps": (RECORDS, "json.dumps(records)"),
    "json.dumps ints": (ITEMS, "json.dumps(items)"),
    "json.dumps text": (WIDE, "json.dumps(text)"),
    "json.loads": (RECORDS + "; text = json.dumps(records)", "json.loads(text)"),
    "json.loads text": (WIDE + "; text = json.dumps(text)", "json.loads(text)"),
    "pickle.dumps": (RECORDS, "pickle.dumps(records)"),
    "pickle.dumps dict": (DICT, "pickle.dumps(d)"),
    "pickle.dumps set": (SET, "pickle.dumps(s)"),
    "pickle.loads": (RECORDS + "; data = pickle.dumps(records)", "pickle.loads(data)"),
    "pickle.loads ints": (ITEMS + "; data = pickle.dumps(items)", "pickle.loads(data)"),
    "marshal.dumps": (RECORDS, "marshal.dumps(records)"),
    "marshal.dumps ints": (ITEMS, "marshal.dumps(items)"),
    "marshal.loads": (RECORDS + "; data = marshal.dumps(records)", "marshal.loads(data)"),
    "csv.reader": (ROWS, "list(csv.reader(lines))"),
    "csv.reader line": ("line = ['a,b,' * 1_000_000]; csv.field_size_limit(10**9)",
                        "list(csv.reader(line))"),
    "csv.writer": (ROWS, "csv.writer(io.StringIO()).writerows(rows)"),
    "csv.writer row": (ITEMS, "csv.writer(io.StringIO()).writerow(items)"),
    "struct.pack": (ITEMS, "struct.pack('1000000i', *items)"),
    "struct.unpack": ("data = bytes(20_000_000)", "struct.unpack('5000000i', data)"),
    "struct.iter_unpack": ("data = bytes(20_000_000)", "list(struct.iter_unpack('i', data))"),
    "base64 encode": (DATA + "; data *= 2", "base64.b64encode(data)"),
    "base64 decode": (DATA + "; data = base64.b64encode(data * 2)", "base64.b64decode(data)"),
    "base64.b85encode": (NOISE, "base64.b85encode(data)"),
    "binascii.hexlify": (DATA + "; data *= 4", "binascii.hexlify(data)"),
    "binascii.unhexlify": ("data = b'ab' * 20_000_000", "binascii.unhexlify(data)"),
    "binascii.crc32": ("data = bytes(200_000_000)", "binascii.crc32(data)"),
    "binascii.b2a_qp": (NOISE, "binascii.b2a_qp(data)"),
    "binascii.a2b_qp": (DATA, "binascii.a2b_qp(data)"),
    "binascii.crc_hqx": (DATA, "binascii.crc_hqx(data, 0)"),
    "zlib.compress": (NOISE, "zlib.compress(data)"),
    "zlib.decompress": (NOISE + "; data = zlib.compress(data)", "zlib.decompress(data)"),
    "zlib.compressobj": (NOISE, "zlib.compressobj().compress(data)"),
    "zlib.decompressobj": (NOISE + "; data = zlib.compress(data * 2)",
                           "zlib.decompressobj().decompress(data)"),
    "zlib.crc32": ("data = bytes(200_000_000)", "zlib.crc32(data)"),
    "zlib.adler32": ("data = bytes(200_000_000)", "zlib.adler32(data)"),
    "bz2.compress": (LESS_NOISE, "bz2.compress(data)"),
    "bz2.decompress": (LESS_NOISE + "; data = bz2.compress(data)", "bz2.decompress(data)"),
    "lzma.compress": (LESS_NOISE, "lzma.compress(data)"),
    "lzma.decompress": (LESS_NOISE + "; data = lzma.compress(data)", "lzma.decompress(data)"),
    "sha256": ("data = bytes(100_000_000)", "hashlib.sha256(data)"),
    "blake2b": ("data = bytes(100_000_000)", "hashlib.blake2b(data)"),
    "pbkdf2": ("", "hashlib.pbkdf2_hmac('sha256', b'', b'', 2_000_000)"),
    "io.StringIO": (TEXT, "io.StringIO(text).readlines()"),
    "io.StringIO write": (TEXT, "io.StringIO().write(text * 4)"),
    "io.BytesIO": (DATA, "io.BytesIO(data).readlines()"),
    "io.TextIOWrapper": (DATA, "io.TextIOWrapper(io.BytesIO(data)).read()"),
    # source text, regular expressions
    "compile": ("source = 'x = 1\\n' * 1_000_000", "compile(source, '', 'exec')"),
    "compile one list": ("source = '[' + 'a, ' * 1_000_000 + ']'", "compile(source, '', 'exec')"),
    "compile constants": ("source = '(' + '1, ' * 1_000_000 + ')'", "compile(source, '', 'exec')"),
    "compile string": ("source = '\"' + 'a' * 20_000_000 + '\"'", "compile(source, '', 'exec')"),
    "re.findall": (TEXT, "re.findall('a', text)"),
    "re.search": (TEXT, "re.search('[c-z]a', text)"),
    "re.sub": (TEXT, "re.sub('a', 'b', text)"),
    "re.split": (TEXT, "re.split('a', text)"),
    "re backtracking": ("", "re.match('(a|aa)*c', 'a' * 100)"),
    "re fullmatch": (TEXT, "re.fullmatch(r'(?s:.*)c', text)"),
    "string.Template": ("t = string.Template('$a ' * 100_000)", "t.substitute(a=1)"),
    # waiting
    "time.sleep": ("import time", "time.sleep(9)"),
    "lock": ("import threading; l = threading.Lock(); l.acquire()", "l.acquire()"),
    "read": ("import os; r, w = os.pipe()", "os.read(r, 1)"),
    "select": ("import select, os; r, w = os.pipe()", "select.select([r], [], [])"),
    "queue.get": ("import queue; q = queue.SimpleQueue()", "q.get()"),
    "join": ("import threading, time\nt = threading.Thread(target=time.sleep, args=(60,), daemon=True)\n"
             "t.start()", "t.join()"),
    "waitpid": ("import os, time\nif not os.fork():\n time.sleep(4); os._exit(0)", "os.wait()"),
    "fcntl lock": ("import fcntl, tempfile, os\nf = tempfile.TemporaryFile()\n"
                   "r, w = os.pipe()\n"
                   "if not os.fork():\n fcntl.lockf(f, fcntl.LOCK_EX); os.write(w, b'x')\n"
                   " import time; time.sleep(4); os._exit(0)\nos.read(r, 1)",
                   "fcntl.lockf(f, fcntl.LOCK_EX)"),
    "sqlite3": ("import sqlite3; c = sqlite3.connect(':memory:')",
                "c.execute('with recursive t(x) as (select 1 union all select x + 1 from t "
                "limit 100000000) select max(x) from t').fetchall()"),
    "socket.accept": ("import socket; s = socket.create_server(('127.0.0.1', 0))", "s.accept()"),
    "semaphore": ("import multiprocessing; l = multiprocessing.Lock(); l.acquire()",
                        "l.acquire()"),
}

WAITING = set(list(CASES)[list(CASES).index("time.sleep"):]) - {"sqlite3"}


def interrupt(number, frame):
    global came
    came = clock()
    signal.setitimer(timer, 0)
    raise KeyboardInterrupt


def lateness(name, trials):
    """Seconds by which each of the interrupts came late."""
    setup, work = CASES[name]
    names = {}
    exec(PRELUDE + setup, names)
    repeat = "while True:\n " + work.replace("\n", "\n ")
    repeat = compile(repeat, name, "exec")
    global clock, timer
    waits = name in WAITING
    clock = time.perf_counter if waits else time.process_time
    timer = signal.ITIMER_REAL if waits else signal.ITIMER_PROF
    signal.signal(signal.SIGALRM if waits else signal.SIGPROF, interrupt)
    late = []
    for trial in range(trials):
        delay = 0.01 + random.random() * 0.1
        due = clock() + delay
        try:
            signal.setitimer(timer, delay)
            exec(repeat, names)
        except KeyboardInterrupt:
            late.append(came - due)
        if [i * 2 for i in sorted([2, 3, 1])] != [2, 4, 6] or "%d" % 7 != "7":
            raise SystemError("cannot go on")
    return late


def in_child(name, trials, patience):
    """Numbers printed by a child, or what went wrong there."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            text = " ".join(f"{late:.6f}" for late in lateness(name, trials))
        except BaseException as error:
            text = f"{type(error).__name__}: {error}"
        os.write(writing, text.encode())
        os._exit(0)
    os.close(writing)
    text = ""
    if select.select([reading], [], [], patience)[0]:
        text = os.read(reading, 65536).decode()
    else:
        os.kill(child, signal.SIGKILL)
    os.close(reading)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not text:
        return "never ends" if status == -signal.SIGKILL else f"status {status}"
    try:
        return [float(word) for word in text.split()]
    except ValueError:
        return text


def main():
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    results, failed = [], False
    for name in CASES:
        if wanted in name:
            late = in_child(name, trials, 60)
            if isinstance(late, str):
                print(f"{name:26} {late}", flush=True)
                failed = True
            else:
                results.append((max(late), sorted(late)[len(late) // 2], name))
    for latest, median, name in sorted(results, reverse=True):
        print(f"{name:26} latest {latest * 1e3:8.2f} ms   median {median * 1e3:8.2f} ms")
    sys.exit(failed)


if __name__ == "__main__":
    main()
