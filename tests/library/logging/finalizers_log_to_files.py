# What is finalized when the program ends can log still, also to a file that it opens anew.
import logging
import sys

logging.basicConfig(filename="late.log", level=logging.ERROR, encoding="utf-8")
logging.getLogger().addHandler(logging.StreamHandler(sys.stdout))


class Late:
    def __del__(self):
        logging.error("ends: é")


late = Late()  # expect: ends: é
