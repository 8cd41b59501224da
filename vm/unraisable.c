/* Exceptions that cannot be raised where they happen: in finalizers, callbacks, at exit. They go
 * to sys.unraisablehook, and from there to standard error. */
#include "vm/frame.h"
#include "vm/import.h"
#include "vm/limits.h"
#include "vm/objects/exception.h"
#include "vm/file_write.h"
#include "vm/sys.h"
#include "vm/sys_info.h"
#include "vm/traceback.h"
#include "vm/vm.h"

static bool put(Value stream, Str *text) {
    bool done = text && file_write(stream, value_of(text));
    if (text)
        GIVE_UP(text);
    return done;
}

/* "Exception ignored in: <what>" */
static bool put_heading(Value stream, Value message, Value object) {
    Value shown = object != NONE ? object_repr(object) : NULL;
    if (object != NONE && !shown) {
        exception_clear();
        shown = value_of(str_from_c("<object repr() failed>"));
    }
    bool done;
    if (message != NONE)
        done = shown ? put(stream, str_format("%S: %S\n", message, shown))
                     : put(stream, str_format("%S:\n", message));
    else
        done = !shown || put(stream, str_format("Exception ignored in: %S\n", shown));
    decref_maybe(shown);
    return done;
}

/* Frames without their source, as they are printed here. */
static bool put_frames(Value stream, Value traceback) {
    if (!traceback || !has_type(traceback, &traceback_type))
        return true;
    if (!file_write_c(stream, "Traceback (most recent call last):\n"))
        return false;
    for (Value at = traceback; at; at = traceback_of(at)->next) {
        if (!traceback_of(at)->frame)
            continue;
        CodeObject *code = frame_object_code(traceback_of(at)->frame);
        if (!put(stream, str_format("  File \"%S\", line %d, in %S\n", code->filename,
                                    (int)traceback_line(traceback_of(at)), code->name)) ||
            !put(stream, traceback_source_text(traceback_of(at))))
            return false;
    }
    return true;
}

static bool put_exception_line(Value stream, Value type, Value value) {
    Value module = attribute_get(type, names.__module__);
    Value name = module ? attribute_get(type, names.__qualname__) : NULL;
    exception_clear();
    bool plain =
        module && is_str(module) &&
        (str_equal_c(str_of(module), "builtins") || str_equal_c(str_of(module), "__main__"));
    Str *text = !name   ? str_from_c("<unknown>")
                : plain ? str_of(own(name))
                        : str_format("%S.%S", module, name);
    decref_maybe(module);
    decref_maybe(name);
    if (!put(stream, text))
        return false;
    Value message = value != NONE ? object_str(value) : NULL;
    if (value != NONE && !message) {
        exception_clear();
        return file_write_c(stream, ": <exception str() failed>\n");
    }
    bool done = !message || !str_of(message)->length || put(stream, str_format(": %S", message));
    decref_maybe(message);
    return done && file_write_c(stream, "\n");
}

/* To standard error, if there is one. Without memory for it, the type at least is told. */
static void print(Value type, Value value, Value traceback, Value message, Value object) {
    Value stream = sys_get_borrowed("stderr");
    if (!stream || stream == NONE)
        return;
    incref(stream);
    if (!(put_heading(stream, message, object) && put_frames(stream, traceback) &&
          put_exception_line(stream, type, value) && file_flush(stream))) {
        bool without_memory = exception_matches(&exc_MemoryError);
        exception_clear();
        if (without_memory)
            sys_write_stderr("%s\n", is_type(type) ? type_cast(type)->mem.name : "MemoryError");
    }
    decref(stream);
}

void traceback_print_unraisable(Value arguments) {
    if (!is_tuple(arguments) || tuple_of(arguments)->count != 5) {
        raise_type_error("sys.unraisablehook argument type must be UnraisableHookArgs");
        return;
    }
    Value *items = tuple_of(arguments)->items;
    print(items[0], items[1], items[2] == NONE ? NULL : items[2], items[3], items[4]);
}

static void report(Value exception, Value where, Value message) {
    Value traceback = exception_of(exception)->traceback;
    Value type = value_of(type_of(exception));
    if (limits_is_final(exception)) { /* nothing of the program's runs any more */
        limits_tell_ignored(exception);
        return;
    }
    Value hook = sys_get_borrowed("unraisablehook");
    if (hook && hook != NONE && !runtime_is_finalizing) {
        incref(hook);
        Value arguments = sys_unraisable_hook_args(type, exception, traceback ? traceback : NONE,
                                                   message ? message : NONE, where ? where : NONE);
        Value result = arguments ? call_1(hook, arguments) : NULL;
        decref_maybe(arguments);
        decref(hook);
        if (result) {
            decref(result);
            return;
        }
        exception_clear();
    }
    print(type, exception, traceback, message ? message : NONE, where ? where : NONE);
}

/* With a traceback also if it was raised in C: where that happened. */
static Value fetch_with_traceback(void) {
    Frame *frame = frame_current();
    if (frame && exception_pending() && !exception_of(current_thread->exception)->traceback)
        traceback_add(frame);
    return exception_fetch();
}

void exception_write_unraisable(Value where) {
    Value exception = fetch_with_traceback();
    if (!exception)
        return;
    own_maybe(where);
    report(exception, where, NULL);
    decref_maybe(where);
    decref(exception);
    exception_clear();
}

void exception_write_unraisable_message(const char *text, Value where) {
    Value exception = fetch_with_traceback();
    if (!exception)
        return;
    own_maybe(where);
    Value message = value_of(where ? str_format("%s %R", text, where) : str_from_c(text));
    exception_clear();
    report(exception, NULL, message);
    decref_maybe(message);
    decref_maybe(where);
    decref(exception);
    exception_clear();
}
