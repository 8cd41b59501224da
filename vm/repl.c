/* The interactive prompt: a statement is read line by line until it is complete, compiled in single
 * mode, run in __main__. libedit edits lines on a terminal; elsewhere lines are just read. */
#include "parser/parse.h"
#include "vm/import.h"
#include "vm/interpreter.h"
#include "vm/objects/exception.h"
#include "vm/file_write.h"
#include "vm/run.h"
#include "vm/runtime.h"
#include "vm/source_lines.h"
#include "vm/sys_info.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Repl {
    Module *main;
    EditLine *editor; /* null: not a terminal */
    History *history;
    char history_path[512];
    char prompt[128];
    char *text; /* mem_ buffer: the statement so far */
    size_t size, capacity;
    int number; /* of the statement, for its file name */
} Repl;

static Repl repl;

/* ---- reading lines ----------------------------------------------------------------------------
 */

static char *prompt_of(EditLine *editor) {
    return repl.prompt;
}

/* sys.ps1 or sys.ps2, by str(). */
static void set_prompt(const char *name, const char *otherwise) {
    Value prompt = sys_get_borrowed(name);
    Value text = prompt ? object_str(prompt) : NULL;
    const char *shown = text ? str_utf8(str_of(text), NULL) : NULL;
    snprintf(repl.prompt, sizeof repl.prompt, "%s", shown ? shown : prompt ? "" : otherwise);
    decref_maybe(text);
    exception_clear();
}

static void start_editor(void) {
    if (!isatty(0) || !isatty(1))
        return;
    repl.editor = el_init("folio", stdin, stdout, stderr);
    repl.history = repl.editor ? history_init() : NULL;
    if (!repl.history)
        return;
    HistEvent event;
    history(repl.history, &event, H_SETSIZE, 1000);
    el_set(repl.editor, EL_PROMPT, prompt_of);
    el_set(repl.editor, EL_EDITOR, "emacs");
    el_set(repl.editor, EL_HIST, history, repl.history);
    el_set(repl.editor, EL_SIGNAL, 1);
    el_source(repl.editor, NULL);
    const char *home = getenv("HOME");
    snprintf(repl.history_path, sizeof repl.history_path, "%s/.folio_history", home ? home : ".");
    history(repl.history, &event, H_LOAD, repl.history_path);
}

static void stop_editor(void) {
    HistEvent event;
    if (repl.history) {
        history(repl.history, &event, H_SAVE, repl.history_path);
        history_end(repl.history);
    }
    if (repl.editor)
        el_end(repl.editor);
    repl.editor = NULL;
    repl.history = NULL;
}

/* A line with its end, mem_free'd by the caller; null at the end of the input. */
static char *read_plain_line(void) {
    if (fputs(repl.prompt, stderr) < 0 || fflush(stderr) != 0)
        return NULL;
    char *line = NULL;
    size_t size = 0, capacity = 0;
    for (;;) {
        if (size + 2 > capacity) {
            capacity = capacity ? capacity * 2 : 256;
            char *larger = mem_realloc(line, capacity);
            if (!larger) {
                mem_free(line);
                raise_no_memory();
                return NULL;
            }
            line = larger;
        }
        char c;
        gil_release();
        ssize_t count = read(0, &c, 1);
        gil_acquire();
        if (count < 0 && eval_breaker && !eval_breaker_handle()) {
            mem_free(line);
            return NULL;
        }
        if (count < 0)
            continue;
        if (count > 0)
            line[size++] = c;
        if (count == 0 || c == '\n')
            break;
    }
    line[size] = 0;
    if (!size) {
        mem_free(line);
        return NULL;
    }
    return line;
}

static char *read_edited_line(void) {
    int count;
    gil_release();
    const char *line = el_gets(repl.editor, &count);
    gil_acquire();
    if (eval_breaker && !eval_breaker_handle())
        return NULL;
    if (!line || count <= 0)
        return NULL;
    char *copy = mem_malloc((size_t)count + 1);
    if (!copy) {
        raise_no_memory();
        return NULL;
    }
    memcpy(copy, line, (size_t)count);
    copy[count] = 0;
    HistEvent event;
    if (count > 1)
        history(repl.history, &event, H_ENTER, copy);
    return copy;
}

static char *read_line(void) {
    Value stream = sys_get_borrowed("stdout");
    if (stream && stream != NONE && !file_flush(stream))
        exception_clear();
    return repl.editor ? read_edited_line() : read_plain_line();
}

/* ---- statements -------------------------------------------------------------------------------
 */

static bool append(const char *line) {
    size_t size = strlen(line);
    if (repl.size + size + 1 > repl.capacity) {
        size_t capacity = (repl.size + size + 1) * 2;
        char *larger = mem_realloc(repl.text, capacity);
        if (!larger)
            return raise_no_memory();
        repl.text = larger;
        repl.capacity = capacity;
    }
    memcpy(repl.text + repl.size, line, size + 1);
    repl.size += size;
    return true;
}

static bool is_blank(const char *line) {
    return line[strspn(line, " \t\r\n\f")] == 0;
}

/* A block goes on until an empty line, even where the text could be a whole program. */
static bool is_open_block(void) {
    if (repl.size >= 2 && repl.text[repl.size - 2] == '\n')
        return false;
    MemRegion *region = mem_region_new();
    if (!region)
        return false;
    Diagnostic diagnostic;
    Node *tree;
    bool open = false;
    if (parse_source(repl.text, repl.size, "<stdin>", PARSE_SINGLE, PARSE_SOURCE_IS_UTF8, region,
                     &tree, &diagnostic) &&
        tree->kind == NODE_INTERACTIVE && ((InteractiveNode *)tree)->body.count) {
        switch (((InteractiveNode *)tree)->body.items[0]->kind) {
        case NODE_FUNCTION_DEF:
        case NODE_ASYNC_FUNCTION_DEF:
        case NODE_CLASS_DEF:
        case NODE_FOR:
        case NODE_ASYNC_FOR:
        case NODE_WHILE:
        case NODE_IF:
        case NODE_WITH:
        case NODE_ASYNC_WITH:
        case NODE_MATCH:
        case NODE_TRY:
        case NODE_TRY_STAR:
            open = true;
            break;
        default:
            break;
        }
    }
    mem_region_free(region);
    return open;
}

/* The code of the statement. Null without an exception: it goes on. */
static CodeObject *compile_statement(const char *filename, bool complete) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = filename;
    options.mode = PARSE_SINGLE;
    options.optimize = settings.optimize;
    options.parse_flags = PARSE_SOURCE_IS_UTF8;
    if (!complete)
        options.parse_flags |= PARSE_ALLOW_INCOMPLETE;
    CodeObject *code = compile_to_code_object(repl.text, repl.size, &options);
    if (!code && !complete)
        exception_clear_if(&exc__IncompleteInputError);
    return code;
}

typedef enum { STATEMENT, END_OF_INPUT, FAILED } Outcome;

/* Reads one statement; *code is null for an empty one. */
static Outcome read_statement(CodeObject **code) {
    char filename[40];
    repl.size = 0;
    *code = NULL;
    snprintf(filename, sizeof filename, "<stdin-%d>", repl.number);
    const char *shown = repl.editor ? filename : "<stdin>";
    for (;;) {
        set_prompt(repl.size ? "ps2" : "ps1", repl.size ? "... " : ">>> ");
        char *line = read_line();
        if (!line) {
            if (exception_pending())
                return FAILED;
            if (!repl.size)
                return END_OF_INPUT;
            *code = compile_statement(shown, true);
            return *code ? STATEMENT : FAILED;
        }
        bool blank = is_blank(line);
        bool added = append(line);
        mem_free(line);
        if (!added)
            return FAILED;
        if (blank && is_blank(repl.text))
            return STATEMENT;
        if (is_open_block())
            continue;
        *code = compile_statement(shown, false);
        if (*code) {
            if (repl.editor && !source_lines_register(shown, repl.text, repl.size))
                exception_clear();
            repl.number++;
            return STATEMENT;
        }
        if (exception_pending())
            return FAILED;
    }
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
        sys_write_stderr("\nKeyboardInterrupt\n");
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
    if (settings.quiet || (!isatty(0) && !settings.interactive))
        return;
    sys_write_stderr("Folio %s: Python %s on %s\nType \"help\", \"copyright\", \"credits\" or "
                     "\"license\" for more information.\n",
                     FOLIO_VERSION, PYTHON_VERSION, "linux");
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

int repl_run(Module *main) {
    repl.main = main;
    int status = 0;
    greet();
    if (!set_default_prompts())
        return runtime_handle_exit_exception();
    start_editor();
    for (;;) {
        CodeObject *code;
        Outcome outcome = read_statement(&code);
        if (outcome == END_OF_INPUT) {
            sys_write_stderr("\n");
            break;
        }
        bool done = outcome == STATEMENT;
        if (code) {
            Value result = run_code(code, main->dict, value_of(main->dict));
            GIVE_UP(code);
            decref_maybe(result);
            done = result != NULL;
        }
        if (!done && !handle_error(&status))
            break;
    }
    stop_editor();
    mem_free(repl.text);
    repl.text = NULL;
    repl.size = repl.capacity = 0;
    return status;
}
