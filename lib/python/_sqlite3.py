"""What CPython's extension module of this name has."""

from sqlite3._module import *
