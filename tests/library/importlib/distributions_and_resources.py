# Distributions in a folder, their metadata and entry points; resources of packages.
import importlib.metadata as metadata
import importlib.resources as resources
import os
import sys

os.makedirs("site/Some_Thing-1.2.dist-info")
os.makedirs("site/thing/data")
for name, text in {
        "Some_Thing-1.2.dist-info/METADATA": "Metadata-Version: 2.1\nName: Some-Thing\nVersion: 1.2\nRequires-Dist: other (>=1)\nRequires-Dist: more\n\nLong text\n",
        "Some_Thing-1.2.dist-info/RECORD": "thing/__init__.py,sha256=abc,12\n",
        "Some_Thing-1.2.dist-info/entry_points.txt": "[console_scripts]\nthing = thing:main [extra]\n",
        "thing/__init__.py": "def main(): return 'ran'\n",
        "thing/data/a.txt": "resource\n"}.items():
    with open("site/" + name, "w") as f:
        f.write(text)
sys.path.insert(0, "site")
print(metadata.version("some.thing"), metadata.metadata("Some-Thing")["Name"], metadata.requires("some_thing"))  # expect: 1.2 Some-Thing ['other (>=1)', 'more']
point, = metadata.entry_points(group="console_scripts", name="thing")
print(point.name, point.value, point.module, point.attr, point.extras, point.load()())  # expect: thing thing:main [extra] thing main ['extra'] ran
print([str(f) for f in metadata.files("Some-Thing")], metadata.distribution("Some-Thing").metadata.get_all("Requires-Dist"))  # expect: ['thing/__init__.py'] ['other (>=1)', 'more']
try:
    metadata.version("none-such")
except metadata.PackageNotFoundError as error:
    print(error)  # expect: No package metadata was found for none-such
print(resources.read_text("thing", "data", "a.txt", encoding="utf-8"), (resources.files("thing") / "data" / "a.txt").read_text())  # expect: resource
                                                                                                                                   # expect:  resource
                                                                                                                                   # expect: 
print(sorted(p.name for p in resources.files("thing").iterdir() if not p.name.startswith("__py")), resources.is_resource("thing", "none"))  # expect: ['__init__.py', 'data'] False
with resources.as_file(resources.files("thing") / "data" / "a.txt") as path:
    print(path.exists())  # expect: True

# pip adds to what it has read.
headers = metadata.metadata("Some-Thing")
headers["Requires-Dist"] = "last"
print(headers.get_all("requires-dist"))  # expect: ['other (>=1)', 'more', 'last']
del headers["requires-dist"]
print(headers.get_all("Requires-Dist"))  # expect: None
