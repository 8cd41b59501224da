import pickle
from http.cookies import CookieError, Morsel, SimpleCookie

cookies = SimpleCookie()
cookies["name"] = 'a "quoted"; välue'
cookies["name"]["path"] = "/x"
cookies["name"]["max-age"] = 60
cookies["name"]["secure"] = True
cookies["other"] = 7
print(cookies.output(sep="\n"))  # expect: Set-Cookie: name="a \"quoted\"\073 v\344lue"; Max-Age=60; Path=/x; Secure
                   # expect: Set-Cookie: other=7
print(repr(cookies))                                # expect: <SimpleCookie: name='a "quoted"; välue' other='7'>
read = SimpleCookie('a=1; b="x\\"y\\054"; Path=/p; httponly; c=')
print({key: morsel.value for key, morsel in read.items()})  # expect: {'a': '1', 'b': 'x"y,', 'c': ''}
print(read["b"]["path"], read["b"]["httponly"], repr(read["a"]["path"]))  # expect: /p True ''
print(pickle.loads(pickle.dumps(read)) == read, read["b"].copy() == read["b"])  # expect: True True
for key in "bad key", "path":
    try:
        cookies[key] = "x"
    except CookieError as error:
        print(error)       # expect: Illegal key 'bad key'
                           # expect: Attempt to set a reserved key 'path'
try:
    Morsel()["colour"] = "blue"
except CookieError as error:
    print(error)           # expect: Invalid attribute 'colour'
