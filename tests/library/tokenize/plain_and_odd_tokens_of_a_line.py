# What is read by the short way and what by the long one, next to each other on a line.
import io
import tokenize

for source in ("br'x' bR\"y\" ub'x' bb'1' rb''\n", '1.5 1. .5 1..2 1e5 0x1f 1_0 1if x else 2 1.real 5j\n',
               'a<>b ** //= ... .. . -> := ! $ ? `\n', 'x = (1,\n 2]) }\n', "'a\\\nb' '''x''' \"\"\n",
               "f'{a:{b}}' f\"{x!r:>{w}}\" g(h)\n", "\u00e9 = '\u00fc' #\u00f6\r\n", '\f x\n', 'a\\\n b\n',
               "''''\n", "'abc\n", '0b12\n', '1__0\n', 'a\u2028b', 'x\xa0y\n', '\u20ac \u00a3\n', '(' * 201 + '\n'):
    try:
        tokens = [(tokenize.tok_name[t.type], t.string, t.start, t.end) for t in
                  tokenize.generate_tokens(io.StringIO(source).readline)]
    except (tokenize.TokenError, SyntaxError) as error:
        tokens = type(error).__name__, error.args[0]
    print(ascii(source[:20]), ascii(tokens))
# expect: 'br\'x\' bR"y" ub\'x\' bb' [('STRING', "br'x'", (1, 0), (1, 5)), ('STRING', 'bR"y"', (1, 6), (1, 11)), ('NAME', 'ub', (1, 12), (1, 14)), ('STRING', "'x'", (1, 14), (1, 17)), ('NAME', 'bb', (1, 18), (1, 20)), ('STRING', "'1'", (1, 20), (1, 23)), ('STRING', "rb''", (1, 24), (1, 28)), ('NEWLINE', '\n', (1, 28), (1, 29)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: '1.5 1. .5 1..2 1e5 0' [('NUMBER', '1.5', (1, 0), (1, 3)), ('NUMBER', '1.', (1, 4), (1, 6)), ('NUMBER', '.5', (1, 7), (1, 9)), ('NUMBER', '1.', (1, 10), (1, 12)), ('NUMBER', '.2', (1, 12), (1, 14)), ('NUMBER', '1e5', (1, 15), (1, 18)), ('NUMBER', '0x1f', (1, 19), (1, 23)), ('NUMBER', '1_0', (1, 24), (1, 27)), ('NUMBER', '1', (1, 28), (1, 29)), ('NAME', 'if', (1, 29), (1, 31)), ('NAME', 'x', (1, 32), (1, 33)), ('NAME', 'else', (1, 34), (1, 38)), ('NUMBER', '2', (1, 39), (1, 40)), ('NUMBER', '1.', (1, 41), (1, 43)), ('NAME', 'real', (1, 43), (1, 47)), ('NUMBER', '5j', (1, 48), (1, 50)), ('NEWLINE', '\n', (1, 50), (1, 51)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: 'a<>b ** //= ... .. .' [('NAME', 'a', (1, 0), (1, 1)), ('OP', '<>', (1, 1), (1, 3)), ('NAME', 'b', (1, 3), (1, 4)), ('OP', '**', (1, 5), (1, 7)), ('OP', '//=', (1, 8), (1, 11)), ('OP', '...', (1, 12), (1, 15)), ('OP', '.', (1, 16), (1, 17)), ('OP', '.', (1, 17), (1, 18)), ('OP', '.', (1, 19), (1, 20)), ('OP', '->', (1, 21), (1, 23)), ('OP', ':=', (1, 24), (1, 26)), ('OP', '!', (1, 27), (1, 28)), ('OP', '$', (1, 29), (1, 30)), ('OP', '?', (1, 31), (1, 32)), ('OP', '`', (1, 33), (1, 34)), ('NEWLINE', '\n', (1, 34), (1, 35)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: 'x = (1,\n 2]) }\n' [('NAME', 'x', (1, 0), (1, 1)), ('OP', '=', (1, 2), (1, 3)), ('OP', '(', (1, 4), (1, 5)), ('NUMBER', '1', (1, 5), (1, 6)), ('OP', ',', (1, 6), (1, 7)), ('NL', '\n', (1, 7), (1, 8)), ('NUMBER', '2', (2, 1), (2, 2)), ('OP', ']', (2, 2), (2, 3)), ('OP', ')', (2, 3), (2, 4)), ('OP', '}', (2, 5), (2, 6)), ('NEWLINE', '\n', (2, 6), (2, 7)), ('ENDMARKER', '', (3, 0), (3, 0))]
# expect: '\'a\\\nb\' \'\'\'x\'\'\' ""\n' [('STRING', "'a\\\nb'", (1, 0), (2, 2)), ('STRING', "'''x'''", (2, 3), (2, 10)), ('STRING', '""', (2, 11), (2, 13)), ('NEWLINE', '\n', (2, 13), (2, 14)), ('ENDMARKER', '', (3, 0), (3, 0))]
# expect: 'f\'{a:{b}}\' f"{x!r:>{' [('FSTRING_START', "f'", (1, 0), (1, 2)), ('OP', '{', (1, 2), (1, 3)), ('NAME', 'a', (1, 3), (1, 4)), ('OP', ':', (1, 4), (1, 5)), ('OP', '{', (1, 5), (1, 6)), ('NAME', 'b', (1, 6), (1, 7)), ('OP', '}', (1, 7), (1, 8)), ('FSTRING_MIDDLE', '', (1, 8), (1, 8)), ('OP', '}', (1, 8), (1, 9)), ('FSTRING_END', "'", (1, 9), (1, 10)), ('FSTRING_START', 'f"', (1, 11), (1, 13)), ('OP', '{', (1, 13), (1, 14)), ('NAME', 'x', (1, 14), (1, 15)), ('OP', '!', (1, 15), (1, 16)), ('NAME', 'r', (1, 16), (1, 17)), ('OP', ':', (1, 17), (1, 18)), ('FSTRING_MIDDLE', '>', (1, 18), (1, 19)), ('OP', '{', (1, 19), (1, 20)), ('NAME', 'w', (1, 20), (1, 21)), ('OP', '}', (1, 21), (1, 22)), ('FSTRING_MIDDLE', '', (1, 22), (1, 22)), ('OP', '}', (1, 22), (1, 23)), ('FSTRING_END', '"', (1, 23), (1, 24)), ('NAME', 'g', (1, 25), (1, 26)), ('OP', '(', (1, 26), (1, 27)), ('NAME', 'h', (1, 27), (1, 28)), ('OP', ')', (1, 28), (1, 29)), ('NEWLINE', '\n', (1, 29), (1, 30)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: "\xe9 = '\xfc' #\xf6\r\n" [('NAME', '\xe9', (1, 0), (1, 1)), ('OP', '=', (1, 2), (1, 3)), ('STRING', "'\xfc'", (1, 4), (1, 7)), ('COMMENT', '#\xf6', (1, 8), (1, 10)), ('NEWLINE', '\r\n', (1, 10), (1, 12)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: '\x0c x\n' [('INDENT', '\x0c ', (1, 0), (1, 2)), ('NAME', 'x', (1, 2), (1, 3)), ('NEWLINE', '\n', (1, 3), (1, 4)), ('DEDENT', '', (2, 0), (2, 0)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: 'a\\\n b\n' [('NAME', 'a', (1, 0), (1, 1)), ('NAME', 'b', (2, 1), (2, 2)), ('NEWLINE', '\n', (2, 2), (2, 3)), ('ENDMARKER', '', (3, 0), (3, 0))]
# expect: "''''\n" ('TokenError', 'EOF in multi-line string')
# expect: "'abc\n" ('TokenError', 'unterminated string literal (detected at line 1)')
# expect: '0b12\n' ('TokenError', "invalid digit '2' in binary literal")
# expect: '1__0\n' ('TokenError', 'invalid decimal literal')
# expect: 'a\u2028b' [('NAME', 'a\u2028b', (1, 0), (1, 3)), ('NEWLINE', '', (1, 3), (1, 4)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: 'x\xa0y\n' [('NAME', 'x\xa0y', (1, 0), (1, 3)), ('NEWLINE', '\n', (1, 3), (1, 4)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: '\u20ac \xa3\n' [('NAME', '\u20ac', (1, 0), (1, 1)), ('NAME', '\xa3', (1, 2), (1, 3)), ('NEWLINE', '\n', (1, 3), (1, 4)), ('ENDMARKER', '', (2, 0), (2, 0))]
# expect: '((((((((((((((((((((' ('TokenError', 'too many nested parentheses')
