# The count is exact after each step, and each owner has its name.
import memory
import sys

numbers = [1, 2, 3]
print(sys.getrefcount(numbers))        # expect: 2
more_numbers = numbers
print(sys.getrefcount(numbers))        # expect: 3


def in_function(given):
    print(sys.getrefcount(given))      # expect: 4
    print(memory.owners(given))
    # expect: ['__main__.numbers', '__main__.more_numbers', 'given in in_function()']


in_function(numbers)
total = sum(numbers)
print(sys.getrefcount(numbers))        # expect: 3
matrix = [numbers, numbers, numbers]
print(sys.getrefcount(numbers))        # expect: 6
print(len(memory.owners(numbers)))     # expect: 5
print([name for name in memory.owners(numbers) if "list" in name])
# expect: ['a list[0]', 'a list[1]', 'a list[2]']
del matrix, more_numbers
print(sys.getrefcount(numbers))        # expect: 2
print(memory.owners(numbers))          # expect: ['__main__.numbers']


# One owner of each sort.
class Row:
    def __init__(self, cells):
        self.cells = cells


def closure():
    held = numbers
    return lambda: held


row, inner, table, pair = Row(numbers), closure(), {"key": numbers}, (0, numbers)
names = memory.owners(numbers)
print(len(names) == sys.getrefcount(numbers) - 1)                            # expect: True
for name in sorted(names):
    print(name)                        # expect: Row.cells
                                       # expect: __main__.numbers
                                       # expect: a closure's cell
                                       # expect: a dict['key']
                                       # expect: a tuple[1]

# A parameter is one reference, however the call is made.
count = lambda x: sys.getrefcount(x)
print(count(numbers) - sys.getrefcount(numbers))                             # expect: 1
print(sys.getrefcount(5), memory.owners(5))
# expect: 4294967295 ['immortal: nobody counts']
