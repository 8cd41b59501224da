"""What gcov's JSON says, summed up: coverage_report.py FOLDER... <json lines

First a table of the folders, then of their files, the least covered first. A line or branch that several
programs have counts once. Branches that only the compiler sees (no line of ours) are not there.
"""

import collections
import json
import os
import sys


class Counts:
    def __init__(self):
        self.lines, self.branches = {}, {}

    def add_line(self, number, count, branches):
        self.lines[number] = self.lines.get(number, 0) + count
        for index, branch in enumerate(branches):
            key = number, index
            self.branches[key] = self.branches.get(key, 0) + branch["count"]


def share(counts):
    return sum(map(bool, counts)), len(counts)


def percent(part):
    return 100 * part[0] / part[1] if part[1] else 100.0


def row(name, lines, branches):
    return f"{name:44} {lines[1]:7} lines {percent(lines):6.1f} %  {branches[1]:7} branches {percent(branches):6.1f} %"


def main(folders):
    files = collections.defaultdict(Counts)
    top = os.getcwd() + "/"
    for text in sys.stdin:
        if not text.startswith("{"):
            continue
        document = json.loads(text)
        for file in document["files"]:
            name = os.path.normpath(os.path.join(document["current_working_directory"], file["file"]))
            name = name.removeprefix(top)
            if name.split("/")[0] in folders:
                for line in file["lines"]:
                    files[name].add_line(line["line_number"], line["count"], line["branches"])
    totals = {folder: [[0, 0], [0, 0]] for folder in folders}
    rows = []
    for name, counts in files.items():
        parts = share(counts.lines.values()), share(counts.branches.values())
        for total, part in zip(totals[name.split("/")[0]], parts):
            total[0] += part[0]
            total[1] += part[1]
        rows.append((percent(parts[1]), row(name, *parts)))
    for folder, parts in totals.items():
        print(row(folder, *parts))
    print()
    for _, text in sorted(rows):
        print(text)


main(sys.argv[1:])
