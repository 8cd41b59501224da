import limits


def spin():
    try:
        while True:
            pass
    except BaseException:
        print("caught")
    finally:
        print("finally")


def attempt(function, *args, **wanted):
    try:
        print(limits.run(function, args, **wanted))
    except BaseException as error:
        print(*filter(None, (type(error).__name__, str(error))))


attempt(spin, instructions=10_000)              # expect: LimitReached the limit of instructions
attempt(spin, seconds=0.05)                     # expect: LimitReached the limit of processor time
attempt(lambda: "x" * 10**7, memory=10**6)      # expect: MemoryError
attempt(len, "x" * 10**7)                       # expect: 10000000


def deep(count):
    return deep(count + 1)


attempt(deep, 1, recursion=20)                  # expect: RecursionError maximum recursion depth exceeded

with open("written", "wb", 0) as file:
    def write():
        while True:
            file.write(b"12345678")
    attempt(write, output=20)                   # expect: LimitReached the limit of output
    print(file.tell())                          # expect: 20
    file.write(b"more")
    print(file.tell())                          # expect: 24


def inner_first():
    try:
        limits.run(spin, instructions=100)
    except limits.LimitReached:
        return "the inner call ended"


attempt(inner_first, instructions=10**6)        # expect: the inner call ended
attempt(lambda: limits.run(spin, instructions=10**9), instructions=1000)
                                                # expect: LimitReached the limit of instructions
attempt(limits.run, sorted, ([3, 1, 2],), {"reverse": True}, instructions=9)
                                                # expect: [3, 2, 1]
attempt(spin, seconds=-1)                       # expect: ValueError seconds must be a number from 0 to 1e9
attempt(spin, output=-1)                        # expect: ValueError output must not be negative
print(limits.run(lambda: limits.get()["instructions"][1] is None, instructions=100))
                                                # expect: False
print({name: limit for name, (used, limit) in limits.get().items() if limit is not None})
                                                # expect: {}
