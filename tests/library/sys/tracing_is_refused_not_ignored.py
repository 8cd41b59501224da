# What Folio does not have yet says so: a trace function would never be called.
import sys

print(sys.gettrace(), sys.settrace(None))  # expect: None None
for set_function in (sys.settrace, sys.setprofile):
    try:
        set_function(print)
    except NotImplementedError as error:
        print(error)
# expect: Folio does not support sys.settrace() yet
# expect: Folio does not support sys.setprofile() yet
