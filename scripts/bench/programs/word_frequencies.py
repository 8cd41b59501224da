"""Words of a text counted and ranked: lower, strip, split, Counter, sets."""
from collections import Counter

base = ("It was the best of times, it was the worst of times; it was the age of wisdom... "
        "it was the age of foolishness, it was the epoch of belief (and of incredulity)! ").split()
text = " ".join(base[i * 7 % len(base)] + ("" if i % 9 else f" No{i % 350}") for i in range(400000))
words = [word.strip(".,;!()").lower() for word in text.split()]
counts = Counter(words)
by_length = {}
for word in counts:
    by_length.setdefault(len(word), set()).add(word)
pairs = Counter(zip(words, words[1:]))
print(len(words), counts.most_common(5), sorted(map(len, by_length.values())), pairs.most_common(2))
