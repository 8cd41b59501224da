# Every algorithm in one call and in pieces, parameters of BLAKE2, derived keys; errors.
import hashlib
import io

for name in sorted(hashlib.algorithms_guaranteed):
    whole = hashlib.new(name, bytes(range(250)) * 3)
    parts = hashlib.new(name)
    for start in range(0, 750, 97):
        parts.update((bytes(range(250)) * 3)[start:start + 97])
    size = (20,) if name.startswith('shake') else ()
    assert whole.hexdigest(*size) == parts.copy().hexdigest(*size), name
print(hashlib.md5(b'a').hexdigest(), hashlib.sha1(b'a').hexdigest())  # expect: 0cc175b9c0f1b6a831c399e269772661 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8
print(hashlib.sha256(b'a').hexdigest())  # expect: ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb
print(hashlib.sha3_224(b'a').hexdigest(), hashlib.shake_128(b'a').hexdigest(5))  # expect: 9e86ff69557ca95f405f081269685b38e3a819b309ee942f482b6a8b 85c8de88d2
print(hashlib.blake2b(b'a', digest_size=10, key=b'key', salt=b'salt', person=b'me', last_node=True).hexdigest())  # expect: 4abc642c312c61bf25d3
print(hashlib.blake2s(b'a', digest_size=10, fanout=2, depth=3, leaf_size=4, node_offset=5, node_depth=1, inner_size=9).hexdigest())  # expect: 752ddd2216bd4dad178e
print(hashlib.pbkdf2_hmac('sha512', b'password', b'salt', 3, 16).hex())  # expect: b6b07cb2cebf4ad84468391a543824fc
print(hashlib.file_digest(io.BytesIO(b'text'), 'sha256').hexdigest()[:8])  # expect: 982d9e3e
print(hashlib.sha384().digest_size, hashlib.sha384().block_size, hashlib.sha384().name)  # expect: 48 128 sha384


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print(attempt(hashlib.new, 'none'))  # expect: ValueError: unsupported hash type none
print(attempt(hashlib.md5, 'text'))  # expect: TypeError: Strings must be encoded before hashing
print(attempt(hashlib.blake2b, key=b'x' * 65))  # expect: ValueError: maximum key length is 64 bytes
print(attempt(hashlib.pbkdf2_hmac, 'sha1', b'', b'', 0))  # expect: ValueError: iteration value must be greater than 0.
# Long data, whole and in pieces that do not fit the blocks.
for name in ('md5', 'sha1', 'sha256', 'sha512'):
    long = bytes(range(256)) * 1000
    parts = hashlib.new(name, long[:100])
    parts.update(long[100:90001])
    parts.update(long[90001:])
    small = hashlib.new(name)
    for start in range(0, len(long), 1000):
        small.update(long[start:start + 1000])
    assert hashlib.new(name, long).digest() == parts.digest() == small.digest(), name
print(hashlib.sha256(bytes(10**6)).hexdigest())  # expect: d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025

# The names that CPython's own hashlib looks for.
from _blake2 import blake2b
from _md5 import md5
from _sha2 import sha256
print(md5(b"").digest_size, sha256(b"x").digest() == hashlib.sha256(b"x").digest(), blake2b(b"").name)
# expect: 16 True blake2b
for wide in {"leaf_size": 1 << 32}, {"node_offset": 1 << 48}, {"leaf_size": -1}:
    print(attempt(lambda: hashlib.blake2s(b"", **wide)))
# expect: OverflowError: leaf_size is too large
# expect: OverflowError: node_offset is too large
# expect: ValueError: value must be positive
