"""Log lines taken apart by regular expressions."""
import re

LINE = re.compile(r'(?P<host>[\d.]+) - (?P<user>\S+) \[(?P<time>[^\]]+)\] "(?P<verb>[A-Z]+) (?P<path>[^ "]+) '
                  r'HTTP/(?P<version>\d\.\d)" (?P<status>\d{3}) (?P<size>\d+|-)')
QUERY = re.compile(r"[?&](\w+)=([^&]*)")
lines = [f'10.0.{i % 256}.{i * 7 % 256} - user{i % 31} [{i % 28 + 1:02d}/Nov/2024:10:00:{i % 60:02d}] '
         f'"{"GET" if i % 3 else "POST"} /page/{i % 17}?q={i}&lang=en HTTP/1.1" {200 + i % 5 * 100} {i * 37 % 9999}'
         for i in range(70000)]
hits, sizes, languages = {}, 0, 0
for line in lines:
    match = LINE.match(line)
    path = match["path"]
    hits[match["status"]] = hits.get(match["status"], 0) + 1
    sizes += int(match["size"])
    languages += dict(QUERY.findall(path))["lang"] == "en"
print(hits, sizes, languages, sum(bool(re.search(r"user1\b", line)) for line in lines))
