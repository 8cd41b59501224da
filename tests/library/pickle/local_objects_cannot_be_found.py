# What stands in a function has no name by which another process would find it.
import pickle


def make():
    return lambda: 0


for thing in make(), lambda: 0:
    try:
        pickle.dumps(thing)
    except (AttributeError, pickle.PicklingError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
# expect: AttributeError Can't get local object 'make.<locals>.<lambda>'
# expect: PicklingError Can't pickle <function <lambda>
