"""What links the two sides of the page. Columns are UTF-8 bytes, as positions have them."""

SCRIPT = r"""
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const footer = document.getElementById("stack");
const encoder = new TextEncoder();
let marked = [], lit = [], now = null;

// The character index of a byte column of a text.
function characters(text, bytes) {
  let count = 0, index = 0;
  for (const character of text) {
    if (count >= bytes) break;
    count += encoder.encode(character).length;
    index += character.length;
  }
  return index;
}

function clear() {
  for (const [cell, html] of marked) cell.innerHTML = html;
  for (const row of lit) row.classList.remove("lit", "now", "goal");
  marked = [];
  lit = [];
}

function light(row, kind) {
  row.classList.add(kind);
  lit.push(row);
}

// Marks the characters [from, to) of a cell, through whatever spans it holds.
function markCell(cell, from, to) {
  marked.push([cell, cell.innerHTML]);
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  let place = 0;
  for (const node of nodes) {
    const start = Math.max(from - place, 0), end = Math.min(to - place, node.length);
    place += node.length;
    if (start >= end) continue;
    const range = document.createRange(), mark = document.createElement("mark");
    range.setStart(node, start);
    range.setEnd(node, end);
    range.surroundContents(mark);
  }
}

function markSource(main, at) {
  if (!at) return;
  const [line, column, endLine, endColumn] = at.split(",").map(Number);
  for (let i = line; i <= Math.min(endLine, line + 60); i++) {
    const cell = main.querySelector(`.source tr[data-line="${i}"] .text`);
    if (!cell) continue;
    const text = cell.textContent;
    let from = i === line ? characters(text, column) : text.length - text.trimStart().length;
    let to = i === endLine ? characters(text, endColumn) : text.length;
    if (to > from) markCell(cell, from, to);
  }
}

function chips(title, items, other) {
  const box = document.createElement("div");
  box.className = "items";
  box.append(title);
  items.forEach((item, i) => {
    const chip = document.createElement("span");
    chip.className = "chip" + (other[i] === item ? "" : " new");
    chip.textContent = item;
    box.append(chip);
  });
  if (!items.length) box.append(" empty");
  return box;
}

function explain(row) {
  const before = row.dataset.before ? row.dataset.before.split("\x1f") : [];
  const after = row.dataset.after ? row.dataset.after.split("\x1f") : [];
  const what = document.createElement("div"), name = document.createElement("b");
  what.className = "what";
  name.textContent = row.querySelector(".opcode").textContent;
  what.append(name, "  " + row.dataset.meaning);
  footer.replaceChildren(what);
  if (row.dataset.reached) footer.append(chips("before", before, after), chips("after", after, before));
  else footer.append("No path leads here.");
}

function show(row, scroll) {
  clear();
  now = row;
  const main = row.closest("main");
  light(row, "now");
  explain(row);
  const line = main.querySelector(`.source tr[data-line="${row.dataset.line}"]`);
  if (line) {
    light(line, "lit");
    if (scroll) line.scrollIntoView({ block: "nearest" });
  }
  markSource(main, row.dataset.at);
  if (row.dataset.target) {
    const goal = row.closest("tbody").querySelector(`tr[data-offset="${row.dataset.target}"]`);
    if (goal) light(goal, "goal");
  }
  if (scroll) row.scrollIntoView({ block: "nearest" });
}

function showLine(line) {
  clear();
  light(line, "lit");
  const rows = all(`.rows tr[data-line="${line.dataset.line}"]`, line.closest("main"));
  for (const row of rows) light(row, "lit");
  if (rows.length && !document.body.classList.contains("show-graph"))
    rows[0].scrollIntoView({ block: "nearest" });
}

for (const row of all(".rows tbody tr")) row.addEventListener("mouseenter", () => show(row, false));
for (const row of all(".rows tbody tr")) row.addEventListener("click", () => show(row, true));
for (const line of all(".source tr")) line.addEventListener("mouseenter", () => showLine(line));
for (const button of all("nav button"))
  button.addEventListener("click", () => {
    document.body.classList.toggle("show-graph", button.dataset.tab === "graph");
    for (const other of all("nav button")) other.classList.toggle("on", other === button);
  });
addEventListener("keydown", event => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = all(".rows tbody tr");
  const place = rows.indexOf(now) + (event.key === "ArrowDown" ? 1 : -1);
  if (rows[place]) show(rows[place], true);
  event.preventDefault();
});
if (location.hash) { // #show=N for tests: as if hovering over the Nth instruction
  const [, what, number] = location.hash.match(/#(\w+)=?(\d*)/) || [];
  if (what === "show") show(all(".rows tbody tr")[+number], true);
  if (what === "graph") document.querySelector('[data-tab="graph"]').click();
}
"""
