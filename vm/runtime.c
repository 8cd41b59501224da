/* Start and end of the runtime.
 *
 * The order of the end: wait for threads, run exit functions, flush; then __main__ and the other
 * modules are given up, the youngest first, then cycles, then what the runtime itself holds. Only
 * after that is what is still allocated counted. */
#include "vm/runtime.h"

#include "vm/codecs.h"
#include "vm/deterministic.h"
#include "vm/environment.h"
#include "vm/fault.h"
#include "vm/file_write.h"
#include "vm/hash.h"
#include "vm/import.h"
#include "vm/library_path.h"
#include "vm/limits.h"
#include "vm/memory_audit.h"
#include "vm/memory_hooks.h"
#include "vm/memory_report.h"
#include "vm/objects/exception.h"
#include "vm/objects/weakref.h"
#include "vm/sandbox.h"
#include "vm/signals.h"
#include "vm/source_lines.h"
#include "vm/stress.h"
#include "vm/traceback.h"
#include "vm/vm.h"
#include "vm/warnings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool (*runtime_join_threads)(void);
void (*runtime_run_exit_functions)(void);
static bool has_started, died_of_sigint;

/* ---- start ----------------------------------------------------------------------------------- */

static void collection_requested(void) {
    eval_breaker_set(BREAK_GC);
}

static bool holds_lock(void) {
    return gil_is_mine();
}

static const MemRuntimeOps memory_ops = {
    .gc_requested = collection_requested,
    .holds_lock = holds_lock,
    .call_weak_callback = weakref_call_callback,
    .current_site = memory_current_site,
    .visit_roots = memory_visit_roots,
    .visit_memory = memory_audit_visit,
    .describe = memory_describe,
    .gc_phase = memory_tell_gc_phase,
    .show = memory_show,
    .arena_mapped = memory_report_arena,
    .peak_reached = memory_report_wanted,
};

static bool read_options(const CommandLine *line) {
    if (settings.dev_mode && !sys_add_warn_option("default"))
        return false;
    for (size_t i = 0; i < line->warn_count; i++)
        if (!sys_add_warn_option(line->warn_options[i]))
            return false;
    for (size_t i = 0; i < line->x_count; i++)
        if (!sys_add_x_option(line->x_options[i]))
            return false;
    return !settings.bytes_warning ||
           sys_add_warn_option(settings.bytes_warning > 1 ? "error::BytesWarning"
                                                          : "default::BytesWarning");
}

/* The entries of PYTHONPATH; the script's folder comes in front later. */
static bool fill_path(void) {
    const char *text = environment_get("PYTHONPATH");
    Value path = sys_get_borrowed("path");
    while (text && *text) {
        const char *colon = strchr(text, ':');
        size_t size = colon ? (size_t)(colon - text) : strlen(text);
        Str *entry = str_from_file_name(text, size);
        if (!entry || !list_append_steal(list_of(path), value_of(entry)))
            return false;
        text = colon ? colon + 1 : NULL;
    }
    return true;
}

static bool wants_fault_handler(const CommandLine *line) {
    const char *variable = environment_get("PYTHONFAULTHANDLER");
    return settings.dev_mode || (variable && *variable) || cli_x_option(line, "faulthandler");
}

bool runtime_init(const CommandLine *line) {
    mem_init(&line->memory, &memory_ops);
    hash_init(deterministic_seed(line->hash_seed));
    int_max_str_digits = settings.int_max_str_digits;
    if (!threads_init()) {
        fprintf(stderr, "folio: not enough memory to start\n");
        return false;
    }
    if (!names_init() || !types_init() || !exceptions_init() || !warnings_init() ||
        !signals_init(true) || !read_options(line) || !import_init() || !fill_path() ||
        !sys_add_streams())
        return false;
    if (wants_fault_handler(line) && !fault_handler_enable((FaultTarget){STDERR_FILENO, true}))
        return false;
    if (line->warn_count || settings.dev_mode ||
        settings.bytes_warning) { /* Python's module reads the options */
        Value warnings = import_module_c("warnings");
        if (!warnings && !exception_clear_if(&exc_ImportError))
            return false;
        decref_maybe(warnings);
    }
    if (!library_path_add())
        return false;
    has_started = true;
    compile_source_init();
    const char *stress = cli_x_option(line, "stress");
    if (stress && !stress_start(stress))
        return false;
    memory_audit_start(settings.memory_audit);
    if (!memory_report_start() || !limits_start())
        return false;
    sandbox_seal();
    return true;
}

/* ---- how a program ends ---------------------------------------------------------------------- */

/* -X dev: sys.exit(256) ends with 0, which hardly anybody means. */
static void tell_of_cut_status(Value code, int status) {
    Str *text = str_format("%S", code);
    const char *shown = text ? str_utf8(text, NULL) : NULL;
    char wanted[16];
    snprintf(wanted, sizeof wanted, "%d", status);
    if (shown && strcmp(shown, wanted) != 0)
        sys_write_stderr("folio: exit status %s is cut to %d\n", shown, status);
    if (text)
        GIVE_UP(text);
    exception_clear();
}

static int status_of_exit(Value exception) {
    Value code = exception_of(exception)->fields[FIELD_SYSTEM_EXIT_CODE];
    if (!code || code == NONE)
        return 0;
    int64_t number;
    if (is_int(code)) {
        int status = int_fits_int64(code, &number) ? (int)(number & 0xff) : 255;
        if (settings.dev_mode)
            tell_of_cut_status(code, status);
        return status;
    }
    incref(code);
    Value stream = sys_get_borrowed("stderr");
    Value text = stream && stream != NONE ? object_str(code) : NULL;
    if (text) {
        incref(stream);
        bool done = file_write(stream, text) && file_write_c(stream, "\n");
        if (!done)
            exception_clear();
        decref(stream);
        decref(text);
    } else
        exception_clear();
    decref(code);
    return 1;
}

static int report_uncaught(Value exception) {
    traceback_report(exception);
    Value exit = exception_fetch(); /* sys.excepthook may exit */
    if (exit) {
        int status = status_of_exit(exit);
        decref(exit);
        return status;
    }
    died_of_sigint = is_instance_of(exception, &exc_KeyboardInterrupt);
    return died_of_sigint ? 130 : 1;
}

/* What reports exceptions may not be there yet; the names of attributes are what memory went for
 * first. */
static void report_failed_start(Value exception) {
    if (is_instance_of(exception, &exc_MemoryError)) {
        fprintf(stderr, "folio: not enough memory to start\n");
        return;
    }
    Value str = object_str(exception);
    const char *text = str ? str_utf8(str_of(str), NULL) : NULL;
    exception_clear();
    fprintf(stderr, "folio: cannot start: %s%s%s\n", type_name_of(exception), text ? ": " : "",
            text ? text : "");
    decref_maybe(str);
}

void runtime_report_before_prompt(void) {
    Value exception = exception_fetch();
    bool is_silent = is_instance_of(exception, &exc_SystemExit) &&
                     !exception_of(exception)->traceback; /* no Python code has run */
    if (limits_is_final(exception))
        limits_report(exception);
    else if (!is_silent)
        traceback_report(exception);
    exception_clear();
    decref(exception);
}

int runtime_handle_exit_exception(void) {
    Value exception = exception_fetch();
    if (!exception)
        return 1;
    int status = 1;
    if (!has_started)
        report_failed_start(exception);
    else if (limits_is_final(exception))
        return limits_report(exception); /* kept: what its frames hold has finalizers */
    else if (is_instance_of(exception, &exc_SystemExit))
        status = status_of_exit(exception);
    else
        status = report_uncaught(exception);
    decref(exception);
    return status;
}

static bool stdout_lost; /* flushing it failed: told, and the status is 120 */

/* A failure is told for standard output, once. */
static bool flush_stream(const char *name, bool tell) {
    Value stream = sys_get_borrowed(name);
    if (!stream || stream == NONE)
        return true;
    incref(stream);
    Value closed;
    Str *key = str_interned("closed");
    bool is_closed = false;
    if (key && attribute_lookup(stream, key, &closed) == LOOKUP_FOUND) {
        is_closed = object_truth(closed) == ANSWER_YES;
        decref(closed);
    }
    if (key)
        GIVE_UP(key);
    exception_clear();
    bool done = is_closed || file_flush(stream);
    if (!done && tell)
        exception_write_unraisable_message("Exception ignored on flushing sys.stdout", NULL);
    exception_clear();
    decref(stream);
    return done;
}

/* sys.stderr's failure makes the status 120, too, but there is nowhere to tell it. */
static bool flush_streams(void) {
    stdout_lost = stdout_lost || !flush_stream("stdout", true);
    return flush_stream("stderr", false) && !stdout_lost;
}

/* threading._shutdown(), if that module is there. */
static void shut_threading_down(void) {
    Str *name = str_interned("threading"), *function = str_interned("_shutdown");
    Value module;
    if (name && function &&
        dict_lookup(modules_dict_borrowed(), value_of(name), &module) == LOOKUP_FOUND) {
        Value result = call_method_0(module, function);
        if (!result)
            exception_write_unraisable(module);
        decref_maybe(result);
        decref(module);
    }
    if (name)
        GIVE_UP(name);
    if (function)
        GIVE_UP(function);
    exception_clear();
}

int runtime_end_program(int status) {
    if (limits_reached()) { /* no more Python code */
        flush_streams();
        return limits_status(status);
    }
    shut_threading_down();
    if (runtime_join_threads && !runtime_join_threads())
        exception_write_unraisable(NULL);
    if (runtime_run_exit_functions)
        runtime_run_exit_functions();
    return limits_status(flush_streams() ? status : 120);
}

enum { FINI_FUNCTIONS_MAX = 32 };
static void (*fini_functions[FINI_FUNCTIONS_MAX])(void);
static size_t fini_function_count;

void runtime_on_fini(void (*function)(void)) {
    for (size_t i = 0; i < fini_function_count; i++)
        if (fini_functions[i] == function)
            return;
    if (fini_function_count < FINI_FUNCTIONS_MAX)
        fini_functions[fini_function_count++] = function;
}

/* ---- the end --------------------------------------------------------------------------------- */

/* Empties the dicts of all modules but sys and builtins: names with an underscore first, so that
 * finalizers still find the others. */
static void empty_dict(Dict *dict) {
    for (int round = 0; round < 2; round++) {
        List *keys = dict_keys_list(dict);
        if (!keys) {
            exception_clear();
            return;
        }
        for (size_t i = 0; i < keys->count; i++) {
            if (!is_exact_str(keys->items[i]))
                continue;
            Str *name = str_of(keys->items[i]);
            bool is_private = name->length && str_at(name, 0) == '_' &&
                              !(name->length > 1 && str_at(name, 1) == '_');
            bool is_builtins = str_equal_c(name, "__builtins__");
            if ((round == 0) == is_private && !is_builtins && !dict_set(dict, keys->items[i], NONE))
                exception_clear();
        }
        GIVE_UP(keys);
    }
}

/* A full collection; when memory has run out many, each of which finds a part. */
static void collect_everything(void) {
    enum { ROUNDS = 200 };
    for (int round = 0; round == 0 || (mem_gc_is_incomplete() && round < ROUNDS); round++)
        mem_gc_collect(MEM_GC_GENERATIONS - 1);
}

/* Takes all modules out of sys.modules; those that something still holds after a collection are
 * emptied, the youngest first. */
static void give_up_modules(void) {
    Dict *table = modules_dict_borrowed();
    if (!table)
        return;
    import_forget_core();
    static const char *const stale[] = {
        "path",       "argv",           "ps1",      "ps2",        "last_type",
        "last_value", "last_traceback", "last_exc", "path_hooks", "path_importer_cache",
        "meta_path"};
    for (size_t i = 0; i < sizeof stale / sizeof stale[0]; i++)
        if (sys_get_borrowed(stale[i]) && !sys_set(stale[i], NONE))
            exception_clear();
    Dict *builtins = builtins_dict_borrowed();
    if (builtins && !dict_set_name(builtins, names._, NONE))
        exception_clear();
    List *all = dict_values_list(table), *alive = all ? list_new(all->count) : NULL;
    for (size_t i = 0; alive && i < all->count; i++) {
        Value module = all->items[i];
        if (!is_instance_of(module, &module_type))
            continue;
        Dict *dict = ((Module *)object_of(module))->dict;
        Value reference = dict && dict != sys_dict_borrowed() && dict != builtins
                              ? weakref_new(module, NULL)
                              : NULL;
        if (reference && !list_append_steal(alive, reference))
            exception_clear();
    }
    exception_clear();
    dict_clear(table);
    /* What only sys.modules held ends now, the oldest first: __main__ before what it imported. */
    for (size_t i = 0; all && i < all->count; i++) {
        Value module = all->items[i];
        all->items[i] = NONE;
        decref(module);
    }
    collect_everything();
    bool emptied = false;
    for (size_t i = alive ? alive->count : 0; i-- > 0;) {
        Value module = weakref_get(alive->items[i]);
        if (module && ((Module *)object_of(module))->dict) {
            empty_dict(((Module *)object_of(module))->dict);
            emptied = true;
        }
        decref_maybe(module);
    }
    if (all)
        GIVE_UP(all);
    if (alive)
        GIVE_UP(alive);
    exception_clear();
    if (emptied)
        collect_everything();
}

/* Of what is left over, the containers that more hold than other objects do: there the leak is. */
static void report_unexplained(const MemBlockInfo *block, size_t found, void *context) {
    int *left = context;
    Object *object = block->object;
    if (object && mem_gc_is_tracked(object) && object->refcount > found && --*left >= 0)
        fprintf(stderr, "  %p %s, count %u, but %zu known owners\n", (void *)object,
                object->type->name, object->refcount, found);
}

static void report_leaks(const MemLeaks *leaks) {
    fprintf(stderr, "exit-check: %zu objects, %zu buffers, %zu raw bytes, %zu arenas left\n",
            leaks->blocks, leaks->buffers, leaks->raw_bytes, leaks->arenas);
    int most = 10;
    if (mem_audit(report_unexplained, &most) == 0 || most == 10)
        mem_print_alive(stderr, 10);
}

/* The leak sanitizer asks at exit: what is left to the process is no leak. */
static bool left_on_purpose;
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void) {
    return left_on_purpose;
}

static void call_fini_functions(void) {
    for (size_t i = fini_function_count; i-- > 0;)
        fini_functions[i]();
}

/* What the parts of the runtime keep; also what they have made since they were asked last. */
static void give_up_state(void) {
    call_fini_functions();
    threads_give_up();
    signals_fini();
    codecs_finish();
    import_fini();
    warnings_fini();
    sys_fini();
    source_lines_fini();
    exception_clear();
    if (has_started)
        exceptions_forget();
}

static void native_modules_fini(void) {
    for (size_t i = 0; native_modules[i]; i++)
        if (native_modules[i]->fini)
            native_modules[i]->fini();
}

int runtime_fini(int status) {
    if (limits_reached()) { /* finalizers are Python code */
        left_on_purpose = true;
        return limits_status(status);
    }
    if (current_thread) {
        if (settings.memory_map)
            flush_stream("stdout", false);
        if (!memory_report_end() && status == 0)
            status = 1;
    }
    runtime_is_finalizing = true;
    mem_gc_set_ending();
    if (current_thread) {
        gil_close();
        threads_lost |= thread_next(thread_next(NULL)) != NULL; /* daemons */
        call_fini_functions();
        signals_fini();
        clear_value(&current_thread->context); /* context variables hold what they like */
        give_up_modules();
        if (!stdout_lost && !flush_streams())
            status = 120;
        if (!settings.exit_check ||
            threads_lost) { /* what is left goes with the process: 0.3 ms less */
            left_on_purpose = true;
            if (died_of_sigint)
                signal_die_of_sigint();
            return limits_status(status);
        }
        give_up_state();
        collect_everything();
        give_up_state(); /* finalizers have made some of it again */
        collect_everything();
        mem_end_finalizers();
        give_up_state();
        native_modules_fini();
        collect_everything();
        exceptions_fini();
        types_fini();
        collect_everything();
        names_fini();
        str_finish();
        native_signatures_fini();
        threads_fini();
    }
    MemLeaks leaks;
    mem_fini(&leaks);
    if (settings.exit_check && (leaks.blocks || leaks.buffers || leaks.raw_bytes || leaks.arenas)) {
        report_leaks(&leaks);
        status = 99;
    }
    if (died_of_sigint)
        signal_die_of_sigint();
    return limits_status(status);
}
