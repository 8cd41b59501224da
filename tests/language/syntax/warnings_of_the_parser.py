"""Doubtful escapes: where they are as errors, and that they are told of beside a mistake."""
import warnings


def show(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "f", "exec")
        except SyntaxError:
            pass
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "f", "exec")
        except SyntaxError as error:
            return [len(caught), error.msg, error.lineno, error.offset, error.end_offset, error.text]


print(show(r"'\z'"))  # expect: [1, "invalid escape sequence '\\z'", 1, 1, 5, "'\\z'\n"]
print(show("(1,\n  'abc\\z')"))
# expect: [1, "invalid escape sequence '\\z'", 2, 3, 10, "  'abc\\z')\n"]
print(show(r"b'\407'"))
# expect: [1, "invalid octal escape sequence '\\407'", 1, 1, 8, "b'\\407'\n"]
print(show(r"x = f'\z{1}'"))
# expect: [1, "invalid escape sequence '\\z'", 1, 12, 13, "x = f'\\z{1}'\n"]
print(show(r"'\e' $"))  # expect: [1, "invalid escape sequence '\\e'", 1, 1, 5, "'\\e' $\n"]
