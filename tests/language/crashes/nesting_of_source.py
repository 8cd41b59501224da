# Source text nested a million deep, or as long, is refused or compiled; nothing overflows.
COUNT = 1_000_000


def attempt(name, text, mode="eval"):
    try:
        compile(text, "deep.py", mode)
        print(name, "compiled")
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(name, type(error).__name__)


attempt("brackets", "(" * COUNT)                              # expect: brackets SyntaxError
attempt("closed", "[" * COUNT + "]" * COUNT)                  # expect: closed SyntaxError
attempt("dicts", "{1:" * COUNT)                               # expect: dicts SyntaxError
attempt("minus", "-" * COUNT + "1")                           # expect: minus MemoryError
attempt("not", "not " * COUNT + "1")                          # expect: not MemoryError
attempt("lambdas", "lambda:" * COUNT + "1")                   # expect: lambdas MemoryError
attempt("conditions", "a if b else " * COUNT + "1")           # expect: conditions MemoryError
attempt("attributes", "a" + ".a" * COUNT)                     # expect: attributes RecursionError
attempt("calls", "a" + "()" * COUNT)                          # expect: calls RecursionError
attempt("sums", "1+" * COUNT + "1")                           # expect: sums RecursionError
attempt("f-strings", "f'{" * 10_000)                          # expect: f-strings SyntaxError
attempt("indentation", "".join(" " * i + "if 1:\n" for i in range(1000)) + " " * 1000 + "1", "exec")
                                                              # expect: indentation IndentationError
attempt("patterns", "match x:\n case " + "[" * COUNT, "exec") # expect: patterns SyntaxError
attempt("assignments", "x = " * 100_000 + "1", "exec")        # expect: assignments compiled
attempt("items", "a," * 100_000)                              # expect: items compiled
attempt("elifs", "if a: pass\n" + "elif b: pass\n" * 100_000, "exec")  # expect: elifs RecursionError
attempt("statements", "a = 1\n" * 100_000, "exec")            # expect: statements compiled
attempt("digits", "1" * COUNT)                                # expect: digits SyntaxError
attempt("text", "'" + "a" * COUNT + "'")                      # expect: text compiled
attempt("NUL", "a\0")                                         # expect: NUL SyntaxError
