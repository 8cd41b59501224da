# A class's namespace, and dicts within native objects, changed past their owners: by way of the
# __eq__ that a mappingproxy asks, and of gc.get_referents().
import gc
import operator
import re


class Thief:
    def __eq__(self, other):
        self.got = other
        return True


def inside(proxy):
    thief = Thief()
    proxy == thief
    return thief.got


class A:
    limit = 10

    def f(self):
        return "old"

    @property
    def p(self):
        return "property"


class B(A):
    pass


def use(a):
    result = []
    for name in ("f", "limit", "p", "new"):
        try:
            value = getattr(a, name)
            result.append(value() if callable(value) else value)
        except AttributeError as error:
            result.append(str(error))
    return result


def call(a):
    return a.f()


a, b = A(), B()
for _ in range(100):
    call(a), call(b), use(a)
print(use(b))                                   # expect: ['old', 10, 'property', "'B' object has no attribute 'new'"]

namespace = inside(A.__dict__)
print(namespace is gc.get_referents(A.__dict__)[0], type(namespace))    # expect: True <class 'dict'>
namespace["f"] = lambda self: "new f"
print(call(a), call(b), a.f(), b.f())           # expect: new f new f new f new f
del namespace["limit"]
print(use(b)[1])                                # expect: 'B' object has no attribute 'limit'
namespace.update(new=1, limit=20)
print(use(b))                                   # expect: ['new f', 20, 'property', 1]
namespace.pop("new")
print(use(b)[3])                                # expect: 'B' object has no attribute 'new'
namespace |= {"p": "plain"}
print(b.p, namespace.setdefault("q", 5), b.q)   # expect: plain 5 5
print(namespace.popitem(), hasattr(b, "q"))     # expect: ('q', 5) False
namespace.clear()
print(use(b)[0])                                # expect: 'B' object has no attribute 'f'
namespace.update({"f": lambda self: "again"})
print(call(a), call(b), a.f())                  # expect: again again again

# It may outlive its class.
del A, B, a, b
gc.collect()
namespace["f"] = None
print(list(namespace))                          # expect: ['f']

pattern = re.compile(r"(?P<x>a)(?P<y>b)")
match = pattern.match("ab")
groups = inside(pattern.groupindex)
groups.update(x=7, y="no number", z=2**70)
for name in "xyz":
    try:
        print(match[name])
    except IndexError as error:
        print(error)
# expect: no such group
# expect: no such group
# expect: no such group
groups.clear()
print(match.groups(), pattern.sub(r"\2\1", "ab"))               # expect: ('a', 'b') ba

caller = operator.methodcaller("f", 1, key=2)
keywords = next(item for item in gc.get_referents(caller) if type(item) is dict)
keywords[3] = 4


class Clears:
    def __repr__(self):
        keywords.clear()
        return "cleared"


keywords["last"] = Clears()
print(caller)                                   # expect: operator.methodcaller('f', 1, key=2, 3=4, last=cleared)
keywords[3] = 4
try:
    caller(Thief())
except (TypeError, AttributeError) as error:
    print(error)                                # expect: 'Thief' object has no attribute 'f'

# What stands in the list of functions to run at the end.
import atexit

atexit.register(print, "at the end")
entries = next(item for item in gc.get_objects() if type(item) is list and item and
               type(item[-1]) is tuple and item[-1][0] is print and item[-1][1] == ("at the end",))
entries += [None, 3, (), (print, 1, 2), [print, (), {}]]
atexit.unregister(len)
print(atexit._ncallbacks() > 4)                 # expect: True
# expect: at the end
