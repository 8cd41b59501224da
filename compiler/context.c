/* Errors, warnings and allocation of one compilation. */
#include "compiler/context.h"

#include "memory/region.h"

#include <stdarg.h>

void context_no_memory(Context *context) {
    diagnostic_set_no_memory(context->diagnostic);
    longjmp(context->escape, 1);
}

void context_look_up(Context *context) {
    if (!mem_region_work_may_go_on(context->region))
        context_no_memory(context);
}

void context_too_deep(Context *context) {
    diagnostic_set(context->diagnostic, DIAGNOSTIC_RECURSION,
                   "maximum recursion depth exceeded during compilation");
    longjmp(context->escape, 1);
}

static void fill(Context *context, Diagnostic *diagnostic, DiagnosticKind kind, CodePosition at,
                 const char *format, va_list arguments) {
    *diagnostic = (Diagnostic){.kind = kind,
                               .line = at.line,
                               .column = at.column + 1,
                               .end_line = at.end_line,
                               .end_column = at.end_column + 1};
    vsnprintf(diagnostic->message, sizeof diagnostic->message, format, arguments);
    (void)context;
}

void context_error(Context *context, CodePosition at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fill(context, context->diagnostic, DIAGNOSTIC_SYNTAX, at, format, arguments);
    va_end(arguments);
    longjmp(context->escape, 1);
}

void context_fail(Context *context, DiagnosticKind kind, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fill(context, context->diagnostic, kind, (CodePosition){0, 0, -1, -1}, format, arguments);
    va_end(arguments);
    longjmp(context->escape, 1);
}

void context_warn(Context *context, CodePosition at, const char *format, ...) {
    if (!context->options->warn)
        return;
    va_list arguments;
    Diagnostic warning;
    va_start(arguments, format);
    fill(context, &warning, DIAGNOSTIC_SYNTAX_WARNING, at, format, arguments);
    va_end(arguments);
    if (context->options->warn(context->options->warn_context, &warning))
        return;
    *context->diagnostic = warning;
    if (warning.kind == DIAGNOSTIC_SYNTAX_WARNING)
        context->diagnostic->kind = DIAGNOSTIC_NONE;
    longjmp(context->escape, 1);
}

void *context_grow(Context *context, void *items, uint32_t count, uint32_t *capacity,
                   size_t item_size) {
    if (*capacity > UINT32_MAX / 2)
        context_no_memory(context);
    *capacity = *capacity ? *capacity * 2 : 8;
    void *grown = context_alloc(context, *capacity * item_size);
    if (count)
        memcpy(grown, items, count * item_size);
    return grown;
}

Text context_concat(Context *context, const Text *parts, size_t count) {
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += parts[i].size;
    char *bytes = context_alloc(context, size + 1), *end = bytes;
    for (size_t i = 0; i < count; i++) {
        memcpy(end, parts[i].bytes, parts[i].size);
        end += parts[i].size;
    }
    return (Text){bytes, size};
}

Name context_mangle(Context *context, Name class_name, Name name) {
    if (class_name == NAME_NONE || !context->names.entries[name].is_private)
        return name;
    Text prefix = context_text(context, class_name);
    while (prefix.size && *prefix.bytes == '_') {
        prefix.bytes++;
        prefix.size--;
    }
    if (!prefix.size)
        return name;
    Text parts[] = {{"_", 1}, prefix, context_text(context, name)};
    return context_name(context, context_concat(context, parts, 3));
}
