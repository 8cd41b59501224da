# The module dis as CPython's, over Folio's opcodes.
import dis
import io
import opcode
import sys

def f(a, b=2):
    try:
        return a[b] + 1
    except KeyError as error:
        print(error)

def text(function, *args, **keywords):
    output = io.StringIO()
    function(*args, file=output, **keywords)
    return output.getvalue()

print(text(dis.dis, "a + 1"), end="")
# expect:   0           RESUME                   0
# expect: 
# expect:   1           LOAD_NAME                0 (a)
# expect:               LOAD_CONST               0 (1)
# expect:               BINARY_OP                0 (+)
# expect:               RETURN_VALUE
print("\n".join(text(dis.dis, f).splitlines()[-5:]))
# expect: ExceptionTable:
# expect:   L1 to L2 -> L3 [0]
# expect:   L3 to L4 -> L8 [1] lasti
# expect:   L4 to L5 -> L6 [1] lasti
# expect:   L6 to L8 -> L8 [1] lasti
print(text(dis.dis, "x = 1", show_offsets=True).splitlines()[2])
# expect:   1          2       LOAD_CONST               0 (1)
print(text(dis.dis, lambda: len([]), adaptive=True, show_caches=True).splitlines()[2:4])
# expect: ['              CACHE                    0 (word 1: 0x0)', '              CACHE                    0 (word 2: 0x0)']
print(text(dis.dis, b"\x06\x00\x00\x00").splitlines())
# expect: ['          LOAD_CONST               0', '          NOP']

instructions = list(dis.get_instructions(f))
first = instructions[1]
print(first.opname, first.line_number, first.starts_line, first.positions.lineno, first.label)
# expect: NOP 8 True 8 None
load = instructions[2]
print(load.opname, load.arg, load.argval, load.argrepr, load.oparg, load.is_jump_target)
# expect: LOAD_FAST 0 a a 0 True
print(load.baseopname, load.baseopcode == load.opcode, load.jump_target, load.end_offset)
# expect: LOAD_FAST True None 6
print(repr(str(load)))
# expect: 'L1:     LOAD_FAST                0 (a)\n'
jump = next(i for i in instructions if i.opcode in dis.hasjump)
print(jump.opname, jump.argval == jump.jump_target, jump.argrepr)
# expect: POP_JUMP_IF_FALSE True to L7

code = dis.Bytecode(f, first_line=100)
print(code.first_line, list(code)[1].line_number, repr(code)[:20])
# expect: 100 101 Bytecode(<function f
print(code.info().splitlines()[0], "|", code.info().splitlines()[-1])
# expect: Name:              f |    2: error
try:
    f(1)
except TypeError as error:
    tb = error.__traceback__
print([line for line in dis.Bytecode.from_traceback(tb).dis().splitlines() if "-->" in line])
# expect: ['           --> BINARY_SUBSCR']
print([line for line in text(dis.distb, tb).splitlines() if "-->" in line])
# expect: ['           --> BINARY_SUBSCR']
try:
    dis.distb()
except RuntimeError as error:
    print(error)  # expect: no last traceback to disassemble
try:
    dis.dis(3)
except TypeError as error:
    print(error)  # expect: don't know how to disassemble int objects

print(dis.findlabels(f.__code__.co_code) == sorted(dis.findlabels(f.__code__.co_code)))
# expect: True
print([line for _, line in dis.findlinestarts(f.__code__)][:4])  # expect: [7, 8, 9, None]
print(dis.pretty_flags(0x43), dis.pretty_flags(0))  # expect: OPTIMIZED, NEWLOCALS, NOFREE 0x0
print(dis.stack_effect(dis.opmap["BUILD_LIST"], 3), dis.stack_effect(dis.opmap["POP_TOP"]))
# expect: -2 -1
print(dis.stack_effect(dis.opmap["FOR_ITER"], 1, jump=True))  # expect: -1
print(len(dis.opname), dis.opname[dis.opmap["CACHE"]], opcode.opname[200])  # expect: 256 CACHE <200>
print(sorted(dis.opname[op] for op in dis.hasfree)[:2])  # expect: ['DELETE_DEREF', 'LOAD_DEREF']
imports = compile("import a.b as c; from ..d import e, f", "", "exec")
print(list(dis._find_imports(imports)), list(dis._find_store_names(imports)))
# expect: [('a.b', 0, None), ('d', 2, ('e', 'f'))] ['c', 'e', 'f']
class C:
    def m(self): pass
    n = 3
print(text(dis.dis, C).splitlines()[0], "|", text(dis.show_code, C.m).splitlines()[0])
# expect: Disassembly of m: | Name:              m
resolver = dis.ArgResolver(names=["p", "q"], labels_map={4: 1})
print(resolver.get_argval_argrepr(dis.opmap["LOAD_NAME"], 1, 0),
      resolver.get_argval_argrepr(dis.opmap["JUMP_FORWARD"], 1, 0),
      resolver.get_argval_argrepr(dis.opmap["LOAD_CONST"], 0, 0))
# expect: ('q', 'q') (4, 'to L1') (<unknown>, '')
