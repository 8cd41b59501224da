"""One self-contained page: source on the left, bytecode or graph on the right.

Hovering (or walking with the arrow keys) over an instruction lights up the very characters it comes
from and shows the stack before and after it; hovering over a line lights up its instructions. The
page needs no network and no script to be read; the script (page_script.py) only links the sides.
"""

from . import forms, highlight, svg, text
from .page_style import STYLE
from .page_script import SCRIPT
from .svg import escape


def page(found, depth=None):
    title = ", ".join(target.name for target in found)
    parts = ["<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">",
             '<meta name="viewport" content="width=device-width, initial-scale=1">',
             f"<title>{escape(title)} - bytecode</title>", f"<style>{STYLE}{svg.STYLE}</style>",
             f"</head><body>{svg.tips()}", _header(found, title, depth)]
    for number, target in enumerate(found):
        parts.append(_target(target, number, depth))
    parts.append(f'<footer id="stack"><span class="hint">Hover over an instruction or a line; '
                 f"arrow keys walk.</span></footer><script>{SCRIPT}</script></body></html>\n")
    return "\n".join(parts)


def _views(target, depth):
    return [view for root in target.views for view in root.walk(depth)]


def _header(found, title, depth):
    views = [view for target in found for view in _views(target, depth)]
    count = sum(len(view.rows) for view in views)
    notes = "".join(f'<span class="note">{escape(note)}</span>'
                    for target in found for note in target.notes)
    return (f'<header><h1>{escape(title)}</h1><span class="note">{_counted(len(views), "code object")}'
            f', {_counted(count, "instruction")}</span>{notes}'
            '<nav><button data-tab="code" class="on">Bytecode</button>'
            '<button data-tab="graph">Graph</button></nav></header>')


def _counted(count, noun):
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _target(target, number, depth):
    views = _views(target, depth)
    most = _most_runs(views)
    cards = "\n".join(_card(view, most) for view in views)
    return (f'<main data-target="{number}"><section class="source">{_source(target, views)}</section>'
            f'<section class="codes">{cards}</section></main>')


def _source(target, views):
    if not target.lines:
        return '<p class="hint">The source is not there.</p>'
    heat = _line_shares(views)
    rows = []
    for i, line in enumerate(highlight.lines("\n".join(target.lines)), 1):
        share = heat.get(i)
        bar = (f'<span class="share" title="{share:.1%} of the time">{share:.0%}</span>'
               f'<span class="bar" style="width: {share * 100:.1f}%"></span>') if share else ""
        rows.append(f'<tr data-line="{i}"><td class="number">{i}</td>'
                    f'<td class="heat">{bar}</td><td class="text">{line or " "}</td></tr>')
    kind = ' class="profiled"' if heat else ""
    return f"<table{kind}>{''.join(rows)}</table>"


def _line_shares(views):
    """The share of the time of each line; empty without a profile."""
    times = {}
    for view in views:
        for row in view.rows:
            if row.profile and row.line:
                times[row.line] = times.get(row.line, 0) + row.profile["nanoseconds"]
    total = sum(times.values())
    return {line: time / total for line, time in times.items()} if total else {}


def _card(view, most):
    code = view.code
    facts = [f"<b>flags</b> {escape(', '.join(_flags(code)) or 'none')}",
             f"<b>stack</b> {code.co_stacksize}"]
    for title, names in (("locals", code.co_varnames), ("cells", code.co_cellvars),
                         ("free", code.co_freevars), ("names", code.co_names),
                         ("constants", [text.constant_text(value) for value in code.co_consts])):
        if names:
            facts.append(f"<b>{title}</b> {escape(', '.join(names))}")
    return (f'<details open class="card" style="margin-left: {min(view.nesting, 4) * 14}px">'
            f"<summary><h2>{escape(view.name)}<small>{escape(view.signature)}</small></h2>"
            f'<span class="note">line {code.co_firstlineno}, '
            f'{_counted(len(view.rows), "instruction")}</span></summary>'
            f'<p class="facts">{" ".join(f"<span>{fact}</span>" for fact in facts)}</p>'
            f'<div class="view-code">{_table(view, most)}{_handlers(view)}</div>'
            f'<div class="view-graph">{svg.inline(view)}</div></details>')


def _flags(code):
    import dis
    return dis.pretty_flags(code.co_flags).split(", ") if code.co_flags else []


def _most_runs(views):
    return max((row.profile["count"] for view in views for row in view.rows if row.profile),
               default=0)


def _table(view, most):
    rows, line = [], object()
    for row in view.rows:
        rows.append(_row(view, row, row.line != line, most))
        line = row.line
    count = "<th>runs</th>" if most else ""
    return (f'<table class="rows"><thead><tr>{count}<th>line</th><th></th><th>offset</th><th>depth'
            "</th><th>instruction</th><th></th><th></th><th>runs as</th></tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>")


def _row(view, row, starts, most):
    p = row.positions
    place = [p.lineno, p.col_offset, p.end_lineno, p.end_col_offset] if p else [None]
    data = {"line": row.line or "", "at": "" if None in place else ",".join(map(str, place)),
            "before": "\x1f".join(row.before or []), "after": "\x1f".join(row.after or []),
            "reached": "" if row.before is None else "1", "meaning": text.meaning(row),
            "offset": row.start, "target": "" if row.target is None else row.target}
    attributes = " ".join(f'data-{name}="{escape(str(value))}"' for name, value in data.items())
    form = forms.text(row)
    kind = "form" if row.own else "form part"
    label = f"L{row.label}" if row.label else ""
    operand = "" if row.arg is None else row.arg
    depth = "" if row.depth is None else row.depth
    return (f'<tr {attributes} tabindex="-1"{" class=starts" if starts else ""}>{_count(row, most)}'
            f'<td class="number">{(row.line or "") if starts else ""}</td><td class="label">{label}</td>'
            f'<td class="number">{row.start}</td><td class="number">{depth}</td>'
            f'<td class="opcode">{row.name}</td><td class="number">{operand}</td>'
            f'<td class="meaning">{escape(text.row_meaning(view, row))}</td>'
            f'<td class="{kind}">{_caches(row)}{form}</td></tr>')


def _caches(row):
    if not row.caches:
        return ""
    words = " ".join(f"{high:08x}{low:08x}" for low, high in row.caches)
    return f'<span class="caches" title="inline cache: {words}">{"▪" * len(row.caches)}</span> '


def _count(row, most):
    if not most:
        return ""
    if not row.profile or not row.profile["count"]:
        return '<td class="count none">0</td>'
    profile = row.profile
    hits = ""
    if profile["hits"] or profile["misses"]:
        hits = f', guess right {profile["hits"]}, wrong {profile["misses"]}'
    if profile["reason"]:
        hits += f', not specialised: {profile["reason"]}'
    level = (len(str(profile["count"])) / len(str(most))) ** 2
    return (f'<td class="count" style="--heat: {level:.2f}" '
            f'title="ran {profile["count"]} times{escape(hits)}">{profile["count"]:,}</td>')


def _handlers(view):
    if not view.handlers:
        return ""
    rows = "".join(f"<li>{entry.start} to {entry.end - 2} → <b>{view.label(entry.target)}</b>, "
                   f"depth {entry.depth}{', lasti' if entry.lasti else ''}</li>"
                   for entry in view.handlers)
    return f'<ul class="handlers"><li><b>exceptions</b></li>{rows}</ul>'
