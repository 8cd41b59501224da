# Indentation that a backslash splits over lines is that of the first of them that has any.
SOURCES = (
    "\\\n  x = 1",
    "if 1:\n  \\\n      y = 2\n  print(y)",
    "\\\n\\\n \\\n z = 3",
    "if 1:\n\tx = 1\n\t\\\n\ty = 2",
    "if 1:\n        x = 1\n\t\\\n\ty = 2\n\tprint(x, y)",
    "if 1:\n\t\\\n\tx = 1\n        y = 3\n        print(x, y)",
    "if 1:\n\\\n  x = 1\n  print(x)",
    "if 1:\n \f\\\n  x = 1\n  print(x)",
    "if 1:\n  \\\n\\\n x = 1\n  print(x)",
    "  \\\n\n\\\n\nprint(9)",
    "if 1:\n  pass\n\\\n\nprint(4)",
    "x = 1\n\\\nprint(5)",
    "  \\\n# c\nprint(7)",
)
for source in SOURCES:
    try:
        exec(source)
    except SyntaxError as error:
        print(type(error).__name__, error.msg, error.lineno, error.offset)
# expect: IndentationError unexpected indent 2 2
# expect: 2
# expect: IndentationError unexpected indent 4 1
# expect: TabError inconsistent use of tabs and spaces in indentation 4 1
# expect: TabError inconsistent use of tabs and spaces in indentation 5 1
# expect: 1 3
# expect: 1
# expect: 1
# expect: 1
# expect: 9
# expect: 4
# expect: 5
# expect: 7
