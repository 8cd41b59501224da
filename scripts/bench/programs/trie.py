"""A dictionary of words as nested dicts: insertion, prefixes, suggestions."""


class Trie:
    def __init__(self):
        self.root = {}

    def add(self, word):
        node = self.root
        for letter in word:
            node = node.setdefault(letter, {})
        node["$"] = word

    def walk(self, prefix):
        node = self.root
        for letter in prefix:
            node = node.get(letter)
            if node is None:
                return
        stack = [node]
        while stack:
            for key, child in stack.pop().items():
                if key == "$":
                    yield child
                else:
                    stack.append(child)


words = ["".join(chr(97 + (i * k + k * k) % 26) for k in range(3, 4 + i % 9)) for i in range(9000)]
trie = Trie()
for word in words:
    trie.add(word)
found = sum(len(list(trie.walk(word[:2]))) for word in words[:3000])
print(len(set(words)), found, sorted(trie.walk(words[5][:3]))[:4])
