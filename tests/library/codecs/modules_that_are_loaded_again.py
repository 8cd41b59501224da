# The module codecs taken out of sys.modules and imported again is known to the encodings that were
# imported before.
import sys

import codecs

first = codecs.CodecInfo
print(codecs.lookup("cp1252").incrementaldecoder is not None)       # expect: True
for name in "codecs", "_codecs":
    del sys.modules[name]
import codecs as again

print(again is codecs, again.CodecInfo is first)                    # expect: False True
with open("text", "w", encoding="utf-16-le") as file:
    file.write("hé")
with open("text", encoding="utf-16-le") as file:
    print(file.read())                                              # expect: hé
print(again.lookup("cp1251").incrementaldecoder is not None)        # expect: True
