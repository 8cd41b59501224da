# help(): what is shown of functions, classes, instances, names and what does not exist.
import pydoc


class Base:
    """The base."""

    def hello(self, a, b=2, *args, c: int = 3, **kw) -> str:
        """Say hello.

        More."""


class Derived(Base):
    """Derived one."""
    attr = 7
    _private = 1

    def over(self):
        "over"

    again = over

    @property
    def prop(self):
        """A prop."""

    @property
    def changeable(self):
        "rw doc"

    @changeable.setter
    def changeable(self, value):
        pass

    @classmethod
    def made(cls, z):
        "class method"

    @staticmethod
    def plain(q):
        "static"

    async def later(self):
        "coroutine"


help(len)
help(Derived)
help(Derived().over)
help([].append)
help(bytes.hex.__name__)
print(pydoc.plain(pydoc.render_doc(lambda x, y=1: x)).splitlines()[-1])
print(pydoc.describe(int), "|", pydoc.describe(len), "|", pydoc.describe(pydoc), "|", pydoc.describe(5))
print(pydoc.locate("os.path.join").__name__, pydoc.locate("str.upper").__name__, pydoc.locate("no.such"))
print(repr(help))

# expect: Help on built-in function len in module builtins:
# expect: 
# expect: len(obj, /)
# expect:     Return the number of items in a container.
# expect: 
# expect: Help on class Derived in module __main__:
# expect: 
# expect: class Derived(Base)
# expect:  |  Derived one.
# expect:  |
# expect:  |  Method resolution order:
# expect:  |      Derived
# expect:  |      Base
# expect:  |      builtins.object
# expect:  |
# expect:  |  Methods defined here:
# expect:  |
# expect:  |  again = over(self)
# expect:  |
# expect:  |  async later(self)
# expect:  |      coroutine
# expect:  |
# expect:  |  over(self)
# expect:  |      over
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Class methods defined here:
# expect:  |
# expect:  |  made(z)
# expect:  |      class method
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Static methods defined here:
# expect:  |
# expect:  |  plain(q)
# expect:  |      static
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Readonly properties defined here:
# expect:  |
# expect:  |  prop
# expect:  |      A prop.
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Data descriptors defined here:
# expect:  |
# expect:  |  changeable
# expect:  |      rw doc
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Data and other attributes defined here:
# expect:  |
# expect:  |  attr = 7
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Methods inherited from Base:
# expect:  |
# expect:  |  hello(self, a, b=2, *args, c: int = 3, **kw) -> str
# expect:  |      Say hello.
# expect:  |
# expect:  |      More.
# expect:  |
# expect:  |  ----------------------------------------------------------------------
# expect:  |  Data descriptors inherited from Base:
# expect:  |
# expect:  |  __dict__
# expect:  |      dictionary for instance variables
# expect:  |
# expect:  |  __weakref__
# expect:  |      list of weak references to the object
# expect: 
# expect: Help on method over in module __main__:
# expect: 
# expect: over() method of __main__.Derived instance
# expect:     over
# expect: 
# expect: Help on built-in function append:
# expect: 
# expect: append(object, /) method of builtins.list instance
# expect:     Append object to the end of the list.
# expect: 
# expect: Help on built-in function hex in module builtins:
# expect: 
# expect: hex(number, /)
# expect:     Return the hexadecimal representation of an integer.
# expect: 
# expect:     >>> hex(12648430)
# expect:     '0xc0ffee'
# expect: 
# expect: <lambda> lambda x, y=1
# expect: class int | built-in function len | module pydoc | int
# expect: join upper None
# expect: Type help() for interactive help, or help(object) for help about object.

pydoc.plainpager("b\bbold\n", title="not shown")  # expect: bold
