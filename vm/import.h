/* Importing modules: sys.modules, the finders, what the import statement calls. */
#ifndef VM_IMPORT_H
#define VM_IMPORT_H

#include "compiler/compile.h"
#include "compiler/scope_info.h"
#include "vm/objects/code.h"
#include "vm/objects/module.h"
#include "vm/raise.h"

/* Native modules (lib/native_modules.def); lib defines the list, ended by null. */
extern const NativeModule *const native_modules[];
/* Modules written in Python that are inside the binary; lib defines them, ended by a null name. A
 * package's source is its __init__. */
typedef struct EmbeddedModule {
    const char *name; /* dotted */
    const char *source, *end;
    const uint8_t *code, *code_end; /* compiled without -O: compiler/serialize.h */
    bool is_package;
} EmbeddedModule;
extern const EmbeddedModule embedded_modules[];

/* Makes sys and builtins and sys.modules. */
MUST_CHECK bool import_init(void);
void import_fini(void);
/* Before modules are taken out of sys.modules. */
void import_forget_core(void);

/* sys.modules and the dicts of sys and builtins: borrowed, null before and after. */
Dict *modules_dict_borrowed(void);
Dict *builtins_dict_borrowed(void);
Dict *sys_dict_borrowed(void);
/* An attribute of sys: borrowed, null if it is not there (nothing raised). */
Value sys_get_borrowed(const char *name);
MUST_CHECK bool sys_set(const char *name, Value value);
/* Adds to a module what the declaration says. */
struct NativeModule;
MUST_CHECK bool native_module_fill(Module *module, const struct NativeModule *native, Value name);
/* An attribute of builtins: owned; AttributeError. */
MUST_CHECK Value builtin_lookup(const char *name);

/* The module of that absolute name (the last one of the path), imported if need be: owned. */
MUST_CHECK Value import_module(Str *name);
/* What C code needs: native modules are had also when importing is over for Python. */
MUST_CHECK Value import_module_c(const char *name);
/* `a.b` of `a.b.c`, empty of `a`: owned. */
MUST_CHECK Str *module_parent_name(Str *name);
/* As builtins.__import__; what the import statement runs when __import__ is not replaced. `level`
 * 0 is absolute; globals may be null. */
MUST_CHECK Value import_name(Str *name, Dict *globals, Value from_list, int level);
/* Is a module of that absolute name being loaded? */
bool import_is_loading(Str *name);
/* `from module import name`: the attribute, or the submodule in sys.modules, or ImportError. */
MUST_CHECK Value import_from(Value module, Str *name);
/* `from module import *` into a namespace (a mapping). */
MUST_CHECK bool import_star(Value module, Value namespace);
/* An attribute of a module that is imported for it: owned. */
MUST_CHECK Value import_attribute(const char *module, const char *name);

/* Makes and registers a native module; null without an exception if there is none of that name. */
MUST_CHECK Value import_native(Str *name);
/* The spec of what the path finder finds, None if nothing: owned. `path` null: sys.path. */
MUST_CHECK Value import_find_spec(Str *name, Value path);
/* The code of a source file, through the cache in __pycache__; of a .pyc file (`module` may be
 * null); of an embedded module. */
MUST_CHECK CodeObject *import_source_code(Str *file);
MUST_CHECK CodeObject *import_bytecode_code(Str *file, Value module);
MUST_CHECK CodeObject *import_embedded_code(const EmbeddedModule *module);
/* The whole Code for one that was begun from a cache file and cannot be completed for `reason`:
 * made anew from the source, as is the cache file. Null: an exception is raised, or, with none, the
 * source has no such code. */
Code *compile_again(const Code *begun, const char *reason);
/* Ctrl-C stops long compilations from now on. */
void compile_source_init(void);
/* Compiles source text to a code object: SyntaxError and others from the Diagnostic. An optimize of
 * -1 is the interpreter's own. */
MUST_CHECK CodeObject *compile_to_code_object(const char *bytes, size_t size,
                                              const CompileOptions *options);
/* The same in steps: the tree of a text, in the region; constants folded in it; its code object (of
 * a tree that the parser has not made: ValueError if it is not valid). */
MUST_CHECK Node *compile_to_tree(const char *bytes, size_t size, const CompileOptions *options,
                                 MemRegion *region);
MUST_CHECK bool compile_optimize_tree(Node *tree, const CompileOptions *options, MemRegion *region);
MUST_CHECK CodeObject *compile_tree_to_code_object(Node *tree, const CompileOptions *options,
                                                   MemRegion *region);
/* The scopes of a tree, as data in the region. */
MUST_CHECK bool compile_tree_scopes(Node *tree, const CompileOptions *options, MemRegion *region,
                                    ScopeInfo *scopes);
/* The exception that a Diagnostic describes, pending. `filename` is a str. */
void *raise_diagnostic(const Diagnostic *diagnostic, Value filename);

#endif
