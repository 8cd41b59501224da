"""What CPython has natively for stat; here that is the module itself."""

from stat import *
