# Shallow and deep copies.
import copy
print(copy.copy([1,[2]]), copy.deepcopy({1:[2,(3,[4])]}))  # expect: [1, [2]] {1: [2, (3, [4])]}
class A:
    def __init__(s): s.x=[1]
a=A(); b=copy.deepcopy(a); print(b.x, b.x is a.x, copy.copy(a).x is a.x)  # expect: [1] False True
l=[1]; l.append(l); m=copy.deepcopy(l); print(m, m[1] is m)  # expect: [1, [...]] True
