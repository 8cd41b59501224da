"""Topological sorting of graphs of hashable nodes."""

from types import GenericAlias

__all__ = ['TopologicalSorter', 'CycleError']

_OUT = -1           # instead of a number of predecessors: handed out
_DONE = -2


class _Node:
    __slots__ = ('node', 'predecessors', 'successors')

    def __init__(self, node):
        self.node = node
        self.predecessors = 0       # that are not done yet; or _OUT, _DONE
        self.successors = []


class CycleError(ValueError):
    """A graph has cycles. args[1] is one of them: nodes, each a predecessor of the next, and the
    first one again.
    """


class TopologicalSorter:
    """A graph of nodes, handed out so that each comes behind its predecessors.

    add() makes it, prepare() ends that; then get_ready() and done() take turns while is_active().
    """

    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None          # a list once prepare() was called
        self._handed_out = 0
        self._done = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _get(self, node):
        info = self._nodes.get(node)
        if info is None:
            info = self._nodes[node] = _Node(node)
        return info

    def add(self, node, *predecessors):
        """Adds a node and some of its predecessors; all of them must be hashable."""
        if self._ready is not None:
            raise ValueError('Nodes cannot be added after a call to prepare()')
        self._get(node).predecessors += len(predecessors)
        for predecessor in predecessors:
            self._get(predecessor).successors.append(node)

    def prepare(self):
        """The graph is complete. CycleError if it has a cycle: what does not depend on that can
        still
        be asked for.
        """
        if self._ready is not None:
            raise ValueError('cannot prepare() more than once')
        self._ready = [info.node for info in self._nodes.values() if info.predecessors == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError('nodes are in a cycle', cycle)

    def _require_prepared(self):
        if self._ready is None:
            raise ValueError('prepare() must be called first')

    def get_ready(self):
        """A tuple of the nodes whose predecessors are done, each only once."""
        self._require_prepared()
        result = tuple(self._ready)
        for node in result:
            self._nodes[node].predecessors = _OUT
        self._ready.clear()
        self._handed_out += len(result)
        return result

    def is_active(self):
        """Whether there are nodes to get, or some that were got and are not done."""
        self._require_prepared()
        return self._done < self._handed_out or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """These nodes, which get_ready() returned, are done: others may get ready."""
        self._require_prepared()
        for node in nodes:
            info = self._nodes.get(node)
            if info is None:
                raise ValueError(f'node {node!r} was not added using add()')
            if info.predecessors >= 0:
                raise ValueError(f'node {node!r} was not passed out (still not ready)')
            if info.predecessors == _DONE:
                raise ValueError(f'node {node!r} was already marked done')
            info.predecessors = _DONE
            for successor in info.successors:
                successor_info = self._nodes[successor]
                successor_info.predecessors -= 1
                if successor_info.predecessors == 0:
                    self._ready.append(successor)
            self._done += 1

    def _find_cycle(self):
        """Depth first, with the path and an iterator over the successors of each node on it."""
        seen = set()
        path = []
        place = {}                  # node on the path -> where
        iterators = []
        for start in self._nodes:
            node = start
            while node not in seen or node in place:
                if node in place:
                    return path[place[node]:] + [node]
                seen.add(node)
                place[node] = len(path)
                path.append(node)
                iterators.append(iter(self._nodes[node].successors))
                node = self._step(path, place, iterators, seen)
                if node is None:
                    break
        return None

    @staticmethod
    def _step(path, place, iterators, seen):
        """The next node to look at: one not seen, or one on the path; None when all is done."""
        while path:
            for node in iterators[-1]:
                if node not in seen or node in place:
                    return node
            del place[path.pop()]
            iterators.pop()
        return None

    def static_order(self):
        """Yields all nodes in such an order; nothing else has to be called."""
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)

    __class_getitem__ = classmethod(GenericAlias)
