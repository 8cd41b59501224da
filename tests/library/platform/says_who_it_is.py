# Who runs a program: Folio says so, the language's version is 3.13.
import platform
import sys

print(platform.python_implementation(), sys.implementation.name)  # expect: Folio folio
print(platform.python_version_tuple()[:2])  # expect: ('3', '13')
print(platform.system(), platform.architecture()[1])  # expect: Linux ELF
print(platform.uname()[0] == platform.uname().system, len(platform.uname()))  # expect: True 6
print(platform.python_compiler() in sys.version)  # expect: True
print(platform.platform().startswith("Linux-"))  # expect: True

import copy
import pickle
import warnings

names = platform.uname()
print(pickle.loads(pickle.dumps(names)) == names == copy.copy(names), names._fields[-1])  # expect: True processor
print(names._replace(node="here").node, list(names._asdict()) == list(names._fields))  # expect: here True
with open("program", "wb") as file:
    file.write(b"\0GLIBC_2.9\0GLIBC_2.34\0GLIBC_2.4\0")
print(platform.libc_ver("program"), platform.libc_ver("/dev/null"))  # expect: ('glibc', '2.34') ('', '')
print(platform.system_alias("SunOS", "5.10", "x"), platform.android_ver().api_level)  # expect: ('SunOS', '2.10', 'x') 0
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    platform.java_ver()
print(caught[0].message)  # expect: 'java_ver' is deprecated and slated for removal in Python 3.15
