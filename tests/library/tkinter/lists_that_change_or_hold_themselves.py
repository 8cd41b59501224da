"""Conversion to Tcl runs __str__, and goes as deep as the list."""
import _tkinter

tcl = _tkinter.create(None, "", "Tk", False, 1, False)


class Shrinking:
    def __str__(self):
        del items[1:]
        return "shrinking"


items = [Shrinking(), 1, 2]
print(tcl.call("list", items))  # expect: (('shrinking',),)
items.append(items)
try:
    tcl.call("list", items)
except RecursionError:
    print("RecursionError")
del items[:]
try:
    tcl.call("list", [object, type("Bad", (), {"__str__": lambda self: 1 / 0})()])
except ZeroDivisionError as error:
    print(error)  # expect: division by zero
