"""Where the blocks of a control-flow graph stand in a picture, and how its edges run.

Layers from top to bottom: a block's layer is the longest way to it over forward edges. An edge over
several layers gets a bend in each. Within a layer the order is improved by going up and down a few
times, each block moving towards the middle of its neighbours; then places are chosen likewise.
Edges back run up in lanes of their own, to the right of everything.
"""

GAP_ACROSS, GAP_DOWN, LANE, MARGIN = 28, 44, 12, 16
SWEEPS = 6


class Node:
    """A block's box, or (without a block) a bend of an edge."""

    def __init__(self, layer, width, height, block=None):
        self.layer, self.width, self.height, self.block = layer, width, height, block
        self.above, self.below = [], []
        self.x = self.y = self.floor = 0      # middle, top, the layer's bottom

    @property
    def bottom(self):
        return self.y + self.height


class Layout:
    """`nodes` with their places, `edges` as (kind, points), the size of the whole."""

    def __init__(self, blocks, size):
        self.nodes = [Node(0, *size(block), block) for block in blocks]
        self.edges, self._chains, self._back = [], [], []
        self._layer(blocks)
        layers = self._bend()
        for sweep in range(SWEEPS):
            self._order(layers, sweep % 2 == 0)
        self._place(layers)
        self._route()

    def _layer(self, blocks):
        for block in blocks:
            for _, target in block.edges:
                if target > block.number:
                    below = self.nodes[target]
                    below.layer = max(below.layer, self.nodes[block.number].layer + 1)

    def _bend(self):
        """Connects the nodes of neighbouring layers; the layers as lists."""
        bends = []
        for node in self.nodes:
            for kind, target in node.block.edges:
                to = self.nodes[target]
                if target <= node.block.number:
                    self._back.append((kind, node, to))
                    continue
                chain = [node]
                for layer in range(node.layer + 1, to.layer):
                    chain.append(Node(layer, 8, 0))
                    bends.append(chain[-1])
                chain.append(to)
                for a, b in zip(chain, chain[1:]):
                    a.below.append(b)
                    b.above.append(a)
                self._chains.append((kind, chain))
        count = 1 + max(node.layer for node in self.nodes)
        layers = [[] for _ in range(count)]
        for node in self.nodes + bends:
            layers[node.layer].append(node)
        for layer in layers:
            for place, node in enumerate(layer):
                node.x = place
        return layers

    @staticmethod
    def _order(layers, downwards):
        for layer in layers if downwards else reversed(layers):
            def middle(node):
                near = node.above if downwards else node.below
                return sum(other.x for other in near) / len(near) if near else node.x
            layer.sort(key=middle)
            for place, node in enumerate(layer):
                node.x = place

    def _place(self, layers):
        for layer in layers:
            x = 0
            for node in layer:
                node.x = x + node.width / 2
                x += node.width + GAP_ACROSS
        for sweep in range(SWEEPS):
            for layer in layers if sweep % 2 == 0 else reversed(layers):
                self._settle(layer)
        left = min(node.x - node.width / 2 for layer in layers for node in layer)
        y = MARGIN
        for layer in layers:
            height = max(node.height for node in layer)
            for node in layer:
                node.x += MARGIN - left
                node.y = y
                node.floor = y + height
                if node.block is None:
                    node.height = height
            y += height + GAP_DOWN
        self.height = y - GAP_DOWN + MARGIN
        self.width = max(node.x + node.width / 2 for layer in layers for node in layer) + MARGIN

    @staticmethod
    def _settle(layer):
        """Each node towards the middle of its neighbours, without touching the next."""
        wanted = []
        for node in layer:
            near = node.above + node.below
            wanted.append(sum(other.x for other in near) / len(near) if near else node.x)
        for place, node in enumerate(layer):
            node.x = wanted[place]
            if place:
                before = layer[place - 1]
                node.x = max(node.x, before.x + (before.width + node.width) / 2 + GAP_ACROSS)
        for place in range(len(layer) - 2, -1, -1):
            node, after = layer[place], layer[place + 1]
            if node.x > wanted[place]:
                node.x = max(wanted[place],
                             min(node.x, after.x - (after.width + node.width) / 2 - GAP_ACROSS))

    def _route(self):
        for kind, chain in self._chains:
            first, last = chain[0], chain[-1]
            points = [(first.x + self._spread(first.below, chain[1]), first.bottom)]
            for bend in chain[1:-1]:
                points += [(bend.x, bend.y), (bend.x, bend.bottom)]
            points.append((last.x + self._spread(last.above, chain[-2]), last.y))
            self.edges.append((kind, points))
        for lane, (kind, node, to) in enumerate(self._back):
            x = self.width + lane * LANE
            self.edges.append((kind, [(node.x + node.width / 4, node.bottom),
                                      (node.x + node.width / 4, node.floor + 14),
                                      (x, node.floor + 14), (x, to.y - 14),
                                      (to.x + to.width / 4, to.y - 14),
                                      (to.x + to.width / 4, to.y)]))
        self.width += LANE * len(self._back) + MARGIN / 2

    @staticmethod
    def _spread(nodes, node):
        """Several edges at one side of a box do not end in one point."""
        places = sorted(nodes, key=lambda other: other.x)
        return (places.index(node) - (len(places) - 1) / 2) * 14
