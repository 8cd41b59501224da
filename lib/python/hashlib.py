"""hashlib module - A common interface to many hash functions.

new(name, data=b'', **kwargs) - returns a new hash object implementing the
                                given hash function; initializing the hash
                                using the given binary data.

Named constructor functions are also available, these are faster
than using new(name):

md5(), sha1(), sha224(), sha256(), sha384(), sha512(), blake2b(), blake2s(),
sha3_224, sha3_256, sha3_384, sha3_512, shake_128, and shake_256.

Hash objects have these methods:
 - update(data): Update the hash object with the bytes in data. Repeated calls
                 are equivalent to a single call with the concatenation of all
                 the arguments.
 - digest():     Return the digest of the bytes passed to the update() method
                 so far as a bytes object.
 - hexdigest():  Like digest() except the digest is returned as a string
                 of double length, containing only hexadecimal digits.
 - copy():       Return a copy (clone) of the hash object. This can be used to
                 efficiently compute the digests of data that share a common
                 initial substring.
"""

from _hashes import (blake2b, blake2s, md5, pbkdf2_hmac, sha1, sha3_224, sha3_256, sha3_384,
                     sha3_512, sha224, sha256, sha384, sha512, shake_128, shake_256)

_constructors = {
    'md5': md5, 'sha1': sha1, 'sha224': sha224, 'sha256': sha256, 'sha384': sha384,
    'sha512': sha512, 'blake2b': blake2b, 'blake2s': blake2s, 'sha3_224': sha3_224,
    'sha3_256': sha3_256, 'sha3_384': sha3_384, 'sha3_512': sha3_512, 'shake_128': shake_128,
    'shake_256': shake_256,
}

algorithms_guaranteed = set(_constructors)
algorithms_available = set(_constructors)

__all__ = (*_constructors, 'new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest',
           'pbkdf2_hmac')


def new(name, data=b'', **kwargs):
    """new(name, data=b'') - Return a new hashing object using the named algorithm;
    optionally initialized with data (which must be a bytes-like object).
    """
    constructor = _constructors.get(name)
    if constructor is None and isinstance(name, str):
        constructor = _constructors.get(name.lower().replace('sha-', 'sha').replace('-', '_'))
    if constructor is None:
        if not isinstance(name, str):
            raise TypeError(f"new() argument 'name' must be str, not {type(name).__name__}")
        raise ValueError('unsupported hash type ' + name)
    return constructor(data, **kwargs)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """Hash the contents of a file-like object. Returns a digest object.

    *fileobj* must be a file-like object opened for reading in binary mode.
    It accepts file objects from open(), io.BytesIO(), and SocketIO objects.
    The function may bypass Python's I/O and use the file descriptor *fileno*
    directly.

    *digest* must either be a hash algorithm name as a *str*, a hash
    constructor, or a callable that returns a hash object.
    """
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
