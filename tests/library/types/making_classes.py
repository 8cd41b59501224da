# types.new_class and its parts, DynamicClassAttribute, coroutine, the names of types.
import types


class Base:
    def __init_subclass__(cls, tag=None):
        cls.tag = tag


class Entries:
    def __mro_entries__(self, bases):
        return (Base,)


C = types.new_class("C", (Entries(),), {"tag": 3}, lambda ns: ns.update(x=1))
print(C.__bases__, C.tag, C.x, type(C.__orig_bases__[0]).__name__)  # expect: (<class '__main__.Base'>,) 3 1 Entries
print(types.resolve_bases((Base, int)), types.resolve_bases((list[int],)))  # expect: (<class '__main__.Base'>, <class 'int'>) (<class 'list'>,)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        return {"prepared": (name, kwargs)}


meta, namespace, keywords = types.prepare_class("D", (Base,), {"metaclass": Meta, "k": 1})
print(meta, namespace, keywords)  # expect: <class '__main__.Meta'> {'prepared': ('D', {'k': 1})} {'k': 1}
print(types.get_original_bases(C)[0].__class__.__name__, types.get_original_bases(Base))  # expect: Entries (<class 'object'>,)
try:
    types.get_original_bases(3)
except TypeError as e:
    print(e)  # expect: Expected an instance of type, not 'int'


class Falls(type):
    def __getattr__(cls, name):
        return name + " of the class"


class WithDynamic(metaclass=Falls):
    @types.DynamicClassAttribute
    def value(self):
        return "of the instance"


print(WithDynamic.value, WithDynamic().value)  # expect: value of the class of the instance


@types.coroutine
def step():
    received = yield 1
    return received


async def main():
    return await step()


c = main()
print(c.send(None))  # expect: 1
try:
    c.send("sent")
except StopIteration as e:
    print(e.value)  # expect: sent
for name in ("FunctionType", "MethodType", "CellType", "GetSetDescriptorType", "MemberDescriptorType", "UnionType", "TracebackType", "CoroutineType", "MappingProxyType", "SimpleNamespace"):
    print(name, getattr(types, name).__name__)  # expect: FunctionType function
                                                # expect: MethodType method
                                                # expect: CellType cell
                                                # expect: GetSetDescriptorType getset_descriptor
                                                # expect: MemberDescriptorType member_descriptor
                                                # expect: UnionType UnionType
                                                # expect: TracebackType traceback
                                                # expect: CoroutineType coroutine
                                                # expect: MappingProxyType mappingproxy
                                                # expect: SimpleNamespace SimpleNamespace
