"""A small search engine: an inverted index over documents, with a query loop on standard input.

Documents come first, each begun by '@ title'; after a line '?' every line is a query:
words (all of them), "a phrase", -word (not), a | b (either), :stats.
"""
import math
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field

WORD = re.compile(r"[a-z0-9']+")
STOP = frozenset("a an and are as at be by for from in is it of on or that the to was with".split())


def stem(word):
    for ending in ("ing", "edly", "ed", "ies", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[:-len(ending)] + ("y" if ending == "ies" else "")
    return word


@dataclass
class Document:
    number: int
    title: str
    text: str
    words: list = field(default_factory=list)

    @property
    def length(self):
        return len(self.words) or 1

    def snippet(self, terms, width=50):
        for match in WORD.finditer(self.text.lower()):
            if stem(match[0]) in terms:
                start = max(0, match.start() - width // 2)
                piece = self.text[start:start + width].replace("\n", " ").strip()
                return ("..." if start else "") + piece + "..."
        return ""


class Index:
    def __init__(self):
        self.documents = []
        self.postings = defaultdict(dict)  # term -> {document: [positions]}

    def add(self, title, text):
        document = Document(len(self.documents), title, text)
        document.words = [stem(word) for word in WORD.findall(text.lower())]
        for position, word in enumerate(document.words):
            if word not in STOP:
                self.postings[word].setdefault(document.number, []).append(position)
        self.documents.append(document)

    def matching(self, term):
        return set(self.postings.get(term, ()))

    def phrase(self, terms):
        found = set()
        for number in set.intersection(*(self.matching(t) for t in terms)) if terms else ():
            starts = self.postings[terms[0]][number]
            if any(all(start + i in self.postings[t][number] for i, t in enumerate(terms))
                   for start in starts):
                found.add(number)
        return found

    def score(self, number, terms):
        total = 0.0
        for term in terms:
            entry = self.postings.get(term, {})
            if number in entry:
                frequency = len(entry[number]) / self.documents[number].length
                total += frequency * math.log((1 + len(self.documents)) / len(entry))
        return total

    def search(self, query):
        """(terms, numbers of the documents that match, best first)"""
        all_terms, result = [], set()
        for alternative in query.split("|"):
            matching = set(range(len(self.documents)))
            rest = alternative
            for quoted in re.findall(r'"([^"]*)"', alternative):
                terms = [stem(w) for w in WORD.findall(quoted.lower()) if w not in STOP]
                matching &= self.phrase(terms)
                all_terms += terms
                rest = rest.replace(f'"{quoted}"', " ")
            for token in rest.split():
                word = WORD.search(token.lower())
                if not word or word[0] in STOP:
                    continue
                term = stem(word[0])
                if token.startswith("-"):
                    matching -= self.matching(term)
                else:
                    matching &= self.matching(term)
                    all_terms.append(term)
            result |= matching
        ranked = sorted(result, key=lambda n: (-self.score(n, all_terms), n))
        return all_terms, ranked

    def statistics(self):
        lengths = Counter(len(entry) for entry in self.postings.values())
        common = sorted(self.postings, key=lambda t: (-len(self.postings[t]), t))[:5]
        return (f"{len(self.documents)} documents, {len(self.postings)} terms, "
                f"most common: {', '.join(common)}; in n documents: {sorted(lengths.items())}")


def read_documents(lines):
    title, text = None, []
    for line in lines:
        line = line.rstrip("\n")
        if line == "?":
            break
        if line.startswith("@ "):
            if title:
                yield title, "\n".join(text)
            title, text = line[2:], []
        else:
            text.append(line)
    if title:
        yield title, "\n".join(text)


def main():
    lines = iter(sys.stdin)
    index = Index()
    for title, text in read_documents(lines):
        index.add(title, text)
    for line in lines:
        query = line.strip()
        if not query:
            continue
        print(f"> {query}")
        if query == ":stats":
            print("  " + index.statistics())
            continue
        terms, numbers = index.search(query)
        if not numbers:
            print("  nothing found")
        for rank, number in enumerate(numbers, 1):
            document = index.documents[number]
            print(f"  {rank}. {document.title} ({index.score(number, terms):.3f})")
            if snippet := document.snippet(set(terms)):
                print(f"     {snippet}")


main()
