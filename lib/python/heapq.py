"""Heap queues: a list whose item i is at most as large as items 2i+1 and 2i+2.

    heap = []            an empty heap
    heappush(heap, item)
    item = heappop(heap) the smallest
    item = heap[0]       the smallest, without removing it
    heapify(list)        in linear time
"""

try:
    from _heapq import (heappush, heappop, heapify, heapreplace, heappushpop,
                        _heappop_max, _heapify_max, _heapreplace_max)
except ImportError:
    from _pyheapq import (heappush, heappop, heapify, heapreplace, heappushpop,
                          _heappop_max, _heapify_max, _heapreplace_max)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest',
           'heappushpop']


_NOTHING = object()


def merge(*iterables, key=None, reverse=False):
    """Yields the items of sorted inputs in their order.

    >>> list(merge([1, 4], [2, 3], key=None))
    [1, 2, 3, 4]
    """
    build, pop, replace = ((_heapify_max, _heappop_max, _heapreplace_max) if reverse
                           else (heapify, heappop, heapreplace))
    direction = -1 if reverse else 1
    # Entries [sort key, order of the input, item, next method]; the order keeps merging stable.
    entries = []
    for order, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            item = advance()
        except StopIteration:
            continue
        entries.append([item if key is None else key(item), order * direction, item, advance])
    build(entries)
    while len(entries) > 1:
        entry = entries[0]
        try:
            while True:
                yield entry[2]
                item = entry[2] = entry[3]()
                entry[0] = item if key is None else key(item)
                replace(entries, entry)
                entry = entries[0]
        except StopIteration:
            pop(entries)
    if entries:
        _, _, item, advance = entries[0]
        yield item
        yield from advance.__self__


def _best(n, iterable, key, largest):
    """The n smallest or largest items, the best first; equal ones in the order they came."""
    iterator = iter(iterable)
    # The heap holds the best so far with the worst of them on top: (key, order, item).
    direction = -1 if largest else 1
    if key is None:
        heap = [(item, order * direction, item) for order, item in zip(range(n), iterator)]
    else:
        heap = [(key(item), order * direction, item)
                for order, item in zip(range(n), iterator)]
    if not heap:
        return []
    build, replace = (heapify, heapreplace) if largest else (_heapify_max, _heapreplace_max)
    build(heap)
    worst = heap[0][0]
    order = len(heap)
    for item in iterator:
        value = item if key is None else key(item)
        if worst < value if largest else value < worst:
            replace(heap, (value, order * direction, item))
            worst = heap[0][0]
        order += 1
    heap.sort(reverse=largest)
    return [item for _, _, item in heap]


def _best_of(n, iterable, key, largest):
    if n == 1:
        best = max if largest else min
        found = best(iterable, key=key, default=_NOTHING)
        return [] if found is _NOTHING else [found]
    try:
        sort_all = n >= len(iterable)
    except (TypeError, AttributeError):
        sort_all = False
    if sort_all:
        return sorted(iterable, key=key, reverse=largest)[:n]
    return _best(n, iterable, key, largest)


def nsmallest(n, iterable, key=None):
    """The n smallest items, in order: sorted(iterable, key=key)[:n]."""
    return _best_of(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """The n largest items, the largest first: sorted(iterable, key=key, reverse=True)[:n]."""
    return _best_of(n, iterable, key, True)
