# __builtins__ in the globals of eval and exec is all that code sees of the builtins.
print(eval('1 + 1', {'__builtins__': None}))  # expect: 2
for builtins in None, {}:
    try:
        print(eval('len([])', {'__builtins__': builtins}))
    except (NameError, TypeError):
        print('no len')
# expect: no len
# expect: no len
import types
print(eval('x + 1', {'__builtins__': types.MappingProxyType({'x': 1})}))  # expect: 2
exec('def f():\n    print("inside")\nf()', {'__builtins__': {'print': print}})  # expect: inside
