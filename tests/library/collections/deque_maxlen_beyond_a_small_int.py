import collections

for maxlen in 2**61, 2**62, 2**63 - 1:
    print(collections.deque([1], maxlen).maxlen == maxlen)
    # expect: True
    # expect: True
    # expect: True
