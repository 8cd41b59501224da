"""heapq's functions in Python, for where the native ones are not to be had."""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop', '_heappop_max',
           '_heapify_max', '_heapreplace_max']


def _less(a, b):
    return a < b


def _greater(a, b):
    return b < a


def _rise(heap, top, index, above):
    """Move the item at index up, no higher than top, until its parent is to stand above it."""
    item = heap[index]
    while index > top:
        parent = (index - 1) >> 1
        if not above(item, heap[parent]):
            break
        heap[index] = heap[parent]
        index = parent
    heap[index] = item


def _sink(heap, index, above):
    """Move the item at index down to a leaf along the better children, then up to its place."""
    top, count, item = index, len(heap), heap[index]
    child = 2 * index + 1
    while child < count:
        if child + 1 < count and not above(heap[child], heap[child + 1]):
            child += 1
        heap[index] = heap[child]
        index = child
        child = 2 * index + 1
    heap[index] = item
    _rise(heap, top, index, above)


def _pop(heap, above):
    last = heap.pop()       # IndexError if it is empty
    if not heap:
        return last
    first, heap[0] = heap[0], last
    _sink(heap, 0, above)
    return first


def _replace(heap, item, above):
    first, heap[0] = heap[0], item
    _sink(heap, 0, above)
    return first


def _build(heap, above):
    for index in reversed(range(len(heap) // 2)):
        _sink(heap, index, above)


def heappush(heap, item):
    """Push item onto heap, maintaining the heap invariant."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1, _less)


def heappop(heap):
    """Pop the smallest item off the heap, maintaining the heap invariant."""
    return _pop(heap, _less)


def heapreplace(heap, item):
    """Pop and return the current smallest value, and add the new item."""
    return _replace(heap, item, _less)


def heappushpop(heap, item):
    """Fast version of a heappush followed by a heappop."""
    if heap and heap[0] < item:
        return _replace(heap, item, _less)
    return item


def heapify(x):
    """Transform list into a heap, in-place, in O(len(x)) time."""
    _build(x, _less)


def _heappop_max(heap):
    """Maxheap version of a heappop."""
    return _pop(heap, _greater)


def _heapreplace_max(heap, item):
    """Maxheap version of a heappop followed by a heappush."""
    return _replace(heap, item, _greater)


def _heapify_max(x):
    """Transform list into a maxheap, in-place, in O(len(x)) time."""
    _build(x, _greater)


for _name in __all__:
    globals()[_name].__module__ = 'heapq'       # what users see
del _name
