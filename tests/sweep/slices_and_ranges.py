class Indexed:
    def __getitem__(self, key): return key
    def __index__(self): return 3
i = Indexed(); print(i[1:2:3], i[..., 1], slice(1, None).indices(5), range(10)[2:8:2], list(range(10, 0, -3)), 5 in range(3, 9), hash(range(3)))
print([0] * i, "abcdef"[i], (1, 2, 3, 4)[::-2], [1, 2, 3][-2:], range(5).index(3), len(range(0, 100, 7)), type(range(3)[::2]), bytes(i))
l = list(range(10)); l[::3] = "abcd"; del l[1::4]; print(l, list(map(str, [1])), list(enumerate("a")), list(reversed([1])), list(filter(None, [0, 2])))
