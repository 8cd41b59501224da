# Codes of several hash functions, copies, comparison.
import hashlib
import hmac

code = hmac.new(b'key', b'message', 'sha256')
print(code.hexdigest(), code.name, code.digest_size, code.block_size)  # expect: 6e9ef29b75fffc5b7abae527d58fdadb2fe42e7219011976917343065f58ed4a hmac-sha256 32 64
twin = code.copy()
twin.update(b'more')
print(hmac.digest(b'key', b'messagemore', hashlib.sha256) == twin.digest())  # expect: True
print(hmac.new(b'k' * 100, digestmod=hashlib.md5).hexdigest())  # expect: 73b8c29a3a45f74139dfbf40d439a712
print(hmac.compare_digest('abc', 'abc'), hmac.compare_digest(b'abc', b'abd'), hmac.compare_digest(b'', b'a'))  # expect: True False False
for arguments in (('key',), (b'key',)):
    try:
        hmac.new(*arguments)
    except TypeError as error:
        print(error)  # expect: key: expected bytes or bytearray, but got 'str'
                      # expect: Missing required argument 'digestmod'.
