"""Hash functions by name.

new(NAME), or the function of that name, makes an object with the methods update(DATA), digest(),
hexdigest() and copy().
"""

from _hashes import (blake2b, blake2s, md5, pbkdf2_hmac, scrypt, sha1, sha3_224, sha3_256,
                     sha3_384, sha3_512, sha224, sha256, sha384, sha512, shake_128, shake_256)

_constructors = {
    'md5': md5, 'sha1': sha1, 'sha224': sha224, 'sha256': sha256, 'sha384': sha384,
    'sha512': sha512, 'blake2b': blake2b, 'blake2s': blake2s, 'sha3_224': sha3_224,
    'sha3_256': sha3_256, 'sha3_384': sha3_384, 'sha3_512': sha3_512, 'shake_128': shake_128,
    'shake_256': shake_256,
}

algorithms_guaranteed = set(_constructors)
algorithms_available = set(_constructors)

__all__ = (*_constructors, 'new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest',
           'pbkdf2_hmac', 'scrypt')


def __get_builtin_constructor(name):
    constructor = _constructors.get(name)
    if constructor is None and isinstance(name, str):
        constructor = _constructors.get(name.lower().replace('sha-', 'sha').replace('-', '_'))
    if constructor is None:
        if not isinstance(name, str):
            raise TypeError(f"new() argument 'name' must be str, not {type(name).__name__}")
        raise ValueError('unsupported hash type ' + name)
    return constructor


def new(name, data=b'', **kwargs):
    """A hash object of the function with that name, the data taken already."""
    return __get_builtin_constructor(name)(data, **kwargs)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """The hash object of all that a binary file has; `digest` is a name or a function that makes
    one."""
    digestobj = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, 'getbuffer'):       # all of it in memory
        digestobj.update(fileobj.getbuffer())
        return digestobj
    if not (hasattr(fileobj, 'readinto') and hasattr(fileobj, 'readable')
            and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buffer = bytearray(_bufsize)
    view = memoryview(buffer)
    while True:
        size = fileobj.readinto(buffer)
        if size is None:
            raise BlockingIOError('I/O operation would block.')
        if size == 0:
            return digestobj
        digestobj.update(view[:size])
