# Two million short strings, every 4,000th kept: what they took goes back to the system.
import gc
import memory


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


gc.collect()
start = resident()
strings = [f"string {i}" for i in range(2_000_000)]
alive = resident()
kept = strings[::4000]
del strings
gc.collect()
memory.trim()
end = resident()
print(len(kept), alive - start > 100_000_000)           # expect: 500 True
print(end - start <= 20_000_000 or end - start)         # expect: True
