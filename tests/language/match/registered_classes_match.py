"""Classes match sequence and mapping patterns by their first base that does, also when registered
after their subclasses were made; str and bytes never do."""
import collections.abc


def kind(subject):
    match subject:
        case [*_]:
            return "sequence"
        case {}:
            return "mapping"
    return "neither"


class Parent:
    pass


class Child(Parent):
    pass


print(kind(Child()))  # expect: neither
collections.abc.Mapping.register(Parent)
print(kind(Parent()), kind(Child()))  # expect: mapping mapping


class Plain:
    pass


class Both(Plain, dict, collections.abc.Sequence):
    pass


class List(Plain, list):
    pass


print(kind(Both()), kind(List()))  # expect: mapping sequence
print(kind("x"), kind(b"x"), kind(bytearray()))  # expect: neither neither neither
