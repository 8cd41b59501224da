import copy, reprlib, string, numbers, contextlib
class Thing:
    def __init__(self): self.parts = [1, {2: self}]
t = Thing(); d = copy.deepcopy(t); print(d.parts[1][2] is d, copy.copy(t).parts is t.parts, reprlib.repr(list(range(99))))
print(string.Template("$a b").substitute(a=1), string.capwords("a b"), isinstance(3, numbers.Integral))
with contextlib.ExitStack() as stack:
    stack.callback(print, "called"); stack.enter_context(contextlib.nullcontext())
