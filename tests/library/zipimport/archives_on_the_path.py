# An archive on sys.path: modules, packages, data, resources, and running it.
import importlib.resources
import importlib.util
import marshal
import pkgutil
import runpy
import sys
import zipfile
import zipimport

code = compile("value = 'compiled'", "source.py", "exec")
header = importlib.util.MAGIC_NUMBER + bytes(12)
with zipfile.ZipFile("app.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("plain.py", "value = 'plain'\ndef fail(): 1 / 0\n")
    archive.writestr("compiled.pyc", header + marshal.dumps(code))
    archive.writestr("package/", "")
    archive.writestr("package/__init__.py", "")
    archive.writestr("package/data.txt", "some data")
    archive.writestr("space/", "")
    archive.writestr("space/inner.py", "value = 'inner'")
    archive.writestr("__main__.py", "import plain; answer = plain.value.upper()")

importer = pkgutil.get_importer("app.zip")
print(importer, zipimport.zipimporter("app.zip/package").prefix)  # expect: <zipimporter object "app.zip/"> package/
sys.path.insert(0, "app.zip")
import compiled, package, plain, space.inner
print(plain.value, compiled.value, space.inner.value)  # expect: plain compiled inner
print(plain.__file__, package.__path__, space.__path__)  # expect: app.zip/plain.py ['app.zip/package'] _NamespacePath(['app.zip/space'])
print(plain.__loader__.get_source("plain").splitlines()[0], importer.get_source("compiled"))  # expect: value = 'plain' None
print(pkgutil.get_data("package", "data.txt"))  # expect: b'some data'
print(importlib.resources.files("package").joinpath("data.txt").read_text())  # expect: some data
print([(info.name, info.ispkg) for info in pkgutil.iter_modules(["app.zip"])])  # expect: [('__main__', False), ('compiled', False), ('package', True), ('plain', False)]
print(runpy.run_path("app.zip")["answer"])  # expect: PLAIN

for wrong in "nothing.zip", "", __file__:
    try:
        zipimport.zipimporter(wrong)
    except zipimport.ZipImportError as error:
        print(str(error).partition(":")[0])  # expect: not a Zip file
                                             # expect: archive path is empty
                                             # expect: not a Zip file
try:
    importer.get_code("missing")
except zipimport.ZipImportError as error:
    print(error)  # expect: can't find module 'missing'
