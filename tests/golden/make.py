"""Writes the expectations of golden/ast and golden/syntax_errors with CPython 3.13.

    python3.13 tests/golden/make.py

Token dumps (golden/tokens) are Folio's own form: folio -X dump=tokens FILE > FILE.txt, then read.
"""

import ast
import pathlib
import warnings

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent

for path in sorted((here / "ast").glob("*.py")):
    tree = ast.parse(path.read_bytes())
    path.with_suffix(".txt").write_text(
        ast.dump(tree, indent=2, include_attributes=True) + "\n", "utf-8", "surrogatepass")


def verdict(source, mode):
    try:
        compile(source, "<golden>", mode, ast.PyCF_ONLY_AST)
    except SyntaxError as error:
        place = "%s:%s-%s:%s" % (error.lineno, error.offset, error.end_lineno, error.end_offset)
        return "--- %s %s %s" % (type(error).__name__, place, error.msg)
    return "--- valid"


for path in sorted((here / "syntax_errors").glob("*.txt")):
    result, source, mode = [], [], "exec"
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("+++ "):
            mode = line[4:]
            result.append(line)
        elif line.startswith("---"):
            result += source + [verdict("\n".join(source) + "\n", mode)]
            source = []
        else:
            source.append(line)
    path.write_text("\n".join(result) + "\n", "utf-8")
