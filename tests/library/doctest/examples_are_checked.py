# Examples in docstrings: parsed, run, reported.
import doctest


def double(x):
    """
    >>> double(2)
    4
    >>> double("a")
    'aa'
    >>> double(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> print(list(range(20)))  # doctest: +ELLIPSIS
    [0, 1, ..., 19]
    """
    return x * 2


def wrong():
    """
    >>> 1 + 1
    3
    """


print(doctest.DocTestRunner().run(doctest.DocTestFinder().find(double)[0]))  # expect: TestResults(failed=0, attempted=4)
out = []
runner = doctest.DocTestRunner(verbose=False)
for test in doctest.DocTestFinder().find(wrong, "wrong", globs={}):
    print(test.examples[0].source, test.examples[0].want, test.lineno)  # expect: 1 + 1
                                                                        # expect:  3
                                                                        # expect:  21
    print(runner.run(test, out=out.append))  # expect: TestResults(failed=1, attempted=1)
print("".join(out).splitlines()[2:])  # expect: ['Failed example:', '    1 + 1', 'Expected:', '    3', 'Got:', '    2']
print(doctest.OutputChecker().check_output("a ... z\n", "a b z\n", doctest.ELLIPSIS), doctest.script_from_examples("t\n>>> 1\n1\n"))  # expect: True # t
                                                                                                                                      # expect: 1
                                                                                                                                      # expect: # Expected:
                                                                                                                                      # expect: ## 1
                                                                                                                                      # expect: 
