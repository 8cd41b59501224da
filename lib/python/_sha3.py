"""The SHA-3 functions, under the name that CPython's hashlib looks for."""

from _hashes import sha3_224, sha3_256, sha3_384, sha3_512, shake_128, shake_256
