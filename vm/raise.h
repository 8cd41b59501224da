/* Raising: every raise_ function sets the thread's pending exception and returns NULL, which is
 * also false, so that `return raise_type_error(...)` serves functions of every kind.
 *
 * Formats are a small printf: %s %d %u %ld %zd %zu %c %% as in C (%.200s too), and
 *   %R repr of a Value, %S str of a Value, %T type name of a Value, %U a Str * as it is,
 *   %N as %T, but None for None: what "argument 1 must be str, not ..." says. */
#ifndef VM_RAISE_H
#define VM_RAISE_H

#include "vm/type.h"

#include <stdarg.h>

#define EXCEPTION(name, base, doc) extern Type exc_##name;
#include "vm/exceptions.def"
#undef EXCEPTION

COLD void *raise_error(Type *type, const char *format, ...);
COLD void *raise_error_v(Type *type, const char *format, va_list arguments);
COLD void *raise_type_error(const char *format, ...);
COLD void *raise_value_error(const char *format, ...);
COLD void *raise_index_error(const char *format, ...);
COLD void *raise_attribute_error(const char *format, ...);
COLD void *raise_overflow_error(const char *format, ...);
COLD void *raise_runtime_error(const char *format, ...);
COLD void *raise_system_error(const char *format, ...);
COLD void *raise_key_error(Value key);
COLD void *raise_no_memory(void);
COLD void *raise_os_error(int error, Value filename /* may be null */);
void *raise_stop_iteration(Value value); /* value may be null for none */
void *raise_value(Value exception);      /* an instance; adds context, not traceback */
void *raise_class(Type *type, Value argument /* may be null */);

/* As raise_error, with the attributes that suggestions are made from. */
COLD void *raise_name_error(Type *type, Str *name /* may be null */, const char *format, ...);
COLD void *raise_attribute_error_of(Value object, Str *name, const char *format, ...);
/* Gives a pending AttributeError that says neither name nor object these. */
COLD void attribute_error_complete(Value object, Str *name);
COLD void *raise_import_error(Type *type, Value name, Value path /* may be null */,
                              const char *format, ...);
/* `raise exception from cause`: both may be null (absent); always false. The exception may be a
 * class. Without one, the exception being handled is raised again. */
bool raise_statement(Value exception, Value cause);

/* The exception being handled, sys.exception(): borrowed, null if there is none. */
Value exception_handled_borrowed(void);

/* warnings.warn(text, category, stack_level): false if it became an exception. */
MUST_CHECK bool warn(Type *category, ptrdiff_t stack_level, const char *format, ...);

/* The pending exception. */
static inline bool exception_pending(void);
bool exception_matches(const Type *type);      /* is the pending one an instance of it? */
MUST_CHECK Value exception_fetch(void);        /* owned; no longer pending; null if none */
void exception_restore_steal(Value exception); /* pending again, as it was */
void exception_clear(void);
/* True and cleared if the pending exception is an instance of `type`; else it stays. */
bool exception_clear_if(const Type *type);
/* Reports the pending exception through sys.unraisablehook ("Exception ignored in: ..."). */
void exception_write_unraisable(Value where /* may be null */);
/* The same under the heading "message repr(where):". */
void exception_write_unraisable_message(const char *message, Value where /* may be null */);

#include "vm/thread.h"

static inline bool exception_pending(void) {
    return current_thread->exception != NULL;
}

#endif
