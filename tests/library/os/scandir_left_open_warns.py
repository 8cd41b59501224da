"""An iterator of os.scandir() that was neither closed nor exhausted is a ResourceWarning."""
import gc
import os
import warnings


def shown(use):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        use(os.scandir("/"))
        gc.collect()
    return [(entry.category.__name__, str(entry.message).split(" <")[0]) for entry in seen]


print(shown(next))  # expect: [('ResourceWarning', 'unclosed scandir iterator')]
print(shown(list))  # expect: []
print(shown(lambda entries: entries.close()))  # expect: []
