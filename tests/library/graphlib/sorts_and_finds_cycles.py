# Nodes as they become ready; a cycle is reported as a path; wrong calls.
import graphlib

sorter = graphlib.TopologicalSorter({'d': ['b', 'c'], 'b': ['a'], 'c': ['a']})
print(list(sorter.static_order()))  # expect: ['a', 'b', 'c', 'd']
sorter = graphlib.TopologicalSorter()
sorter.add('x', 'y', 'z')
sorter.prepare()
print(sorter.get_ready(), sorter.get_ready(), sorter.is_active())  # expect: ('y', 'z') () True
sorter.done('y', 'z')
print(sorter.get_ready(), bool(sorter))  # expect: ('x',) True
for node in ('y', 'q'):
    try:
        sorter.done(node)
    except ValueError as error:
        print(error)  # expect: node 'y' was already marked done
                      # expect: node 'q' was not added using add()
try:
    graphlib.TopologicalSorter({1: [2], 2: [3], 3: [1], 4: [1]}).prepare()
except graphlib.CycleError as error:
    print(error.args)  # expect: ('nodes are in a cycle', [1, 3, 2, 1])
