"""What really ran: the report of `folio -X profile=bytecode`, and counters beside instructions.

Per instruction: how often it ran, the form it has become, how its guesses did; per line: the share
of the time; then the hottest instructions and pairs, and what could not be specialised, with why.
"""

import sys

import _bytecode

from . import colours, forms, model, text

HOTTEST = 10


def attach(view, rows):
    """Gives the view's rows their counters. Loads that a form has taken over ran as often as it."""
    forms.attach(view)
    by_offset = {row[0]: row for row in rows if row[1] != "LEAVE"}
    pending = []
    for row in view.rows:
        if not row.own:
            pending.append(row)
            continue
        _, _, count, hits, misses, failures, nanoseconds, reason = by_offset[row.offset]
        row.profile = {"count": count, "hits": hits, "misses": misses, "nanoseconds": nanoseconds,
                       "reason": reason if failures else None}
        for part in pending:
            part.profile = _part(count)
        pending = []
    _fill_stores(view)
    _join_loops(view)


def _part(count):
    return {"count": count, "hits": 0, "misses": 0, "nanoseconds": 0, "reason": None}


def _fill_stores(view):
    """Stores and branches that a form in front of them has taken over."""
    count = 0
    for row in view.rows:
        if row.own:
            count = row.profile["count"]
        elif row.form and row.profile is None:
            row.profile = _part(count)


def _join_loops(view):
    """A FOR_ITER form that stores does so without the STORE_FAST behind it, which stays."""
    for loop, store, after in zip(view.rows, view.rows[1:], view.rows[2:]):
        if loop.form.startswith("FOR_ITER") and loop.form.endswith("_STORE"):
            if not store.profile["count"]:
                store.form, store.own = loop.form, False
                store.profile = _part(after.profile["count"])


def attach_live(view):
    """Counters of a live function's code, if it has run under the profile."""
    rows = _bytecode.profile_of(view.code)
    if rows is not None:
        attach(view, rows)
    return rows is not None


class Ran:
    """A file whose code has run: a Target with the views that did."""

    def __init__(self, name, views):
        self.name = name
        self.views = sorted(views, key=lambda view: view.code.co_firstlineno)
        self.root = self.views[0]
        self.lines = _source(name)
        self.notes = []


def _source(name):
    import linecache
    return [line.rstrip("\r\n") for line in linecache.getlines(name)]


def files():
    """A Ran per file, the ones with most time first; the disassembler itself left out."""
    by_file = {}
    for code, rows in _bytecode.profile():
        if code.co_filename.startswith("<frozen _disassembly"):
            continue
        view = model.CodeView(code)
        view.children = []
        attach(view, rows)
        by_file.setdefault(code.co_filename, []).append(view)
    found = [Ran(name, views) for name, views in by_file.items()]
    return sorted(found, key=lambda ran: -_time(ran.views))


def _rows(views):
    for view in views:
        for row in view.rows:
            if row.own and row.profile["count"]:
                yield view, row


def _time(views):
    return sum(row.profile["nanoseconds"] for _, row in _rows(views))


# ---- the report -----------------------------------------------------------------------------


def report(name):
    """At the end of the program: to standard error, or to the file `name` by its suffix."""
    found = files()
    if not found:
        return
    if name.endswith((".html", ".json")):
        own = [ran for ran in found if not ran.name.startswith("<frozen")] or found
        with open(name, "w", encoding="utf-8") as file:
            _WRITERS[name[-5:]](own, file)
    elif name:
        with open(name, "w", encoding="utf-8") as file:
            _write_text(found, file, colours.Paint(False))
    else:
        _write_text(found, sys.stderr, colours.Paint(colours.wanted("auto", sys.stderr)))


def _write_html(found, file):
    from . import page
    file.write(page.page(found, 0))


def _write_json(found, file):
    import json
    from . import data
    json.dump([data.document(ran, 0) for ran in found], file, indent=1, ensure_ascii=False)
    print(file=file)


_WRITERS = {".html": _write_html, ".json": _write_json}


def _write_text(found, file, paint):
    views = [view for ran in found for view in ran.views]
    total = sum(row.profile["count"] for _, row in _rows(views))
    time = _time(views) or 1
    print(f"\n{paint.name('Bytecode profile')}: {total:,} run-time instructions, {time / 1e9:.3f} s "
          "(without the counting)", file=file)
    _write_lines(found, time, file, paint)
    _write_hottest(views, total, time, file, paint)
    _write_pairs(total, file, paint)
    _write_failures(views, file, paint)
    for ran in found:
        if not ran.name.startswith("<frozen"):
            _write_listing(ran, time, file, paint)


def _where(view, row):
    return f"{view.code.co_filename.rpartition('/')[2]}:{row.line} {view.name}"


def _table(title, lines, file, paint):
    lines = list(lines)
    if lines:
        print(f"\n{paint.keyword(title)}", file=file)
        for line in lines:
            print("  " + line, file=file)


def _write_lines(found, time, file, paint):
    shares = []
    for ran in found:
        times = {}
        for _, row in _rows(ran.views):
            times[row.line] = times.get(row.line, 0) + row.profile["nanoseconds"]
        for line, spent in times.items():
            source = ran.lines[line - 1].strip() if line and line <= len(ran.lines) else ""
            shares.append((spent, f"{ran.name.rpartition('/')[2]}:{line}", source))
    shares.sort(reverse=True)
    _table("Lines by time", (f"{spent / time:6.1%} {paint.warning(_bar(spent / time))} {place:<24} {source}"
                             .rstrip() for spent, place, source in shares[:HOTTEST]), file, paint)


def _bar(share):
    return ("#" * round(share * 20)).ljust(20)


def _write_hottest(views, total, time, file, paint):
    rows = sorted(_rows(views), key=lambda pair: -pair[1].profile["count"])[:HOTTEST]
    _table("Instructions by count",
           (f"{row.profile['count']:>13,} {row.profile['count'] / total:6.1%} "
            f"{row.profile['nanoseconds'] / time:6.1%} of time  {row.form:<24} {_where(view, row)}"
            for view, row in rows), file, paint)


def _write_pairs(total, file, paint):
    pairs = sorted(_bytecode.profile_pairs(), key=lambda pair: -pair[2])[:HOTTEST]
    _table("Pairs by count", (f"{count:>13,} {count / total:6.1%}  {first}, {second}"
                              for first, second, count in pairs), file, paint)


def _write_failures(views, file, paint):
    rows = [(view, row) for view, row in _rows(views) if row.profile["reason"]]
    rows.sort(key=lambda pair: -pair[1].profile["count"])
    _table("Not specialised, and why",
           (f"{row.profile['count']:>13,} {row.form:<24} {_where(view, row)}: "
            f"{row.profile['reason']}" for view, row in rows[:HOTTEST]), file, paint)


def _write_listing(ran, time, file, paint):
    style = text.Style(paint, profile=True, total_time=time)
    print(file=file)
    for view in ran.views:
        text.write_view(view, ran.lines, style, file)
        print(file=file)
