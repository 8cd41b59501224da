"""An instance's __dict__ may hold keys that equal a name without being a str: __eq__ is asked."""


class Key:
    def __hash__(self):
        return hash("attr")

    def __eq__(self, other):


        return other == "attr"


class Plain:
    def other(self):
        return "method"


plain = Plain()
plain.__dict__[Key()] = 5
print(plain.attr)  # expect: 5
print(hasattr(plain, "attr"), getattr(plain, "attr", None))  # expect: True 5
plain.attr = 6
print(list(plain.__dict__.values()))  # expect: [6]
print(plain.other())  # expect: method


class Default:
    def __get__(self, instance, owner):
        return "default"


class WithDefault:
    attr = Default()


instance = WithDefault()
instance.__dict__[Key()] = "own"
print(instance.attr)  # expect: own


class Fixed:
    attr = property(lambda self: "fixed")


fixed = Fixed()
fixed.__dict__[Key()] = "own"
print(fixed.attr)  # expect: fixed


class Evil:
    """Takes the class's attribute away while it is looked up."""

    def __hash__(self):
        return hash("attr")

    def __eq__(self, other):
        if "attr" in vars(WithDefault):
            del WithDefault.attr
        return False


class Raises(Evil):
    __hash__ = Evil.__hash__

    def __eq__(self, other):
        raise ZeroDivisionError("asked")


victim = WithDefault()
victim.__dict__[Evil()] = 0
print(victim.attr)  # expect: default
print(hasattr(victim, "attr"))  # expect: False
victim = Plain()
victim.__dict__[Raises()] = 0
for ask in (lambda: victim.attr, lambda: hasattr(victim, "attr"), lambda: victim.attr()):
    try:
        ask()
    except ZeroDivisionError as error:
        print(error)  # expect: asked
                      # expect: asked
                      # expect: asked
