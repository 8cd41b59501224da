/* The interactive prompt: read, run, show the error if there is one, again.
 *
 * On a terminal the line editor reads whole blocks (line_editor.c does the keys, repl_block.c says
 * when a block is complete, repl_colour.c and repl_complete.c help while one types). Elsewhere
 * lines are read until they make a statement, as CPython's basic prompt does. */
#include "vm/repl.h"
#include "parser/parse.h"
#include "vm/environment.h"
#include "vm/file_write.h"
#include "vm/finder.h"
#include "vm/import.h"
#include "vm/interpreter.h"
#include "vm/objects/exception.h"
#include "vm/repl_commands.h"
#include "vm/repl_text.h"
#include "vm/run.h"
#include "vm/runtime.h"
#include "vm/source_lines.h"
#include "vm/sys_info.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

ReplSession repl;

static const LineClient repl_client = {
    .is_complete = repl_is_complete,
    .indentation = repl_indentation,
    .dedent = repl_dedent,
    .colour = repl_colour,
    .complete = repl_complete,
    .hint = repl_hint,
    .keeps_history = true,
};

typedef enum { STATEMENT, END_OF_INPUT, INPUT_LOST, FAILED } Outcome;

/* ---- prompts --------------------------------------------------------------------------------- */

typedef struct Prompt {
    char text[256];
} Prompt;

/* str(sys.ps1) or str(sys.ps2). */
static Prompt prompt_text(const char *name) {
    Prompt prompt = {""};
    Value value = sys_get_borrowed(name);
    Value text = value ? object_str(value) : NULL;
    const char *shown = text ? str_utf8(str_of(text), NULL) : NULL;
    snprintf(prompt.text, sizeof prompt.text, "%s", shown ? shown : "");
    decref_maybe(text);
    exception_clear();
    return prompt;
}

static bool set_default_prompts(void) {
    static const char *const prompts[][2] = {{"ps1", ">>> "}, {"ps2", "... "}};
    for (int i = 0; i < 2; i++) {
        if (sys_get_borrowed(prompts[i][0]))
            continue;
        Value text = value_of(str_from_c(prompts[i][1]));
        bool done = text && sys_set(prompts[i][0], text);
        decref_maybe(text);
        if (!done)
            return false;
    }
    return true;
}

static void flush_output(void) {
    Value stream = sys_get_borrowed("stdout");
    if (stream && stream != NONE && !file_flush(stream))
        exception_clear();
}

/* ---- on a terminal --------------------------------------------------------------------------- */

static Outcome read_block(char **text) {
    Prompt first = prompt_text("ps1"), next = prompt_text("ps2");
    flush_output();
    switch (line_editor_read(&repl_client, first.text, next.text, text)) {
    case LINE_TEXT:
        return STATEMENT;
    case LINE_END:
        return END_OF_INPUT;
    case LINE_INTERRUPTED:
        raise_class(&exc_KeyboardInterrupt, NULL);
        return FAILED;
    default:
        return FAILED;
    }
}

/* `exit` and its like work without parentheses, as long as they mean what they always do. */
static bool run_bare_word(const char *text, bool *done) {
    static const char *const words[] = {"exit", "quit", "help", "copyright", "credits", "license"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i]) != 0)
            continue;
        Str *name = str_interned(text);
        bool shadowed = name && dict_find_name(repl.main->dict, name) >= 0;
        Value word = shadowed ? NULL : builtin_lookup(text);
        Value result = word ? call_0(word) : NULL;
        if (name)
            GIVE_UP(name);
        *done = result != NULL;
        decref_maybe(word);
        decref_maybe(result);
        return !shadowed;
    }
    if (strcmp(text, "clear") == 0) {
        Str *name = str_interned(text);
        bool shadowed = name && dict_find_name(repl.main->dict, name) >= 0;
        if (name)
            GIVE_UP(name);
        if (!shadowed)
            line_display_write("\x1b[H\x1b[2J", 7);
        *done = true;
        return !shadowed;
    }
    return false;
}

/* EXPR? shows its documentation, EXPR?? its source. */
static bool run_question(const char *text, bool *done) {
    size_t size = strlen(text), marks = 0;
    while (marks < 2 && marks < size && text[size - 1 - marks] == '?')
        marks++;
    if (!marks || marks == size || strchr("#'\"", *text) || strchr(text, '\n'))
        return false;
    char command[512];
    if (snprintf(command, sizeof command, ":%s %.*s", marks == 2 ? "src" : "doc",
                 (int)(size - marks), text) >= (int)sizeof command)
        return false;
    *done = repl_run_command(command);
    return true;
}

/* The value before the last one is `__`. */
static void shift_results(Value before) {
    Dict *builtins = builtins_dict_borrowed();
    Value now = builtins ? dict_get_name_borrowed(builtins, names._) : NULL;
    if (before && now && now != before && !dict_set_c(builtins, "__", before))
        exception_clear();
}

static bool remember_done(const char *text) {
    if (!repl.done && !(repl.done = list_new(0)))
        return false;
    Str *entry = str_from_utf8(text, strlen(text));
    return entry && list_append_steal(repl.done, value_of(entry));
}

/* For :undo. */
static void remember_variables(void) {
    if (repl.before)
        GIVE_UP(repl.before);
    repl.before = dict_copy(repl.main->dict);
    exception_clear();
}

/* What only :undo would keep alive and might have a finalizer goes now, as it would without it. */
static void forget_dying_variables(void) {
    List *keys = repl.before ? dict_keys_list(repl.before) : NULL;
    for (size_t i = 0; keys && i < keys->count; i++) {
        Value value;
        if (dict_lookup(repl.before, keys->items[i], &value) != LOOKUP_FOUND)
            continue;
        bool alone = is_object(value) && mem_refcount(object_of(value)) == 2 &&
                     type_of(value)->flags & TYPE_HEAP;
        decref(value);
        if (alone && dict_delete(repl.before, keys->items[i]) == LOOKUP_ERROR)
            exception_clear();
    }
    if (keys)
        GIVE_UP(keys);
    exception_clear();
}

static bool run_python(const char *text) {
    Dict *builtins = builtins_dict_borrowed();
    Value before = builtins ? own_maybe(dict_get_name_borrowed(builtins, names._)) : NULL;
    remember_variables();
    bool done = repl_run_text(text, strlen(text));
    Value exception = exception_fetch();
    forget_dying_variables();
    shift_results(before);
    exception_restore_steal(exception);
    decref_maybe(before);
    return done && remember_done(text);
}

static bool run_block(char *text) {
    size_t size = strlen(text);
    while (size && strchr(" \n\t", text[size - 1]))
        text[--size] = 0;
    bool done;
    if (!size)
        return true;
    if (*text == ':')
        return repl_run_command(text);
    if (run_bare_word(text, &done) || run_question(text, &done))
        return done;
    text[size] = '\n'; /* there is room for it: line_editor.h */
    text[size + 1] = 0;
    return run_python(text);
}

/* ---- elsewhere ------------------------------------------------------------------------------- */

typedef struct Lines { /* the statement so far; mem_ buffer */
    char *text;
    size_t size, capacity;
} Lines;

static bool lines_reserve(Lines *lines, size_t more) {
    if (lines->size + more + 1 <= lines->capacity)
        return true;
    size_t capacity = (lines->size + more + 1) * 2;
    char *larger = mem_realloc(lines->text, capacity);
    if (!larger)
        return raise_no_memory();
    lines->text = larger;
    lines->capacity = capacity;
    return true;
}

/* A read failed: of a signal, whose handler has run now, or for good. */
static Outcome interrupted_or_lost(int error) {
    if (eval_breaker && !eval_breaker_handle())
        return FAILED;
    if (error == EINTR)
        return STATEMENT;
    raise_os_error(error, NULL);
    return INPUT_LOST;
}

/* Appends a line with its end; FAILED, INPUT_LOST, or END_OF_INPUT if there is nothing more. */
static Outcome read_line(Lines *lines, const char *prompt) {
    if (fputs(prompt, stderr) < 0 || fflush(stderr) != 0)
        return END_OF_INPUT;
    size_t start = lines->size;
    for (;;) {
        if (!lines_reserve(lines, 1))
            return FAILED;
        char c = 0;
        gil_release();
        ssize_t count = read(STDIN_FILENO, &c, 1);
        int error = errno;
        gil_acquire();
        Outcome outcome = count < 0 ? interrupted_or_lost(error) : STATEMENT;
        if (outcome != STATEMENT)
            return outcome;
        if (count > 0)
            lines->text[lines->size++] = c;
        lines->text[lines->size] = 0;
        if (count == 0 || c == '\n')
            return lines->size > start ? STATEMENT : END_OF_INPUT;
    }
}

/* Nothing but a remark, if that. */
static bool is_empty(const char *line) {
    char first = line[strspn(line, " \t\r\n\f")];
    return first == 0 || first == '#';
}

/* A block goes on until an empty line, even where the text could be a whole program. */
static bool is_open_block(const Lines *lines) {
    if (lines->size >= 2 && lines->text[lines->size - 2] == '\n')
        return false;
    MemRegion *region = mem_region_new();
    Diagnostic diagnostic;
    Node *tree;
    bool open = region &&
                parse_source(lines->text, lines->size, "<stdin>", PARSE_SINGLE,
                             PARSE_SOURCE_IS_UTF8, region, &tree, &diagnostic) &&
                tree->kind == NODE_INTERACTIVE && ((InteractiveNode *)tree)->body.count &&
                node_is_compound(((InteractiveNode *)tree)->body.items[0]);
    if (region)
        mem_region_free(region);
    return open;
}

/* The code of the statement. Null without an exception: it goes on. */
static CodeObject *compile_lines(const Lines *lines, bool complete) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = "<stdin>";
    options.mode = PARSE_SINGLE;
    options.optimize = settings.optimize;
    options.future = repl.future;
    options.parse_flags = PARSE_SOURCE_IS_UTF8 | (complete ? 0 : PARSE_ALLOW_INCOMPLETE);
    CodeObject *code = compile_to_code_object(lines->text, lines->size, &options);
    if (!code && !complete)
        exception_clear_if(&exc__IncompleteInputError);
    if (code)
        repl.future |= code->flags & CO_FUTURE_MASK;
    return code;
}

/* Reads one statement; *code is null for an empty one. */
static Outcome read_statement(Lines *lines, CodeObject **code) {
    lines->size = 0;
    *code = NULL;
    for (;;) {
        flush_output();
        size_t start = lines->size;
        Outcome outcome = read_line(lines, prompt_text(start ? "ps2" : "ps1").text);
        if (outcome == FAILED || outcome == INPUT_LOST || (outcome == END_OF_INPUT && !start))
            return outcome;
        if (outcome == END_OF_INPUT)
            sys_write_stderr("\n");
        else if (!start && is_empty(lines->text))
            return STATEMENT;
        else if (lines->text[lines->size - 1] != '\n' || is_open_block(lines))
            continue;
        *code = compile_lines(lines, outcome == END_OF_INPUT);
        if (*code)
            return STATEMENT;
        if (exception_pending())
            return FAILED;
    }
}

static Outcome read_and_run_lines(Lines *lines) {
    CodeObject *code;
    Outcome outcome = read_statement(lines, &code);
    if (!code)
        return outcome;
    bool done = source_lines_register_code(code->code, "<stdin>", lines->text, lines->size);
    Value result = done ? run_code(code, repl.main->dict, value_of(repl.main->dict)) : NULL;
    GIVE_UP(code);
    decref_maybe(result);
    return result ? STATEMENT : FAILED;
}

/* ---- the session ----------------------------------------------------------------------------- */

static Outcome read_and_run(Lines *lines) {
    if (!repl.edited)
        return read_and_run_lines(lines);
    char *text;
    Outcome outcome = read_block(&text);
    if (outcome == STATEMENT && !run_block(text))
        outcome = FAILED;
    mem_free(text);
    return outcome;
}

/* False: the session ends with *status. */
static bool handle_error(int *status) {
    if (exception_matches(&exc_SystemExit)) {
        *status = runtime_handle_exit_exception();
        return false;
    }
    Value exception = exception_fetch();
    if (!exception)
        return true;
    if (is_instance_of(exception, &exc_KeyboardInterrupt) && !exception_of(exception)->traceback)
        sys_write_stderr(repl.edited ? "KeyboardInterrupt\n" : "\nKeyboardInterrupt\n");
    else
        traceback_report(exception);
    decref(exception);
    if (exception_pending()) {
        *status = runtime_handle_exit_exception();
        return false;
    }
    return true;
}

static void greet(void) {
    if (settings.quiet)
        return;
    sys_write_stderr("Folio %s: Python %s on linux\nType %s\"help\", \"copyright\", \"credits\" or "
                     "\"license\" for more information.\n",
                     FOLIO_VERSION, PYTHON_VERSION, repl.edited ? "\":help\", " : "");
}

/* The file of PYTHONSTARTUP runs in the session. */
static bool run_startup_file(int *status) {
    const char *path =
        isatty(STDIN_FILENO) || settings.inspect ? environment_get("PYTHONSTARTUP") : NULL;
    if (!path)
        return true;
    Str *name = str_from_file_name(path, strlen(path));
    size_t size;
    char *text = name ? file_read_all(name, &size) : NULL;
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = path;
    options.optimize = settings.optimize;
    CodeObject *code = text ? compile_to_code_object(text, size, &options) : NULL;
    if (!text && name)
        sys_write_stderr("Could not open PYTHONSTARTUP\n");
    bool done = code && repl_run_code(code);
    mem_free(text);
    if (code)
        GIVE_UP(code);
    if (name)
        GIVE_UP(name);
    return done || handle_error(status);
}

static void end_session(Lines *lines) {
    mem_free(lines->text);
    repl_run_end();
    line_editor_end();
    if (repl.done)
        GIVE_UP(repl.done);
    if (repl.before)
        GIVE_UP(repl.before);
    clear_value(&repl.last_result);
    repl = (ReplSession){0};
}

int repl_run(Module *main, bool after_program) {
    int status = 0;
    Lines lines = {NULL, 0, 0};
    repl.main = main;
    repl.edited = line_editor_is_possible();
    if (!after_program)
        greet();
    if (!set_default_prompts())
        return runtime_handle_exit_exception();
    bool going_on = after_program || run_startup_file(&status);
    while (going_on) {
        Outcome outcome = read_and_run(&lines);
        if (outcome == END_OF_INPUT) {
            if (!repl.edited)
                sys_write_stderr("\n");
            break;
        }
        if (outcome == INPUT_LOST) {
            status = runtime_handle_exit_exception();
            break;
        }
        going_on = outcome == STATEMENT || handle_error(&status);
    }
    end_session(&lines);
    return status;
}
