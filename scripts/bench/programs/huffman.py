"""Huffman codes through heapq: tuples, heaps, strings of bits."""
import heapq
from collections import Counter

text = " ".join(f"word{i % 97} and number {i * i % 1009}" for i in range(4000))


def codes(text):
    heap = [(count, i, symbol) for i, (symbol, count) in enumerate(sorted(Counter(text).items()))]
    heapq.heapify(heap)
    serial = len(heap)
    while len(heap) > 1:
        low, high = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (low[0] + high[0], serial, (low[2], high[2])))
        serial += 1
    table, todo = {}, [("", heap[0][2])]
    while todo:
        prefix, node = todo.pop()
        if isinstance(node, tuple):
            todo += [(prefix + "0", node[0]), (prefix + "1", node[1])]
        else:
            table[node] = prefix
    return table


for _ in range(4):
    table = codes(text)
    bits = "".join(table[c] for c in text)
    decoded, reverse, at = [], {code: symbol for symbol, code in table.items()}, ""
    for bit in bits:
        at += bit
        if at in reverse:
            decoded.append(reverse[at])
            at = ""
    assert "".join(decoded) == text
print(len(text), len(bits), len(table))
