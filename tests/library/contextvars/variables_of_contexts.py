# Variables, tokens, contexts.
import contextvars
v = contextvars.ContextVar("v", default=5)
print(v.get(), v.get(7), v.name)  # expect: 5 7 v
token = v.set(1)
print(v.get(), token.old_value is contextvars.Token.MISSING, token.var is v)  # expect: 1 True True
context = contextvars.copy_context()
print(len(context), context[v], v in context)  # expect: 1 1 True
def change():
    v.set(2)
    return v.get()
print(context.run(change), v.get(), context[v])  # expect: 2 1 2
v.reset(token)
print(v.get())  # expect: 5
try:
    v.reset(token)
except RuntimeError as error:
    print("already been used" in str(error))  # expect: True
