# Splitting as the shell does, other lexers, quoting.
import shlex

print(shlex.split('one "two three" four\\ five \'six\'"seven" # no'))  # expect: ['one', 'two three', 'four five', 'sixseven', '#', 'no']
print(shlex.split('a # comment', comments=True), shlex.split("a 'b c'", posix=False))  # expect: ['a'] ['a', "'b c'"]
print(list(shlex.shlex('a&&b; c>d "e f"', punctuation_chars=True)))  # expect: ['a', '&&', 'b', ';', 'c', '>', 'd', '"e f"']
print(list(shlex.shlex('x = y.z  # c\n+1')))  # expect: ['x', '=', 'y', '.', 'z', '+', '1']
print(shlex.join(['a b', "it's", '', 'plain']), shlex.quote('$x'))  # expect: 'a b' 'it'"'"'s' '' plain '$x'
for text in ('"open', 'a\\'):
    try:
        shlex.split(text)
    except ValueError as error:
        print(error)  # expect: No closing quotation
                      # expect: No escaped character
