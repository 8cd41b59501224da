/* -X dump=tokens,ast,scopes,flowgraph,bytecode: what the phases make of a source, for people. */
#include "compiler/disassemble.h"
#include "lexer/token.h"
#include "vm/import.h"
#include "vm/run.h"
#include "vm/runtime.h"
#include "vm/vm.h"

#include <stdio.h>
#include <string.h>

static bool wants(const char *what, const char *name) {
    size_t size = strlen(name);
    for (const char *at = what; at; at = strchr(at, ','), at = at ? at + 1 : NULL)
        if (strncmp(at, name, size) == 0 && (!at[size] || at[size] == ','))
            return true;
    return false;
}

static bool dump_tokens(const char *bytes, size_t size, MemRegion *region, Diagnostic *diagnostic) {
    Source source;
    TokenList *list = mem_raw_calloc(1, sizeof *list);
    bool done = list && source_init(&source, bytes, size, NULL, 0, region, diagnostic) &&
                token_list_init(list, &source, 0, region, diagnostic);
    if (done)
        token_dump(stdout, list, &source);
    if (done && list->error.kind != DIAGNOSTIC_NONE) {
        *diagnostic = list->error;
        token_list_free(list);
        done = false;
    } else if (done)
        token_list_free(list);
    else if (!list)
        diagnostic_set_no_memory(diagnostic);
    mem_raw_free(list);
    return done;
}

/* The compiler may rewrite a tree: each dump has its own. */
static bool dump_tree(const char *bytes, size_t size, const char *name,
                      const CompileOptions *options, MemRegion *region, Diagnostic *diagnostic) {
    Node *module;
    if (!parse_source(bytes, size, options->filename, PARSE_EXEC, 0, region, &module, diagnostic))
        return false;
    if (strcmp(name, "ast") != 0)
        return compile_dump(stdout, name, module, region, options, diagnostic);
    ast_dump(stdout, module, false);
    return true;
}

static bool dump_code(const char *bytes, size_t size, const CompileOptions *options,
                      Diagnostic *diagnostic) {
    Code *code = compile_source(bytes, size, options, diagnostic);
    if (!code)
        return false;
    code_dump(stdout, code);
    code_release(code);
    return true;
}

static bool dump_one(const char *bytes, size_t size, const char *name,
                     const CompileOptions *options, Diagnostic *diagnostic) {
    if (strcmp(name, "bytecode") == 0)
        return dump_code(bytes, size, options, diagnostic);
    MemRegion *region = mem_region_new();
    if (!region)
        return diagnostic_set_no_memory(diagnostic);
    bool done = strcmp(name, "tokens") == 0
                    ? dump_tokens(bytes, size, region, diagnostic)
                    : dump_tree(bytes, size, name, options, region, diagnostic);
    if (!done) /* its text is in the region */
        diagnostic->text.bytes = NULL;
    mem_region_free(region);
    return done;
}

int dump_source(const char *bytes, size_t size, const char *filename, const char *what) {
    static const char *const names_of_dumps[] = {"tokens", "ast", "scopes", "flowgraph",
                                                 "bytecode"};
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = filename;
    options.optimize = settings.optimize;
    bool any = false;
    for (size_t i = 0; i < sizeof names_of_dumps / sizeof names_of_dumps[0]; i++) {
        if (!wants(what, names_of_dumps[i]))
            continue;
        any = true;
        Diagnostic diagnostic;
        memset(&diagnostic, 0, sizeof diagnostic);
        bool done = dump_one(bytes, size, names_of_dumps[i], &options, &diagnostic);
        fflush(stdout);
        if (!done) {
            Str *name = str_from_file_name(filename, strlen(filename));
            if (name) {
                raise_diagnostic(&diagnostic, value_of(name));
                GIVE_UP(name);
            }
            if (strcmp(names_of_dumps[i], "bytecode") == 0)
                compile_diagnostic_release(&diagnostic);
            return runtime_handle_exit_exception();
        }
    }
    if (!any)
        fprintf(stderr, "folio: -X dump knows tokens, ast, scopes, flowgraph and bytecode\n");
    return any ? 0 : 2;
}
