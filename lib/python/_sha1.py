"""SHA-1, under the name that CPython's hashlib looks for."""

from _hashes import sha1
