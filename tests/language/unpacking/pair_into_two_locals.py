# A pair is unpacked into two local variables, from whatever kind of iterable and with its errors.


def loop(pairs):
    for a, b in pairs:
        print(a, b)


loop([(1, 2), [3, 4], "xy", iter("pq")])
# expect: 1 2
# expect: 3 4
# expect: x y
# expect: p q
loop(zip("ab", (1, 2)))
# expect: a 1
# expect: b 2
loop({"k": "v"}.items())                     # expect: k v


def same_twice(pair):
    x, x = pair
    return x


print(same_twice((1, 2)), same_twice([3, 4]))  # expect: 2 4


def attempt(value):
    a = b = "untouched"
    try:
        a, b = value
    except (TypeError, ValueError) as error:
        print(error, a, b)


attempt((1, 2, 3))                           # expect: too many values to unpack (expected 2) untouched untouched
attempt(())                                  # expect: not enough values to unpack (expected 2, got 0) untouched untouched
attempt(5)                                   # expect: cannot unpack non-iterable int object untouched untouched


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def replaces(pair):
    a, b = Loud("a"), Loud("b")
    a, b = pair
    print(a, b)


replaces((1, 2))
# expect: gone a
# expect: gone b
# expect: 1 2
