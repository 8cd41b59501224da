/* The symbol table as plain data, for module symtable. */
#ifndef COMPILER_SCOPE_INFO_H
#define COMPILER_SCOPE_INFO_H

#include "compiler/compile.h"

typedef struct ScopeSymbol {
    Text name;
    unsigned flags; /* DEF_* of symbol_table.h, the variable's kind shifted by SCOPE_INFO_SHIFT */
} ScopeSymbol;

enum { SCOPE_INFO_SHIFT = 12 };

typedef struct ScopeInfo {
    Text name;
    int kind; /* as symtable numbers them: function, class, module, annotation, alias, ... */
    int32_t line;
    bool nested;
    size_t symbol_count, parameter_count, child_count;
    ScopeSymbol *symbols;
    Text *parameters;
    struct ScopeInfo *children;
} ScopeInfo;

/* The scopes of a tree, in its region. False: `diagnostic` is filled. */
MEM_MUST_CHECK bool compile_scopes(Node *module, MemRegion *region, const CompileOptions *options,
                                   ScopeInfo *scopes, Diagnostic *diagnostic);

#endif
