"""Main entry point"""

import os.path
import sys

if sys.argv[0].endswith("__main__.py") or sys.argv[0] == "-m":
    sys.argv[0] = os.path.basename(sys.executable) + " -m unittest"

__unittest = True

from .main import main

main(module=None)
