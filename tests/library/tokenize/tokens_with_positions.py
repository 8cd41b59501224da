"""_tokenize.TokenizerIter: kinds, positions and lines of tokens, comments included."""
import io
from _tokenize import TokenizerIter


def show(source):
    kinds = []
    try:
        for kind, text, start, end, line in TokenizerIter(io.StringIO(source).readline, extra_tokens=True):
            kinds.append(f"{kind}{text!r}{start[0]},{start[1]}-{end[0]},{end[1]}:{len(line)}")
    except SyntaxError as error:
        kinds.append(f"{type(error).__name__} {error.args}")
    print(" ".join(kinds))


show('a = 1 # c\n# x\n\n')
# expect: 1'a'1,0-1,1:10 55'='1,2-1,3:10 2'1'1,4-1,5:10 62'# c'1,6-1,9:10 4'\n'1,9-1,10:10 62'# x'2,0-2,3:4 63'\n'2,3-2,4:4 63'\n'3,0-3,1:1 0''4,0-4,0:0
show('if a:\n  # in\n  b=2\n\nc')
# expect: 1'if'1,0-1,2:6 1'a'1,3-1,4:6 55':'1,4-1,5:6 4'\n'1,5-1,6:6 62'# in'2,2-2,6:7 63'\n'2,6-2,7:7 5'  '3,0-3,2:6 1'b'3,2-3,3:6 55'='3,3-3,4:6 2'2'3,4-3,5:6 4'\n'3,5-3,6:6 63'\n'4,0-4,1:1 6''5,0-5,0:1 1'c'5,0-5,1:1 4''5,1-5,2:1 0''6,0-6,0:0
show('# only')
# expect: 62'# only'1,0-1,6:6 63''1,6-1,7:6 0''2,0-2,0:0
show('x = (1,\n # c\n\n 2)\n')
# expect: 1'x'1,0-1,1:8 55'='1,2-1,3:8 55'('1,4-1,5:8 2'1'1,5-1,6:8 55','1,6-1,7:8 63'\n'1,7-1,8:8 62'# c'2,1-2,4:5 63'\n'2,4-2,5:5 63'\n'3,0-3,1:1 2'2'4,1-4,2:4 55')'4,2-4,3:4 4'\n'4,3-4,4:4 0''5,0-5,0:0
show('a = 1 + \\\n  2\n')
# expect: 1'a'1,0-1,1:10 55'='1,2-1,3:10 2'1'1,4-1,5:10 55'+'1,6-1,7:10 2'2'2,2-2,3:4 4'\n'2,3-2,4:4 0''3,0-3,0:0
show("f'a{x!r:>{w}}b{{c}}d'\n")
# expect: 59"f'"1,0-1,2:22 60'a'1,2-1,3:22 55'{'1,3-1,4:22 1'x'1,4-1,5:22 55'!'1,5-1,6:22 1'r'1,6-1,7:22 55':'1,7-1,8:22 60'>'1,8-1,9:22 55'{'1,9-1,10:22 1'w'1,10-1,11:22 55'}'1,11-1,12:22 60''1,12-1,12:22 55'}'1,12-1,13:22 60'b{'1,13-1,15:22 60'c}'1,16-1,18:22 60'd'1,19-1,20:22 61"'"1,20-1,21:22 4'\n'1,21-1,22:22 0''2,0-2,0:0
show("f'''x\n{y\n}z\n'''\n")
# expect: 59"f'''"1,0-1,4:6 60'x\n'1,4-2,0:9 55'{'2,0-2,1:3 1'y'2,1-2,2:3 63'\n'2,2-2,3:3 55'}'3,0-3,1:3 60'z\n'3,1-4,0:7 61"'''"4,0-4,3:4 4'\n'4,3-4,4:4 0''5,0-5,0:0
show("'''a\nb''' + 'c'\n")
# expect: 3"'''a\nb'''"1,0-2,4:16 55'+'2,5-2,6:11 3"'c'"2,7-2,10:11 4'\n'2,10-2,11:11 0''3,0-3,0:0
show("é = 'é'\n")
# expect: 1'é'1,0-1,1:8 55'='1,2-1,3:8 3"'é'"1,4-1,7:8 4'\n'1,7-1,8:8 0''2,0-2,0:0
show('x ? $ !\n')
# expect: 1'x'1,0-1,1:8 55'?'1,2-1,3:8 55'$'1,4-1,5:8 55'!'1,6-1,7:8 4'\n'1,7-1,8:8 0''2,0-2,0:0
show('a->b:=c!=d**=...\n')
# expect: 1'a'1,0-1,1:17 55'->'1,1-1,3:17 1'b'1,3-1,4:17 55':='1,4-1,6:17 1'c'1,6-1,7:17 55'!='1,7-1,9:17 1'd'1,9-1,10:17 55'**='1,10-1,13:17 55'...'1,13-1,16:17 4'\n'1,16-1,17:17 0''2,0-2,0:0
show("f'\\N{DIGIT ONE}{a:{b}}'\n")
# expect: 59"f'"1,0-1,2:24 60'\\N{DIGIT ONE}'1,2-1,15:24 55'{'1,15-1,16:24 1'a'1,16-1,17:24 55':'1,17-1,18:24 55'{'1,18-1,19:24 1'b'1,19-1,20:24 55'}'1,20-1,21:24 60''1,21-1,21:24 55'}'1,21-1,22:24 61"'"1,22-1,23:24 4'\n'1,23-1,24:24 0''2,0-2,0:0
show("f'a\\\nb{c}'\n")
# expect: 59"f'"1,0-1,2:5 60'a\\\nb'1,2-2,1:11 55'{'2,1-2,2:6 1'c'2,2-2,3:6 55'}'2,3-2,4:6 61"'"2,4-2,5:6 4'\n'2,5-2,6:6 0''3,0-3,0:0
show("a = 'abc\n")
# expect: 1'a'1,0-1,1:9 55'='1,2-1,3:9 SyntaxError ('unterminated string literal (detected at line 1)', ('<string>', 1, 5, "a = 'abc", 1, 5))
show('(\n')
# expect: 55'('1,0-1,1:2 63'\n'1,1-1,2:2 SyntaxError ('unexpected EOF in multi-line statement',)
show("'''abc\n")
# expect: SyntaxError ('unterminated triple-quoted string literal (detected at line 1)', ('<string>', 1, 1, "'''abc", 1, 1))
show('if 1:\n    a\n  b\n')
# expect: 1'if'1,0-1,2:6 2'1'1,3-1,4:6 55':'1,4-1,5:6 4'\n'1,5-1,6:6 5'    '2,0-2,4:6 1'a'2,4-2,5:6 4'\n'2,5-2,6:6 IndentationError ('unindent does not match any outer indentation level', ('<string>', 3, 4, '  b', None, None))
show('1_a\n')
# expect: SyntaxError ('invalid decimal literal', ('<string>', 1, 2, '1_a', 1, 2))
show('0x\n')
# expect: SyntaxError ('invalid hexadecimal literal', ('<string>', 1, 2, '0x', 1, 2))
show('a \\ b\n')
# expect: 1'a'1,0-1,1:6 SyntaxError ('unexpected character after line continuation character', ('<string>', 1, 6, 'a \\ b', None, None))
show('if 1:\n\tx\n        y\n')
# expect: 1'if'1,0-1,2:6 2'1'1,3-1,4:6 55':'1,4-1,5:6 4'\n'1,5-1,6:6 5'\t'2,0-2,1:3 1'x'2,1-2,2:3 4'\n'2,2-2,3:3 TabError ('inconsistent use of tabs and spaces in indentation', ('<string>', 3, 10, '        y', None, None))
show("f'{a}")
# expect: 59"f'"1,0-1,2:5 55'{'1,2-1,3:5 1'a'1,3-1,4:5 55'}'1,4-1,5:5 SyntaxError ('unterminated f-string literal (detected at line 1)', ('<string>', 1, 1, "f'{a}", 1, 1))
show('0777 1e5 .5j 1if 0\n')
# expect: 2'0777'1,0-1,4:19 2'1e5'1,5-1,8:19 2'.5j'1,9-1,12:19 2'1'1,13-1,14:19 1'if'1,14-1,16:19 2'0'1,17-1,18:19 4'\n'1,18-1,19:19 0''2,0-2,0:0
