/* From source text to code objects: the compiler's answer becomes a code object or an exception,
 * its warnings go through the warnings filters; files go through their caches. */
#include "compiler/serialize.h"
#include "memory/region.h"
#include "vm/finder.h"
#include "vm/import.h"
#include "vm/objects/exception.h"
#include "vm/pass.h"
#include "vm/pyc_cache.h"
#include "vm/sys.h"
#include "vm/vm.h"
#include "vm/warnings.h"

#include <string.h>

/* ---- diagnostics ----------------------------------------------------------------------------- */

static Type *exception_for(DiagnosticKind kind) {
    switch (kind) {
    case DIAGNOSTIC_INDENTATION:
        return &exc_IndentationError;
    case DIAGNOSTIC_TAB:
        return &exc_TabError;
    case DIAGNOSTIC_INCOMPLETE:
        return &exc__IncompleteInputError;
    case DIAGNOSTIC_MEMORY:
        return &exc_MemoryError;
    case DIAGNOSTIC_RECURSION:
        return &exc_RecursionError;
    case DIAGNOSTIC_VALUE:
        return &exc_ValueError;
    case DIAGNOSTIC_TYPE:
        return &exc_TypeError;
    case DIAGNOSTIC_OVERFLOW:
        return &exc_OverflowError;
    case DIAGNOSTIC_SYSTEM:
        return &exc_SystemError;
    default:
        return &exc_SyntaxError;
    }
}

void *raise_diagnostic(const Diagnostic *diagnostic, Value filename) {
    Type *type = exception_for(diagnostic->kind);
    if (type == &exc_MemoryError && !*diagnostic->message)
        return raise_no_memory();
    if (!type_is_subtype(type, &exc_SyntaxError))
        return raise_error(type, "%s", diagnostic->message);
    if (diagnostic->line < 0)
        return raise_error(type, "%s", diagnostic->message);
    Value message = value_of(str_from_wtf8(diagnostic->message, strlen(diagnostic->message)));
    Value text = diagnostic->text.bytes
                     ? value_of(str_from_wtf8(diagnostic->text.bytes, diagnostic->text.size))
                     : NONE;
    Tuple *place = NULL, *args = NULL;
    if (message && text) {
        bool known = diagnostic->line > 0;
        place = tuple_pack(6, filename, value_of_small_int(diagnostic->line),
                           value_of_small_int(diagnostic->column), text,
                           known ? value_of_small_int(diagnostic->end_line) : NONE,
                           known ? value_of_small_int(diagnostic->end_column) : NONE);
        args = place ? tuple_pack(2, message, value_of(place)) : NULL;
    }
    Value exception = args ? exception_new(type, args) : NULL;
    if (exception) {
        raise_value(exception);
        decref(exception);
    }
    decref_maybe(message);
    decref_maybe(text);
    if (place)
        GIVE_UP(place);
    if (args)
        GIVE_UP(args);
    return NULL;
}

/* A SyntaxWarning of the compiler. The filters may turn it into an error, which becomes a
 * SyntaxError at that place. */
static bool on_warning(void *context, Diagnostic *warning) {
    Type *category = warning->kind == DIAGNOSTIC_DEPRECATION_WARNING ? &exc_DeprecationWarning
                                                                     : &exc_SyntaxWarning;
    Value filename = context;
    Value message = value_of(str_from_wtf8(warning->message, strlen(warning->message)));
    if (!message) {
        warning->kind = DIAGNOSTIC_NONE;
        return false;
    }
    bool done = warn_explicit(category, message, filename, warning->line, NULL, NULL);
    decref(message);
    if (done)
        return true;
    if (exception_clear_if(category))
        warning->kind = DIAGNOSTIC_SYNTAX;
    else
        warning->kind = DIAGNOSTIC_NONE;
    return false;
}

/* Ctrl-C stops a long compilation. */
static bool may_compile_on(void) {
    return !current_thread || exception_pending() || pass_may_go_on();
}

void compile_source_init(void) {
    mem_work_may_go_on = may_compile_on;
}

/* ---- compiling ------------------------------------------------------------------------------- */

/* The options made complete; the file's name is owned by the caller, who calls release_options. */
static Str *complete_options(const CompileOptions *options, CompileOptions *complete) {
    Str *filename = str_from_file_name(options->filename, strlen(options->filename));
    size_t size;
    char *bytes = filename ? str_wtf8_copy(filename, &size) : NULL; /* as Code has its texts */
    if (!bytes) {
        if (filename)
            GIVE_UP(filename);
        return NULL;
    }
    *complete = *options;
    complete->filename = bytes;
    if (complete->optimize < 0)
        complete->optimize = sys_optimize_level();
    if (!complete->warn) {
        complete->warn = on_warning;
        complete->warn_context = value_of(filename);
    }
    complete->max_int_digits = sys_max_int_digits();
    return filename;
}

static void release_options(CompileOptions *complete, Str *filename) {
    mem_free((char *)(uintptr_t)complete->filename);
    GIVE_UP(filename);
}

static void *fail(Diagnostic *diagnostic, Str *filename) {
    bool was_stopped = diagnostic->kind == DIAGNOSTIC_MEMORY && exception_pending();
    if (diagnostic->kind != DIAGNOSTIC_NONE && !was_stopped)
        raise_diagnostic(diagnostic, value_of(filename));
    compile_diagnostic_release(diagnostic);
    return NULL;
}

static Code *compile(const char *bytes, size_t size, const CompileOptions *options) {
    CompileOptions complete;
    Diagnostic diagnostic;
    Str *filename = complete_options(options, &complete);
    if (!filename)
        return NULL;
    memset(&diagnostic, 0, sizeof diagnostic);
    Code *code = compile_source(bytes, size, &complete, &diagnostic);
    if (!code)
        fail(&diagnostic, filename);
    release_options(&complete, filename);
    return code;
}

Node *compile_to_tree(const char *bytes, size_t size, const CompileOptions *options,
                      MemRegion *region) {
    CompileOptions complete;
    Diagnostic diagnostic;
    Node *tree = NULL;
    Str *filename = complete_options(options, &complete);
    if (!filename)
        return NULL;
    if (!compile_parse(bytes, size, &complete, region, &tree, &diagnostic))
        tree = fail(&diagnostic, filename);
    release_options(&complete, filename);
    return tree;
}

bool compile_optimize_tree(Node *tree, const CompileOptions *options, MemRegion *region) {
    CompileOptions complete;
    Diagnostic diagnostic;
    Str *filename = complete_options(options, &complete);
    if (!filename)
        return false;
    bool done = compile_optimize_ast(tree, region, &complete, &diagnostic);
    if (!done)
        fail(&diagnostic, filename);
    release_options(&complete, filename);
    return done;
}

bool compile_tree_scopes(Node *tree, const CompileOptions *options, MemRegion *region,
                         ScopeInfo *scopes) {
    CompileOptions complete;
    Diagnostic diagnostic;
    Str *filename = complete_options(options, &complete);
    if (!filename)
        return false;
    bool done = compile_scopes(tree, region, &complete, scopes, &diagnostic);
    if (!done)
        fail(&diagnostic, filename);
    release_options(&complete, filename);
    return done;
}

CodeObject *compile_tree_to_code_object(Node *tree, const CompileOptions *options,
                                        MemRegion *region) {
    CompileOptions complete;
    Diagnostic diagnostic;
    Str *filename = complete_options(options, &complete);
    if (!filename)
        return NULL;
    Code *code = compile_validate(tree, &diagnostic)
                     ? compile_ast(tree, region, NULL, 0, &complete, &diagnostic)
                     : NULL;
    if (!code)
        fail(&diagnostic, filename);
    release_options(&complete, filename);
    return code ? code_object_new_steal(code) : NULL;
}

CodeObject *compile_to_code_object(const char *bytes, size_t size, const CompileOptions *options) {
    Code *code = compile(bytes, size, options);
    return code ? code_object_new_steal(code) : NULL;
}

/* The Code of a source file, which goes into the cache. */
static Code *compile_file(Str *file, const char *name, const PycInfo *info, bool cachable) {
    size_t size;
    char *source = file_read_all(file, &size);
    if (!source)
        return NULL;
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = name;
    options.optimize = sys_optimize_level();
    Code *code = compile(source, size, &options);
    mem_free(source);
    if (code && cachable && info->source_size == size)
        pyc_cache_store(name, info, code);
    return code;
}

/* The Code of a source file, from the cache or into it. */
static Code *source_file_code(Str *file, const char *name) {
    PycInfo info;
    bool cachable = pyc_cache_stat(name, &info);
    Code *code = cachable ? pyc_cache_load(name, &info) : NULL;
    return code ? code : compile_file(file, name, &info, cachable);
}

/* Whether functions made of one may run the other: they agree in all that is known of a Code that
 * is only begun. */
static bool same_head(const Code *a, const Code *b) {
    return a->flags == b->flags && a->argcount == b->argcount &&
           a->posonlyargcount == b->posonlyargcount && a->kwonlyargcount == b->kwonlyargcount &&
           a->stack_size == b->stack_size && a->local_count == b->local_count &&
           a->cell_count == b->cell_count && a->free_count == b->free_count &&
           a->first_line == b->first_line && text_equal(a->qualname, b->qualname);
}

/* The Code like `begun` among those within `code`, or null; depth of codes is the parser's. */
static Code *code_within(const Code *code, const Code *begun) {
    Code *found = NULL;
    for (uint32_t i = 0; i < code->constant_count && !found; i++) {
        if (code->constants[i].kind != CONSTANT_CODE)
            continue;
        Code *inner = code->constants[i].code;
        found = same_head(inner, begun) ? code_retain(inner) : code_within(inner, begun);
    }
    return found;
}

Code *compile_again(const Code *begun, const char *reason) {
    Str *file = str_from_wtf8(begun->filename.bytes, begun->filename.size);
    Bytes *name = file ? str_to_file_name(value_of(file)) : NULL;
    Code *found = NULL;
    PycInfo info;
    if (name && pyc_cache_stat((const char *)name->data, &info)) {
        pyc_cache_tell_refusal((const char *)name->data, reason);
        Code *module = compile_file(file, (const char *)name->data, &info, true);
        found = module ? code_within(module, begun) : NULL;
        code_release(module);
    }
    if (file)
        GIVE_UP(file);
    if (name)
        GIVE_UP(name);
    return found;
}

CodeObject *import_source_code(Str *file) {
    Bytes *name = str_to_file_name(value_of(file));
    if (!name)
        return NULL;
    Code *code = source_file_code(file, (const char *)name->data);
    GIVE_UP(name);
    return code ? code_object_new_steal(code) : NULL;
}

CodeObject *import_bytecode_code(Str *file, Value module) {
    Code *code = pyc_file_load(file, module);
    return code ? code_object_new_steal(code) : NULL;
}

/* What the build compiled; null if it cannot be made of it. */
static CodeObject *frozen_code(const EmbeddedModule *module) {
    Diagnostic diagnostic;
    memset(&diagnostic, 0, sizeof diagnostic);
    Code *code =
        code_begin_trusted(module->code, (size_t)(module->code_end - module->code), &diagnostic);
    return code ? code_object_new_steal(code) : raise_no_memory();
}

CodeObject *import_embedded_code(const EmbeddedModule *module) {
    if (sys_optimize_level() == 0)
        return frozen_code(module);
    char name[256];
    snprintf(name, sizeof name, "<frozen %s>", module->name);
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = name;
    return compile_to_code_object(module->source, (size_t)(module->end - module->source), &options);
}
