# Where the error of a source that ends in the middle is said to be.
import io
import tokenize


def error(text):
    try:
        list(tokenize.generate_tokens(io.StringIO(text).readline))
    except tokenize.TokenError as error:
        return error.args


print(error("(\n"))  # expect: ('unexpected EOF in multi-line statement', (1, 0))
print(error("x = (1\n\n"))  # expect: ('unexpected EOF in multi-line statement', (2, 0))
print(error("x = (1 \\\n"))  # expect: ('unexpected EOF in multi-line statement', (1, 9))
print(error('f"""{\n\n'))  # expect: ('unexpected EOF in multi-line statement', (2, 7))
print(error('f"{a'))  # expect: ('unexpected EOF in multi-line statement', (1, 5))
