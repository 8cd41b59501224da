"""A report by day and page: split, defaultdict, sorting, formatted lines."""
from collections import Counter, defaultdict

lines = [f"2024-{i % 12 + 1:02d}-{i % 28 + 1:02d}\t/page/{i * i % 53}\t{i * 31 % 977}\t{'ok' if i % 11 else 'error'}"
         for i in range(200000)]
pages, days, errors = Counter(), defaultdict(lambda: [0, 0]), set()
for line in lines:
    day, page, milliseconds, status = line.split("\t")
    pages[page] += 1
    entry = days[day]
    entry[0] += 1
    entry[1] += int(milliseconds)
    if status == "error":
        errors.add((day, page))
report = [f"{page:<12}{count:>8,}" for page, count in pages.most_common(10)]
report += [f"{day} {count:5d} {total / count:8.2f} ms" for day, (count, total) in sorted(days.items())]
print(len(report), len(errors), sum(map(len, report)))
print(report[0], report[-1])
