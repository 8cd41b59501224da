# The text of an error in a string: the line read last with those that go on in it.
def text(source):
    try:
        compile(source, "no such file", "exec")
    except SyntaxError as error:
        return error.lineno, error.offset, error.text


print(text('"""a\nb""" c\n'))  # expect: (2, 6, '"""a\nb""" c\n')
print(text("x = 1 + \\\n  2 3\n"))  # expect: (2, 5, 'x = 1 + \\\n  2 3\n')
print(text("x = \\\n  (1,\n"))  # expect: (2, 3, 'x = \\\n  (1,\n')
print(text("x = 1\ny z\n"))  # expect: (2, 3, 'y z\n')
print(text('"""a\n""" $\n'))  # expect: (2, 5, '"""a\n""" $\n')
print(text('"""a\n""" 1a\n'))  # expect: (2, 5, '""" 1a')
