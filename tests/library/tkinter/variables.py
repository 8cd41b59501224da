import _tkinter

tcl = _tkinter.create(None, "", "Tk", False, 1, False)


def attempt(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


tcl.setvar("v", (1, "a b"))
tcl.setvar("array", "key", 2.5)
tcl.setvar("other(key)", 7)
print(tcl.getvar("v"), tcl.getvar(b"v"), tcl.getvar("array", "key"), tcl.getvar("other", "key"))  # expect: (1, 'a b') (1, 'a b') 2.5 7
print(attempt(tcl.getvar, "array"))  # expect: TclError: can't read "array": variable is array
print(attempt(tcl.setvar, "v", "key", 1))  # expect: TclError: can't set "v(key)": variable isn't array
print(attempt(tcl.getvar, "missing"))  # expect: TclError: can't read "missing": no such variable
print(attempt(tcl.unsetvar, "array", "key"))  # expect: None
print(attempt(tcl.getvar, "array", "key"))  # expect: TclError: can't read "array(key)": no such element in array
print(attempt(tcl.unsetvar, "v"))  # expect: None
print(attempt(tcl.unsetvar, "v"))  # expect: TclError: can't unset "v": no such variable

# A procedure's variables, and global ones.
tcl.createcommand("local", lambda: tcl.setvar("v", "local"))
tcl.createcommand("global", lambda: tcl.globalsetvar("v", "global"))
tcl.createcommand("seen", lambda: f"{tcl.getvar('v')} {tcl.globalgetvar('v')}")
tcl.createcommand("forget", lambda: tcl.globalunsetvar("v"))
print(tcl.eval("proc p {} {local; global; return [list [seen] [forget] [info exists v]]}; p"))  # expect: {local global} None 1
print(attempt(tcl.globalgetvar, "v"))  # expect: TclError: can't read "v": no such variable

# Traces of variables may be Python.
tcl.createcommand("watch", lambda name, key, operation: seen.append((name, key, operation)))
seen = []
tcl.eval("trace add variable w {read write unset} watch")
tcl.setvar("w", 1)
tcl.getvar("w")
tcl.unsetvar("w")
print(seen)  # expect: [('w', '', 'write'), ('w', '', 'read'), ('w', '', 'unset')]

for args in (), ("v",), ("v", "k", 1, 2), (1, 2), ("v", 1, 2), (b"a\0", 1), ("a\0", 1), (None, 1), ("\ud800", 1):
    print(attempt(tcl.setvar, *args))
# expect: TypeError: setvar requires 2 to 3 arguments
# expect: TypeError: setvar requires 2 to 3 arguments
# expect: TypeError: setvar requires 2 to 3 arguments
# expect: TypeError: must be str, bytes or Tcl_Obj, not int
# expect: TypeError: setvar() argument 2 must be str, not int
# expect: ValueError: embedded null byte
# expect: ValueError: embedded null character
# expect: TypeError: must be str, bytes or Tcl_Obj, not NoneType
# expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
for args in (), ("v", "k", "x"), (1,), ("v", 1), ("v\0",):
    print(attempt(tcl.getvar, *args), attempt(tcl.unsetvar, *args), sep=" | ")
# expect: TypeError: getvar() takes at least 1 argument (0 given) | TypeError: unsetvar() takes at least 1 argument (0 given)
# expect: TypeError: getvar() takes at most 2 arguments (3 given) | TypeError: unsetvar() takes at most 2 arguments (3 given)
# expect: TypeError: must be str, bytes or Tcl_Obj, not int | TypeError: unsetvar() argument 1 must be str, not int
# expect: TypeError: getvar() argument 2 must be str, not int | TypeError: unsetvar() argument 2 must be str, not int
# expect: ValueError: embedded null character | ValueError: embedded null character
