"""MD5, under the name that CPython's hashlib looks for."""

from _hashes import md5
