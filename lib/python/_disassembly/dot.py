"""The control-flow graph for Graphviz: one cluster per code object, one node per block."""

from . import text

_EDGES = {"next": 'color="#57606a"', "jump": 'color="#0969da"', "loop": 'color="#8250df"',
          "exception": 'color="#cf222e", style=dashed'}


def _quote(value):
    return value.replace("\\", "\\\\").replace('"', '\\"')


def block_lines(view, block):
    """What stands in a block's box."""
    lines = []
    for row in block.rows:
        operand = text.row_meaning(view, row) or ("" if row.arg is None else str(row.arg))
        lines.append(f"{row.start:4} {row.name} {operand}".rstrip())
    return lines


def graph(target, depth=None):
    views = [view for root in target.views for view in root.walk(depth)]
    parts = ["digraph folio {", '  node [shape=box, fontname="monospace", fontsize=10];',
             '  edge [fontname="sans-serif", fontsize=9];']
    for i, view in enumerate(views):
        parts += [f"  subgraph cluster_{i} {{", f'    label="{_quote(view.name + view.signature)}";']
        for block in view.blocks:
            label = f"L{block.rows[0].label}:\\l" if block.rows[0].label else ""
            body = label + "".join(_quote(line) + "\\l" for line in block_lines(view, block))
            style = "" if block.reached else ", style=dotted"
            parts.append(f'    b{i}_{block.number} [label="{body}"{style}];')
        for block in view.blocks:
            for kind, to in block.edges:
                parts.append(f'    b{i}_{block.number} -> b{i}_{to} [label="{kind}", {_EDGES[kind]}];')
        parts.append("  }")
    parts.append("}")
    return "\n".join(parts) + "\n"
