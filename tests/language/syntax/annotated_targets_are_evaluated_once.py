# The target of an annotation without a value is evaluated, but a name is not; with a value it is
# evaluated once, behind the value, and the annotation last.
def tell(name, value=None):
    print(name, end=" ")
    return value


class Place:
    pass


place, items = Place(), {}
tell("object", place).field: tell("annotation")
print(".")                                              # expect: object annotation .
tell("object", items)[tell("key", 1)]: tell("annotation")
print(items)                                            # expect: object key annotation {}
tell("object", place).field: tell("annotation") = tell("value", 3)
print(place.field)                                      # expect: value object annotation 3
tell("object", items)[tell("key", 1)]: tell("annotation") = tell("value", 4)
print(items)                                            # expect: value object key annotation {1: 4}
missing: tell("annotation")
(missing): tell("annotation")
print("missing" in globals(), list(__annotations__))    # expect: annotation annotation False ['missing']


def function():
    tell("object", place).other: tell("annotation")
    local: tell("annotation")
    tell("object", items)[tell("key", 1)]: tell("annotation") = 5
    return items


print(function())                                       # expect: object object key {1: 5}
