# A module of an older library that was to be removed says so and is imported: CPython 3.13 has none,
# and raises RuntimeError here. Of anything else the time is over.
import sys
import warnings

with open("olden.py", "w") as file:
    file.write("import warnings\nwarnings._deprecated(__name__, remove=(3, 13))\nanswer = 42\n")
sys.path.insert(0, ".")
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    import olden
print(olden.answer, seen[0].category.__name__, seen[0].message)
# expect: 42 DeprecationWarning 'olden' is deprecated and slated for removal in Python 3.13
try:
    warnings._deprecated("olden", remove=(3, 13))
except RuntimeError as error:
    print(error)                # expect: 'olden' was slated for removal after Python 3.13 alpha
