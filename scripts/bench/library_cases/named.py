"""re, datetime, random, hashlib, heapq and collections."""

CASES = {
    "re": (
        """
import re
log = "\\n".join(f'10.0.{i % 256}.{i % 77} - - [10/Oct/2000:13:55:{i % 60:02d} -0700] "GET /p{i}.html HTTP/1.0" {200 + i % 5} {i * 13}' for i in range(400))
as_bytes, lines = log.encode(), log.split("\\n")
accented = log.replace("GET", "G\\xc9T").replace("html", "\\u4e2d\\u6587")
entry = re.compile(r'(\\d+\\.\\d+\\.\\d+\\.\\d+) - - \\[([^\\]]+)\\] "(\\w+) (\\S+) [^"]*" (\\d+) (\\d+)')
named = re.compile(r"(?P<year>\\d{4}):(?P<hour>\\d\\d):(?P<minute>\\d\\d)")
token = re.compile(r"(?P<number>\\d+)|(?P<name>[A-Za-z_]\\w*)|(?P<operator>[-+*/=<>().,:]+)|(?P<space>\\s+)|(?P<other>.)")
program = "def f(x, y):\\n    return x * 42 + g(y, 'a') - h[3]\\n" * 40
prose = "The quick brown fox jumps over the lazy dog, and 12 more foxes follow. " * 60
match = entry.match(lines[0])
small = re.compile("[a-z]+")
page = '<div class="c"><a href="/p?x&amp;y">text</a><br/></div>' * 100
""",
        {
            "match groups": "for line in lines: entry.match(line).groups()",
            "finditer": "for found in entry.finditer(log): found.group(1)",
            "fullmatch": "for line in lines: entry.fullmatch(line)",
            "findall digits": "re.findall(r'\\d+', log)",
            "findall words": "re.findall(r'\\w+', log)",
            "findall words of any alphabet": "re.findall(r'\\w+', accented)",
            "findall alternatives": "re.findall(r'foo|bar|html|HTTP', log)",
            "findall groups": "re.findall(r'(\\w+)\\.(\\w+)', log)",
            "findall any case": "re.findall(r'get|http', log, re.I)",
            "findall any case class": "re.findall(r'[a-f]+x?', prose, re.IGNORECASE)",
            "findall bytes": "re.findall(rb'\\d+', as_bytes)",
            "findall lazy": "re.findall(r'\".*?\"', log)",
            "findall tags": "re.findall(r'<(\\w+)([^>]*)>', page)",
            "findall line starts": "re.findall(r'^\\d+', log, re.M)",
            "findall line ends": "re.findall(r'\\d+$', log, re.M)",
            "findall ahead": "re.findall(r'\\w+(?=\\.html)', log)",
            "findall behind": "re.findall(r'(?<=/p)\\d+', log)",
            "findall back reference": "re.findall(r'(\\d)\\1', log)",
            "findall not": "re.findall(r'[^\\s,]+', prose)",
            "findall e-mail": "re.findall(r'[\\w.+-]+@[\\w-]+\\.[\\w.-]+', prose + ' a@b.com ' * 50)",
            "findall bounded": "re.findall(r'\\b\\w{4,5}\\b', prose)",
            "named groups": "for found in named.finditer(log): found.groupdict()",
            "named group": "for found in named.finditer(log): found['hour']",
            "tokens": "for found in token.finditer(program): found.lastgroup, found.group()",
            "scanner": "scan = token.scanner(program).match\nwhile scan(): pass",
            "sub": "re.sub(r'\\d+', 'N', log)",
            "sub bytes": "re.sub(rb'\\d+', b'N', as_bytes)",
            "sub template": "re.sub(r'(\\d+)\\.(\\d+)', r'\\2.\\1', log)",
            "sub function": "re.sub(r'\\b(\\w)(\\w*)\\b', lambda found: found[1].upper() + found[2], prose)",
            "sub nothing": "re.sub(r'zzz', 'x', log)",
            "sub spaces": "re.sub(r'\\s+', ' ', prose)",
            "sub any case": "re.sub(r'FOX', 'cat', prose, flags=re.I)",
            "subn": "re.subn(r'o', '0', prose)",
            "sub short": "small.sub('x', 'abc 123 def')",
            "split": "re.split(r'[\\s,:/]+', log)",
            "split groups": "re.split(r'(\\W)', prose)",
            "split lines": "re.split(r'\\r?\\n', log)",
            "search": "for line in lines: re.search(r'p(\\d+)9\\.html', line)",
            "search literal": "for line in lines: re.search('html', line)",
            "search miss": "re.search(r'[a-z]+@[a-z]+', log)",
            "match any": "for line in lines: re.match(r'.*html.*', line)",
            "match small": "small.match('hello world')",
            "match none": "small.match('123')",
            "group": "match.group(1)",
            "group several": "match.group(1, 2, 3)",
            "groups": "match.groups()",
            "span": "match.span(2)",
            "expand": "match.expand(r'\\1-\\2')",
            "cached": "re.match('a', 'b')",
            "compile": "re.purge()\nre.compile(entry.pattern)",
            "escape": "re.escape(lines[0])",
            "verbose": "re.findall(r'(?x) \\d+ # number\\n \\. \\d+', log)",
            "dotall": "re.findall(r'(?s)<a.*?</a>', page)",
        },
    ),
    "datetime": (
        """
import calendar, datetime, time, zoneinfo
from datetime import date, timedelta, timezone
moment, other = datetime.datetime(2000, 1, 2, 3, 4, 5, 678), datetime.datetime(2010, 5, 6, 7)
delta, day, clock = timedelta(hours=7, seconds=13), date(2020, 2, 3), datetime.time(1, 2, 3)
new_york, tokyo, five = zoneinfo.ZoneInfo("America/New_York"), zoneinfo.ZoneInfo("Asia/Tokyo"), timezone(timedelta(hours=5))
there, utc = datetime.datetime(2020, 7, 1, tzinfo=new_york), datetime.datetime(2020, 7, 1, tzinfo=timezone.utc)
moments = [moment + timedelta(minutes=i * 977) for i in range(200)]
shuffled = moments[::2] + moments[1::2]
local = time.localtime()
""",
        {
            "datetime": "datetime.datetime(2000, 1, 2, 3)",
            "add": "moment + delta",
            "subtract": "moment - other",
            "subtract delta": "moment - delta",
            "compare": "moment < other",
            "equal": "moment == other",
            "hash": "hash(moment.replace(day=3))",
            "sort": "sorted(shuffled)",
            "attributes": "moment.year, moment.month, moment.day",
            "replace": "moment.replace(hour=3)",
            "date": "moment.date()",
            "combine": "datetime.datetime.combine(day, clock)",
            "isoformat": "moment.isoformat()",
            "isoformat zone": "utc.isoformat(timespec='milliseconds')",
            "str": "str(moment)",
            "repr": "repr(moment)",
            "format": "f'{moment:%Y-%m}'",
            "strftime": "moment.strftime('%Y-%m-%d %H:%M:%S')",
            "strftime names": "moment.strftime('%a %d %b %Y %I:%M %p %j')",
            "strptime": "datetime.datetime.strptime('2020-01-02 03:04:05', '%Y-%m-%d %H:%M:%S')",
            "strptime names": "datetime.datetime.strptime('Mon 02 Jan 2006 PM', '%a %d %b %Y %p')",
            "strptime zone": "datetime.datetime.strptime('2020-01-02T03:04:05.5+0200', '%Y-%m-%dT%H:%M:%S.%f%z')",
            "fromisoformat": "datetime.datetime.fromisoformat('2020-01-02T03:04:05')",
            "fromisoformat zone": "datetime.datetime.fromisoformat('2020-01-02T03:04:05.123456+02:00')",
            "date.fromisoformat": "date.fromisoformat('2020-01-02')",
            "weekday": "moment.weekday()",
            "isocalendar": "moment.isocalendar()",
            "timetuple": "moment.timetuple()",
            "timestamp": "moment.timestamp()",
            "timestamp zone": "there.timestamp()",
            "fromtimestamp": "datetime.datetime.fromtimestamp(1e9)",
            "fromtimestamp zone": "datetime.datetime.fromtimestamp(1e9, new_york)",
            "now": "datetime.datetime.now()",
            "now utc": "datetime.datetime.now(timezone.utc)",
            "today": "date.today()",
            "astimezone": "utc.astimezone(new_york)",
            "astimezone back": "there.astimezone(timezone.utc)",
            "astimezone fixed": "utc.astimezone(five)",
            "astimezone both": "there.astimezone(tokyo)",
            "utcoffset": "there.utcoffset()",
            "tzname": "there.tzname()",
            "dst": "there.dst()",
            "zone add": "there + delta",
            "zone subtract": "there - utc",
            "zone compare": "there < utc",
            "str zone": "str(there)",
            "ZoneInfo": "zoneinfo.ZoneInfo('Europe/Paris')",
            "timezone": "timezone(timedelta(hours=2))",
            "date": "date(2020, 1, 2)",
            "date add": "day + timedelta(1)",
            "date subtract": "(day - date(2019, 1, 1)).days",
            "date str": "str(day)",
            "ordinal": "date.fromordinal(day.toordinal())",
            "days of a year": "day = date(2020, 1, 1)\nwhile day.year == 2020: day += timedelta(days=1)",
            "time": "datetime.time(1, 2, 3)",
            "time isoformat": "clock.isoformat()",
            "timedelta": "timedelta(days=1, hours=2)",
            "timedelta minutes": "timedelta(minutes=5)",
            "timedelta multiply": "delta * 3 / 2",
            "timedelta divide": "delta // timedelta(seconds=3)",
            "timedelta str": "str(delta)",
            "timedelta sum": "sum([delta] * 100, timedelta())",
            "total_seconds": "delta.total_seconds()",
            "time.strftime": "time.strftime('%Y-%m-%d', local)",
            "time.strptime": "time.strptime('2020-01-02', '%Y-%m-%d')",
            "time.localtime": "time.localtime(1e9)",
            "time.mktime": "time.mktime(local)",
            "calendar month": "calendar.month(2020, 2)",
            "calendar dates": "list(calendar.Calendar().itermonthdates(2020, 2))",
        },
    ),
    "random": (
        """
import random
from random import Random
generator = Random(1)
items, letters = list(range(2000)), "abcdefgh"
""",
        {
            "random": "generator.random()",
            "module random": "random.random()",
            "randint": "generator.randint(1, 6)",
            "randrange": "generator.randrange(1000)",
            "randrange step": "generator.randrange(0, 1000, 5)",
            "choice": "generator.choice(items)",
            "choice text": "generator.choice(letters)",
            "choices": "generator.choices(items, k=10)",
            "choices many": "generator.choices(items, k=2000)",
            "choices weights": "generator.choices('abc', [1, 2, 3], k=5)",
            "choices cumulated": "generator.choices('abc', cum_weights=[1, 3, 6], k=100)",
            "sample": "generator.sample(items, 10)",
            "sample many": "generator.sample(items, 1500)",
            "sample range": "generator.sample(range(10 ** 9), 100)",
            "sample counts": "generator.sample('abc', 5, counts=[3, 4, 5])",
            "shuffle": "generator.shuffle(items)",
            "uniform": "generator.uniform(1, 2)",
            "gauss": "generator.gauss(0, 1)",
            "normalvariate": "generator.normalvariate(0, 1)",
            "lognormvariate": "generator.lognormvariate(0, 1)",
            "expovariate": "generator.expovariate(1)",
            "betavariate": "generator.betavariate(1, 2)",
            "gammavariate": "generator.gammavariate(2, 1)",
            "triangular": "generator.triangular()",
            "vonmisesvariate": "generator.vonmisesvariate(0, 1)",
            "paretovariate": "generator.paretovariate(1)",
            "weibullvariate": "generator.weibullvariate(1, 1)",
            "binomialvariate": "generator.binomialvariate(10, 0.3)",
            "getrandbits": "generator.getrandbits(77)",
            "randbytes": "generator.randbytes(20)",
            "seed": "Random(1)",
            "seed text": "Random('text')",
            "reseed": "generator.seed(5)",
            "state": "generator.setstate(generator.getstate())",
            "SystemRandom": "random.SystemRandom().randint(1, 6)",
            "monte carlo": "sum(1 for _ in range(1000) if generator.random() ** 2 + generator.random() ** 2 <= 1)",
        },
    ),
    "hashlib": (
        """
import hashlib, hmac, io
big = b"x" * 100000
running = hashlib.sha256()
""",
        {
            **{f"{name} small": f"hashlib.{name}(b'some words to digest').hexdigest()" for name in (
                "md5 sha1 sha224 sha256 sha384 sha512 sha3_256 sha3_512 blake2b blake2s").split()},
            **{f"{name} big": f"hashlib.{name}(big).digest()" for name in (
                "md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 blake2b blake2s").split()},
            "shake_128": "hashlib.shake_128(b'a').digest(50)",
            "shake_256 big": "hashlib.shake_256(big).hexdigest(64)",
            "blake2b keyed": "hashlib.blake2b(b'text', key=b'key', digest_size=16).hexdigest()",
            "new": "hashlib.new('sha256', b'a').digest()",
            "update": "running.update(b'abc')",
            "update pieces": "h = hashlib.md5()\nfor i in range(0, 100000, 4096): h.update(big[i:i + 4096])\nh.hexdigest()",
            "copy": "running.copy()",
            "digest": "running.digest()",
            "file_digest": "hashlib.file_digest(io.BytesIO(big), 'sha256')",
            "hmac": "hmac.new(b'key', b'message', 'sha256').hexdigest()",
            "hmac function": "hmac.new(b'key', b'message', hashlib.sha1).digest()",
            "hmac.digest": "hmac.digest(b'key', b'message', 'sha256')",
            "compare_digest": "hmac.compare_digest(b'abcdef', b'abcdeg')",
            "pbkdf2": "hashlib.pbkdf2_hmac('sha256', b'p', b's', 1000)",
            "pbkdf2 sha1": "hashlib.pbkdf2_hmac('sha1', b'p', b's', 1000)",
        },
    ),
    "heapq": (
        """
import heapq, random
source = random.Random(2)
floats = [source.random() for _ in range(2000)]
integers = [int(x * 1e6) for x in floats]
pairs = [(int(x * 100), str(x)) for x in floats]
words = [str(x) for x in floats]
runs = [sorted(integers[i::8]) for i in range(8)]
graph = {i: [((i * 7 + k) % 300, k + 1) for k in range(5)] for i in range(300)}
def dijkstra():
    distance, heap = {0: 0}, [(0, 0)]
    while heap:
        far, node = heapq.heappop(heap)
        if far > distance[node]: continue
        for there, cost in graph[node]:
            if far + cost < distance.get(there, 1 << 30):
                distance[there] = far + cost
                heapq.heappush(heap, (far + cost, there))
def push_and_pop(items):
    heap = []
    for item in items: heapq.heappush(heap, item)
    while heap: heapq.heappop(heap)
""",
        {
            "push and pop floats": "push_and_pop(floats)",
            "push and pop integers": "push_and_pop(integers)",
            "push and pop tuples": "push_and_pop(pairs)",
            "push and pop text": "push_and_pop(words)",
            "heapify": "heapq.heapify(integers[:])",
            "heapify floats": "heapq.heapify(floats[:])",
            "heapsort": "heap = floats[:]\nheapq.heapify(heap)\n[heapq.heappop(heap) for _ in range(len(heap))]",
            "heapreplace": "heap = sorted(floats)\nfor x in floats: heapq.heapreplace(heap, x)",
            "heappushpop": "heap = sorted(floats)\nfor x in floats: heapq.heappushpop(heap, x)",
            "nlargest": "heapq.nlargest(10, floats)",
            "nsmallest": "heapq.nsmallest(100, integers)",
            "nlargest key": "heapq.nlargest(10, pairs, key=lambda pair: pair[0])",
            "nsmallest key": "heapq.nsmallest(100, pairs, key=lambda pair: pair[1])",
            "nsmallest one": "heapq.nsmallest(1, floats)",
            "nlargest all": "heapq.nlargest(5000, floats)",
            "merge": "list(heapq.merge(*runs))",
            "merge two": "for x in heapq.merge(runs[0], runs[1]): pass",
            "merge key": "list(heapq.merge(*runs, key=lambda x: x))",
            "merge reverse": "list(heapq.merge(*[run[::-1] for run in runs], reverse=True))",
            "dijkstra": "dijkstra()",
        },
    ),
    "collections": (
        """
import collections
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
words = ("the quick brown fox jumps over the lazy dog and runs away " * 50).split()
text = " ".join(words)
left, right, many = Counter(a=3, b=1), Counter(a=1, b=2), Counter(range(500))
integers = list(range(2000))
full, ordered = deque(range(1000)), OrderedDict((i, i) for i in range(500))
chain = ChainMap({"a": 1}, {"b": 2}, {"c": 3})
Point = namedtuple("Point", "x y z")
point = Point(1, 2, 3)
class Dict(collections.UserDict): pass
class List(collections.UserList): pass
user_dict, user_list = Dict(a=1), List([1, 2])
class Missing(dict):
    def __missing__(self, key): return 0
missing = Missing()
def lru(size):
    cache = OrderedDict()
    for i in range(500):
        key = i * i % 97
        if key in cache: cache.move_to_end(key)
        else:
            cache[key] = i
            if len(cache) > size: cache.popitem(last=False)
def breadth_first():
    seen, queue = {0}, deque([0])
    while queue:
        node = queue.popleft()
        for there in (node * 2 + 1, node * 2 + 2):
            if there < 1000 and there not in seen: seen.add(there); queue.append(there)
""",
        {
            "Counter text": "Counter(text)",
            "Counter words": "Counter(words)",
            "Counter integers": "Counter(integers)",
            "Counter generator": "Counter(len(word) for word in words)",
            "Counter loop": "c = Counter()\nfor word in words: c[word] += 1",
            "Counter most_common": "many.most_common(3)",
            "Counter most_common all": "many.most_common()",
            "Counter add": "left + right",
            "Counter subtract": "left - right",
            "Counter and or": "left & right, left | right",
            "Counter update": "left.update('ab')",
            "Counter total": "many.total()",
            "Counter elements": "list(many.elements())",
            "Counter missing": "left['zzz']",
            "Counter copy": "many.copy()",
            "defaultdict list": "d = defaultdict(list)\nfor word in words: d[len(word)].append(word)",
            "defaultdict int": "d = defaultdict(int)\nfor word in words: d[word] += 1",
            "defaultdict set": "d = defaultdict(set)\nfor word in words: d[word[0]].add(word)",
            "defaultdict lambda": "d = defaultdict(lambda: [0, 0])\nfor i in integers: d[i % 100][1] += 1",
            "defaultdict new keys": "d = defaultdict(list)\nfor i in integers: d[i]",
            "dict __missing__": "missing['a']",
            "deque append popleft": "d = deque()\nfor i in integers: d.append(i)\nwhile d: d.popleft()",
            "deque both ends": "d = deque()\nfor i in integers: d.append(i); d.appendleft(i)\nwhile d: d.pop(); d.popleft()",
            "deque window": "d = deque(maxlen=100)\nfor i in integers: d.append(i)",
            "deque iterate": "for x in full: pass",
            "deque sum": "sum(full)",
            "deque list": "list(full)",
            "deque make": "deque(integers)",
            "deque last lines": "deque(integers, maxlen=10)",
            "deque extend": "d = deque()\nd.extend(integers)",
            "deque extendleft": "d = deque()\nd.extendleft(integers)",
            "deque index": "full[500]",
            "deque ends": "full[0], full[-1]",
            "deque in": "999 in full",
            "deque copy": "full.copy()",
            "deque rotate": "full.rotate(3)",
            "deque reverse": "full.reverse()",
            "deque equal": "full == full.copy()",
            "deque search": "breadth_first()",
            "OrderedDict make": "OrderedDict((i, i) for i in range(500))",
            "OrderedDict set": "o = OrderedDict()\nfor i in range(500): o[i] = i",
            "OrderedDict get": "for i in range(500): ordered[i]",
            "OrderedDict move_to_end": "for i in range(500): ordered.move_to_end(i)",
            "OrderedDict popitem": "o = ordered.copy()\nwhile o: o.popitem(last=False)",
            "OrderedDict items": "for key, value in ordered.items(): pass",
            "OrderedDict reversed": "list(reversed(ordered))",
            "OrderedDict equal": "ordered == ordered.copy()",
            "OrderedDict cache": "lru(50)",
            "ChainMap get": "chain['c'], chain.get('z')",
            "ChainMap in": "'b' in chain, 'z' in chain",
            "ChainMap new_child": "chain.new_child({'x': 1})['x']",
            "ChainMap items": "dict(chain)",
            "namedtuple new": "Point(1, 2, 3)",
            "namedtuple keywords": "Point(x=1, y=2, z=3)",
            "namedtuple attribute": "point.x + point.z",
            "namedtuple index": "point[1]",
            "namedtuple unpack": "x, y, z = point",
            "namedtuple replace": "point._replace(x=4)",
            "namedtuple asdict": "point._asdict()",
            "namedtuple make": "Point._make((1, 2, 3))",
            "namedtuple equal hash": "point == Point(1, 2, 4), hash(point)",
            "namedtuple repr": "repr(point)",
            "namedtuple class": "namedtuple('Name', 'a b c')",
            "UserDict": "user_dict['a'] = user_dict['a']",
            "UserList": "user_list.append(user_list[0])\nuser_list.pop()",
        },
    ),
}
