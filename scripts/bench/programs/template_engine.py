"""A template engine: a regular expression splits, closures render."""
import re

TOKEN = re.compile(r"({{.*?}}|{%.*?%})")


def parse(source):
    stack = [[]]
    for part in TOKEN.split(source):
        if part.startswith("{{"):
            path = part[2:-2].strip().split("|")
            stack[-1].append(make_value(path[0].strip().split("."), [f.strip() for f in path[1:]]))
        elif part.startswith("{%"):
            words = part[2:-2].split()
            if words[0] in ("for", "if"):
                stack.append([words])
            else:
                body = stack.pop()
                head = body.pop(0)
                stack[-1].append(make_for(head, body) if head[0] == "for" else make_if(head, body))
        elif part:
            stack[-1].append(lambda context, text=part: text)
    return stack[0]


FILTERS = {"upper": str.upper, "length": lambda v: str(len(v)), "title": str.title}


def lookup(context, path):
    value = context[path[0]]
    for name in path[1:]:
        value = value[name] if isinstance(value, dict) else getattr(value, name)
    return value


def make_value(path, filters):
    def render(context):
        value = lookup(context, path)
        for name in filters:
            value = FILTERS[name](value)
        return str(value).replace("&", "&amp;").replace("<", "&lt;")
    return render


def make_for(words, body):
    name, path = words[1], words[3].split(".")

    def render(context):
        inner, out = dict(context), []
        for inner[name] in lookup(context, path):
            out += [part(inner) for part in body]
        return "".join(out)
    return render


def make_if(words, body):
    path = words[1].split(".")
    return lambda context: "".join(part(context) for part in body) if lookup(context, path) else ""


page = parse("<h1>{{ title|upper }}</h1>{% for user in users %}<li>{{ user.name|title }}: {{ user.items|length }}"
             "{% if user.admin %} <b>admin</b>{% end %}{% for item in user.items %}<i>{{ item }}</i>{% end %}"
             "</li>{% end %}")
users = [{"name": f"user <{i}>", "admin": i % 7 == 0, "items": [f"item {j}" for j in range(i % 6)]} for i in range(200)]
total = 0
for _ in range(280):
    total += len("".join(part({"title": "people & items", "users": users}) for part in page))
print(total)
