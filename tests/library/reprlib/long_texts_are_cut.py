# Shortened texts.
import reprlib
print(reprlib.repr(list(range(20))), reprlib.repr('a'*100), reprlib.repr({i:i for i in range(10)}), reprlib.repr(10**100), reprlib.repr(set(range(10))))  # expect: [0, 1, 2, 3, 4, 5, ...] 'aaaaaaaaaaaa...aaaaaaaaaaaaa' {0: 0, 1: 1, 2: 2, 3: 3, ...} 100000000000000000...0000000000000000000 {0, 1, 2, 3, 4, 5, ...}
