# A callback whose globals hold the module is given up at the end.
import gc

gc.callbacks.append(lambda phase, info: None)
gc.garbage.append(lambda: None)
gc.collect()
print("done")  # expect: done
