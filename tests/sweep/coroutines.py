class Pause:
    def __await__(self):
        got = yield "paused"
        return got
async def step(n):
    return n + await Pause()
async def steps():
    for i in range(3):
        yield i
        await Pause()
class Context:
    async def __aenter__(self):
        return self
    async def __aexit__(self, *error):
        print("left", error[0])
async def main():
    async with Context():
        total = 0
        async for i in steps():
            total += i
        print([i async for i in steps()], await step(total))
    return "done"
def run(coroutine):
    try:
        coroutine.send(None)
        while True:
            coroutine.send(5)
    except StopIteration as stop:
        return stop.value
print(run(main()))
c = step(1); c.send(None); c.close()
