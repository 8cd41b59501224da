/* Raising: an exception becomes the thread's pending one.
 *
 * Whatever is raised while another exception is being handled gets that one as its __context__,
 * here and nowhere else. The exception is always an instance; its traceback grows as frames are
 * left. Making it may fail: then MemoryError (from the store) is pending instead. */
#include "vm/raise.h"
#include "vm/objects/exception.h"
#include "vm/vm.h"

#include <errno.h>
#include <string.h>

/* ---- the pending exception ------------------------------------------------------------------- */

static void set_pending_steal(Value exception) {
    replace_value(&current_thread->exception, exception);
}

bool exception_matches(const Type *type) {
    return current_thread->exception && is_instance_of(current_thread->exception, type);
}

Value exception_fetch(void) {
    Value exception = current_thread->exception;
    current_thread->exception = NULL;
    return exception;
}

void exception_restore_steal(Value exception) {
    set_pending_steal(exception);
}

void exception_clear(void) {
    clear_value(&current_thread->exception);
}

bool exception_clear_if(const Type *type) {
    if (!exception_matches(type))
        return false;
    exception_clear();
    return true;
}

Value exception_handled_borrowed(void) {
    for (Handled *handled = current_thread->handled; handled; handled = handled->previous)
        if (handled->exception && handled->exception != NONE)
            return handled->exception;
    return NULL;
}

/* ---- context --------------------------------------------------------------------------------- */

/* Cuts `exception` out of the context chain below `top`, so that no cycle comes about when top
 * becomes its context. The chain may have a cycle of its own (Floyd's hare finds it). */
static void break_chain(Value top, Value exception) {
    Value slow = top;
    bool advance = false;
    for (Value at = top;;) {
        Value context = exception_of(at)->context;
        if (!context)
            return;
        if (context == exception) {
            clear_value(&exception_of(at)->context);
            return;
        }
        at = context;
        if (at == slow)
            return;
        if (advance)
            slow = exception_of(slow)->context;
        advance = !advance;
    }
}

static void add_context(Value exception) {
    Value handled = exception_handled_borrowed();
    if (!handled || handled == exception)
        return;
    incref(handled);
    break_chain(handled, exception);
    replace_value(&exception_of(exception)->context, handled);
}

/* ---- raising --------------------------------------------------------------------------------- */

static void *raise_steal(Value exception) {
    if (!exception)
        return NULL;
    add_context(exception);
    set_pending_steal(exception);
    return NULL;
}

void *raise_value(Value exception) {
    return raise_steal(own(exception));
}

void *raise_no_memory(void) {
    return raise_steal(exception_no_memory());
}

void *raise_class(Type *type, Value argument) {
    Tuple *args = argument ? tuple_pack(1, argument) : tuple_empty();
    if (!args)
        return NULL;
    Value exception = exception_new(type, args);
    GIVE_UP(args);
    return raise_steal(exception);
}

void *raise_error_v(Type *type, const char *format, va_list arguments) {
    exception_clear(); /* %R may run code */
    Str *text = str_format_v(format, arguments);
    if (!text)
        return NULL;
    raise_class(type, value_of(text));
    GIVE_UP(text);
    return NULL;
}

void *raise_error(Type *type, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    raise_error_v(type, format, arguments);
    va_end(arguments);
    return NULL;
}

#define RAISE_FUNCTION(function, type)                                                             \
    void *function(const char *format, ...) {                                                      \
        va_list arguments;                                                                         \
        va_start(arguments, format);                                                               \
        raise_error_v(type, format, arguments);                                                    \
        va_end(arguments);                                                                         \
        return NULL;                                                                               \
    }
RAISE_FUNCTION(raise_type_error, &exc_TypeError)
RAISE_FUNCTION(raise_value_error, &exc_ValueError)
RAISE_FUNCTION(raise_index_error, &exc_IndexError)
RAISE_FUNCTION(raise_attribute_error, &exc_AttributeError)
RAISE_FUNCTION(raise_overflow_error, &exc_OverflowError)
RAISE_FUNCTION(raise_runtime_error, &exc_RuntimeError)
RAISE_FUNCTION(raise_system_error, &exc_SystemError)
#undef RAISE_FUNCTION

void *raise_key_error(Value key) {
    return raise_class(&exc_KeyError, key);
}

void *raise_stop_iteration(Value value) {
    return raise_class(&exc_StopIteration, value);
}

void *raise_os_error(int error, Value filename) {
    Str *text = str_from_c(strerror(error));
    if (!text)
        return NULL;
    Tuple *args = filename && filename != NONE
                      ? tuple_pack(3, value_of_small_int(error), value_of(text), filename)
                      : tuple_pack(2, value_of_small_int(error), value_of(text));
    GIVE_UP(text);
    if (!args)
        return NULL;
    Value exception = exception_new(&exc_OSError, args);
    GIVE_UP(args);
    return raise_steal(exception);
}

/* ---- errors that carry attributes ------------------------------------------------------------ */

static void *raise_with_fields(Type *type, Str *message_steal, unsigned first, Value field,
                               Value second) {
    if (!message_steal)
        return NULL;
    Tuple *args = tuple_pack(1, value_of(message_steal));
    GIVE_UP(message_steal);
    if (!args)
        return NULL;
    Value exception = exception_new(type, args);
    GIVE_UP(args);
    if (exception) {
        exception_set_field(exception, first, field);
        if (second)
            exception_set_field(exception, first + 1, second);
    }
    return raise_steal(exception);
}

void *raise_name_error(Type *type, Str *name, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *message = str_format_v(format, arguments);
    va_end(arguments);
    return raise_with_fields(type, message, FIELD_NAME_ERROR_NAME, name ? value_of(name) : NULL,
                             NULL);
}

void *raise_attribute_error_of(Value object, Str *name, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *message = str_format_v(format, arguments);
    va_end(arguments);
    return raise_with_fields(&exc_AttributeError, message, FIELD_ATTRIBUTE_ERROR_NAME,
                             value_of(name), object);
}

void attribute_error_complete(Value object, Str *name) {
    if (!exception_matches(&exc_AttributeError))
        return;
    Value exception = current_thread->exception;
    Value *fields = exception_of(exception)->fields;
    if (fields[FIELD_ATTRIBUTE_ERROR_NAME] || fields[FIELD_ATTRIBUTE_ERROR_OBJ])
        return;
    exception_set_field(exception, FIELD_ATTRIBUTE_ERROR_NAME, value_of(name));
    exception_set_field(exception, FIELD_ATTRIBUTE_ERROR_OBJ, object);
}

void *raise_import_error(Type *type, Value name, Value path, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *message = str_format_v(format, arguments);
    va_end(arguments);
    return raise_with_fields(type, message, FIELD_IMPORT_NAME, name, path);
}

/* ---- the raise statement --------------------------------------------------------------------- */

/* An instance from what `raise` was given: itself, or a call of the class. Owned. */
static Value instantiate(Value exception, const char *otherwise) {
    if (is_exception(exception))
        return own(exception);
    if (!is_exception_class(exception))
        return raise_type_error(otherwise);
    Value instance = call_0(exception);
    if (instance && !is_exception(instance)) {
        raise_type_error("calling %R should have returned an instance of BaseException, not %R",
                         exception, value_of(type_of(instance)));
        decref(instance);
        return NULL;
    }
    return instance;
}

bool raise_statement(Value exception, Value cause) {
    if (!exception) {
        Value handled = exception_handled_borrowed();
        if (!handled)
            return raise_runtime_error("No active exception to reraise");
        set_pending_steal(own(handled)); /* as it was: no new context */
        return false;
    }
    Value raised = instantiate(exception, "exceptions must derive from BaseException");
    if (!raised)
        return false;
    if (cause) {
        Value reason = NULL;
        if (cause != NONE) {
            reason = instantiate(cause, "exception causes must derive from BaseException");
            if (!reason) {
                decref(raised);
                return false;
            }
        }
        exception_of(raised)->suppress_context = true;
        replace_value(&exception_of(raised)->cause, reason);
    }
    raise_steal(raised);
    return false;
}
