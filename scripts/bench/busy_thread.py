"""What a thread that sleeps 1 ms again and again costs a busy one, and how late it wakes.

    chrt -f 10 folio scripts/bench/busy_thread.py [ROUNDS]      (and the same with python3.13)

chrt (as root) keeps others on the machine away. Rounds with and without the sleeper take turns; the
best of each is compared, as whatever else happens only makes a round slower.
"""
import sys
import threading
import time

ROUND = 0.1  # seconds


def busy():
    """Turns of a loop in a second."""
    turns = 0
    begin = time.perf_counter()
    end = begin + ROUND
    while time.perf_counter() < end:
        for _ in range(1000):
            turns += 1
    return turns / (time.perf_counter() - begin)


def sleeper(late, go_on):
    while go_on.is_set():
        begin = time.perf_counter()
        time.sleep(0.001)
        late.append(time.perf_counter() - begin - 0.001)


def round_beside_sleeper(late):
    go_on = threading.Event()
    go_on.set()
    thread = threading.Thread(target=sleeper, args=(late, go_on))
    thread.start()
    speed = busy()
    go_on.clear()
    thread.join()
    return speed


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    alone, beside, late = [], [], []
    for _ in range(rounds):
        alone.append(busy())
        beside.append(round_beside_sleeper(late))
    late.sort()
    print(f"busy alone {max(alone) / 1e6:.1f}, beside a sleeper {max(beside) / 1e6:.1f} million "
          f"turns/s: {max(beside) / max(alone) - 1:+.1%}")
    print(f"the sleeper wakes late by {late[len(late) // 2] * 1e3:.2f} ms in the median, "
          f"{late[len(late) * 9 // 10] * 1e3:.2f} ms in nine of ten")


main()
