# Operators as functions, and getters.
import operator
print(operator.__add__(1,2), operator.itemgetter(1,2)('abc'), operator.attrgetter('__class__.__name__')(5), operator.methodcaller('upper')('a'), operator.itemgetter(1), operator.attrgetter('a','b'), operator.methodcaller('a',1,k=2))  # expect: 3 ('b', 'c') int A operator.itemgetter(1) operator.attrgetter('a', 'b') operator.methodcaller('a', 1, k=2)
print(operator.countOf([1,2,1],1), operator.indexOf([1,2],2), operator.length_hint(iter([1,2])), operator.concat([1],[2]))  # expect: 2 1 2 [1, 2]
