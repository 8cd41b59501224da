# untokenize() gives the source back from tokens with positions, and source that reads as the same
# tokens from types and strings alone.
import io
import tokenize

SOURCES = [
    b'f"{{}}{x!r:>{w}} \\N{DASH}\\\\N{y}" "c"\n',
    b'if x:\n\ty = 1 \\\n + 2  # c\n\n\tz\n',
    b'f"""{\nx}a\n{{b}}""" f"{ {1:2}[1] }"\n',
]
for source in SOURCES:
    tokens = list(tokenize.tokenize(io.BytesIO(source).readline))
    print(tokenize.untokenize(tokens))
    again = tokenize.untokenize(token[:2] for token in tokens)
    print(again)
    print([token[:2] for token in tokenize.tokenize(io.BytesIO(again).readline)]
          == [token[:2] for token in tokens])
# expect: b'f"{{}}{x!r:>{w}} \\N{DASH}\\\\N{y}"  "c"\n'
# expect: b'f"{{}}{x !r :>{w }} \\N{DASH}\\\\N{y }" "c"\n'
# expect: True
# expect: b'if x:\n\ty = 1\\\n + 2  # c\n\n\tz\n'
# expect: b'if x :\n\ty =1 +2 # c\n\n\tz \n'
# expect: True
# expect: b'f"""{\nx}a\n{{b}}"""  f"{ {1:2}[1] }"\n'
# expect: b'f"""{\nx }a\n{{b}}""" f"{ {1 :2 }[1 ]}"\n'
# expect: True
