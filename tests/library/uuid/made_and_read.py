"""UUIDs made from names, numbers and texts, and their fields."""
import uuid

print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "x"))  # expect: 6fa459ea-ee8a-3ca4-894e-db77e160355e 4cd605e7-afa2-5360-b5b9-c5e9fb5c76f4
x = uuid.UUID("{12345678-1234-5678-8234-567812345678}")
print(repr(x), x.int, x.bytes, x.bytes_le.hex(), x.fields, x.urn)  # expect: UUID('12345678-1234-5678-8234-567812345678') 24197857161011715170242290169236706936 b'\x124Vx\x124Vx\x824Vx\x124Vx' 78563412341278568234567812345678 (305419896, 4660, 22136, 130, 52, 95073701484152) urn:uuid:12345678-1234-5678-8234-567812345678
print(x.variant, x.version, x.time, x.clock_seq, x.node, hash(x) == hash(x.int), x < uuid.UUID(int=2 ** 128 - 1))  # expect: specified in RFC 4122 5 466142576285865592 564 95073701484152 True True
print(uuid.UUID(bytes_le=x.bytes_le) == x == uuid.UUID(fields=x.fields) == uuid.UUID(bytes=x.bytes), x == 5)  # expect: True False
print(uuid.uuid4().version, uuid.uuid1(node=5, clock_seq=7).fields[3:], len({uuid.uuid1() for _ in range(100)}))  # expect: 4 (128, 7, 5) 100
for call in (lambda: uuid.UUID("123"), lambda: uuid.UUID(), lambda: uuid.UUID(int=-1), lambda: uuid.UUID(bytes=b"1"),
             lambda: uuid.UUID(fields=(1 << 32, 0, 0, 0, 0, 0)), lambda: uuid.UUID(int=1, version=6),
             lambda: setattr(x, "int", 3), lambda: x < 3):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ValueError badly formed hexadecimal UUID string
# expect: TypeError one of the hex, bytes, bytes_le, fields, or int arguments must be given
# expect: ValueError int is out of range (need a 128-bit value)
# expect: ValueError bytes is not a 16-char string
# expect: ValueError field 1 out of range (need a 32-bit value)
# expect: ValueError illegal version number
# expect: TypeError UUID objects are immutable
# expect: TypeError '<' not supported between instances of 'UUID' and 'int'
