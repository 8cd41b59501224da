class Context:
    def __init__(self, swallow):
        self.swallow = swallow
    def __enter__(self):
        return self
    def __exit__(self, kind, value, traceback):
        return self.swallow

def handlers(x):
    try:
        if x == 0:
            raise ValueError("zero")
        elif x == 1:
            [][1]
        elif x == 2:
            raise KeyError from ValueError()
        elif x == 3:
            return "returned"
    except (ValueError, IndexError) as error:
        return error
    except KeyError:
        try:
            raise
        except LookupError as again:
            return again.__cause__
    else:
        return "else"
    finally:
        x += 10
    return x

def loops():
    for i in range(5):
        try:
            try:
                if i == 2:
                    continue
                1 / (i - 1)
            finally:
                if i == 4:
                    break
        except ZeroDivisionError:
            pass
    return i

def groups():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as group:
        found = group
    except* (TypeError, KeyError):
        found = 2
    return found

def managers(n):
    with Context(True) as a, Context(False):
        if n:
            raise ValueError
        return 1
    return a

print([handlers(i) for i in range(6)], loops(), groups(), managers(0), managers(1))
for i in range(40):
    handlers(i % 5)
    managers(i % 2)
    assert loops() == 4, "message"
