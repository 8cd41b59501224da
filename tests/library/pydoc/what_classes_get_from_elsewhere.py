# help() of enumerations shows what their metaclass gives them; of named tuples, what begins with _.
import collections
import enum
import io
import pydoc


class Color(enum.Enum):
    RED = 1


class Meta(type):
    def made(cls):
        "By the metaclass."

    @property
    def asked(cls):
        "Of the metaclass."

    def __dir__(cls):
        return [*super().__dir__(), "made", "asked"]


class Made(metaclass=Meta):
    pass


Point = collections.namedtuple("Point", "x y")
print(pydoc.plain(pydoc.render_doc(Color)))
# expect: Python Library Documentation: class Color in module __main__
# expect:
# expect: class Color(enum.Enum)
# expect:  |  Color(*values)
# expect:  |
# expect:  |  Method resolution order:
# expect:  |      Color
# expect:  |      enum.Enum
# expect:  |      builtins.object
# expect:  |
# expect:  |  Data and other attributes defined here:
# expect:  |
# expect:  |  RED = <Color.RED: 1>
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Data descriptors inherited from enum.Enum:
# expect:  |
# expect:  |  name
# expect:  |      The name of the Enum member.
# expect:  |
# expect:  |  value
# expect:  |      The value of the Enum member.
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Static methods inherited from enum.EnumType:
# expect:  |
# expect:  |  __contains__(value)
# expect:  |      Return True if `value` is in `cls`.
# expect:  |
# expect:  |      `value` is in `cls` if:
# expect:  |      1) `value` is a member of `cls`, or
# expect:  |      2) `value` is the value of one of the `cls`'s members.
# expect:  |
# expect:  |  __getitem__(name)
# expect:  |      Return the member matching `name`.
# expect:  |
# expect:  |  __iter__()
# expect:  |      Return members in definition order.
# expect:  |
# expect:  |  __len__()
# expect:  |      Return the number of members (no aliases)
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Readonly properties inherited from enum.EnumType:
# expect:  |
# expect:  |  __members__
# expect:  |      Returns a mapping of member name->value.
# expect:  |
# expect:  |      This mapping lists all enum members, including aliases. Note that this
# expect:  |      is a read-only view of the internal mapping.
# expect:
print(pydoc.plain(pydoc.render_doc(Made)))
# expect: Python Library Documentation: class Made in module __main__
# expect:
# expect: class Made(builtins.object)
# expect:  |  Data descriptors defined here:
# expect:  |
# expect:  |  __dict__
# expect:  |      dictionary for instance variables
# expect:  |
# expect:  |  __weakref__
# expect:  |      list of weak references to the object
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Static methods inherited from Meta:
# expect:  |
# expect:  |  made()
# expect:  |      By the metaclass.
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Readonly properties inherited from Meta:
# expect:  |
# expect:  |  asked
# expect:  |      Of the metaclass.
# expect:
print(pydoc.plain(pydoc.render_doc(Point)).partition(" |  Methods inherited from")[0])
# expect: Python Library Documentation: class Point in module __main__
# expect:
# expect: class Point(builtins.tuple)
# expect:  |  Point(x, y)
# expect:  |
# expect:  |  Point(x, y)
# expect:  |
# expect:  |  Method resolution order:
# expect:  |      Point
# expect:  |      builtins.tuple
# expect:  |      builtins.object
# expect:  |
# expect:  |  Methods defined here:
# expect:  |
# expect:  |  __getnewargs__(self) from collections.Point
# expect:  |      Return self as a plain tuple.  Used by copy and pickle.
# expect:  |
# expect:  |  __replace__ = _replace(self, /, **kwds)
# expect:  |
# expect:  |  __repr__(self) from collections.Point
# expect:  |      Return a nicely formatted representation string
# expect:  |
# expect:  |  _asdict(self) from collections.Point
# expect:  |      Return a new dict which maps field names to their values.
# expect:  |
# expect:  |  _replace(self, /, **kwds) from collections.Point
# expect:  |      Return a new Point object replacing specified fields with new values
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Class methods defined here:
# expect:  |
# expect:  |  _make(iterable) from collections.Point
# expect:  |      Make a new Point object from a sequence or iterable
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Static methods defined here:
# expect:  |
# expect:  |  __new__(_cls, x, y) from namedtuple_Point.Point
# expect:  |      Create new instance of Point(x, y)
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Data descriptors defined here:
# expect:  |
# expect:  |  x
# expect:  |      Alias for field number 0
# expect:  |
# expect:  |  y
# expect:  |      Alias for field number 1
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Data and other attributes defined here:
# expect:  |
# expect:  |  __match_args__ = ('x', 'y')
# expect:  |
# expect:  |  _field_defaults = {}
# expect:  |
# expect:  |  _fields = ('x', 'y')
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:
print(pydoc.plain(pydoc.render_doc(list[int]))[:100])
# expect: Python Library Documentation: GenericAlias in module builtins
# expect:
# expect: class list(object)
# expect:  |  list(iterable=
print(list(Point.__dict__), Point._asdict.__qualname__)  # expect: ['__doc__', '__slots__', '_fields', '_field_defaults', '__new__', '_make', '__replace__', '_replace', '__repr__', '_asdict', '__getnewargs__', '__match_args__', 'x', 'y', '__module__'] Point._asdict

# Above a function that has no doc string,
# this is its documentation.
def without():
    pass


annotated = lambda a, b: 1
for request in "abd", len, "len", without, "without":
    help(request)
    print("--")
# expect: No Python documentation found for 'abd'.
# expect: Use help() to get the interactive help utility.
# expect: Use help(str) for help on the str class.
# expect:
# expect: --
# expect: Help on built-in function len in module builtins:
# expect:
# expect: len(obj, /)
# expect:     Return the number of items in a container.
# expect:
# expect: --
# expect: Help on built-in function len in module builtins:
# expect:
# expect: len(obj, /)
# expect:     Return the number of items in a container.
# expect:
# expect: --
# expect: Help on function without in module __main__:
# expect:
# expect: without()
# expect:     # Above a function that has no doc string,
# expect:     # this is its documentation.
# expect:
# expect: --
# expect: No Python documentation found for 'without'.
# expect: Use help() to get the interactive help utility.
# expect: Use help(str) for help on the str class.
# expect:
# expect: --
annotated.__annotations__ = {"a": int, "return": int}
help(annotated)
# expect: Help on function <lambda> in module __main__:
# expect:
# expect: <lambda> lambda (a: int, b) -> int
# expect:
pydoc.doc(len)
# expect: Python Library Documentation: built-in function len in module builtins
# expect:
# expect: len(obj, /)
# expect:     Return the number of items in a container.
print(pydoc.help, help)  # expect: <pydoc.Helper instance> Type help() for interactive help, or help(object) for help about object.

# The pager is told what it shows; what is not found goes where the output goes.
pydoc.pager = lambda text, title: print(title)
help(str.upper)
# expect: Help on str.upper
# expect:
help("len")
# expect: Help on len
# expect:
help(3)
# expect: Help on int object
# expect:
output = io.StringIO()
pydoc.Helper(output=output).help("abd")
pydoc.doc("abd", output=output)
print(repr(output.getvalue()))  # expect: "No Python documentation found for 'abd'.\nUse help() to get the interactive help utility.\nUse help(str) for help on the str class.\nNo Python documentation found for 'abd'.\nUse help() to get the interactive help utility.\nUse help(str) for help on the str class."
