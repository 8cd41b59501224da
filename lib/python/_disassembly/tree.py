"""Which code is nested in which, one line each:

    line  instructions  bytes  stack
       1            12     26      3  <module>
       5             9     18      1    Point
       6             5     10      2      __init__(self, x, y)
"""


def write(target, style, file):
    for note in target.notes:
        print(style.paint.dim(note), file=file)
    print(style.paint.keyword(" line  instructions   bytes  stack"), file=file)
    for root in target.views:
        for view in root.walk(style.depth):
            _write_line(view, view.nesting - root.nesting, style.paint, file)


def _write_line(view, nesting, paint, file):
    code = view.code
    numbers = (f"{code.co_firstlineno:5} {len(view.rows):13} {len(code.co_code):7} "
               f"{code.co_stacksize:6}")
    print(f"{paint.number(numbers)}  {'  ' * nesting}{paint.name(code.co_name)}"
          f"{paint.dim(view.signature)}", file=file)
