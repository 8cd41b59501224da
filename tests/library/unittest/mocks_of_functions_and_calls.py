# How calls are written, and what create_autospec makes of functions and classes.
import asyncio
from unittest.mock import ANY, AsyncMock, MagicMock, Mock, call, create_autospec, patch, sentinel

print(call.foo, call().foo, call(1).foo.bar(a=3).bing)  # expect: foo call().foo call().foo.bar().bing
print(call.foo(1), call("x"), call.count)  # expect: call.foo(1) call('x') count
print(call() == (), call.a() == ("a",), call(1, b=2) == ((1,), {"b": 2}))  # expect: True True True
print(call(1).a.b().call_list())  # expect: [call(1), call().a.b()]

shaped = create_autospec(lambda a, b: 0)
print(shaped.__name__, shaped.__doc__)  # expect: funcopy None
try:
    shaped(1)
except TypeError as e:
    print(e)  # expect: missing a required argument: 'b'
shaped(1, b=2)
shaped.assert_called_once_with(1, 2)
print(shaped.call_args, shaped.call_count)  # expect: call(1, b=2) 1


class Shop:
    def sell(self, what, price=1): ...
    async def order(self): ...


configured = create_autospec(Shop, **{"return_value.sell.side_effect": [ValueError, "sold"]})
try:
    configured().sell("a")
except ValueError:
    print(configured().sell("a"))  # expect: sold
print(configured.mock_calls)  # expect: [call(), call().sell('a'), call(), call().sell('a')]
print(type(create_autospec(Shop)().order).__name__)  # expect: AsyncMock

parent = Mock()
parent.child.grow(1)
parent.child().cut(2)
print(parent.method_calls)  # expect: [call.child.grow(1), call.child()]
print(parent.mock_calls)  # expect: [call.child.grow(1), call.child(), call.child().cut(2)]
for check in (lambda: parent.child.grow.assert_called_with(2),
              lambda: parent.assert_has_calls([call.child.grow(ANY), call.child.grow(1)]),
              lambda: parent.child.assert_not_called()):
    try:
        check()
    except AssertionError as e:
        print(repr(str(e)))
# expect: 'expected call not found.\nExpected: grow(2)\n  Actual: grow(1)'
# expect: 'Calls not found.\nExpected: [call.child.grow(<ANY>), call.child.grow(1)]\n  Actual: [call.child.grow(1), call.child(), call.child().cut(2)]'
# expect: "Expected 'child' to not have been called. Called 1 times.\nCalls: [call.grow(1), call(), call().cut(2)]."

magic = MagicMock()
print(len(magic), bool(magic), list(magic), magic == magic, magic != magic)  # expect: 0 True [] True False
waiting = AsyncMock(side_effect=[1])
print(asyncio.run(waiting()), waiting.await_args)  # expect: 1 call()
try:
    waiting.assert_awaited_with(5)
except AssertionError as e:
    print(repr(str(e)))  # expect: 'expected await not found.\nExpected: mock(5)\n  Actual: mock()'
try:
    asyncio.run(waiting())
except StopAsyncIteration:
    print("no more", waiting.await_count)  # expect: no more 2


@patch.dict("os.environ", {"FOLIO_TEST": "1"})
@patch("os.getcwd")
def patched(getcwd):
    import os
    getcwd.return_value = sentinel.place
    return os.getcwd(), os.environ["FOLIO_TEST"]


print(patched())  # expect: (sentinel.place, '1')
