# The source takes for a name what str.isidentifier() does, also what Unicode 15.1 added.
for character in "\u200c", "\u200d", "\u30fb", "\uff65", "\U0002ebf0":
    namespace = {}
    exec(f"a{character}b = 1", namespace)
    print(list(namespace)[-1].isascii(), f"a{character}b".isidentifier(), character.isidentifier())
# expect: False True False
# expect: False True False
# expect: False True False
# expect: False True False
# expect: False True True
