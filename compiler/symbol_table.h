/* The symbol table: which variable each name of a scope means.
 *
 * symbol_table_build walks the tree and notes in each Scope how its names are used
 * (symbol_table.c), then scope_resolve decides for each of them whether it is local, a cell, free
 * or global, and which comprehensions run inside the frame around them (PEP 709; scope.c). */
#ifndef COMPILER_SYMBOL_TABLE_H
#define COMPILER_SYMBOL_TABLE_H

#include "compiler/context.h"

typedef enum ScopeKind {
    SCOPE_MODULE,
    SCOPE_CLASS,
    SCOPE_FUNCTION,   /* also lambdas and comprehensions */
    SCOPE_ANNOTATION, /* of `from __future__ import annotations`: only checked, never compiled */
    SCOPE_TYPE_ALIAS, /* the value of a type statement */
    SCOPE_TYPE_PARAMETERS, /* [T, ...] around a generic function, class or alias */
    SCOPE_TYPE_VARIABLE,   /* a bound, constraint or default in there */
} ScopeKind;

typedef enum ComprehensionKind {
    COMPREHENSION_NONE,
    COMPREHENSION_LIST,
    COMPREHENSION_DICT,
    COMPREHENSION_SET,
    COMPREHENSION_GENERATOR,
} ComprehensionKind;

enum { /* Symbol.flags: how a scope uses a name; numbers as `symtable` shows them */
       DEF_GLOBAL = 1,
       DEF_LOCAL = 2,
       DEF_PARAM = 4,
       DEF_NONLOCAL = 8,
       DEF_USE = 16,
       DEF_FREE_CLASS = 64, /* free in a method, and a name of the class as well */
       DEF_IMPORT = 128,
       DEF_ANNOTATED = 256,
       DEF_ITERATION = 512, /* bound by a comprehension's for */
       DEF_TYPE_PARAM = 1024,
       DEF_COMPREHENSION_CELL = 2048, /* a cell in an inlined comprehension */
       DEF_MERGED = 4096, /* came from an inlined comprehension: no binding for other scopes */
       DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT,
};

typedef enum Variable { /* Symbol.variable: what the name means */
                        VARIABLE_UNKNOWN,
                        VARIABLE_LOCAL,
                        VARIABLE_GLOBAL_EXPLICIT,
                        VARIABLE_GLOBAL_IMPLICIT,
                        VARIABLE_FREE,
                        VARIABLE_CELL,
} Variable;

typedef struct Symbol {
    Name name;
    uint16_t flags;
    uint8_t variable;
} Symbol;

/* Symbols in order of appearance; an index over them once there are many. */
typedef struct SymbolMap {
    Symbol *items;
    uint32_t count, capacity;
    uint32_t *index; /* of item + 1 */
    uint32_t index_mask;
} SymbolMap;

/* Where a name was declared global or nonlocal. */
typedef struct Directive {
    struct Directive *next;
    Name name;
    CodePosition position;
} Directive;

typedef struct Scope {
    ScopeKind kind;
    ComprehensionKind comprehension;
    Name name;
    Name class_name; /* names are mangled with it */
    struct Scope *parent;
    CodePosition position;
    SymbolMap symbols;
    Name *parameters; /* in order of slots */
    uint32_t parameter_count, parameter_capacity;
    struct Scope **children;
    uint32_t child_count, child_capacity;
    Directive *directives;
    SymbolMap *mangled;     /* if set, only these names are mangled */
    const char *restricted; /* what a type scope is called in messages */
    bool is_nested;
    bool is_generator;
    bool is_coroutine;        /* contains await and the like */
    bool is_async_function;   /* async def */
    bool is_inlined;          /* a comprehension that runs in its parent's frame */
    bool sees_class;          /* names are looked up in the class around it, too */
    bool needs_class_cell;    /* a class one of whose methods uses __class__ or super() */
    bool needs_class_dict;    /* likewise __classdict__ */
    bool in_iteration_target; /* while building: inside a comprehension's target */
    uint32_t in_iterable;     /* while building: depth of comprehension iterables */
} Scope;

typedef struct SymbolTable {
    Context *context;
    Scope *module;
    Scope *current;
    Name class_name;
    const void **keys; /* node -> scope */
    Scope **values;
    uint32_t key_count, key_mask;
} SymbolTable;

SymbolTable *symbol_table_build(Context *context, Node *module);

/* The scope opened at a key: the node itself, or what symbol_table_*_key says. */
Scope *symbol_table_scope(const SymbolTable *table, const void *key);
void symbol_table_add_key(SymbolTable *table, const void *key, Scope *scope);
/* Keys of the scopes that share a node with another. */
const void *symbol_table_parameters_key(const Node *generic);
const void *symbol_table_default_key(const Node *parameter);

Symbol *symbol_lookup(const SymbolMap *map, Name name);
Symbol *symbol_add(Context *context, SymbolMap *map, Name name); /* or the one that is there */
static inline Variable scope_variable(const Scope *scope, Name name) {
    const Symbol *symbol = symbol_lookup(&scope->symbols, name);
    return symbol ? symbol->variable : VARIABLE_UNKNOWN;
}
static inline bool scope_is_function_like(const Scope *scope) {
    return scope->kind == SCOPE_FUNCTION || scope->kind >= SCOPE_TYPE_ALIAS;
}

/* `name` as it is spelt in `scope` after mangling. */
Name scope_mangle(Context *context, const Scope *scope, Name class_name, Name name);

/* Decide every Symbol.variable of the table. */
void scope_resolve(Context *context, SymbolTable *table);

/* Text of all scopes, for -X dump=scopes and the tests. */
void symbol_table_dump(FILE *out, const SymbolTable *table);

#endif
