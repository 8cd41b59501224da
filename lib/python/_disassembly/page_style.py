"""How the page looks, in light and in dark."""

STYLE = """\
:root { color-scheme: light dark; --back: #f6f8fa; --box: #ffffff; --line: #d8dee4; --text: #1f2328;
  --dim: #656d76; --keyword: #0550ae; --string: #0a7d33; --comment: #6e7781; --number: #953800;
  --jump: #0969da; --loop: #8250df; --exception: #cf222e; --light: #fff3c4; --mark: #ffd33d;
  --hot: 207, 34, 46; --chip: #eaeef2; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --box: #161b22; --line: #30363d;
  --text: #e6edf3; --dim: #8b949e; --keyword: #79c0ff; --string: #7ee787; --comment: #8b949e;
  --number: #ffa657; --jump: #58a6ff; --loop: #bc8cff; --exception: #ff7b72; --light: #2b2a1f;
  --mark: #7a5c00; --hot: 255, 123, 114; --chip: #262c36; } }
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; background: var(--back); color: var(--text);
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header { display: flex; align-items: baseline; gap: 14px; padding: 10px 18px;
  border-bottom: 1px solid var(--line); background: var(--box); flex-wrap: wrap; }
h1 { font-size: 16px; margin: 0; } h2 { font-size: 14px; margin: 0; display: inline; }
h2 small { font-weight: 400; color: var(--dim); font-size: 13px; }
.note, .hint { color: var(--dim); font-size: 12px; }
nav { margin-left: auto; display: flex; }
button { font: inherit; font-size: 13px; padding: 4px 12px; border: 1px solid var(--line);
  background: var(--box); color: var(--text); cursor: pointer; }
button:first-child { border-radius: 6px 0 0 6px; } button:last-child { border-radius: 0 6px 6px 0; }
button + button { border-left: 0; }
button.on { background: var(--jump); border-color: var(--jump); color: var(--box); }
main { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); }
section { overflow: auto; padding: 12px 0 40px; }
.source { border-right: 1px solid var(--line); background: var(--box); }
.codes { padding: 12px 16px 40px; }
table { border-collapse: collapse; font: 12.5px/1.55 ui-monospace, "SF Mono", Menlo, Consolas,
  "DejaVu Sans Mono", monospace; }
td { padding: 0 7px; white-space: pre; vertical-align: top; }
.source table { min-width: 100%; }
.source tr.lit, .rows tr.lit { background: var(--light); }
.source .number { width: 1%; min-width: 44px; }
.source .heat { width: 0; padding: 0; position: relative; }
.source .profiled .heat, .profiled .heat { min-width: 84px; width: 84px; }
.share { color: var(--dim); font-size: 11px; }
.bar { position: absolute; left: 34px; top: 6px; height: 8px; max-width: 46px; border-radius: 2px;
  background: rgb(var(--hot)); opacity: .75; }
mark { background: var(--mark); color: inherit; border-radius: 3px; }
i { font-style: normal; } i.keyword { color: var(--keyword); font-weight: 600; }
i.string { color: var(--string); } i.comment { color: var(--comment); font-style: italic; }
i.number { color: var(--number); }
td.number { text-align: right; color: var(--dim); user-select: none; }
.card { background: var(--box); border: 1px solid var(--line); border-radius: 8px; margin-bottom: 12px;
  overflow: hidden; }
summary { padding: 8px 14px; cursor: pointer; display: flex; align-items: baseline; gap: 12px; }
summary::before { content: "▸"; color: var(--dim); } details[open] > summary::before { content: "▾"; }
summary::-webkit-details-marker { display: none; }
.facts { margin: 0; padding: 0 14px 8px; font-size: 12px; color: var(--dim); display: flex;
  flex-wrap: wrap; gap: 2px 16px; border-bottom: 1px solid var(--line); }
.facts b { font-weight: 600; color: var(--text); }
.view-code, .view-graph { overflow-x: auto; }
.view-graph { display: none; padding: 6px; }
.show-graph .view-graph { display: block; } .show-graph .view-code { display: none; }
.rows { width: 100%; margin: 4px 0 8px; }
.rows th { font: 11px system-ui, sans-serif; color: var(--dim); text-align: left; padding: 2px 7px;
  font-weight: 400; }
.rows td:last-child { width: 99%; }
.rows tr { cursor: default; outline: none; }
.rows tr.starts td { border-top: 1px solid color-mix(in srgb, var(--line) 60%, transparent); }
.rows tr.now { background: var(--light); box-shadow: inset 3px 0 var(--loop); }
.rows tr.goal { box-shadow: inset 3px 0 var(--jump); }
.rows tr[data-reached=""] { opacity: .5; }
.opcode { color: var(--keyword); } .label { color: var(--loop); font-weight: 600; }
.meaning { color: var(--text); } .form { color: var(--string); } .form.part { color: var(--dim); }
.caches { color: var(--dim); font-size: 9px; letter-spacing: 1px; }
.count { text-align: right; background: rgba(var(--hot), calc(var(--heat, 0) * .38)); }
.count.none { color: var(--dim); opacity: .6; }
.handlers { margin: 0; padding: 6px 14px 10px; list-style: none; display: flex; gap: 18px;
  flex-wrap: wrap; font-size: 12px; color: var(--dim); border-top: 1px solid var(--line); }
.handlers b { color: var(--exception); }
footer { border-top: 1px solid var(--line); background: var(--box); padding: 8px 18px; height: 64px;
  flex: none; display: grid; grid-template-columns: 1fr 1fr; gap: 2px 24px; overflow: hidden;
  font-size: 12px; }
footer .what { grid-column: 1 / 3; color: var(--dim); white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
footer .what b { color: var(--keyword); }
footer .items { white-space: nowrap; overflow: hidden; }
.chip { display: inline-block; background: var(--chip); border-radius: 4px; padding: 0 6px;
  margin-left: 5px; font: 12px/1.6 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.chip.new { outline: 1.5px solid var(--jump); outline-offset: -1.5px; }
@media (max-width: 800px) { main { grid-template-columns: 1fr; grid-auto-rows: minmax(0, 1fr); }
  .source { border-right: 0; border-bottom: 1px solid var(--line); } }
@media print { html, body, main { height: auto; display: block; } footer, nav { display: none; } }
"""
