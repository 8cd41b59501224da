"""Keyed hashing for messages, as RFC 2104 has it."""

import hashlib as _hashlib
from _operator import _compare_digest as compare_digest

trans_5C = bytes((x ^ 0x5C) for x in range(256))
trans_36 = bytes((x ^ 0x36) for x in range(256))

# The size of the digests that a hash function gives is a property of the objects; None here.
digest_size = None


def _constructor(digestmod):
    if callable(digestmod):
        return digestmod
    if isinstance(digestmod, str):
        return lambda data=b'': _hashlib.new(digestmod, data)
    return lambda data=b'': digestmod.new(data)


class HMAC:
    """A hash of a key and a message."""

    blocksize = 64          # what hash functions without a block_size have

    __slots__ = ('_inner', '_outer', 'block_size', 'digest_size')
    _hmac = None            # in CPython an object of OpenSSL's, which does the work of these two

    def __init__(self, key, msg=None, digestmod=''):
        """digestmod is what to hash with: a name for hashlib.new(), a function like hashlib.md5,
        or a module with new().
        """
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f'key: expected bytes or bytearray, but got {type(key).__name__!r}')
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        self._init_old(key, msg, digestmod)

    def _init_old(self, key, msg, digestmod):
        make = _constructor(digestmod)
        self._outer = make()
        self._inner = make()
        self.digest_size = self._inner.digest_size
        self.block_size = self._block_size(self._inner)
        if len(key) > self.block_size:
            key = make(key).digest()
        key = key.ljust(self.block_size, b'\0')
        self._outer.update(key.translate(trans_5C))
        self._inner.update(key.translate(trans_36))
        if msg is not None:
            self.update(msg)

    def _block_size(self, hash):
        size = getattr(hash, 'block_size', None)
        if size is not None and size >= 16:
            return size
        import warnings
        if size is None:
            warnings.warn(f'No block_size attribute on given digest object; Assuming '
                          f'{self.blocksize}.', RuntimeWarning, 3)
        else:
            warnings.warn(f'block_size of {size} seems too small; using our default of '
                          f'{self.blocksize}.', RuntimeWarning, 3)
        return self.blocksize

    @property
    def name(self):
        return f'hmac-{self._inner.name}'

    def update(self, msg):
        """Adds to the message."""
        self._inner.update(msg)

    def copy(self):
        """Another object with the same message so far."""
        other = self.__class__.__new__(self.__class__)
        other.digest_size = self.digest_size
        other.block_size = self.block_size
        other._inner = self._inner.copy()
        other._outer = self._outer.copy()
        return other

    def _current(self):
        outer = self._outer.copy()
        outer.update(self._inner.digest())
        return outer

    def digest(self):
        """The hash of the message so far, which may go on."""
        return self._current().digest()

    def hexdigest(self):
        """The same in hexadecimal digits."""
        return self._current().hexdigest()


def new(key, msg=None, digestmod=''):
    """An HMAC; digestmod must be given."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """The hash of a key and a message at one go."""
    make = _constructor(digest)
    inner = make()
    outer = make()
    size = getattr(inner, 'block_size', 64)
    if len(key) > size:
        key = make(key).digest()
    key = key.ljust(size, b'\0')
    inner.update(key.translate(trans_36))
    outer.update(key.translate(trans_5C))
    inner.update(msg)
    outer.update(inner.digest())
    return outer.digest()
