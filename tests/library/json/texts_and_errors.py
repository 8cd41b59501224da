import json
def t(s):
    try: print(s, '->', repr(eval(s)))
    except BaseException as e: print(s, '->', type(e).__name__, e.args, getattr(e,'pos',None))
for s in r'''json.loads('')
json.loads('{')
json.loads('{"a"')
json.loads('{"a":')
json.loads('{"a":1')
json.loads('{"a":1,')
json.loads('{"a":1,}')
json.loads('{a:1}')
json.loads('{"a" 1}')
json.loads('[')
json.loads('[1')
json.loads('[1,')
json.loads('[1,]')
json.loads('[1 2]')
json.loads('"abc')
json.loads('"a\\x"')
json.loads('"a\\u12"')
json.loads('"a\\')
json.loads('"a\nb"')
json.loads('"a\x00b"')
json.loads('nul')
json.loads('1 2')
json.loads('-')
json.loads('01')
json.loads('1.')
json.loads('1e')
json.loads('-Infinity')
json.loads('NaN')
json.loads('"\\ud83d\\ude00"')
json.loads('"\\ud83d"')
json.loads('"\\ud83dx"')
json.loads('"\\ud83d\\u0041"')
json.loads(b'[1]')
json.loads(bytearray(b'"a"'))
json.loads('[1]'.encode('utf-16'))
json.loads('[1]'.encode('utf-32-le'))
json.loads(5)
json.loads('\ufeff[1]')
json.loads('1.5',parse_float=str)
json.loads('[1,2]',parse_int=str)
json.loads('[NaN]',parse_constant=str)
json.loads('{"a":1}',object_hook=lambda d:sorted(d.items()))
json.loads('{"a":1,"a":2}',object_pairs_hook=list)
json.loads(' [ 1 , 2 ] ')
json.loads('\v1')
json.loads('9'*30)
json.loads('{"a":{"b":[]}}')
json.loads('{1:2}')
json.loads('{"a":1 "b":2}')
json.loads('"\t"',strict=False)
json.dumps(None)
json.dumps([1,1.5,True,None,"a\u00e9\U0001f600\"\\\n\t\x00\x7f/"])
json.dumps("é\u2028",ensure_ascii=False)
json.dumps({1:2,1.5:3,None:4,True:5,"a":6})
json.dumps({(1,2):3})
json.dumps({(1,2):3,"a":1},skipkeys=True)
json.dumps(float('nan'))
json.dumps(float('inf'),allow_nan=False)
json.dumps([float('nan')],allow_nan=False)
json.dumps(set())
json.dumps({'a':[set()]})
json.dumps([1,[2,{'a':3}],{}],indent=2)
json.dumps([1,[2,{'a':3}],[]],indent='\t')
json.dumps([1,2],indent=0)
json.dumps({'b':1,'a':2},sort_keys=True)
json.dumps({'b':1,1:2},sort_keys=True)
json.dumps([1,2],separators=(',',':'))
json.dumps({'a':1,'b':2},separators=(',',':'))
json.dumps(1j,default=lambda o:[o.real,o.imag])
json.dumps((1,2))
json.dumps(10**30)
json.dumps(1e100)
json.dumps(type('I',(int,),{'__repr__':lambda s:'x'})(5))
json.dumps(type('F',(float,),{'__repr__':lambda s:'x'})(5))
json.dumps(b'')
list(json.JSONEncoder().iterencode([1,{"a":2}]))
json.dumps({'a':[]},indent=1)
json.dumps({float('nan'):1})
json.dumps({float('inf'):1},allow_nan=False)
json.dumps(1,foo=2)
json.JSONDecoder().raw_decode('1 2')
json.JSONDecoder().raw_decode(' 1')
json.JSONDecoder().raw_decode('x')
json.JSONDecoder().raw_decode('1', -1)
json.JSONDecodeError('msg','a\nb',3)
str(json.JSONDecodeError('msg','a\nb',3))
json.decoder.scanstring('abc"',0)
json.encoder.encode_basestring_ascii('é')
json.encoder.encode_basestring('é"')
json.encoder.encode_basestring_ascii(5)
json.decoder.scanstring(5,0)
json.loads('[' * 100000)
json.dumps("\ud800")
json.dumps("\ud800",ensure_ascii=False)
'''.splitlines(): t(s)
# expect: json.loads('') -> JSONDecodeError ('Expecting value: line 1 column 1 (char 0)',) 0
# expect: json.loads('{') -> JSONDecodeError ('Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',) 1
# expect: json.loads('{"a"') -> JSONDecodeError ("Expecting ':' delimiter: line 1 column 5 (char 4)",) 4
# expect: json.loads('{"a":') -> JSONDecodeError ('Expecting value: line 1 column 6 (char 5)',) 5
# expect: json.loads('{"a":1') -> JSONDecodeError ("Expecting ',' delimiter: line 1 column 7 (char 6)",) 6
# expect: json.loads('{"a":1,') -> JSONDecodeError ('Expecting property name enclosed in double quotes: line 1 column 8 (char 7)',) 7
# expect: json.loads('{"a":1,}') -> JSONDecodeError ('Illegal trailing comma before end of object: line 1 column 7 (char 6)',) 6
# expect: json.loads('{a:1}') -> JSONDecodeError ('Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',) 1
# expect: json.loads('{"a" 1}') -> JSONDecodeError ("Expecting ':' delimiter: line 1 column 6 (char 5)",) 5
# expect: json.loads('[') -> JSONDecodeError ('Expecting value: line 1 column 2 (char 1)',) 1
# expect: json.loads('[1') -> JSONDecodeError ("Expecting ',' delimiter: line 1 column 3 (char 2)",) 2
# expect: json.loads('[1,') -> JSONDecodeError ('Expecting value: line 1 column 4 (char 3)',) 3
# expect: json.loads('[1,]') -> JSONDecodeError ('Illegal trailing comma before end of array: line 1 column 3 (char 2)',) 2
# expect: json.loads('[1 2]') -> JSONDecodeError ("Expecting ',' delimiter: line 1 column 4 (char 3)",) 3
# expect: json.loads('"abc') -> JSONDecodeError ('Unterminated string starting at: line 1 column 1 (char 0)',) 0
# expect: json.loads('"a\\x"') -> JSONDecodeError ('Invalid \\escape: line 1 column 3 (char 2)',) 2
# expect: json.loads('"a\\u12"') -> JSONDecodeError ('Invalid \\uXXXX escape: line 1 column 4 (char 3)',) 3
# expect: json.loads('"a\\') -> JSONDecodeError ('Unterminated string starting at: line 1 column 1 (char 0)',) 0
# expect: json.loads('"a\nb"') -> JSONDecodeError ('Invalid control character at: line 1 column 3 (char 2)',) 2
# expect: json.loads('"a\x00b"') -> JSONDecodeError ('Invalid control character at: line 1 column 3 (char 2)',) 2
# expect: json.loads('nul') -> JSONDecodeError ('Expecting value: line 1 column 1 (char 0)',) 0
# expect: json.loads('1 2') -> JSONDecodeError ('Extra data: line 1 column 3 (char 2)',) 2
# expect: json.loads('-') -> JSONDecodeError ('Expecting value: line 1 column 1 (char 0)',) 0
# expect: json.loads('01') -> JSONDecodeError ('Extra data: line 1 column 2 (char 1)',) 1
# expect: json.loads('1.') -> JSONDecodeError ('Extra data: line 1 column 2 (char 1)',) 1
# expect: json.loads('1e') -> JSONDecodeError ('Extra data: line 1 column 2 (char 1)',) 1
# expect: json.loads('-Infinity') -> -inf
# expect: json.loads('NaN') -> nan
# expect: json.loads('"\\ud83d\\ude00"') -> '😀'
# expect: json.loads('"\\ud83d"') -> '\ud83d'
# expect: json.loads('"\\ud83dx"') -> '\ud83dx'
# expect: json.loads('"\\ud83d\\u0041"') -> '\ud83dA'
# expect: json.loads(b'[1]') -> [1]
# expect: json.loads(bytearray(b'"a"')) -> 'a'
# expect: json.loads('[1]'.encode('utf-16')) -> [1]
# expect: json.loads('[1]'.encode('utf-32-le')) -> [1]
# expect: json.loads(5) -> TypeError ('the JSON object must be str, bytes or bytearray, not int',) None
# expect: json.loads('\ufeff[1]') -> JSONDecodeError ('Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)',) 0
# expect: json.loads('1.5',parse_float=str) -> '1.5'
# expect: json.loads('[1,2]',parse_int=str) -> ['1', '2']
# expect: json.loads('[NaN]',parse_constant=str) -> ['NaN']
# expect: json.loads('{"a":1}',object_hook=lambda d:sorted(d.items())) -> [('a', 1)]
# expect: json.loads('{"a":1,"a":2}',object_pairs_hook=list) -> [('a', 1), ('a', 2)]
# expect: json.loads(' [ 1 , 2 ] ') -> [1, 2]
# expect: json.loads('\v1') -> JSONDecodeError ('Expecting value: line 1 column 1 (char 0)',) 0
# expect: json.loads('9'*30) -> 999999999999999999999999999999
# expect: json.loads('{"a":{"b":[]}}') -> {'a': {'b': []}}
# expect: json.loads('{1:2}') -> JSONDecodeError ('Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',) 1
# expect: json.loads('{"a":1 "b":2}') -> JSONDecodeError ("Expecting ',' delimiter: line 1 column 8 (char 7)",) 7
# expect: json.loads('"\t"',strict=False) -> '\t'
# expect: json.dumps(None) -> 'null'
# expect: json.dumps([1,1.5,True,None,"a\u00e9\U0001f600\"\\\n\t\x00\x7f/"]) -> '[1, 1.5, true, null, "a\\u00e9\\ud83d\\ude00\\"\\\\\\n\\t\\u0000\\u007f/"]'
# expect: json.dumps("é\u2028",ensure_ascii=False) -> '"é\u2028"'
# expect: json.dumps({1:2,1.5:3,None:4,True:5,"a":6}) -> '{"1": 5, "1.5": 3, "null": 4, "a": 6}'
# expect: json.dumps({(1,2):3}) -> TypeError ('keys must be str, int, float, bool or None, not tuple',) None
# expect: json.dumps({(1,2):3,"a":1},skipkeys=True) -> '{"a": 1}'
# expect: json.dumps(float('nan')) -> 'NaN'
# expect: json.dumps(float('inf'),allow_nan=False) -> ValueError ('Out of range float values are not JSON compliant: inf',) None
# expect: json.dumps([float('nan')],allow_nan=False) -> ValueError ('Out of range float values are not JSON compliant: nan',) None
# expect: json.dumps(set()) -> TypeError ('Object of type set is not JSON serializable',) None
# expect: json.dumps({'a':[set()]}) -> TypeError ('Object of type set is not JSON serializable',) None
# expect: json.dumps([1,[2,{'a':3}],{}],indent=2) -> '[\n  1,\n  [\n    2,\n    {\n      "a": 3\n    }\n  ],\n  {}\n]'
# expect: json.dumps([1,[2,{'a':3}],[]],indent='\t') -> '[\n\t1,\n\t[\n\t\t2,\n\t\t{\n\t\t\t"a": 3\n\t\t}\n\t],\n\t[]\n]'
# expect: json.dumps([1,2],indent=0) -> '[\n1,\n2\n]'
# expect: json.dumps({'b':1,'a':2},sort_keys=True) -> '{"a": 2, "b": 1}'
# expect: json.dumps({'b':1,1:2},sort_keys=True) -> TypeError ("'<' not supported between instances of 'int' and 'str'",) None
# expect: json.dumps([1,2],separators=(',',':')) -> '[1,2]'
# expect: json.dumps({'a':1,'b':2},separators=(',',':')) -> '{"a":1,"b":2}'
# expect: json.dumps(1j,default=lambda o:[o.real,o.imag]) -> '[0.0, 1.0]'
# expect: json.dumps((1,2)) -> '[1, 2]'
# expect: json.dumps(10**30) -> '1000000000000000000000000000000'
# expect: json.dumps(1e100) -> '1e+100'
# expect: json.dumps(type('I',(int,),{'__repr__':lambda s:'x'})(5)) -> '5'
# expect: json.dumps(type('F',(float,),{'__repr__':lambda s:'x'})(5)) -> '5.0'
# expect: json.dumps(b'') -> TypeError ('Object of type bytes is not JSON serializable',) None
# expect: list(json.JSONEncoder().iterencode([1,{"a":2}])) -> ['[1', ', ', '{', '"a"', ': ', '2', '}', ']']
# expect: json.dumps({'a':[]},indent=1) -> '{\n "a": []\n}'
# expect: json.dumps({float('nan'):1}) -> '{"NaN": 1}'
# expect: json.dumps({float('inf'):1},allow_nan=False) -> ValueError ('Out of range float values are not JSON compliant: inf',) None
# expect: json.dumps(1,foo=2) -> TypeError ("JSONEncoder.__init__() got an unexpected keyword argument 'foo'",) None
# expect: json.JSONDecoder().raw_decode('1 2') -> (1, 1)
# expect: json.JSONDecoder().raw_decode(' 1') -> JSONDecodeError ('Expecting value: line 1 column 1 (char 0)',) 0
# expect: json.JSONDecoder().raw_decode('x') -> JSONDecodeError ('Expecting value: line 1 column 1 (char 0)',) 0
# expect: json.JSONDecoder().raw_decode('1', -1) -> ValueError ('idx cannot be negative',) None
# expect: json.JSONDecodeError('msg','a\nb',3) -> JSONDecodeError('msg: line 2 column 2 (char 3)')
# expect: str(json.JSONDecodeError('msg','a\nb',3)) -> 'msg: line 2 column 2 (char 3)'
# expect: json.decoder.scanstring('abc"',0) -> ('abc', 4)
# expect: json.encoder.encode_basestring_ascii('é') -> '"\\u00e9"'
# expect: json.encoder.encode_basestring('é"') -> '"é\\""'
# expect: json.encoder.encode_basestring_ascii(5) -> TypeError ('first argument must be a string, not int',) None
# expect: json.decoder.scanstring(5,0) -> TypeError ('first argument must be a string, not int',) None
# expect: json.loads('[' * 100000) -> RecursionError ('maximum recursion depth exceeded while decoding a JSON array from a unicode string',) None
# expect: json.dumps("\ud800") -> '"\\ud800"'
# expect: json.dumps("\ud800",ensure_ascii=False) -> '"\ud800"'
l=[]; l.append(l)
t('json.dumps(l)')  # expect: json.dumps(l) -> ValueError ('Circular reference detected',) None
d={}; d['a']=d; t('json.dumps(d)')  # expect: json.dumps(d) -> ValueError ('Circular reference detected',) None
t('json.dumps(l,check_circular=False)')
# expect: json.dumps(l,check_circular=False) -> RecursionError ('maximum recursion depth exceeded while encoding a JSON object',) None
x=[]
for i in range(100000): x=[x]
t('json.dumps(x)')
# expect: json.dumps(x) -> RecursionError ('maximum recursion depth exceeded while encoding a JSON object',) None
def f():
    try: json.dumps({'a':[1,{'b':object()}]})
    except TypeError as e: print(e.__notes__ if hasattr(e,'__notes__') else None)
f()  # expect: None
