/* The commands of the prompt. Each gets what stands behind its name, without blanks around. */
#include "vm/repl_commands.h"
#include "vm/clock.h"
#include "vm/file_write.h"
#include "vm/finder.h"
#include "vm/import.h"
#include "vm/interpreter.h"
#include "vm/objects/code.h"
#include "vm/repl.h"
#include "vm/repl_inspect.h"
#include "vm/run.h"
#include "vm/sys.h"
#include "vm/vm.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

bool repl_print(const char *format, ...) {
    Value stream = sys_get_borrowed("stdout");
    if (!stream || stream == NONE)
        return raise_runtime_error("lost sys.stdout");
    va_list arguments;
    va_start(arguments, format);
    Str *text = str_format_v(format, arguments);
    va_end(arguments);
    incref(stream);
    bool done = text && file_write(stream, value_of(text));
    decref(stream);
    if (text)
        GIVE_UP(text);
    return done;
}

/* ---- code, trees, tokens --------------------------------------------------------------------- */

/* What C writes to standard output comes behind what Python wrote. */
static bool dump(const char *text, const char *what) {
    Value stream = sys_get_borrowed("stdout");
    if (stream && stream != NONE && !file_flush(stream))
        return false;
    dump_source(text, strlen(text), "<python-input>", what);
    return true;
}

static bool run_ast(const char *text) {
    return dump(text, "ast");
}

static bool run_tokens(const char *text) {
    return dump(text, "tokens");
}

/* A name that stands for something with code: that; else the text itself. */
static bool run_dis(const char *text) {
    Value value = repl_lookup_static(text);
    bool has_code = value && (is_function(value) || has_type(value, &method_type) ||
                              is_code(value) || is_type(value) || has_type(value, &module_type));
    if (!has_code) {
        decref_maybe(value);
        return dump(text, "bytecode");
    }
    Value dis = import_attribute("dis", "dis");
    Value result = dis ? call_1(dis, value) : NULL;
    decref_maybe(dis);
    decref(value);
    decref_maybe(result);
    return result != NULL;
}

/* ---- time ------------------------------------------------------------------------------------ */

/* Seconds for so many runs; negative: an exception is pending. */
static double time_runs(Value timed, size_t count) {
    Value number = value_of_small_int((int64_t)count);
    Value range = call_1(value_of(&range_type), number);
    int64_t start = monotonic_ns();
    Value result = range ? call_1(timed, range) : NULL;
    double seconds = (double)(monotonic_ns() - start) / NS_PER_SECOND;
    decref_maybe(range);
    decref_maybe(result);
    return result ? seconds : -1;
}

static bool print_time(double seconds, size_t count) {
    static const struct {
        double unit;
        const char *name;
    } units[] = {{1, "s"}, {1e-3, "ms"}, {1e-6, "us"}, {1e-9, "ns"}};
    size_t i = 0;
    while (i < 3 && seconds < units[i].unit)
        i++;
    char text[64];
    snprintf(text, sizeof text, "%.3g %s", seconds / units[i].unit, units[i].name);
    return count == 1 ? repl_print("%s (one run)\n", text)
                      : repl_print("%s each (best of 5 times %zu runs)\n", text, count);
}

/* As many runs as take a fifth of a second, the best of five such rounds. */
static bool time_function(Value timed) {
    size_t count = 1;
    double best = time_runs(timed, 1);
    if (best < 0 || best > 0.2)
        return best > 0 && print_time(best, 1);
    double round = best;
    while (round >= 0 && round < 0.02 && count < 10000000) {
        count *= round < 0.002 ? 10 : 5;
        round = time_runs(timed, count);
    }
    best = round;
    for (int i = 1; i < 5 && round >= 0; i++)
        if ((round = time_runs(timed, count)) < best)
            best = round;
    return round >= 0 && best >= 0 && print_time(best / (double)count, count);
}

/* The statement in a loop in a function, as timeit does it: nothing else is timed, and what it
 * assigns to stays there. */
static char *timed_source(const char *text) {
    static const char head[] = "def timed(runs):\n for _run in runs:\n  ";
    size_t lines = 0;
    for (const char *at = text; *at; at++)
        lines += *at == '\n';
    char *source = mem_malloc(sizeof head + strlen(text) + 2 * lines + 1), *to = source;
    if (!source)
        return raise_no_memory();
    to += sprintf(to, "%s", head);
    for (; *text; text++) {
        *to++ = *text;
        if (*text == '\n')
            to += sprintf(to, "  ");
    }
    strcpy(to, "\n");
    return source;
}

/* The function `timed` of that source: owned. */
static Value timed_function(const char *source) {
    char filename[40];
    if (!repl_name_input(source, strlen(source), filename, sizeof filename))
        return NULL;
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = filename;
    options.optimize = settings.optimize;
    options.parse_flags = PARSE_SOURCE_IS_UTF8;
    CodeObject *code = compile_to_code_object(source, strlen(source), &options);
    Dict *namespace = code ? dict_new() : NULL;
    Value result = namespace ? run_code(code, repl.main->dict, value_of(namespace)) : NULL;
    Str *name = result ? str_interned("timed") : NULL;
    Value function = name ? own_maybe(dict_get_name_borrowed(namespace, name)) : NULL;
    if (name)
        GIVE_UP(name);
    decref_maybe(result);
    if (namespace)
        GIVE_UP(namespace);
    if (code)
        GIVE_UP(code);
    return function;
}

static bool run_time(const char *text) {
    char *source = timed_source(text);
    Value timed = source ? timed_function(source) : NULL;
    bool done = timed && time_function(timed);
    decref_maybe(timed);
    mem_free(source);
    return done;
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool with_value(const char *text, bool (*show)(const char *text, Value value)) {
    Value value = repl_evaluate(text);
    bool done = value && show(text, value);
    decref_maybe(value);
    return done;
}

static bool run_mem(const char *text) {
    return *text ? with_value(text, repl_show_memory) : repl_show_heap();
}

static bool run_refs(const char *text) {
    return with_value(text, repl_show_references);
}

static bool run_doc(const char *text) {
    return with_value(text, repl_show_doc);
}

static bool run_src(const char *text) {
    return with_value(text, repl_show_source);
}

static bool run_all(const char *text) {
    if (!repl.last_result)
        return repl_print("no result was cut\n");
    return repl_print("%S\n", repl.last_result);
}

static bool page(const char *text, Value value) {
    const char *pager = getenv("PAGER");
    Str *shown = str_format("%S\n", value);
    size_t size;
    char *bytes = shown ? str_wtf8_copy(shown, &size) : NULL;
    FILE *to = bytes ? popen(pager && *pager ? pager : "less -R", "w") : NULL;
    if (to) {
        fwrite(bytes, 1, size, to);
        pclose(to);
    }
    mem_free(bytes);
    if (shown)
        GIVE_UP(shown);
    return to || exception_pending() ? !exception_pending()
                                     : repl_print("cannot start the pager\n");
}

static bool run_page(const char *text) {
    return with_value(text, page);
}

/* ---- variables ------------------------------------------------------------------------------- */

static bool is_private(Value key) {
    return !is_exact_str(key) || (str_of(key)->length > 1 && str_at(str_of(key), 0) == '_' &&
                                  str_at(str_of(key), 1) == '_');
}

static bool run_vars(const char *text) {
    List *items = dict_items_list(repl.main->dict);
    bool done = items != NULL;
    for (size_t i = 0; done && i < items->count; i++) {
        Value name = tuple_of(items->items[i])->items[0],
              value = tuple_of(items->items[i])->items[1];
        if (!is_private(name))
            done = repl_show_variable(str_of(name), value);
    }
    if (items)
        GIVE_UP(items);
    return done;
}

static bool run_reset(const char *text) {
    List *keys = dict_keys_list(repl.main->dict);
    bool done = keys != NULL;
    for (size_t i = 0; done && i < keys->count; i++)
        if (!is_private(keys->items[i]))
            done = dict_delete(repl.main->dict, keys->items[i]) != LOOKUP_ERROR;
    if (keys)
        GIVE_UP(keys);
    return done;
}

static bool run_undo(const char *text) {
    Dict *before = repl.before;
    if (!before)
        return repl_print("nothing to undo\n");
    repl.before = NULL;
    dict_clear(repl.main->dict);
    bool done = dict_update(repl.main->dict, value_of(before));
    GIVE_UP(before);
    if (done && repl.done && repl.done->count)
        done = list_set_slice(repl.done, (ptrdiff_t)repl.done->count - 1,
                              (ptrdiff_t)repl.done->count, NULL);
    return done;
}

/* ---- files ----------------------------------------------------------------------------------- */

static bool write_texts(FILE *file) {
    for (size_t i = 0; repl.done && i < repl.done->count; i++) {
        size_t size;
        const char *bytes = str_utf8(str_of(repl.done->items[i]), &size);
        if (!bytes)
            return false;
        fwrite(bytes, 1, size, file);
    }
    return true;
}

static void *raise_for_file(const char *path) {
    int error = errno;
    Value name = value_of(str_from_file_name(path, strlen(path)));
    if (name)
        raise_os_error(error, name);
    decref_maybe(name);
    return NULL;
}

static bool run_save(const char *path) {
    FILE *file = fopen(path, "w");
    if (!file)
        return raise_for_file(path);
    bool done = write_texts(file);
    if (fclose(file) != 0)
        return raise_for_file(path);
    size_t count = repl.done ? repl.done->count : 0;
    return done && repl_print("%zu input%s saved\n", count, count == 1 ? "" : "s");
}

static bool run_load(const char *path) {
    Str *name = str_from_file_name(path, strlen(path));
    size_t size;
    char *text = name ? file_read_all(name, &size) : NULL;
    bool done = text && repl_run_text(text, size);
    mem_free(text);
    if (name)
        GIVE_UP(name);
    return done;
}

/* ---- the table ------------------------------------------------------------------------------- */

static bool run_help(const char *text);

static const struct {
    const char *name, *arguments, *help;
    bool (*run)(const char *text);
} commands[] = {
#define REPL_COMMAND(name, arguments, help) {#name, arguments, help, run_##name},
#include "vm/repl_commands.def"
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static bool run_help(const char *text) {
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        char usage[32];
        snprintf(usage, sizeof usage, ":%s %s", commands[i].name, commands[i].arguments);
        char line[160];
        snprintf(line, sizeof line, "%-16s %s\n", usage, commands[i].help);
        if (!repl_print("%s", line))
            return false;
    }
    return repl_print(
        "\nTab completes; Up brings back whole blocks; Ctrl-R searches; Ctrl-_ takes back;\n"
        "Alt-Enter begins a new line; Right takes the grey suggestion. Keys are chosen in\n"
        "~/.editrc (`bind -v' for vi's).\n");
}

static bool tell_no_command(const char *name, size_t size) {
    char message[160], meant[80] = "";
    for (size_t i = 0; size && i < COMMAND_COUNT; i++)
        if (strncmp(commands[i].name, name, size) == 0) {
            strcat(meant, " :");
            strcat(meant, commands[i].name);
        }
    snprintf(message, sizeof message, "`:%.*s' %s%s; `:help' lists all commands\n", (int)size, name,
             *meant ? "may be" : "is no command", meant);
    return repl_print("%s", message);
}

bool repl_run_command(const char *text) {
    size_t size = strcspn(text + 1, " \n"), found = COMMAND_COUNT, matches = 0;
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strncmp(commands[i].name, text + 1, size) == 0) {
            bool exact = strlen(commands[i].name) == size;
            found = i;
            matches = exact ? 1 : matches + 1;
            if (exact)
                break;
        }
    if (matches != 1 || !size)
        return tell_no_command(text + 1, size);
    const char *argument = text + 1 + size + strspn(text + 1 + size, " ");
    if (!*argument && *commands[found].arguments && *commands[found].arguments != '[')
        return repl_print("usage: :%s %s\n", commands[found].name, commands[found].arguments);
    return commands[found].run(argument);
}

void repl_complete_command(const wchar_t *text, size_t length, Completions *completions) {
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        char name[32];
        bool fits = true;
        int size = snprintf(name, sizeof name, ":%s%s", commands[i].name,
                            *commands[i].arguments ? " " : "");
        for (size_t k = 0; fits && k < length; k++)
            fits = k < (size_t)size && text[k] == (wchar_t)name[k];
        if (fits)
            completions_add(completions, name, (size_t)size);
    }
}
