"""Analyses a web server's log: requests, status codes, slow pages, words, visitors, hours.

The log is made by the program itself, from a fixed seed: 50 MB with `log_analyser.py 50`, 1 MB
without an argument.
"""
import sys
from collections import Counter, defaultdict
from heapq import nlargest

PATHS = ["/", "/index.html", "/about", "/search?q=python", "/search?q=folio", "/api/items",
         "/api/items/17", "/login", "/logout", "/static/style.css", "/static/app.js",
         "/images/logo.png", "/blog/first-post", "/blog/second-post", "/admin"]
AGENTS = ["Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (Windows NT 10.0)", "curl/8.1",
          "Googlebot/2.1", "Safari/605.1"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Lcg:
    """A small random generator, the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % n


def generate(size, seed=2024):
    """Lines of a combined log format until `size` bytes are reached."""
    random = Lcg(seed)
    written, second = 0, 0
    while written < size:
        second += random.below(7)
        day, rest = divmod(second, 86400)
        hour, rest = divmod(rest, 3600)
        minute, sec = divmod(rest, 60)
        month = MONTHS[day // 28 % 12]
        path = PATHS[min(random.below(len(PATHS)), random.below(len(PATHS)))]
        kind = random.below(100)
        status = (200 if kind < 82 else 304 if kind < 90 else 404 if kind < 96 else
                  500 if kind < 99 else 403)
        length = 0 if status == 304 else 200 + random.below(20000)
        line = (f"10.{random.below(4)}.{random.below(20)}.{random.below(250)} - - "
                f"[{day % 28 + 1:02}/{month}/2024:{hour:02}:{minute:02}:{sec:02} +0000] "
                f'"GET {path} HTTP/1.1" {status} {length} "-" "{AGENTS[random.below(5)]}" '
                f"{random.below(1000) * random.below(100)}")
        written += len(line) + 1
        yield line


class Report:
    def __init__(self):
        self.lines = self.bad = self.bytes = 0
        self.status = Counter()
        self.paths = Counter()
        self.words = Counter()
        self.hours = [0] * 24
        self.days = defaultdict(int)
        self.visitors = defaultdict(set)
        self.slow = []
        self.errors = defaultdict(Counter)

    def add(self, line):
        self.lines += 1
        try:
            head, request, tail, _, agent, micros = self.split(line)
            address, _, _, stamp = head.split(" ", 3)
            method, path, _ = request.split(" ")
            status, length = tail.split()
        except (ValueError, IndexError):
            self.bad += 1
            return
        date, hour, _ = stamp[1:].split(":", 2)
        self.bytes += int(length)
        self.status[status] += 1
        self.paths[path] += 1
        self.hours[int(hour)] += 1
        self.days[date] += 1
        self.visitors[date[3:6]].add(address)
        self.words.update(word for word in agent.replace("/", " ").replace(";", " ").split()
                          if word[0].isalpha())
        self.slow.append((int(micros), path, self.lines))
        if len(self.slow) > 5000:
            self.slow = nlargest(10, self.slow)
        if status[0] in "45":
            self.errors[status][path] += 1

    @staticmethod
    def split(line):
        parts = line.split('"')
        return parts[0].rstrip(), parts[1], parts[2], parts[3], parts[5], parts[6]

    def show(self):
        print(f"{self.lines} lines, {self.bad} of them bad, {self.bytes} bytes sent")
        print("status:", ", ".join(f"{code} {n} ({n / self.lines:.1%})"
                                   for code, n in self.status.most_common()))
        print("most asked for:")
        for path, n in self.paths.most_common(5):
            print(f"  {n:7} {path}")
        busiest = max(range(24), key=self.hours.__getitem__)
        print(f"busiest hour: {busiest}:00 with {self.hours[busiest]} requests")
        scale = max(self.hours) / 40
        for hour in range(0, 24, 3):
            print(f"  {hour:02} {'#' * round(self.hours[hour] / scale)}")
        day, n = min(self.days.items(), key=lambda item: (-item[1], item[0]))
        print(f"busiest day: {day} with {n}; {len(self.days)} days")
        for month, addresses in sorted(self.visitors.items(), key=lambda i: MONTHS.index(i[0])):
            print(f"  {month}: {len(addresses)} visitors")
        print("words:", dict(sorted(self.words.items(), key=lambda i: (-i[1], i[0]))[:6]))
        print("slowest:")
        for micros, path, number in nlargest(5, self.slow):
            print(f"  {micros / 1000:8.1f} ms  line {number:<8} {path}")
        for status in sorted(self.errors):
            (path, n), = self.errors[status].most_common(1)
            print(f"most {status}: {path} ({n})")


def main():
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 1
    report = Report()
    for number, line in enumerate(generate(int(megabytes * 1_000_000))):
        report.add(line if number % 1000 != 999 else line[:30])
    report.show()


main()
