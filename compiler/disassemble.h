/* Code as text, for -X dump=bytecode and the golden tests. */
#ifndef COMPILER_DISASSEMBLE_H
#define COMPILER_DISASSEMBLE_H

#include "compiler/compile.h"

/* One code object and, after it, those among its constants. */
void code_dump(FILE *out, const Code *code);

/* What the passes make of a tree: "scopes" (the symbol table) or "flowgraph" (every unit's blocks
 * before and after optimising). False: `diagnostic` is filled. */
MEM_MUST_CHECK bool compile_dump(FILE *out, const char *what, Node *module, MemRegion *region,
                                 const CompileOptions *options, Diagnostic *diagnostic);

#endif
