# Data and other descriptors, __getattr__, __getattribute__, __set_name__, properties.
log = []


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = name
        self.owner = owner.__name__

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} of {self.owner} must be {self.kind.__name__}")
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        del instance.__dict__[self.name]


class Record:
    number = Typed(int)
    text = Typed(str)


r = Record()
print(r.number, r.text)  # expect: unset unset
r.number = 3
r.text = "three"
print(r.number, r.text, r.__dict__)  # expect: 3 three {'number': 3, 'text': 'three'}
try:
    r.number = "x"
except TypeError as e:
    print(e)  # expect: number of Record must be int
del r.number
print(r.number, Record.number.name)  # expect: unset number


class Lazy:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = self.function(instance)
        instance.__dict__[self.function.__name__] = value
        return value


class Uses:
    @Lazy
    def costly(self):
        log.append("computed")
        return 42


u = Uses()
print(u.costly, u.costly)  # expect: 42 42


class Fallback:
    def __init__(self):
        self.there = 1

    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return name[4:]
        raise AttributeError(f"no {name}")


f = Fallback()
print(f.there, f.dyn_abc)  # expect: 1 abc
try:
    f.other
except AttributeError as e:
    print(e)  # expect: no other


class Everything:
    x = 1

    def __getattribute__(self, name):
        if name == "y":
            return "from getattribute"
        return super().__getattribute__(name)

    def __setattr__(self, name, value):
        super().__setattr__(name, ("set", value))

    def __delattr__(self, name):
        log.append("deleting " + name)
        super().__delattr__(name)


e = Everything()
e.z = 3
print(e.x, e.y, e.z)  # expect: 1 from getattribute ('set', 3)
del e.z
print(hasattr(e, "z"), log)  # expect: False ['computed', 'deleting z']


class Celsius:
    def __init__(self):
        self._c = 0

    @property
    def degrees(self):
        "The temperature."
        return self._c

    @degrees.setter
    def degrees(self, value):
        self._c = value

    @degrees.deleter
    def degrees(self):
        self._c = None

    frozen = property(lambda self: "ice")


c = Celsius()
c.degrees = 12
print(c.degrees, Celsius.degrees.__doc__, c.frozen)  # expect: 12 The temperature. ice
del c.degrees
print(c.degrees)  # expect: None
for action in (lambda: setattr(c, "frozen", 1), lambda: delattr(c, "frozen")):
    try:
        action()
    except AttributeError as error:
        print(error)  # expect: property 'frozen' of 'Celsius' object has no setter
                      # expect: property 'frozen' of 'Celsius' object has no deleter


class Broken:
    def __set_name__(self, owner, name):
        raise ValueError("bad name")


try:
    class Uses2:
        b = Broken()
except ValueError as error:
    print(error, error.__notes__[0].split(" in ")[1])  # expect: bad name 'Uses2'


class Static:
    @staticmethod
    def s(a):
        return a

    @classmethod
    def c(cls, a):
        return cls.__name__, a


print(Static.s(1), Static().s(2), Static.c(3), Static().c(4))  # expect: 1 2 ('Static', 3) ('Static', 4)
print(Static.__dict__["s"].__func__(5), Static.__dict__["s"](6))  # expect: 5 6
print(Static.__dict__["c"].__get__(None, int)(7))  # expect: ('int', 7)
