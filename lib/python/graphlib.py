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
    """Subclass of ValueError raised by TopologicalSorter.prepare if cycles
    exist in the working graph.

    If multiple cycles exist, only one undefined choice among them will be reported
    and included in the exception. The detected cycle can be accessed via the second
    element in the *args* attribute of the exception instance and consists in a list
    of nodes, such that each node is, in the graph, an immediate predecessor of the
    next node in the list. In the reported list, the first and the last node will be
    the same, to make it clear that it is cyclic.
    """


class TopologicalSorter:
    """Provides functionality to topologically sort a graph of hashable nodes"""

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
        """Add a new node and its predecessors to the graph.

        Both the *node* and all elements in *predecessors* must be hashable.

        If called multiple times with the same node argument, the set of dependencies
        will be the union of all dependencies passed in.

        It is possible to add a node with no dependencies (*predecessors* is not provided)
        as well as provide a dependency twice. If a node that has not been provided before
        is included among *predecessors* it will be automatically added to the graph with
        no predecessors of its own.

        Raises ValueError if called after "prepare".
        """
        if self._ready is not None:
            raise ValueError('Nodes cannot be added after a call to prepare()')
        self._get(node).predecessors += len(predecessors)
        for predecessor in predecessors:
            self._get(predecessor).successors.append(node)

    def prepare(self):
        """Mark the graph as finished and check for cycles in the graph.

        If any cycle is detected, "CycleError" will be raised, but "get_ready" can
        still be used to obtain as many nodes as possible until cycles block more
        progress. After a call to this function, the graph cannot be modified and
        therefore no more nodes can be added using "add".
        """
        if self._ready is not None:
            raise ValueError('cannot prepare() more than once')
        self._ready = [info.node for info in self._nodes.values() if info.predecessors == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError('nodes are in a cycle', cycle)

    def get_ready(self):
        """Return a tuple of all the nodes that are ready.

        Initially it returns all nodes with no predecessors; once those are marked
        as processed by calling "done", further calls will return all new nodes that
        have all their predecessors already processed. Once no more progress can be made,
        empty tuples are returned.

        Raises ValueError if called without calling "prepare" previously.
        """
        if self._ready is None:
            raise ValueError('prepare() must be called first')
        result = tuple(self._ready)
        for node in result:
            self._nodes[node].predecessors = _OUT
        self._ready.clear()
        self._handed_out += len(result)
        return result

    def is_active(self):
        """Return ``True`` if more progress can be made and ``False`` otherwise.

        Progress can be made if cycles do not block the resolution and either there
        are still nodes ready that haven't yet been returned by "get_ready" or the
        number of nodes marked "done" is less than the number that have been returned
        by "get_ready".

        Raises ValueError if called without calling "prepare" previously.
        """
        if self._ready is None:
            raise ValueError('prepare() must be called first')
        return self._done < self._handed_out or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Marks a set of nodes returned by "get_ready" as processed.

        This method unblocks any successor of each node in *nodes* for being returned
        in the future by a call to "get_ready".

        Raises ValueError if any node in *nodes* has already been marked as
        processed by a previous call to this method, if a node was not added to the
        graph by using "add" or if called without calling "prepare" previously or if
        node has not yet been returned by "get_ready".
        """
        if self._ready is None:
            raise ValueError('prepare() must be called first')
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
        """Returns an iterable of nodes in a topological order.

        The particular order that is returned may depend on the specific
        order in which the items were inserted in the graph.

        Using this method does not require to call "prepare" or "done". If any
        cycle is detected, :exc:`CycleError` will be raised.
        """
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)

    __class_getitem__ = classmethod(GenericAlias)
