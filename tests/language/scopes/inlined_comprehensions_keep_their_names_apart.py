def assigned_to_its_own_variable():
    a = [1 for a in [0]]
    return a


print(assigned_to_its_own_variable())  # expect: [1]


def free_outside_and_cell_inside():
    x = [7]

    def f():
        return [lambda: x for x in (x, [1])[1]]

    return [g() for g in f()], x


print(free_outside_and_cell_inside())  # expect: ([1], [7])


def restored_after_an_exception():
    x = "kept"
    try:
        [1 // x for x in [1, 0]]
    except ZeroDivisionError:
        pass
    return x


print(restored_after_an_exception())  # expect: kept


class C:
    y = 5
    try:
        [y for _ in [1]]
    except NameError as error:
        print(error)  # expect: name 'y' is not defined
    items = [locals() for z in [3]]


print(C.items)  # expect: [{'z': 3}]
