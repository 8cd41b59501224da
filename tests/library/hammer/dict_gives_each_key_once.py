# Of eight threads that set a default, or pop a key, exactly one wins each time.
from _hammer import THREADS, hammer

shared = {}
made, popped = [0] * THREADS, [0] * THREADS


def work(number, turn):
    token = object()
    if shared.setdefault(turn, token) is token:
        made[number] += 1
    if shared.pop(turn - 20 - number, None) is not None:
        popped[number] += 1
    if turn % 100 == 0:
        try:
            for key in shared:
                key in shared
        except RuntimeError as error:
            assert "changed" in str(error)
    shared.get(turn), shared | {}


hammer(work)
print(sum(made) - sum(popped) == len(shared) == len(list(shared.items())))  # expect: True
