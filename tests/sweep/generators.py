def count(n):
    try:
        while n:
            got = yield n
            n = got if got is not None else n - 1
    finally:
        print("closed")
    return "result"
def delegate():
    result = yield from count(2)
    yield result
g = count(5); print(next(g), g.send(3), next(g)); g.close()
print(list(delegate()), list(x * x for x in range(5)), sum(x for x in count(3)))
g = count(3); next(g)
try:
    g.throw(KeyError("thrown"))
except KeyError as error:
    print(error)
class Tree:
    def __init__(self, *children):
        self.children = children
    def __iter__(self):
        yield self
        for child in self.children:
            yield from child
print(len(list(Tree(Tree(), Tree(Tree())))), dict(enumerate("ab", 1)), list(reversed([1, 2])), list(filter(None, [0, 1])))
