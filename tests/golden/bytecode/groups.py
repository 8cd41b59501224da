try:
    f()
except* ValueError as group:
    print(group)
except* OSError:
    pass
