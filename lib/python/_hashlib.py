"""CPython's extension module of this name: OpenSSL's hashes there, Folio's own here.

Folio's hashlib and hmac do not need it; CPython's use it where it is. HMAC they do themselves.
"""

from _hashes import (
    compare_digest, md5 as openssl_md5, pbkdf2_hmac, scrypt, sha1 as openssl_sha1,
    sha224 as openssl_sha224, sha256 as openssl_sha256, sha384 as openssl_sha384,
    sha3_224 as openssl_sha3_224, sha3_256 as openssl_sha3_256, sha3_384 as openssl_sha3_384,
    sha3_512 as openssl_sha3_512, sha512 as openssl_sha512, shake_128 as openssl_shake_128,
    shake_256 as openssl_shake_256)

HASH = type(openssl_md5())
HASHXOF = type(openssl_shake_128())

_constructors = {name.removeprefix("openssl_"): value for name, value in list(globals().items())
                 if name.startswith("openssl_")}
openssl_md_meth_names = frozenset(_constructors)


class UnsupportedDigestmodError(ValueError):
    pass


def new(name, string=b"", *, usedforsecurity=True):
    """Return a new hash object using the named algorithm.

    An optional string argument may be provided and will be
    automatically hashed.
    """
    if name not in _constructors:
        raise ValueError(f"unsupported hash type {name}")
    return _constructors[name](string, usedforsecurity=usedforsecurity)


def hmac_new(key, msg=b"", digestmod=None):
    raise UnsupportedDigestmodError("Folio leaves HMAC to hmac")


def hmac_digest(key, msg, digest):
    raise UnsupportedDigestmodError("Folio leaves HMAC to hmac")


def get_fips_mode():
    """Determine the OpenSSL FIPS mode of operation."""
    return 0
