# extend() asks how long an iterable is, and an error there is its error.
class Wrong:
    def __iter__(self):
        return iter(b"ab")

    def __len__(self):
        raise RuntimeError("no length")


class Negative(Wrong):
    def __len__(self):
        return -1


class Hint:
    def __iter__(self):
        return iter(b"ab")

    def __length_hint__(self):
        return 1000


def extend(iterable):
    data = bytearray()
    try:
        data.extend(iterable)
    except Exception as error:
        return data, error
    return data


print(extend(Wrong()))  # expect: (bytearray(b''), RuntimeError('no length'))
print(extend(Negative()))  # expect: (bytearray(b''), ValueError('__len__() should return >= 0'))
print(extend(Hint()))  # expect: bytearray(b'ab')
