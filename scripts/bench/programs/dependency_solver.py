"""Versions that fit each other, by backtracking: dicts, sets, recursion, comparison of tuples."""


def make_index(packages, versions):
    index = {}
    for p in range(packages):
        for v in range(versions):
            needs = {}
            for k in (1, 2, 3):
                other = (p * 3 + k * 7) % packages
                if other > p:
                    low = (v * k) % (versions - 1)
                    needs[f"pkg{other}"] = ((low, 0), (low + 2 + k % 2, 0))
            index.setdefault(f"pkg{p}", {})[(v, 0)] = needs
    return index


tries = 0


def solve(index, wanted, chosen):
    global tries
    open_names = [name for name in wanted if name not in chosen]
    if not open_names:
        return chosen
    name = min(open_names, key=lambda n: sum(1 for v in index[n] if fits(v, wanted[n])))
    for version in sorted(index[name], reverse=True):
        tries += 1
        if not fits(version, wanted[name]):
            continue
        more = {key: list(ranges) for key, ranges in wanted.items()}
        for other, bounds in index[name][version].items():
            more.setdefault(other, []).append(bounds)
        if any(other in chosen and not fits(chosen[other], ranges) for other, ranges in more.items()):
            continue
        answer = solve(index, more, {**chosen, name: version})
        if answer is not None:
            return answer
    return None


def fits(version, ranges):
    return all(low <= version < high for low, high in ranges)


for seed in range(6):
    index = make_index(27 + seed, 5)
    answer = solve(index, {"pkg0": [((0, 0), (9, 0))], f"pkg{seed + 1}": []}, {})
    print(tries, None if answer is None else sorted(answer.items())[:3])
