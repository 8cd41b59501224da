def f(rows):
    squares = [x * x for row in rows for x in row if x > 0]
    names = {k: v for k, v in squares}
    return (lambda: squares), {x for x in names}, sum(x for x in squares)


class C:
    items = [y for y in range(3)]
