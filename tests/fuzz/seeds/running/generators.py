def numbers(n):
    for i in range(n):
        sent = yield i
        if sent:
            n = sent
    return "done"

def delegating(n):
    result = yield from numbers(n)
    yield result
    try:
        yield 1
    finally:
        yield 2

async def child(n):
    return n + 1

class Manager:
    async def __aenter__(self):
        return self
    async def __aexit__(self, *exception):
        return True
    def __aiter__(self):
        return self
    async def __anext__(self):
        self.left = getattr(self, "left", 3) - 1
        if self.left < 0:
            raise StopAsyncIteration
        return self.left

async def agen(n):
    for i in range(n):
        yield await child(i)

async def waiting(n):
    total = await child(n)
    async with Manager() as manager:
        async for item in manager:
            total += item
        raise ValueError
    async for item in agen(3):
        total += item
    return total, [x async for x in agen(2)], {await child(y) for y in (1, 2)}

def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value

print(list(numbers(5)), list(delegating(3)), drive(waiting(4)))
g = delegating(2)
next(g)
g.send(3)
try:
    g.throw(KeyError("k"))
except KeyError:
    g.close()
print([a * b for a in range(5) if a for b in range(a)], {a: a for a in "xyz"}, sum(a for a in range(9)))
for i in range(30):
    for x in numbers(3):
        i += x
