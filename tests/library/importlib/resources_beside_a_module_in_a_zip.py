# A module in a zip file has the resources beside it, a package those below it.
import importlib
import sys
import zipfile
from importlib import resources

INSIDE = "from importlib import resources\nfound = resources.files().joinpath('r.txt').read_text()\n"
with zipfile.ZipFile("all.zip", "w") as archive:
    archive.writestr("mod.py", "")
    archive.writestr("r.txt", "beside")
    archive.writestr("pack/__init__.py", INSIDE)
    archive.writestr("pack/sub.py", INSIDE)
    archive.writestr("pack/r.txt", "below")
sys.path.insert(0, "all.zip")
print(resources.files(importlib.import_module("mod")).joinpath("r.txt").read_text())
# expect: beside
print(importlib.import_module("pack").found, importlib.import_module("pack.sub").found)
# expect: below below
with resources.as_file(resources.files("pack") / "r.txt") as path:
    print(path.read_text())                                         # expect: below
