# What types say of themselves, and what cannot be changed.
print(int, type(int), int.__name__, int.__qualname__, int.__module__, int.__mro__)  # expect: <class 'int'> <class 'type'> int int builtins (<class 'int'>, <class 'object'>)
print(bool.__bases__, bool.__base__, object.__bases__, object.__base__)  # expect: (<class 'int'>,) <class 'int'> () None
print(type(None), type(...), type(NotImplemented), type(sum), type(len), type([].append))  # expect: <class 'NoneType'> <class 'ellipsis'> <class 'NotImplementedType'> <class 'builtin_function_or_method'> <class 'builtin_function_or_method'> <class 'builtin_function_or_method'>
print(type(int.__add__), type((1).__add__), type(str.join), type(dict.__dict__["fromkeys"]))  # expect: <class 'wrapper_descriptor'> <class 'method-wrapper'> <class 'method_descriptor'> <class 'classmethod_descriptor'>
print(type(int.__dict__["real"]), type(type.__dict__["__mro__"]), type(int.__dict__))  # expect: <class 'getset_descriptor'> <class 'getset_descriptor'> <class 'mappingproxy'>
print(int.__add__, str.join, (1).__add__.__name__, int.__dict__["real"])  # expect: <slot wrapper '__add__' of 'int' objects> <method 'join' of 'str' objects> __add__ <attribute 'real' of 'int' objects>
print(int.__add__.__objclass__, int.__add__.__qualname__, int.__add__.__doc__)  # expect: <class 'int'> int.__add__ Return self+value.
print(int.__add__(1, 2), int.__radd__(1, 2), int.__lt__(1, 2), str.__len__("abc"), list.__contains__([1], 1))  # expect: 3 3 True 3 True
print(int.__hash__(5), list.__hash__, [].__iter__().__next__.__name__)  # expect: 5 None __next__
for action in (
    lambda: setattr(int, "x", 1),
    lambda: delattr(int, "real"),
    lambda: int.nothing,
    lambda: int.__add__("a", 1),
    lambda: int.__add__(1),
    lambda: int.__add__(),
    lambda: int.__add__(1, b=2),
    lambda: str.join(1, 2),
    lambda: str.join(),
    lambda: type(iter([]))(),
    lambda: type(None)(1),
    lambda: type.__new__(int),
    lambda: int.__new__(str),
    lambda: int.__new__(3),
    lambda: object.__new__(int),
    lambda: object(1),
    lambda: int.__dict__["real"].__get__("s"),
    lambda: dict.__dict__["fromkeys"].__get__(None, int),
    lambda: setattr((5), "real", 1),
    lambda: setattr((5), "foo", 1),
    lambda: setattr([], "append", 1),
    lambda: type("T", (), {}, x=1),
):
    try:
        print(action())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)  # expect: TypeError cannot set 'x' attribute of immutable type 'int'
                                    # expect: TypeError cannot set 'real' attribute of immutable type 'int'
                                    # expect: AttributeError type object 'int' has no attribute 'nothing'
                                    # expect: TypeError descriptor '__add__' requires a 'int' object but received a 'str'
                                    # expect: TypeError expected 1 argument, got 0
                                    # expect: TypeError descriptor '__add__' of 'int' object needs an argument
                                    # expect: TypeError wrapper __add__() takes no keyword arguments
                                    # expect: TypeError descriptor 'join' for 'str' objects doesn't apply to a 'int' object
                                    # expect: TypeError unbound method str.join() needs an argument
                                    # expect: TypeError cannot create 'list_iterator' instances
                                    # expect: TypeError NoneType takes no arguments
                                    # expect: TypeError type.__new__(int): int is not a subtype of type
                                    # expect: TypeError int.__new__(str): str is not a subtype of int
                                    # expect: TypeError int.__new__(X): X is not a type object (int)
                                    # expect: TypeError object.__new__(int) is not safe, use int.__new__()
                                    # expect: TypeError object() takes no arguments
                                    # expect: TypeError descriptor 'real' for 'int' objects doesn't apply to a 'str' object
                                    # expect: TypeError descriptor 'fromkeys' requires a subtype of 'dict' but received 'int'
                                    # expect: AttributeError attribute 'real' of 'int' objects is not writable
                                    # expect: AttributeError 'int' object has no attribute 'foo' and no __dict__ for setting new attributes
                                    # expect: AttributeError 'list' object attribute 'append' is read-only
                                    # expect: TypeError T.__init_subclass__() takes no keyword arguments
print(type(None)() is None, type(...)() is ...)  # expect: True True
print(isinstance(3, (str, int)), isinstance(3, (str, (bytes, int))), issubclass(bool, (str, int)), isinstance(3, int | str))  # expect: True True True True
for action in (lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: issubclass(int, 1), lambda: isinstance(1, (str, 2))):
    try:
        action()
    except TypeError as e:
        print(e)  # expect: isinstance() arg 2 must be a type, a tuple of types, or a union
                  # expect: issubclass() arg 1 must be a class
                  # expect: issubclass() arg 2 must be a class, a tuple of classes, or a union
                  # expect: isinstance() arg 2 must be a type, a tuple of types, or a union
print(sorted(set(dir(object)) - set(dir(type))), "mro" in dir(int), "mro" in dir(type))  # expect: [] False True


class C:
    "doc"
    x: int = 1


print(sorted(k for k in C.__dict__ if not k.startswith("__f")), C.__annotations__, C.__doc__)  # expect: ['__annotations__', '__dict__', '__doc__', '__module__', '__static_attributes__', '__weakref__', 'x'] {'x': <class 'int'>} doc
C.__doc__ = "other"
print(C.__doc__, C().__doc__)  # expect: other other
print(C.__flags__ & (1 << 9) != 0, C.__type_params__, C.__text_signature__, int.__flags__ & (1 << 9))  # expect: True () None 0
del C.__annotations__
print(C.__annotations__)  # expect: {}
for name, value in (("__name__", 3), ("__qualname__", 3), ("__bases__", 3), ("__bases__", ()), ("__bases__", (1,)), ("__mro__", 1), ("__dict__", 1)):
    try:
        setattr(C, name, value)
    except (TypeError, AttributeError) as e:
        print(e)  # expect: can only assign string to C.__name__, not 'int'
                  # expect: can only assign string to C.__qualname__, not 'int'
                  # expect: can only assign tuple to C.__bases__, not int
                  # expect: can only assign non-empty tuple to C.__bases__, not ()
                  # expect: C.__bases__ must be tuple of classes, not 'int'
                  # expect: attribute '__mro__' of 'type' objects is not writable
                  # expect: attribute '__dict__' of 'type' objects is not writable
for name in ("__name__", "__doc__", "__module__", "x", "y"):
    try:
        delattr(C, name)
    except (TypeError, AttributeError) as e:
        print(e)  # expect: cannot delete '__name__' attribute of immutable type 'C'
                  # expect: cannot delete '__doc__' attribute of immutable type 'C'
                  # expect: cannot delete '__module__' attribute of immutable type 'C'
                  # expect: type object 'C' has no attribute 'y'
