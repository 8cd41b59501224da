# What a thread keeps in threading.local ends with it; what the main thread keeps ends with the
# program, also when it leads back to the local object itself.
import atexit
import threading

local = threading.local()


class Told:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("end of", self.name, threading.current_thread() is threading.main_thread())


def work():
    local.mine = Told("a thread's")
    local.mine.local = local


thread = threading.Thread(target=work)
thread.start()
thread.join()  # expect: end of a thread's False
local.mine = Told("the main thread's")


@atexit.register
def start_late():
    late = threading.Thread(target=print, args=("started at exit",))
    late.start()
    late.join()


print("end of the program")  # expect: end of the program
# expect: started at exit
# expect: end of the main thread's True
