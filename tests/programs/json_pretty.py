"""A JSON parser and pretty-printer written by hand, compared with module json at the end."""
import json
import re
import sys


class JsonError(ValueError):
    def __init__(self, message, text, position):
        line = text.count("\n", 0, position) + 1
        column = position - text.rfind("\n", 0, position)
        super().__init__(f"{message}: line {line} column {column}")


NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
STRING_PART = re.compile(r'[^"\\\x00-\x1f]+')
SPACE = re.compile(r"[ \t\r\n]*")
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WORDS = {"true": True, "false": False, "null": None}


class Parser:
    def __init__(self, text, depth_limit=100):
        self.text = text
        self.position = 0
        self.depth = 0
        self.depth_limit = depth_limit

    def error(self, message, position=None):
        return JsonError(message, self.text, self.position if position is None else position)

    def space(self):
        self.position = SPACE.match(self.text, self.position).end()
        return self.text[self.position:self.position + 1]

    def parse(self):
        value = self.value()
        if self.space():
            raise self.error("extra data")
        return value

    def value(self):
        c = self.space()
        if c == "{":
            return self.nested(self.object)
        if c == "[":
            return self.nested(self.array)
        if c == '"':
            return self.string()
        for word, value in WORDS.items():
            if self.text.startswith(word, self.position):
                self.position += len(word)
                return value
        number = NUMBER.match(self.text, self.position)
        if not number:
            raise self.error("expected a value")
        self.position = number.end()
        fraction, exponent = number.groups()
        return float(number[0]) if fraction or exponent else int(number[0])

    def nested(self, read):
        self.depth += 1
        if self.depth > self.depth_limit:
            raise self.error("nested too deeply")
        self.position += 1
        result = read()
        self.position += 1
        self.depth -= 1
        return result

    def array(self):
        items = []
        if self.space() == "]":
            return items
        while True:
            items.append(self.value())
            match self.space():
                case ",":
                    self.position += 1
                case "]":
                    return items
                case _:
                    raise self.error("expected ',' or ']'")

    def object(self):
        pairs = {}
        if self.space() == "}":
            return pairs
        while True:
            if self.space() != '"':
                raise self.error("expected a name in quotes")
            name = self.string()
            if self.space() != ":":
                raise self.error("expected ':'")
            self.position += 1
            pairs[name] = self.value()
            match self.space():
                case ",":
                    self.position += 1
                case "}":
                    return pairs
                case _:
                    raise self.error("expected ',' or '}'")

    def string(self):
        start = self.position
        self.position += 1
        parts = []
        while True:
            if part := STRING_PART.match(self.text, self.position):
                parts.append(part[0])
                self.position = part.end()
            c = self.text[self.position:self.position + 1]
            if c == '"':
                self.position += 1
                return "".join(parts)
            if c != "\\":
                raise self.error("unterminated string" if not c else "control character",
                                 start if not c else None)
            parts.append(self.escape())

    def escape(self):
        c = self.text[self.position + 1:self.position + 2]
        if c == "u":
            code = self.hex4()
            if 0xD800 <= code < 0xDC00 and self.text.startswith("\\u", self.position):
                low = self.hex4()
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            return chr(code)
        if c not in ESCAPES or not c:
            raise self.error("bad escape")
        self.position += 2
        return ESCAPES[c]

    def hex4(self):
        digits = self.text[self.position + 2:self.position + 6]
        if not re.fullmatch("[0-9a-fA-F]{4}", digits):
            raise self.error("bad \\u escape")
        self.position += 6
        return int(digits, 16)


def pretty(value, indent=0):
    pad = "  " * (indent + 1)
    end = "\n" + "  " * indent
    match value:
        case True | False | None:
            return {True: "true", False: "false", None: "null"}[value]
        case int() | float():
            return repr(value)
        case str():
            return quote(value)
        case [] | {} if not value:
            return "[]" if isinstance(value, list) else "{}"
        case list():
            if all(isinstance(item, (int, float)) for item in value):
                return "[" + ", ".join(map(pretty, value)) + "]"
            return "[\n" + ",\n".join(pad + pretty(v, indent + 1) for v in value) + end + "]"
        case dict():
            width = max(map(len, map(quote, value)))
            return "{\n" + ",\n".join(f"{pad}{quote(k) + ':':<{width + 1}} "
                                      f"{pretty(v, indent + 1)}"
                                      for k, v in value.items()) + end + "}"
    raise TypeError(f"{type(value).__name__} has no JSON form")


def quote(text):
    special = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(special.get(c) or (c if c >= " " else f"\\u{ord(c):04x}")
                         for c in text) + '"'


def statistics(value, depth=0, counts=None):
    counts = {} if counts is None else counts
    name = type(value).__name__
    counts[name] = counts.get(name, 0) + 1
    counts["depth"] = max(counts.get("depth", 0), depth)
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        statistics(child, depth + 1, counts)
    return counts


def main():
    for document in sys.stdin.read().split("\n---\n"):
        try:
            value = Parser(document).parse()
        except JsonError as error:
            print("error:", error)
            continue
        text = pretty(value)
        print(text)
        print(statistics(value))
        assert Parser(text).parse() == value == json.loads(document) == json.loads(text)
    print(json.dumps(json.loads('{"b": [1, 2.5, "\\u00e9"], "a": null}'), sort_keys=True))
    try:
        Parser("[" * 200).parse()
    except JsonError as error:
        print("error:", error)


main()
