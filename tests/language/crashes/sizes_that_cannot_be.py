# options: -X mem-limit=1000000000
# What cannot fit fails at once, with an exception.
def attempt(text):
    try:
        eval(text)
        return "done"
    except (MemoryError, OverflowError, ValueError) as error:
        return type(error).__name__


for text in ("'x' * 10**12", "[0] * 2**62", "(1,) * 2**61", "b'x' * 2**63", "bytearray(10**14)",
             "1 << 10**12", "1 << 2**70", "10 ** 10 ** 10", "2 ** 2 ** 40", "'{:1000000000000}'.format(1)",
             "'%*d' % (10**12, 1)", "'%.1000000000000d' % 1", "f'{1:.{10**12}f}'", "'a'.ljust(10**15)",
             "'a'.zfill(10**15)", "'\\t'.expandtabs(10**13)", "repr(range(10**30))", "bytes(2**62)",
             "int('1' * 10**5)", "str(10**5000)", "list(range(2**62))", "range(2**70).index(5)",
             "memoryview(b'a').cast('B', [2**62, 2**62])", "(1).to_bytes(2**62, 'big')",
             "'abc'[::-2**70]", "[1, 2][2**70:]", "len(range(2**64))", "divmod(2**70, 10**-30)"):
    print(text, attempt(text))
# expect: 'x' * 10**12 MemoryError
# expect: [0] * 2**62 MemoryError
# expect: (1,) * 2**61 MemoryError
# expect: b'x' * 2**63 OverflowError
# expect: bytearray(10**14) MemoryError
# expect: 1 << 10**12 MemoryError
# expect: 1 << 2**70 OverflowError
# expect: 10 ** 10 ** 10 MemoryError
# expect: 2 ** 2 ** 40 MemoryError
# expect: '{:1000000000000}'.format(1) MemoryError
# expect: '%*d' % (10**12, 1) MemoryError
# expect: '%.1000000000000d' % 1 ValueError
# expect: f'{1:.{10**12}f}' ValueError
# expect: 'a'.ljust(10**15) MemoryError
# expect: 'a'.zfill(10**15) MemoryError
# expect: '\t'.expandtabs(10**13) OverflowError
# expect: repr(range(10**30)) done
# expect: bytes(2**62) MemoryError
# expect: int('1' * 10**5) ValueError
# expect: str(10**5000) ValueError
# expect: list(range(2**62)) MemoryError
# expect: range(2**70).index(5) done
# expect: memoryview(b'a').cast('B', [2**62, 2**62]) ValueError
# expect: (1).to_bytes(2**62, 'big') MemoryError
# expect: 'abc'[::-2**70] done
# expect: [1, 2][2**70:] done
# expect: len(range(2**64)) OverflowError
# expect: divmod(2**70, 10**-30) done
