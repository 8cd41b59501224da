"""from __future__ import barry_as_FLUFL."""
print(eval(compile("1 <> 2", "f", "eval", 0x400000)))  # expect: True
for source, flags in ("1 != 2", 0x400000), ("1 <> 2", 0):
    try:
        compile(source, "f", "eval", flags)
    except SyntaxError as error:
        print([error.msg, error.offset])
# expect: ["with Barry as BDFL, use '<>' instead of '!='", 3]
                                          # expect: ['invalid syntax', 3]
