"""Bytes that are no text in their encoding, null bytes, brackets that the source ends in."""


def show(source, mode="exec"):
    try:
        compile(source, "f", mode)
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.text, error.args[1:] == ())
# expect: encoding problem: utf8 with BOM 0 -1 None False
                                                                                        # expect: unknown encoding: nope 0 -1 None False
                                                                                        # expect: 'ascii' codec can't decode byte 0xe9 in position 20: ordinal not in range(128) 0 -1 None False
                                                                                        # expect: 'utf-8' codec can't decode byte 0xe9 in position 17: invalid continuation byte 0 -1 None False
                                                                                        # expect: source code string cannot contain null bytes None None None True
                                                                                        # expect: source code string cannot contain null bytes None None None True
                                                                                        # expect: '(' was never closed 2 2 "(1 for c in I,\ False
                                                                                        # expect: multiple statements found while compiling a single statement 1 6 1 + 2
                                                                                        # expect:  False


show(b"\xef\xbb\xbf#coding: utf8\nprint('\xe6\x88\x91')\n")
show(b"# coding: nope\n")
show(b'#\n#coding: ascii\nx="\xe9"')
show(b'#coding: utf8\nx="\xe9"')
show(b'x="\x00"')
show("x='\x00'")
show('"\\\n"(1 for c in I,\\\n\\')
show("1 + 2\t\t\n        ", "single")
show("1 + 2\n        3", "single")
