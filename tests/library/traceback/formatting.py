import traceback, sys
def f():
    print(traceback.format_stack()[-1]); print(traceback.extract_stack(limit=2)); return traceback.extract_stack()[0].lineno  # expect:   File "/work/wt/runtime/tests/library/traceback/formatting.py", line 3, in f
                                                                                                                              # expect:     print(traceback.format_stack()[-1]); print(traceback.extract_stack(limit=2)); return traceback.extract_stack()[0].lineno
                                                                                                                              # expect:
                                                                                                                              # expect: [<FrameSummary file /work/wt/runtime/tests/library/traceback/formatting.py, line 4 in <module>>, <FrameSummary file /work/wt/runtime/tests/library/traceback/formatting.py, line 3 in f>]
print(f())  # expect: 25
try:
    try: 1/0
    except ZeroDivisionError: raise KeyError("x")
except KeyError as e:
    print(traceback.format_exception_only(e)); print(traceback.format_tb(e.__traceback__)); print(traceback.format_exc(chain=False))  # expect: ["KeyError: 'x'\n"]
                                                                                                                                      # expect: ['  File "/work/wt/runtime/tests/library/traceback/formatting.py", line 7, in <module>\n    except ZeroDivisionError: raise KeyError("x")\n                              ^^^^^^^^^^^^^^^^^^^\n']
                                                                                                                                      # expect: Traceback (most recent call last):
                                                                                                                                      # expect:   File "/work/wt/runtime/tests/library/traceback/formatting.py", line 7, in <module>
                                                                                                                                      # expect:     except ZeroDivisionError: raise KeyError("x")
                                                                                                                                      # expect:                               ^^^^^^^^^^^^^^^^^^^
                                                                                                                                      # expect: KeyError: 'x'
                                                                                                                                      # expect:
    te = traceback.TracebackException.from_exception(e); print(str(te), te.stack, te.__context__.exc_type_str)  # expect: 'x' [<FrameSummary file /work/wt/runtime/tests/library/traceback/formatting.py, line 7 in <module>>] ZeroDivisionError
    print(list(te.format()))  # expect: ['Traceback (most recent call last):\n', '  File "/work/wt/runtime/tests/library/traceback/formatting.py", line 6, in <module>\n    try: 1/0\n         ~^~\n', 'ZeroDivisionError: division by zero\n', '\nDuring handling of the above exception, another exception occurred:\n\n', 'Traceback (most recent call last):\n', '  File "/work/wt/runtime/tests/library/traceback/formatting.py", line 7, in <module>\n    except ZeroDivisionError: raise KeyError("x")\n                              ^^^^^^^^^^^^^^^^^^^\n', "KeyError: 'x'\n"]
try: compile("a b", "f", "exec")
except SyntaxError as e: print(traceback.format_exception_only(e))  # expect: ['  File "f", line 1\n', '    a b\n', '      ^\n', 'SyntaxError: invalid syntax\n']
e = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2)])]); print("".join(traceback.format_exception(e)))  # expect:   | ExceptionGroup: g (2 sub-exceptions)
                                                                                                                              # expect:   +-+---------------- 1 ----------------
                                                                                                                              # expect:     | ValueError: 1
                                                                                                                              # expect:     +---------------- 2 ----------------
                                                                                                                              # expect:     | ExceptionGroup: h (1 sub-exception)
                                                                                                                              # expect:     +-+---------------- 1 ----------------
                                                                                                                              # expect:       | TypeError: 2
                                                                                                                              # expect:       +------------------------------------
                                                                                                                              # expect:
print(traceback.format_exception_only(e, show_group=True))  # expect: ['ExceptionGroup: g (2 sub-exceptions)\n', '   ValueError: 1\n', '   ExceptionGroup: h (1 sub-exception)\n', '      TypeError: 2\n']
print(traceback.format_list([("a.py", 3, "f", "x = 1"), ("a.py", 4, "g", None)]))  # expect: ['  File "a.py", line 3, in f\n    x = 1\n', '  File "a.py", line 4, in g\n']
def r(n):
    if n: r(n-1)
    else: raise ValueError
try: r(10)
except ValueError: traceback.print_exc(file=sys.stdout)  # expect: Traceback (most recent call last):
                                                         # expect:   File "/work/wt/runtime/tests/library/traceback/formatting.py", line 20, in <module>
                                                         # expect:     try: r(10)
                                                         # expect:          ~^^^^
                                                         # expect:   File "/work/wt/runtime/tests/library/traceback/formatting.py", line 18, in r
                                                         # expect:     if n: r(n-1)
                                                         # expect:           ~^^^^^
                                                         # expect:   File "/work/wt/runtime/tests/library/traceback/formatting.py", line 18, in r
                                                         # expect:     if n: r(n-1)
                                                         # expect:           ~^^^^^
                                                         # expect:   File "/work/wt/runtime/tests/library/traceback/formatting.py", line 18, in r
                                                         # expect:     if n: r(n-1)
                                                         # expect:           ~^^^^^
                                                         # expect:   [Previous line repeated 7 more times]
                                                         # expect:   File "/work/wt/runtime/tests/library/traceback/formatting.py", line 19, in r
                                                         # expect:     else: raise ValueError
                                                         # expect:           ^^^^^^^^^^^^^^^^
                                                         # expect: ValueError
