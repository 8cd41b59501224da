# Who runs a program: Folio says so, the language's version is 3.13.
import platform
import sys

print(platform.python_implementation(), sys.implementation.name)  # expect: Folio folio
print(platform.python_version_tuple()[:2])  # expect: ('3', '13')
print(platform.system(), platform.architecture()[1])  # expect: Linux ELF
print(platform.uname()[0] == platform.uname().system, len(platform.uname()))  # expect: True 6
print(platform.python_compiler() in sys.version)  # expect: True
print(platform.platform().startswith("Linux-"))  # expect: True
