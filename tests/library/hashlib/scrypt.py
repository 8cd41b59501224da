# scrypt: the test vectors of RFC 7914, and what it refuses.
from hashlib import scrypt


def attempt(**cost):
    try:
        return scrypt(b"p", salt=b"s", **cost).hex()[:16]
    except (TypeError, ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


print(scrypt(b"", salt=b"", n=16, r=1, p=1).hex())  # expect: 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
print(scrypt(b"password", salt=b"NaCl", n=1024, r=8, p=16).hex())  # expect: fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
print(scrypt(b"pleaseletmein", salt=b"SodiumChloride", n=16384, r=8, p=1).hex())  # expect: 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
print(attempt(n=2, r=8, p=1, dklen=7))  # expect: a707fd18f694cb
print(attempt(n=3, r=8, p=1))  # expect: ValueError: n must be a power of 2.
print(attempt(n=2, r=0, p=1))  # expect: ValueError: Invalid parameter combination for n, r, p, maxmem.
print(attempt(n=2, r=8))  # expect: TypeError: p is required and must be an unsigned int
print(attempt(n="x", r=8, p=1))  # expect: TypeError: scrypt() argument 'n' must be int, not str
print(attempt(n=-2, r=8, p=1))  # expect: TypeError: n is required and must be an unsigned int
print(attempt(n=2**64, r=8, p=1))  # expect: TypeError: n is required and must be an unsigned int
print(attempt(n=16, r=2**63, p=1))  # expect: ValueError: [digital envelope routines] parameter too large
print(attempt(n=16, r=8, p=2**30))  # expect: ValueError: [digital envelope routines] memory limit exceeded
print(attempt(n=2**16, r=1, p=1, maxmem=2**30))  # expect: ValueError: [digital envelope routines] memory limit exceeded
print(attempt(n=32768, r=8, p=1))  # expect: ValueError: [digital envelope routines] memory limit exceeded
print(attempt(n=32768, r=8, p=1, maxmem=2**26))  # expect: b6443b147759a95a
print(attempt(n=2, r=8, p=1, maxmem=-1))  # expect: ValueError: maxmem must be positive and smaller than 2147483647
print(attempt(n=2, r=8, p=1, dklen=0))  # expect: ValueError: dklen must be greater than 0 and smaller than 2147483647
print(attempt(n=2, r=8, p=1, dklen=2**70))  # expect: OverflowError: Python int too large to convert to C long
