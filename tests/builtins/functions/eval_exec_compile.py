def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except BaseException as e:
        return f'{type(e).__name__}: {e}'
print(eval('1 + 2'), eval(' x * 2', {'x': 5}), eval('x + y', {'x': 1}, {'y': 2}), eval(b'3'), eval(compile('4', '<s>', 'eval')))
# expect: 3 10 3 3 4
d = {}; exec('a = 1\nb = a + 1', d); print(d['a'], d['b'], '__builtins__' in d)  # expect: 1 2 True
d = {}; exec('c = 3', {}, d); print(d)  # expect: {'c': 3}
exec('z = 10'); print(z)  # expect: 10
def f():
    x = 5
    exec('x = 6')
    return x, eval('x')
print(f())  # expect: (5, 5)
print(attempt(eval, 'x +'), attempt(eval, 5), attempt(exec, '1', 5), attempt(eval, '1', 5), attempt(eval, '1', {}, 5), attempt(exec, '1', {}, 5), sep='\n')
# expect: SyntaxError: invalid syntax (<string>, line 1)
# expect: TypeError: eval() arg 1 must be a string, bytes or code object
# expect: TypeError: exec() globals must be a dict, not int
# expect: TypeError: globals must be a dict
# expect: TypeError: locals must be a mapping
# expect: TypeError: locals must be a mapping or None, not int
print(attempt(eval, 'a\0b'), attempt(compile, '1', 'f', 'bad'), attempt(compile, '1', 'f', 'exec', 1 << 30), attempt(compile, '1', 'f', 'exec', 0, False, 9), sep='\n')
# expect: SyntaxError: source code string cannot contain null bytes
# expect: ValueError: compile() mode must be 'exec', 'eval' or 'single'
# expect: ValueError: compile(): unrecognised flags
# expect: ValueError: compile(): invalid optimize value
c = compile('x = 1', 'name.py', 'exec'); print(c.co_filename, c.co_name, type(c).__name__)
# expect: name.py <module> code
exec(compile('print("single"); 5', '<s>', 'single'))
# expect: single
# expect: 5
print(attempt(eval, 'undefined_name'), attempt(exec, 'raise KeyError(1)'), sep='\n')
# expect: NameError: name 'undefined_name' is not defined
# expect: KeyError: 1
def outer():
    free = 3
    def inner():
        return free
    return inner
print(attempt(eval, outer().__code__), attempt(exec, outer().__code__, closure=()), sep='\n')
# expect: TypeError: code object passed to eval() may not contain free variables
# expect: TypeError: code object requires a closure of exactly length 1
print(exec('def g(): return 7') or g(), eval('lambda: 8')(), eval('[i for i in range(3)]'))  # expect: 7 8 [0, 1, 2]
print(__import__('math').sqrt(16.0))  # expect: 4.0
