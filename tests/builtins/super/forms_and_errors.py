# super: with and without arguments, through classes, in closures and comprehensions, misuse.
class A:
    name = "A"

    def f(self, *args):
        return ("A.f", args)

    @property
    def p(self):
        return "A.p of " + type(self).__name__

    def __getitem__(self, key):
        return ("A", key)


class B(A):
    name = "B"

    def f(self, *args):
        return super().f(*args, "from B")

    @property
    def p(self):
        return super().p + " via B"

    def in_closure(self):
        def inner():
            return super(B, self).name

        return inner()

    def in_comprehension(self):
        return [super(B, self).name for _ in range(2)]

    def stored(self):
        s = super()
        return s.name, s.f(1), repr(s).split(" object")[0], s.__self__ is self

    def __getitem__(self, key):
        return super().__getitem__(key)

    def no_subscript(self):
        return super()[1]

    def set_attribute(self):
        super().value = 3
        return self.value


b = B()
print(b.f(1), b.p, b[2], b.in_closure(), b.in_comprehension())  # expect: ('A.f', (1, 'from B')) A.p of B via B ('A', 2) A ['A', 'A']
print(b.stored())  # expect: ('A', ('A.f', (1,)), "<super: <class 'B'>, <B", True)
for action in (
    b.no_subscript,
    b.set_attribute,
    lambda: super(),
    lambda: super(A),
    lambda: super(3),
    lambda: super(A, 3),
    lambda: super(A, int),
    lambda: super(A, b).missing,
    lambda: super(A, b, 1),
    lambda: super(x=1),
):
    try:
        result = action()
    except (TypeError, RuntimeError, AttributeError) as e:
        result = f"{type(e).__name__} {e}"
    print(str(result).split(" object at")[0])  # expect: TypeError 'super' object is not subscriptable
                                               # expect: AttributeError 'super' object has no attribute 'value' and no __dict__ for setting new attributes
                                               # expect: RuntimeError super(): no arguments
                                               # expect: <super: <class 'A'>, NULL>
                                               # expect: TypeError super() argument 1 must be a type, not int
                                               # expect: TypeError super(type, obj): obj (instance of int) is not an instance or subtype of type (A).
                                               # expect: TypeError super(type, obj): obj (type int) is not an instance or subtype of type (A).
                                               # expect: AttributeError 'super' object has no attribute 'missing'
                                               # expect: TypeError super() expected at most 2 arguments, got 3
                                               # expect: TypeError super() takes no keyword arguments


class Unbound(A):
    pass


Unbound.parent = super(Unbound)
print(Unbound().parent.f(2), super(B, B).f(b, 3), super(B, b).__thisclass__.__name__)  # expect: ('A.f', (2,)) ('A.f', (3,)) B


class Proxy:
    def __init__(self, target):
        self.target = target

    @property
    def __class__(self):
        return type(self.target)


print(super(B, Proxy(b)).__self_class__.__name__)  # expect: B


def replaced(*args):
    return "no class"


class R:
    def f(self):
        return super()


super = replaced
print(R().f())  # expect: no class
del super
print(R().f().__self_class__.__name__)  # expect: R


class NoArguments:
    def f():
        return super()

    def deleted(self):
        del self
        return super()


for function in (NoArguments.f, NoArguments().deleted):
    try:
        function()
    except RuntimeError as e:
        print(e)  # expect: super(): no arguments
                  # expect: super(): arg[0] deleted
