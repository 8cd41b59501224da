"""The control-flow graph as a picture, drawn by ourselves: no other program is needed."""

from . import dot, layout

CHARACTER, LINE, PAD = 6.7, 15, 8
TITLE = 34

STYLE = """\
.graph { font: 11px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.graph .box { fill: var(--box, #ffffff); stroke: var(--line, #d0d7de); }
.graph .unreached { stroke-dasharray: 3 3; opacity: .6; }
.graph text { fill: var(--text, #1f2328); white-space: pre; }
.graph .title { font: 600 14px system-ui, sans-serif; }
.graph .label { fill: var(--loop, #8250df); font-weight: 600; }
.graph .offset { fill: var(--dim, #656d76); }
.graph .opcode { fill: var(--keyword, #0550ae); }
.graph path { fill: none; stroke-width: 1.4; }
.graph .next { stroke: var(--dim, #656d76); }
.graph .jump { stroke: var(--jump, #0969da); }
.graph .loop { stroke: var(--loop, #8250df); }
.graph .exception { stroke: var(--exception, #cf222e); stroke-dasharray: 4 3; }
"""
_DARK = """\
@media (prefers-color-scheme: dark) { svg { background: #0d1117; --box: #161b22; --line: #3d444d;
  --text: #e6edf3; --dim: #8b949e; --keyword: #79c0ff; --jump: #58a6ff; --loop: #bc8cff;
  --exception: #ff7b72; } }
"""


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _size(view):
    def size(block):
        lines = dot.block_lines(view, block)
        return max(map(len, lines)) * CHARACTER + 2 * PAD, len(lines) * LINE + 2 * PAD
    return size


def _number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _path(kind, points):
    """Straight for edges back, curved from layer to layer for the others."""
    start, *rest = points
    parts = [f"M{_number(start[0])} {_number(start[1])}"]
    for (x0, y0), (x1, y1) in zip(points, rest):
        if kind == "loop":
            parts.append(f"L{_number(x1)} {_number(y1)}")
        else:
            middle = _number((y0 + y1) / 2)
            parts.append(f"C{_number(x0)} {middle} {_number(x1)} {middle} {_number(x1)} {_number(y1)}")
    return f'<path class="{kind}" d="{" ".join(parts)}" marker-end="url(#tip-{kind})"/>'


def _box(view, node):
    block = node.block
    left, top = node.x - node.width / 2, node.y
    style = "box" if block.reached else "box unreached"
    parts = [f'<rect class="{style}" x="{_number(left)}" y="{_number(top)}" rx="6" '
             f'width="{_number(node.width)}" height="{_number(node.height)}"/>']
    if block.rows[0].label:
        parts.append(f'<text class="label" x="{_number(left + 2)}" y="{_number(top - 4)}">'
                     f"L{block.rows[0].label}</text>")
    for i, line in enumerate(dot.block_lines(view, block)):
        offset, name, operand = line[:4], *(line[5:].split(" ", 1) + [""])[:2]
        y = top + PAD + 11 + i * LINE
        parts.append(f'<text x="{_number(left + PAD)}" y="{_number(y)}">'
                     f'<tspan class="offset">{offset}</tspan> '
                     f'<tspan class="opcode">{escape(name)}</tspan> {escape(operand)}</text>')
    return "".join(parts)


def drawing(view):
    """(content, width, height) of one code object's graph."""
    plan = layout.Layout(view.blocks, _size(view))
    parts = [_path(kind, points) for kind, points in plan.edges]
    parts += [_box(view, node) for node in plan.nodes]
    return "\n".join(parts), plan.width, plan.height


def _tips():
    return "".join(
        f'<marker id="tip-{kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="{kind}" '
        f'style="fill: var(--{name}, {colour}); stroke: none"/></marker>'
        for kind, name, colour in (("next", "dim", "#656d76"), ("jump", "jump", "#0969da"),
                                   ("loop", "loop", "#8250df"), ("exception", "exception", "#cf222e")))


def inline(view):
    """For a page that has the style and the tips already."""
    content, width, height = drawing(view)
    return (f'<svg class="graph" width="{_number(width)}" height="{_number(height)}" '
            f'viewBox="0 0 {_number(width)} {_number(height)}">{content}</svg>')


def tips():
    return f'<svg width="0" height="0" style="position: absolute"><defs>{_tips()}</defs></svg>'


def picture(views):
    """A whole file with the graphs of all views, one below the other."""
    parts, y, widest = [], 0, 0
    for view in views:
        content, width, height = drawing(view)
        parts.append(f'<g transform="translate(0 {_number(y)})"><text class="title" x="16" y="24">'
                     f'{escape(view.name + view.signature)}</text>'
                     f'<g transform="translate(0 {TITLE - 8})">{content}</g></g>')
        y += height + TITLE
        widest = max(widest, width, len(view.name + view.signature) * 9 + 32)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" width="{_number(widest)}" '
            f'height="{_number(y)}" viewBox="0 0 {_number(widest)} {_number(y)}">\n'
            f"<style>\n{STYLE}{_DARK}</style>\n<defs>{_tips()}</defs>\n" + "\n".join(parts) +
            "\n</svg>\n")
