"""A sum has a limb more than its operands only when it needs it; around each border it is right."""
# options: -X mem-cache=0
import memory

two_limbs = 48 if memory.geometry().step == 16 else 40
for value in (1 << 70) + 5, -(1 << 126), (1 << 127) - 1:
    print(memory.block(value + value).size == two_limbs, memory.block(value + 1).size == two_limbs)
# expect: True True
# expect: True True
# expect: True True


def add(left, right):
    return left + right


good = True
borders = [sign * ((1 << 64 * limbs) + near)
           for limbs in (1, 2, 3) for near in (-2, -1, 0, 1) for sign in (1, -1)]
for left in borders:
    for right in borders + [0, 1, -1, 1 << 62]:
        total = add(left, right)
        good &= hex(total) == hex(int(str(total))) and total - right == left
print(good)                                                       # expect: True
print(hex(add((1 << 128) - 1, 1)), hex(add((1 << 128) - 1, (1 << 128) - 1)))
# expect: 0x100000000000000000000000000000000 0x1fffffffffffffffffffffffffffffffe
