"""The BLAKE2 functions, under the name that CPython's hashlib looks for."""

from _hashes import blake2b, blake2s
