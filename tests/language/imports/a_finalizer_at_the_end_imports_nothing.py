# When the modules are given up, importing is over: an ImportError that says so, in finalizers.
import sys


class Late:
    def __del__(self):
        try:
            import sys, traceback
        except ImportError as error:
            print(error)           # expect: sys.meta_path is None, Python is likely shutting down


late = Late()
finders, sys.meta_path = sys.meta_path, None
try:
    import colorsys
except ImportError as error:
    print(error)                   # expect: sys.meta_path is None, Python is likely shutting down
sys.meta_path = finders
import colorsys
