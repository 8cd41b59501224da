"""Paths of files as objects: pure ones that are only names, and those that ask the file system."""

from pathlib._abc import *
from pathlib._local import *

__all__ = (_abc.__all__ + _local.__all__)
