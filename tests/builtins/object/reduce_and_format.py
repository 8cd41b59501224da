# object's methods: __reduce_ex__, __getstate__, __format__, __dir__, __eq__, __init_subclass__.
import copyreg


class C:
    pass


class S:
    __slots__ = ("a", "b")


class L(list):
    pass


class N:
    def __getnewargs__(self):
        return (1, 2)


class X:
    def __getnewargs_ex__(self):
        return (1,), {"k": 2}


c = C()
c.x = 1
s = S()
s.a = 1
print(c.__reduce_ex__(2) == (copyreg.__newobj__, (C,), {"x": 1}, None, None))  # expect: True
print(s.__reduce_ex__(2)[2], C().__reduce_ex__(4)[2])  # expect: (None, {'a': 1}) None
print(N().__reduce_ex__(2)[1], X().__reduce_ex__(2)[:2] == (copyreg.__newobj_ex__, (X, (1,), {"k": 2})))  # expect: (<class '__main__.N'>, 1, 2) True
print(list(L([1, 2]).__reduce_ex__(2)[3]))  # expect: [1, 2]
print(c.__getstate__(), s.__getstate__(), C().__getstate__())  # expect: {'x': 1} (None, {'a': 1}) None
print(c.__reduce_ex__(0)[1][0] is C)  # expect: True
for action in (lambda: object().__format__("x"), lambda: object().__format__(3), lambda: (x for x in ()).__reduce_ex__(2), lambda: C.__init_subclass__(1), lambda: C.__init_subclass__(a=1)):
    try:
        action()
    except TypeError as e:
        print(e)  # expect: unsupported format string passed to object.__format__
                  # expect: __format__() argument must be str, not int
                  # expect: cannot pickle 'generator' object
                  # expect: C.__init_subclass__() takes no arguments (1 given)
                  # expect: C.__init_subclass__() takes no keyword arguments
print(object.__eq__(1, 1), object.__ne__(1, 1), object.__eq__(1, 2), object.__lt__(1, 2))  # expect: True False NotImplemented NotImplemented
print("x" in dir(c), "__class__" in dir(c), dir(c)[-1])  # expect: True True x
o = object()
print(object.__subclasshook__(int), o.__str__() == repr(o))  # expect: NotImplemented True
print(repr(o).startswith("<object object at 0x"), repr(c).startswith("<__main__.C object at 0x"), hash(o) == hash(o))  # expect: True True True


class D:
    def __dir__(self):
        return ["b", "a"]


print(dir(D()))  # expect: ['a', 'b']
print(object().__reduce__() == object().__reduce_ex__(1) == (copyreg._reconstructor, (object, object, None)))  # expect: True
