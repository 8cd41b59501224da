import memory

a = [1]
i = id(a)
del a
b = [2]
print(id(b) == i)                      # expect: True


def given_again():
    block = memory.malloc(100)
    address = block.address
    block.free()
    return memory.malloc(100).address == address


given_again()                          # what a first run allocates for itself
print(given_again())                   # expect: True
