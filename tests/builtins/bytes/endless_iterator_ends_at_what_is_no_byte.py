class Endless:
    def __getitem__(self, index):
        return index if index < 3 else [index]


try:
    bytes(Endless())
except TypeError as error:
    print(error)  # expect: 'list' object cannot be interpreted as an integer
print(bytes(iter(range(70)))[-2:])  # expect: b'DE'
print(bytes(iter(())))              # expect: b''


class Broken:
    def __iter__(self):
        return 5


try:
    bytes(Broken())
except TypeError as error:
    print(error)  # expect: cannot convert 'Broken' object to bytes
