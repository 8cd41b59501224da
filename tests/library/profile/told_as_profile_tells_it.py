# The module profile: where calls stand, callers by count, a timer and what its events cost.
import profile
import pstats


def helper(count):
    return [abs(number) for number in range(count)] and sorted([3, 1])


class Some:
    def method(self):
        return helper(2)


ticks = iter(range(1000))
profiler = profile.Profile(lambda: next(ticks))
print(profiler.runcall(Some().method))  # expect: [1, 3]
profiler.create_stats()
for key in sorted(profiler.stats, key=lambda key: key[1:]):
    calls, every, own, total, callers = profiler.stats[key]
    name = key[2] if len(key[2]) < 20 else "the call"
    print(key[1], name, calls, every, sorted(callers.values()))
# expect: 0 the call 1 1 [1]
# expect: 0 abs 2 2 [2]
# expect: 0 profiler 0 0 []
# expect: 0 setprofile 1 1 [1]
# expect: 0 sorted 1 1 [1]
# expect: 6 helper 1 1 [1]
# expect: 11 method 1 1 [1]
profiler = profile.Profile()
profiler.run("len('abc')").create_stats()
print(sorted(name for file, line, name in profiler.stats if file != __file__))
# expect: ['<module>', 'exec', 'len', "len('abc')", 'profiler', 'setprofile']
print(profile.Profile(bias=0.5).bias, profile.Profile.bias)  # expect: 0.5 0
print(pstats.Stats(profiler).total_calls)  # expect: 5
print(profile.__all__)  # expect: ['run', 'runctx', 'Profile']
