for bits in 2**62, 2**63, 2**65, 2**66, 2**70, 10**400:
    try:
        1 << bits
    except (MemoryError, OverflowError) as error:
        print(type(error).__name__, end=" ")
print(0 << 10**400)
# expect: MemoryError MemoryError MemoryError OverflowError OverflowError OverflowError 0
