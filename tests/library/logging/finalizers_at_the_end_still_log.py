# What a finalizer logs when the modules are given up goes out all the same, exceptions too. (CPython
# needs its module linecache for these, which then cannot import any more.)
import logging

logging.basicConfig(filename="log", encoding="utf-8")


class Late:
    def __init__(self):
        self.open, self.print = open, print

    def __del__(self):
        logging.error("late")                 # expect: ERROR:root:late
        try:
            raise ValueError("some error")
        except ValueError:
            logging.exception("failed")       # expect: ERROR:root:failed
                                              # expect: Traceback (most recent call last):
                                              # expect: ValueError: some error
        with self.open("log") as file:
            for line in file:
                if line[0] != " ":  # no places
                    self.print(line, end="")


late = Late()
