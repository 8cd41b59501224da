# Where the interpreter ends, no other process is begun.
import os


class AtTheEnd:
    def __del__(self):
        for function in os.fork, os.forkpty:
            try:
                function()
            except PythonFinalizationError as error:
                print(error)


at_the_end = AtTheEnd()
# expect: can't fork at interpreter shutdown
# expect: can't fork at interpreter shutdown
