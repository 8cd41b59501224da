"""What is nothing in Python is a Tcl_Obj."""
import _tkinter

tcl = _tkinter.create(None, "", "Tk", False, 1, False)
first = tcl.call("dict", "create", "a", 1)
second = tcl.call("dict", "create", "b", 2)
print(type(first), repr(first), str(first), first.typename, repr(first.string))  # expect: <class '_tkinter.Tcl_Obj'> <dict object: 'a 1'> a 1 dict 'a 1'
print(first == first, first == second, first != second, first < second, first >= second)  # expect: True False True True False
print(first == "a 1", first.__eq__(1), first.__lt__("x"))  # expect: False NotImplemented NotImplemented


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt(hash, first))  # expect: TypeError: unhashable type: '_tkinter.Tcl_Obj'
print(attempt(setattr, first, "string", 1))  # expect: AttributeError: attribute 'string' of '_tkinter.Tcl_Obj' objects is not writable
for type_ in _tkinter.Tcl_Obj, _tkinter.TkappType, _tkinter.TkttType:
    print(attempt(type_))
# expect: TypeError: cannot create '_tkinter.Tcl_Obj' instances
# expect: TypeError: cannot create '_tkinter.tkapp' instances
# expect: TypeError: cannot create '_tkinter.tktimertoken' instances
print(tcl.call("dict", "get", first, "a"), tcl.splitlist(second), tcl.call("list", first))  # expect: 1 ('b', '2') (<dict object: 'a 1'>,)
number = tcl.call("dict", "create")
print(attempt(tcl.getint, number), attempt(tcl.getdouble, number), attempt(tcl.getboolean, number))  # expect: TclError: expected integer but got "" TclError: expected floating-point number but got "" TclError: expected boolean value but got ""
tcl.setvar(tcl.call("dict", "create", "c", 3), first)
print(tcl.getvar("c 3"), tcl.getvar(tcl.call("dict", "create", "c", 3)) == first)  # expect: a 1 True
