"""Source text to tokens, character by character: indexing, str methods, comparisons."""
KEYWORDS = {"if", "else", "while", "return", "def", "print"}
OPERATORS = {"==", "<=", ">=", "!=", "+", "-", "*", "/", "=", "<", ">", "(", ")", "{", "}", ";", ","}


def tokens(source):
    at, line, size = 0, 1, len(source)
    while at < size:
        c = source[at]
        if c == "\n":
            line += 1
            at += 1
        elif c.isspace():
            at += 1
        elif c.isalpha() or c == "_":
            start = at
            while at < size and (source[at].isalnum() or source[at] == "_"):
                at += 1
            word = source[start:at]
            yield ("keyword" if word in KEYWORDS else "name", word, line)
        elif c.isdigit():
            start = at
            while at < size and source[at].isdigit():
                at += 1
            yield ("number", int(source[start:at]), line)
        elif c == '"':
            end = source.index('"', at + 1)
            yield ("string", source[at + 1 : end], line)
            at = end + 1
        elif source[at : at + 2] in OPERATORS:
            yield ("operator", source[at : at + 2], line)
            at += 2
        else:
            yield ("operator", c, line)
            at += 1


source = """def area(width, height) {
    if (width <= 10) { return width * height; } else { print("large", width); }
    total_sum = total_sum + 12345 * width / 7;
}
""" * 8000
counts = {}
for kind, value, line in tokens(source):
    counts[kind] = counts.get(kind, 0) + 1
print(counts, line)
