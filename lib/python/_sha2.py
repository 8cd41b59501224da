"""The SHA-2 functions, under the name that CPython's hashlib looks for."""

from _hashes import sha224, sha256, sha384, sha512
