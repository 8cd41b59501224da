import traceback, warnings, linecache, sys
def inner(): return 1 / 0
try:
    inner()
except ZeroDivisionError as error:
    print("".join(traceback.format_exception(error)).replace(__file__, "file"), len(traceback.extract_tb(error.__traceback__)) < 3)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always"); warnings.warn("careful", DeprecationWarning)
print(caught[0].message, linecache.getline("none", 1) == "", sys.exc_info(), sys._getframe().f_lineno)
