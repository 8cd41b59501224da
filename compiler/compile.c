/* From source or tree to Code: parsing, folding, symbol table, code generation, in this order.
 *
 * The one setjmp of a compilation is here. All its memory is the context's region and its list of
 * Codes, so that whatever jumps here leaves nothing behind. */
#include "compiler/codegen.h"
#include "compiler/disassemble.h"
#include "compiler/fold.h"
#include "compiler/future.h"
#include "compiler/scope_info.h"
#include "memory/native_stack.h"
#include "memory/region.h"

#include <unistd.h>

/* ---- diagnostics ------------------------------------------------------------------------ */

/* The line `number` of the source, as an allocation that outlives the compilation. */
static void set_line_text(Diagnostic *diagnostic, const char *source, size_t size) {
    if (!source || diagnostic->line <= 0)
        return;
    const char *line = source, *end = source + size;
    for (int32_t number = 1; number < diagnostic->line; number++) {
        line = memchr(line, '\n', end - line);
        if (!line)
            return;
        line++;
    }
    const char *stop = memchr(line, '\n', end - line);
    diagnostic->text = (Text){line, (size_t)((stop ? stop + 1 : end) - line)};
}

static void keep_text(Diagnostic *diagnostic) {
    if (!diagnostic->text.bytes)
        return;
    char *copy = mem_raw_malloc(diagnostic->text.size + 1);
    if (copy) {
        memcpy(copy, diagnostic->text.bytes, diagnostic->text.size);
        copy[diagnostic->text.size] = 0;
    }
    diagnostic->text = (Text){copy, copy ? diagnostic->text.size : 0};
}

void compile_diagnostic_release(Diagnostic *diagnostic) {
    mem_raw_free((char *)diagnostic->text.bytes);
    diagnostic->text = (Text){NULL, 0};
}

/* ---- a compilation ---------------------------------------------------------------------- */

static bool context_open(Context *context, MemRegion *tree_region, const CompileOptions *options,
                         Diagnostic *diagnostic) {
    *diagnostic = (Diagnostic){0};
    memset(context, 0, sizeof *context);
    context->options = options;
    context->diagnostic = diagnostic;
    context->tree_region = tree_region;
    context->stack_limit = native_stack_limit();
    context->future = options->future & CO_FUTURE_MASK;
    context->region = mem_region_new_stoppable();
    if (context->region && name_table_init(&context->names, context->region))
        return true;
    if (context->region)
        mem_region_free(context->region);
    return diagnostic_set_no_memory(diagnostic);
}

static void context_close(Context *context) {
    for (CodeLink *link = context->codes; link; link = link->next)
        code_release(link->code);
    mem_region_free(context->region);
}

static void run(Context *context, Node *module, Code **code, FILE *dump) {
    const Node *last_future = future_scan(context, module);
    fold_tree(context, module);
    Codegen codegen = {.context = context,
                       .table = symbol_table_build(context, module),
                       .optimize = context->options->optimize,
                       .last_future = last_future,
                       .dump = dump};
    *code = code_retain(codegen_module(&codegen, module));
}

/* Apart from setjmp's caller, so that no variable of it is in doubt. */
static Code *compile_guarded(Context *context, Node *module) {
    Code *volatile code = NULL;
    if (setjmp(context->escape) == 0) {
        Code *made = NULL;
        run(context, module, &made, NULL);
        code = made;
    }
    return code;
}

Code *compile_ast(Node *module, MemRegion *region, const char *source, size_t size,
                  const CompileOptions *options, Diagnostic *diagnostic) {
    Context context;
    if (!context_open(&context, region, options, diagnostic))
        return NULL;
    context.source = source;
    context.source_size = size;
    Code *code = compile_guarded(&context, module);
    context_close(&context);
    if (!code) {
        /* As CPython, which reads the line from the file. */
        if (access(options->filename, R_OK) == 0)
            set_line_text(diagnostic, source, size);
        keep_text(diagnostic);
    }
    return code;
}

/* The parser's warnings come first: CPython gives them while it parses. A parse that failed has
 * those up to the mistake. */
static bool report_warnings(const ParseProduct *product, const CompileOptions *options,
                            Diagnostic *diagnostic) {
    bool failed = diagnostic->kind != DIAGNOSTIC_NONE;
    for (const WarningNote *note = product->warnings; note; note = note->next) {
        Diagnostic warning = note->diagnostic;
        if (failed && (diagnostic->kind > DIAGNOSTIC_TAB || warning.line > diagnostic->line))
            break;
        if (!options->warn || options->warn(options->warn_context, &warning))
            continue;
        bool is_error = warning.kind != note->diagnostic.kind;
        *diagnostic = warning;
        if (is_error)
            parse_place_warning(product, diagnostic);
        else
            diagnostic->kind = DIAGNOSTIC_NONE;
        return false;
    }
    return true;
}

bool compile_parse(const char *bytes, size_t size, const CompileOptions *options, MemRegion *region,
                   Node **module, Diagnostic *diagnostic) {
    ParseOptions parse_options = {.filename = options->filename,
                                  .mode = options->mode,
                                  .flags = options->parse_flags,
                                  .max_int_digits = options->max_int_digits,
                                  .minor_version = options->minor_version};
    if (options->future & CO_FUTURE_BARRY_AS_BDFL)
        parse_options.flags |= PARSE_BARRY_AS_BDFL;
    ParseProduct product;
    *diagnostic = (Diagnostic){0};
    bool parsed = parse_with_options(bytes, size, &parse_options, region, &product, diagnostic);
    if (!report_warnings(&product, options, diagnostic) || !parsed) {
        keep_text(diagnostic);
        return false;
    }
    *module = product.module;
    return true;
}

Code *compile_source(const char *bytes, size_t size, const CompileOptions *options,
                     Diagnostic *diagnostic) {
    MemRegion *region = mem_region_new_stoppable();
    if (!region) {
        *diagnostic = (Diagnostic){0};
        diagnostic_set_no_memory(diagnostic);
        return NULL;
    }
    Node *module;
    Code *code = compile_parse(bytes, size, options, region, &module, diagnostic)
                     ? compile_ast(module, region, bytes, size, options, diagnostic)
                     : NULL;
    mem_region_free(region);
    return code;
}

/* ---- parts of it ------------------------------------------------------------------------ */

static bool fold_guarded(Context *context, Node *module) {
    if (setjmp(context->escape) != 0)
        return false;
    future_scan(context, module);
    fold_tree(context, module);
    return true;
}

bool compile_optimize_ast(Node *module, MemRegion *region, const CompileOptions *options,
                          Diagnostic *diagnostic) {
    Context context;
    if (!context_open(&context, region, options, diagnostic))
        return false;
    bool folded = fold_guarded(&context, module);
    context_close(&context);
    keep_text(diagnostic);
    return folded;
}

/* ---- dumps ------------------------------------------------------------------------------ */

static bool dump_guarded(Context *context, FILE *out, const char *what, Node *module) {
    if (setjmp(context->escape) != 0)
        return false;
    if (strcmp(what, "scopes") == 0) {
        future_scan(context, module);
        fold_tree(context, module);
        symbol_table_dump(out, symbol_table_build(context, module));
        return true;
    }
    Code *code = NULL;
    run(context, module, &code, out);
    code_release(code);
    return true;
}

bool compile_dump(FILE *out, const char *what, Node *module, MemRegion *region,
                  const CompileOptions *options, Diagnostic *diagnostic) {
    Context context;
    if (!context_open(&context, region, options, diagnostic))
        return false;
    bool done = dump_guarded(&context, out, what, module);
    context_close(&context);
    return done;
}

/* ---- scopes as data -------------------------------------------------------------------------- */

static void *info_alloc(Context *context, size_t count, size_t size) {
    void *block = mem_region_alloc(context->tree_region, (count + 1) * size);
    if (!block)
        context_no_memory(context);
    return block;
}

/* The text of a name, where it outlives the context. */
static Text info_text(Context *context, Name name) {
    Text text = context_text(context, name);
    char *bytes = info_alloc(context, text.size, 1);
    memcpy(bytes, text.bytes, text.size);
    return (Text){bytes, text.size};
}

static void fill_info(Context *context, const Scope *scope, ScopeInfo *info) {
    static const int kinds[] = {
        [SCOPE_FUNCTION] = 0,     [SCOPE_CLASS] = 1,      [SCOPE_MODULE] = 2,
        [SCOPE_ANNOTATION] = 3,   [SCOPE_TYPE_ALIAS] = 4, [SCOPE_TYPE_PARAMETERS] = 5,
        [SCOPE_TYPE_VARIABLE] = 6};
    const unsigned shown = DEF_MERGED - 1;
    context_check_stack(context);
    *info = (ScopeInfo){.name = info_text(context, scope->name),
                        .kind = kinds[scope->kind],
                        .line = scope->position.line,
                        .nested = scope->is_nested,
                        .symbol_count = scope->symbols.count,
                        .parameter_count = scope->parameter_count,
                        .child_count = scope->child_count};
    info->symbols = info_alloc(context, info->symbol_count, sizeof *info->symbols);
    for (size_t i = 0; i < info->symbol_count; i++) {
        const Symbol *symbol = &scope->symbols.items[i];
        info->symbols[i].name = info_text(context, symbol->name);
        info->symbols[i].flags = (symbol->flags & shown) | (unsigned)symbol->variable
                                                               << SCOPE_INFO_SHIFT;
    }
    info->parameters = info_alloc(context, info->parameter_count, sizeof *info->parameters);
    for (size_t i = 0; i < info->parameter_count; i++)
        info->parameters[i] = info_text(context, scope->parameters[i]);
    info->children = info_alloc(context, info->child_count, sizeof *info->children);
    for (size_t i = 0; i < info->child_count; i++)
        fill_info(context, scope->children[i], &info->children[i]);
}

static bool scopes_guarded(Context *context, Node *module, ScopeInfo *scopes) {
    if (setjmp(context->escape) != 0)
        return false;
    future_scan(context, module);
    fill_info(context, symbol_table_build(context, module)->module, scopes);
    return true;
}

bool compile_scopes(Node *module, MemRegion *region, const CompileOptions *options,
                    ScopeInfo *scopes, Diagnostic *diagnostic) {
    Context context;
    if (!context_open(&context, region, options, diagnostic))
        return false;
    bool done = scopes_guarded(&context, module, scopes);
    context_close(&context);
    return done;
}
