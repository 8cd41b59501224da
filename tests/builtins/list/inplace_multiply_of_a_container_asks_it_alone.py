class Index:
    def __index__(self):
        return 2


def attempt(left, right):
    try:
        left *= right
        print(left)
    except TypeError as error:
        print(error)


attempt({}, [1])       # expect: unsupported operand type(s) for *=: 'dict' and 'list'
attempt(range(3), "a") # expect: unsupported operand type(s) for *=: 'range' and 'str'
attempt(Index(), [1])  # expect: unsupported operand type(s) for *=: 'Index' and 'list'
attempt(2, [1])        # expect: [1, 1]
attempt(None, [1])     # expect: can't multiply sequence by non-int of type 'NoneType'
print(Index() * [1])   # expect: [1, 1]
