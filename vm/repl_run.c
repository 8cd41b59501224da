/* Running what was typed at the prompt.
 *
 * A text may hold many statements (a pasted program): all but the last run as a module's would, the
 * last as a statement typed alone, which shows its value. Every input has a file name of its own,
 * <python-input-N>, under which its text is kept for tracebacks. `await` outside of a function
 * makes the code a coroutine, which runs in one asyncio.Runner for the session. */
#include "vm/import.h"
#include "vm/interpreter.h"
#include "vm/objects/exception.h"
#include "vm/repl.h"
#include "vm/source_lines.h"
#include "vm/sys.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <stdio.h>
#include <string.h>

static CompileOptions options_for(const char *filename, ParseMode mode) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = filename;
    options.mode = mode;
    options.optimize = settings.optimize;
    options.parse_flags = PARSE_SOURCE_IS_UTF8;
    options.top_level_await = true;
    options.max_int_digits = int_max_str_digits;
    options.future = repl.future;
    return options;
}

/* ---- await ----------------------------------------------------------------------------------- */

/* Without asyncio: a coroutine that waits for nothing can be run all the same. */
static bool run_without_loop(Value coroutine) {
    Value item;
    Next next = iterator_send(coroutine, NONE, &item);
    if (next == NEXT_ITEM)
        raise_runtime_error("await needs asyncio, which cannot be imported");
    if (next != NEXT_ERROR)
        decref(item);
    return next == NEXT_DONE;
}

/* The frames of asyncio that ran the coroutine are no news: the traceback begins behind them. */
static void drop_loop_frames(void) {
    Value exception = current_thread->exception;
    Value *first = exception ? &exception_of(exception)->traceback : NULL;
    while (first && *first && traceback_of(*first)->next) {
        FrameObject *frame = traceback_of(*first)->frame;
        Str *filename = frame ? str_of(frame_object_code(frame)->filename) : NULL;
        Str *name = str_from_c("asyncio");
        bool of_loop = filename && name && str_contains(filename, name);
        if (name)
            GIVE_UP(name);
        if (!of_loop)
            return;
        replace_value(first, own(traceback_of(*first)->next));
    }
}

static bool run_coroutine(Value coroutine) {
    if (!repl.runner) {
        Value class = import_attribute("asyncio", "Runner");
        repl.runner = class ? call_0(class) : NULL;
        decref_maybe(class);
        if (!repl.runner)
            return exception_clear_if(&exc_ImportError) && run_without_loop(coroutine);
    }
    Str *name = str_interned("run");
    Value result = name ? call_method_1(repl.runner, name, coroutine) : NULL;
    if (name)
        GIVE_UP(name);
    decref_maybe(result);
    if (!result)
        drop_loop_frames();
    return result != NULL;
}

bool repl_run_code(CodeObject *code) {
    repl.future |= code->flags & CO_FUTURE_MASK;
    Value result = run_code(code, repl.main->dict, value_of(repl.main->dict));
    bool done = result && (!has_type(result, &coroutine_type) || !(code->flags & CO_COROUTINE) ||
                           run_coroutine(result));
    decref_maybe(result);
    return done;
}

void repl_run_end(void) {
    if (repl.runner) {
        Value result = call_method_0(repl.runner, names.close);
        decref_maybe(result);
        exception_clear();
    }
    clear_value(&repl.runner);
}

/* ---- texts ----------------------------------------------------------------------------------- */

bool repl_name_input(const char *text, size_t size, char *filename, size_t capacity) {
    snprintf(filename, capacity, "<python-input-%d>", repl.number++);
    return source_lines_register(filename, text, size);
}

static bool run_tree(Node *tree, const CompileOptions *options, MemRegion *region) {
    CodeObject *code = compile_tree_to_code_object(tree, options, region);
    bool done = code && repl_run_code(code);
    if (code)
        GIVE_UP(code);
    return done;
}

/* `body` split: what comes before the last statement, then that one. */
static bool run_statements(ModuleNode *module, CompileOptions *options, MemRegion *region) {
    size_t count = module->body.count;
    InteractiveNode last = {.base = module->base, .body = {1, module->body.items + count - 1}};
    last.base.kind = NODE_INTERACTIVE;
    if (count > 1) {
        module->body.count = count - 1;
        if (!run_tree(&module->base, options, region))
            return false;
    }
    options->mode = PARSE_SINGLE;
    return run_tree(&last.base, options, region);
}

static size_t count_statements(const char *text, size_t size, MemRegion *region) {
    Diagnostic diagnostic;
    Node *tree;
    bool parsed = parse_source(text, size, "<stdin>", PARSE_EXEC, PARSE_SOURCE_IS_UTF8, region,
                               &tree, &diagnostic);
    return parsed ? ((ModuleNode *)tree)->body.count : 1; /* the mistake will be found again */
}

static bool run_many(const char *text, size_t size, CompileOptions *options, MemRegion *region) {
    Node *tree = compile_to_tree(text, size, options, region);
    return tree && run_statements((ModuleNode *)tree, options, region);
}

static bool run_one(const char *text, size_t size, CompileOptions *options) {
    options->mode = PARSE_SINGLE;
    CodeObject *code = compile_to_code_object(text, size, options);
    bool done = code && repl_run_code(code);
    if (code)
        GIVE_UP(code);
    return done;
}

bool repl_run_text(const char *text, size_t size) {
    char filename[40];
    if (!repl_name_input(text, size, filename, sizeof filename))
        return false;
    MemRegion *region = mem_region_new();
    if (!region)
        return raise_no_memory();
    CompileOptions options = options_for(filename, PARSE_EXEC);
    size_t count = count_statements(text, size, region);
    bool done = count == 0   ? true
                : count == 1 ? run_one(text, size, &options)
                             : run_many(text, size, &options, region);
    mem_region_free(region);
    return done;
}

Value repl_evaluate(const char *text) {
    char filename[40];
    size_t size = strlen(text);
    if (!repl_name_input(text, size, filename, sizeof filename))
        return NULL;
    CompileOptions options = options_for(filename, PARSE_EVAL);
    options.top_level_await = false;
    CodeObject *code = compile_to_code_object(text, size, &options);
    Value result = code ? run_code(code, repl.main->dict, value_of(repl.main->dict)) : NULL;
    if (code)
        GIVE_UP(code);
    return result;
}
