# Pickles taken apart: opcodes with arguments, listings, streams without what nobody reads.
import pickle
import pickletools

shared = ["x"]
data = pickle.dumps([shared, shared, {"key": 1.5}], 4)
print([(opcode.name, arg) for opcode, arg, pos in pickletools.genops(data)][2:7])  # expect: [('EMPTY_LIST', None), ('MEMOIZE', None), ('MARK', None), ('EMPTY_LIST', None), ('MEMOIZE', None)]
small = pickletools.optimize(data)
print(len(data) - len(small), pickle.loads(small), pickle.loads(small)[0] is pickle.loads(small)[1])  # expect: 4 [['x'], ['x'], {'key': 1.5}] False
print([opcode.name for opcode, *_ in pickletools.genops(small)].count("MEMOIZE"))  # expect: 1
for protocol in range(6):
    value = [b"a" * 70000, "é", shared, shared, -1, 10 ** 30, None, True]
    assert pickle.loads(pickletools.optimize(pickle.dumps(value, protocol))) == value

pickletools.dis(pickle.dumps((1, [2]), 2))
# expect:     0: \x80 PROTO      2
# expect:     2: K    BININT1    1
# expect:     4: ]    EMPTY_LIST
# expect:     5: q    BINPUT     0
# expect:     7: K    BININT1    2
# expect:     9: a    APPEND
# expect:    10: \x86 TUPLE2
# expect:    11: q    BINPUT     1
# expect:    13: .    STOP
# expect: highest protocol among opcodes = 2
pickletools.dis(b"(NI01\nS'a'\nt.", annotate=1, indentlevel=2)
# expect:     0: (    MARK Push markobject onto the stack.
# expect:     1: N      NONE Push None on the stack.
# expect:     2: I      INT        True Push an integer or bool, given in decimal digits.
# expect:     6: S      STRING     'a'  Push a str of Python 2, given as a quoted literal.
# expect:    11: t      TUPLE      (MARK at 0) Build a tuple out of the topmost stack slice, after markobject.
# expect:    12: .    STOP                     Stop the unpickling machine.
# expect: highest protocol among opcodes = 0


def attempt(data):
    try:
        list(pickletools.genops(data))
    except ValueError as error:
        print(error)


attempt(b"N")  # expect: pickle exhausted before seeing STOP
attempt(b"NJ12")  # expect: not enough data in stream to read int4
attempt(b"C\x05ab")  # expect: expected 5 bytes in a bytes1, but only 2 remain
attempt(b"I12")  # expect: no newline found when trying to read stringnl
attempt(b"Sabc\n.")  # expect: no string quotes around b'abc'
attempt(b"N\xff")  # expect: at position 1, opcode b'\xff' unknown
