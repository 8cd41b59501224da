# Skipped examples are attempts as well; what failures, options and errors of the parser look like.
import doctest


def test(text, name="t"):
    return doctest.DocTestParser().get_doctest(text, {}, name, name + ".py", 0)


runner = doctest.DocTestRunner(verbose=False)
print(runner.run(test(">>> 1\n1\n>>> 2 # doctest: +SKIP\n3\n>>> 4\n5\n")))
# expect: **********************************************************************
# expect: File "t.py", line 5, in t
# expect: Failed example:
# expect:     4
# expect: Expected:
# expect:     5
# expect: Got:
# expect:     4
# expect: TestResults(failed=1, attempted=3, skipped=1)
print(runner.run(test(">>> 1 # doctest: +SKIP\n1", "none")))  # expect: TestResults(failed=0, attempted=1, skipped=1)
runner.summarize(verbose=True)
# expect: 1 item passed all tests:
# expect:    1 test in none
# expect: **********************************************************************
# expect: 1 item had failures:
# expect:    1 of   3 in t
# expect: 4 tests in 2 items.
# expect: 3 passed and 1 failed.
# expect: ***Test Failed*** 1 failure and 2 skipped tests.

parser = doctest.DocTestParser()
for piece in parser.parse("\n  text\n    >>> if 1:\n    ...     2\n    2\n\n  >>> # no example\n  end\n"):
    print(repr(piece) if isinstance(piece, str) else (piece.source, piece.want, piece.lineno,
                                                      piece.indent))
# expect: '\ntext\n'
# expect: ('if 1:\n    2\n', '2\n', 2, 4)
# expect: '\n'
# expect: ''
for bad in (">>>1", "  >>> 1\n 2", ">>> 1 # doctest: +FOO", ">>> # doctest: +SKIP\n"):
    try:
        parser.parse(bad)
    except ValueError as e:
        print(e)
# expect: line 1 of the docstring for <string> lacks blank after >>>: '>>>1'
# expect: line 2 of the docstring for <string> has inconsistent leading whitespace: '2'
# expect: line 1 of the doctest for <string> has an invalid option: '+FOO'
# expect: line 0 of the doctest for <string> has an option directive on a line with no example: '# doctest: +SKIP'
print(doctest.script_from_examples("A sum:\n\n>>> 1 + 2\n3\n"), end="")
# expect: # A sum:
# expect: #
# expect: 1 + 2
# expect: # Expected:
# expect: ## 3
