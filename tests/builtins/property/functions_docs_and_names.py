# property objects: their functions, docs, names, abstractness, subclasses and errors.
class C:
    @property
    def x(self):
        "doc of x"
        return 1

    y = property()
    z = property(lambda self: 3, doc="doc of z")

    @x.setter
    def w(self, value):
        self.value = value


print(C.x.__doc__, C.y.__doc__, C.z.__doc__, C.w.__doc__)  # expect: doc of x None doc of z doc of x
print(C.x.__name__, C.y.__name__, C.w.__name__, C.x.fset, C.w.fset is not None)  # expect: x y w None True
c = C()
c.w = 5
print(c.value, c.w, c.x, c.z)  # expect: 5 1 1 3
for action in (
    lambda: c.y,
    lambda: setattr(c, "x", 1),
    lambda: delattr(c, "x"),
    lambda: setattr(C.x, "fget", 1),
    lambda: property(1, 2, 3, 4, 5),
    lambda: property().__get__(3),
    lambda: property().__name__,
    lambda: property().__set_name__(1),
    lambda: property(3).__get__(3),
):
    try:
        print(action())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)  # expect: AttributeError property 'y' of 'C' object has no getter
                                    # expect: AttributeError property 'x' of 'C' object has no setter
                                    # expect: AttributeError property 'x' of 'C' object has no deleter
                                    # expect: AttributeError readonly attribute
                                    # expect: TypeError property() takes at most 4 arguments (5 given)
                                    # expect: AttributeError property of 'int' object has no getter
                                    # expect: AttributeError 'property' object has no attribute '__name__'
                                    # expect: TypeError __set_name__() takes 2 positional arguments but 1 were given
                                    # expect: TypeError 'int' object is not callable


class P(property):
    "doc of the class P"


class D:
    @P
    def x(self):
        "doc of D.x"
        return 4

    y = P(lambda self: 5)


print(D.x.__doc__, D.y.__doc__, D().x, type(D.x.getter(None)).__name__)  # expect: doc of D.x None 4 P


class SlotProperty(property):
    __slots__ = ("__doc__",)


print(SlotProperty(doc="kept").__doc__)  # expect: kept


def abstract():
    pass


abstract.__isabstractmethod__ = True
print(property(abstract).__isabstractmethod__, property(fset=abstract).__isabstractmethod__, property().__isabstractmethod__)  # expect: True True False
p = property(doc="one")
p.__doc__ = "two"
print(p.__doc__, p.__get__(None, int) is p)  # expect: two True


class Meta(type):
    @property
    def of_class(cls):
        return cls.__name__


class M(metaclass=Meta):
    pass


print(M.of_class, hasattr(M(), "of_class"))  # expect: M False
