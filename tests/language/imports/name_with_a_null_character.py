"""A name that only begins like a module's is no module; latin is the name of a coding."""
for name in "string\0", "sys\0x":
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        print(error)
# expect: No module named 'string\x00'
# expect: No module named 'sys\x00x'
namespace = {}
exec(b"# coding=latin\ntext = '\xb5'", namespace)
print(ascii(namespace["text"]))  # expect: '\xb5'
