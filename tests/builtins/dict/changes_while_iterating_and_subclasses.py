# Changes during iteration, subclasses, operators in place.
def outcome(text):
    names = {}
    try:
        exec(text, names)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")
    print(repr(names.get("r")))


outcome('r={}\nr[1]=r\nr=repr(r)')  # expect: '{1: {...}}'
outcome('r={1:2}\nfor k in r: r[3]=4')  # expect: RuntimeError: dictionary changed size during iteration
# expect: {1: 2, 3: 4}
outcome('r={1:2}\nfor k in r: del r[1]; r[1]=3')  # expect: RuntimeError: dictionary keys changed during iteration
# expect: {1: 3}
outcome('r={1,2}\nfor k in r: r.add(5)')  # expect: RuntimeError: Set changed size during iteration
# expect: {1, 2, 5}
outcome('r={1:2}\nr|=[(3,4)]')  # expect: {1: 2, 3: 4}
outcome('r={1:2}\nr|=3')  # expect: TypeError: 'int' object is not iterable
# expect: {1: 2}
outcome('r={1}\nr|=[2]')  # expect: TypeError: unsupported operand type(s) for |=: 'set' and 'list'
# expect: {1}
outcome('r={1,2,3}\nr&={2,3,4}')  # expect: {2, 3}
outcome('r={1,2,3}\nr-={2}')  # expect: {1, 3}
outcome('r={1,2,3}\nr^={3,4}')  # expect: {1, 2, 4}
outcome('d=dict.fromkeys(range(10))\nfor i in range(0,10,2): del d[i]\nd[0]=1\nr=list(d.items())')  # expect: [(1, None), (3, None), (5, None), (7, None), (9, None), (0, 1)]
outcome("class D(dict):\n  def __missing__(s,k): return k*2\nr=D()['ab']")  # expect: 'abab'
outcome('class D(dict): pass\nr=D(a=1); r.x=5; r=(r,r.x,type(r.copy()))')  # expect: ({'a': 1}, 5, <class 'dict'>)
outcome('class T(tuple): pass\nr=T([1,2]); r=(r,type(r+(1,)),type(r[:]),repr(r),r==(1,2),hash(r)==hash((1,2)))')  # expect: ((1, 2), <class 'tuple'>, <class 'tuple'>, '(1, 2)', True, True)
outcome('class S(set): pass\nr=S([1,2]); r=(r,type(r|{1}),repr(S()))')  # expect: (S({1, 2}), <class 'set'>, 'S()')
outcome('class F(frozenset): pass\nr=F([1,2]); r=(r,type(r|{1}),repr(F()))')  # expect: (F({1, 2}), <class 'frozenset'>, 'F()')
outcome('def f():\n  class K:\n    def __eq__(s,o): d.clear(); return False\n    def __hash__(s): return 1\n  d={K():1 for i in range(3)}\n  return len(d)\nr=f()')  # expect: NameError: cannot access free variable 'd' where it is not associated with a value in enclosing scope
# expect: None
outcome('class C:\n  def __lt__(s,o): l.append(1); return True\nl=[C(),C(),C()]\nl.sort()')  # expect: ValueError: list modified during sort
# expect: None
