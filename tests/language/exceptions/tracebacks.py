# Traceback objects: one entry per frame the exception went through.
def inner():
    raise ValueError("here")


def outer():
    inner()


try:
    outer()
except ValueError as e:
    t = e.__traceback__
    entries = []
    while t:
        entries.append((t.tb_frame.f_code.co_name, t.tb_lineno))
        t = t.tb_next
    print(entries)  # expect: [('<module>', 11), ('outer', 7), ('inner', 3)]
    first = e.__traceback__
    print(first.tb_next.tb_frame.f_back is first.tb_frame, type(first).__name__)  # expect: True traceback
    try:
        first.tb_next = first
    except ValueError as error:
        print(error)  # expect: traceback loop detected
    shorter = e.with_traceback(first.tb_next)
    print(shorter is e, e.__traceback__.tb_lineno)  # expect: True 7
    made = type(first)(None, first.tb_frame, 4, 77)
    print(made.tb_lineno, made.tb_lasti, made.tb_next)  # expect: 77 4 None


def again():
    try:
        inner()
    except ValueError as e:
        raise e


try:
    again()
except ValueError as e:
    t, lines = e.__traceback__, []
    while t:
        lines.append(t.tb_lineno)
        t = t.tb_next
    print(lines)  # expect: [39, 35, 33, 3]
del t, first, made, shorter
