# preload: hashlib, hmac
import hashlib, hmac, _hashes
for name in "md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b", "blake2s":
    h = hashlib.new(name, b"data"); h.update(b"more" * 50); print(name, h.hexdigest()[:16], h.copy().digest()[:2], h.digest_size, h.block_size)
s = hashlib.shake_128(b"x"); print(s.hexdigest(10), hashlib.blake2b(b"k", key=b"key", digest_size=8).hexdigest(), hashlib.pbkdf2_hmac("sha1", b"p", b"s", 3).hex())
print(hmac.new(b"key", b"message", "sha256").hexdigest()[:16], hmac.compare_digest("a", "a"))
try:
    hashlib.new("no such digest")
except ValueError as error:
    print(error)
hashlib.scrypt(b"password", salt=b"salt", n=4, r=1, p=2)
