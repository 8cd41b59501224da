"""python -m unittest: runs the tests that are named, or those it finds."""

import os.path
import sys

from .main import main

__unittest = True

if "__main__" in sys.argv[0] or sys.argv[0] == "-m":  # as help shows the program
    sys.argv[0] = os.path.basename(sys.executable) + " -m unittest"
main(module=None)
