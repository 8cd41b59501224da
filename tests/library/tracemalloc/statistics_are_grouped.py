from tracemalloc import DomainFilter, Filter, Frame, Snapshot, Statistic, Traceback

traces = [(0, 10, (("a.py", 2), ("b.py", 4)), 3)] * 3 + [
    (1, 2, (("a.py", 5), ("b.py", 4)), 3),
    (2, 66, (("b.py", 1),), 1),
]
snapshot = Snapshot(traces, 2)
for statistic in snapshot.statistics("lineno"):
    print(statistic)
# expect: b.py:1: size=66 B, count=1, average=66 B
# expect: a.py:2: size=30 B, count=3, average=10 B
# expect: a.py:5: size=2 B, count=1, average=2 B
for statistic in snapshot.statistics("filename", cumulative=True):
    print(statistic)
# expect: b.py:0: size=98 B, count=5, average=20 B
# expect: a.py:0: size=32 B, count=4, average=8 B
later = Snapshot(traces[3:] + [(0, 4000000, (("c.py", 8),), 1)], 2)
for difference in later.compare_to(snapshot, "traceback"):
    print(difference)
# expect: c.py:8: size=3906 KiB (+3906 KiB), count=1 (+1), average=3906 KiB
# expect: b.py:4: size=0 B (-30 B), count=0 (-3)
# expect: b.py:1: size=66 B (+0 B), count=1 (+0), average=66 B
# expect: b.py:4: size=2 B (+0 B), count=1 (+0), average=2 B
print(snapshot.traces[0], len(snapshot.traces), snapshot.traces[3].domain)
# expect: b.py:4: 10 B 5 1
print(snapshot.traces[0].traceback)
# expect: b.py:4
print(repr(snapshot.traces[0].traceback))
# expect: <Traceback (<Frame filename='b.py' lineno=4>, <Frame filename='a.py' lineno=2>) total_nframe=3>
print(snapshot.traces[0].traceback.format())
# expect: ['  File "b.py", line 4', '  File "a.py", line 2']
print(len(snapshot.filter_traces([Filter(False, "b.py")]).traces),
      len(snapshot.filter_traces([Filter(True, "b.py", all_frames=True)]).traces),
      len(snapshot.filter_traces([DomainFilter(True, 2)]).traces))
# expect: 4 5 1
for wrong in "kind", ("traceback", True):
    try:
        snapshot.statistics(*([wrong] if isinstance(wrong, str) else wrong))
    except ValueError as error:
        print(error)
# expect: unknown key_type: 'kind'
# expect: cumulative mode cannot by used with key type 'traceback'
print(Frame(("a", 1)) < Frame(("b", 0)), Traceback((("a", 1),)) == Traceback((("a", 1),)))
# expect: True True
print(Statistic(Traceback((("a", 1),)), 5, 0))
# expect: a:1: size=5 B, count=0
