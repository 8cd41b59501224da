"""Markdown to HTML with module re: blocks, inline marks, lists, tables, code, links."""
import re
import sys


def escape(text, quote=True):
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(character, entity)
    return text.replace('"', "&quot;") if quote else text


INLINE = re.compile(r"""
    (?P<code>`+)(?P<code_text>.+?)(?P=code)
  | !\[(?P<alt>[^\]]*)\]\((?P<source>\S+?)(?:\s+"(?P<image_title>[^"]*)")?\)
  | \[(?P<link_text>[^\]]+)\]\((?P<target>\S+?)(?:\s+"(?P<title>[^"]*)")?\)
  | \[(?P<ref_text>[^\]]+)\]\[(?P<ref>[^\]]*)\]
  | <(?P<auto>https?://[^>\s]+)>
  | (?P<strong>\*\*|__)(?=\S)(?P<strong_text>.+?)(?<=\S)(?P=strong)
  | (?P<em>\*|_)(?=\S)(?P<em_text>.+?)(?<=\S)(?P=em)
  | ~~(?P<strike>.+?)~~
  | \\(?P<escaped>[\\`*_{}\[\]()#+.!-])
  | (?P<br>[ ]{2,}\n)
""", re.VERBOSE | re.DOTALL)

HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
FENCE = re.compile(r"(```|~~~)\s*(\w*)\s*$")
ITEM = re.compile(r"(\s*)(?:([-*+])|(\d+)[.)])\s+(.*)$")
RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
REFERENCE = re.compile(r'\s{0,3}\[([^\]]+)\]:\s*(\S+)(?:\s+"([^"]*)")?\s*$')
TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


class Converter:
    def __init__(self):
        self.references = {}
        self.headings = []

    def convert(self, text):
        lines = []
        for line in text.expandtabs(4).splitlines():
            if m := REFERENCE.match(line):
                self.references[m[1].lower()] = (m[2], m[3])
            else:
                lines.append(line)
        return "\n".join(self.blocks(lines))

    def inline(self, text):
        return INLINE.sub(self.mark, escape(text, quote=False).replace("&lt;http", "<http")
                          if "<http" in text else escape(text, quote=False))

    def mark(self, m):
        match m.lastgroup:
            case "code_text":
                return f"<code>{m['code_text'].strip()}</code>"
            case "source" | "image_title":
                title = f' title="{m["image_title"]}"' if m["image_title"] else ""
                return f'<img src="{m["source"]}" alt="{m["alt"]}"{title}>'
            case "target" | "title":
                return self.link(m["link_text"], m["target"], m["title"])
            case "ref":
                name = (m["ref"] or m["ref_text"]).lower()
                if name not in self.references:
                    return m[0]
                return self.link(m["ref_text"], *self.references[name])
            case "auto":
                url = m["auto"].replace("&gt;", "")
                return f'<a href="{url}">{url}</a>'
            case "strong_text":
                return f"<strong>{self.again(m['strong_text'])}</strong>"
            case "em_text":
                return f"<em>{self.again(m['em_text'])}</em>"
            case "strike":
                return f"<del>{self.again(m['strike'])}</del>"
            case "escaped":
                return m["escaped"]
            case "br":
                return "<br>\n"
        return m[0]

    def again(self, text):
        return INLINE.sub(self.mark, text)

    def link(self, text, target, title=None):
        title = f' title="{title}"' if title else ""
        return f'<a href="{target}"{title}>{self.again(text)}</a>'

    def blocks(self, lines):
        i = 0
        while i < len(lines):
            line = lines[i]
            if not line.strip():
                i += 1
            elif m := FENCE.match(line):
                end = next((j for j in range(i + 1, len(lines)) if lines[j].startswith(m[1])),
                           len(lines))
                language = f' class="language-{m[2]}"' if m[2] else ""
                code = escape("\n".join(lines[i + 1:end]), quote=False)
                yield f"<pre><code{language}>{code}</code></pre>"
                i = end + 1
            elif m := HEADING.match(line):
                level = len(m[1])
                slug = re.sub(r"[^\w]+", "-", m[2].lower()).strip("-")
                self.headings.append((level, m[2]))
                yield f'<h{level} id="{slug}">{self.inline(m[2])}</h{level}>'
                i += 1
            elif RULE.match(line):
                yield "<hr>"
                i += 1
            elif line.startswith(">"):
                quoted = []
                while i < len(lines) and lines[i].strip():
                    quoted.append(re.sub(r"^>\s?", "", lines[i]))
                    i += 1
                inner = "\n".join(self.blocks(quoted))
                yield f"<blockquote>\n{inner}\n</blockquote>"
            elif ITEM.match(line):
                block = []
                while i < len(lines) and (ITEM.match(lines[i]) or lines[i].startswith("  ") or
                                          (not lines[i].strip() and i + 1 < len(lines) and
                                           ITEM.match(lines[i + 1]))):
                    if lines[i].strip():
                        block.append(lines[i])
                    i += 1
                yield self.items(block)
            elif i + 1 < len(lines) and "|" in line and TABLE_RULE.match(lines[i + 1]):
                end = i + 2
                while end < len(lines) and "|" in lines[end]:
                    end += 1
                yield self.table(lines[i:end])
                i = end
            else:
                end = i
                while end < len(lines) and lines[end].strip() and not (
                        end > i and (HEADING.match(lines[end]) or FENCE.match(lines[end]))):
                    end += 1
                text = "\n".join(lines[i:end])
                yield f"<p>{self.inline(text)}</p>"
                i = end

    def items(self, lines):
        first = ITEM.match(lines[0])
        indent = len(first[1])
        tag = "ol" if first[3] else "ul"
        out, children = [f"<{tag}>"], []

        def close():
            if out[-1].startswith("<li>") and children:
                out[-1] += "\n" + self.items(children)
            if out[-1].startswith("<li>"):
                out[-1] += "</li>"
            children.clear()

        for line in lines:
            m = ITEM.match(line)
            if m and len(m[1]) <= indent:
                close()
                out.append(f"<li>{self.inline(m[4])}")
            elif m:
                children.append(line)
            elif children:
                children[-1] += " " + line.strip()
            else:
                out[-1] += " " + self.inline(line.strip())
        close()
        return "\n".join(out + [f"</{tag}>"])

    def table(self, lines):
        def cells(line):
            return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]

        sides = []
        for rule in cells(lines[1]):
            sides.append({(True, True): "center", (False, True): "right", (True, False): "left"}
                         .get((rule.startswith(":"), rule.endswith(":"))))
        rows = []
        for number, line in enumerate([lines[0]] + lines[2:]):
            tag = "td" if number else "th"
            row = "".join(f"<{tag}{f' align={side}' if side else ''}>{self.inline(cell)}</{tag}>"
                          for cell, side in zip(cells(line), sides))
            rows.append(f"<tr>{row}</tr>")
        return "<table>\n" + "\n".join(rows) + "\n</table>"


def main():
    converter = Converter()
    print(converter.convert(sys.stdin.read()))
    print("<!--")
    for level, title in converter.headings:
        print("  " * level + title)
    print(len(converter.references), "references -->")


main()
