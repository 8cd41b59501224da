# What a finalizer logs when the modules are given up goes out all the same, exceptions too.
import builtins
import logging
import sys

logging.basicConfig(stream=sys.stdout)
handler = logging.FileHandler("log", encoding="utf-8")
logging.getLogger().addHandler(handler)


class Late:
    def __del__(self):
        logging.error("late")                 # expect: ERROR:root:late
        try:
            raise ValueError("some error")
        except ValueError:
            logging.exception("failed")       # expect: ERROR:root:failed
                                              # expect: Traceback (most recent call last):
                                              # expect: ValueError: some error
        self.print(self.open("log").read().count("late"))   # expect: 1


class Stream:
    def write(self, text):
        for line in text.splitlines():
            if line[0] != " ":  # no places
                sys.stdout.write(line + "\n")

    def flush(self):
        pass


logging.getLogger().handlers[0].setStream(Stream())
late = Late()
late.open, late.print = open, print
