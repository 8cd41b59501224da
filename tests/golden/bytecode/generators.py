def g(x):
    try:
        y = yield x
        yield from y
    finally:
        close()


async def c(manager):
    async with manager as m:
        async for item in m:
            await item
    return [i async for i in m]


async def ag():
    yield 1
