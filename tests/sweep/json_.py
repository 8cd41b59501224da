import json
data = {"name": "x", "list": [1, 2.5, None, True, "ä\n\"q\""], "nested": {"deep": [[[]]]}, "big": 10 ** 30}
text = json.dumps(data, indent=1, sort_keys=True)
print(text, json.loads(text) == data, json.dumps("日本", ensure_ascii=False), json.loads('[1e5, "\\u00e4", -0.0]'))
for bad in '{"a" 1}', "[1,", "nul", '"\\x"':
    try:
        json.loads(bad)
    except json.JSONDecodeError as error:
        print(error)
try:
    json.dumps({1: object})
except TypeError as error:
    print(error)
