import struct

print(struct.calcsize("999999999999999999q"))         # expect: 7999999999999999992
print(struct.Struct("4611686018427387905s").size)     # expect: 4611686018427387905
try:
    struct.calcsize("9223372036854775808s")
except struct.error as error:
    print(error)                                      # expect: total struct size too long
