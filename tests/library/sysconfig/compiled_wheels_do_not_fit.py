# packaging, and so pip, wants a suffix of extension modules; with Folio's no compiled wheel fits.
import importlib.machinery
import sys
import sysconfig

suffix = sysconfig.get_config_var("EXT_SUFFIX")
is_folio = sys.implementation.name == "folio"
print(suffix.startswith("."), sysconfig.get_config_var("SOABI") in suffix)  # expect: True True
print(is_folio == (suffix == ".folio-313.so"))  # expect: True
print(is_folio == (not importlib.machinery.EXTENSION_SUFFIXES))  # expect: True
