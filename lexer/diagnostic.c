/* Filling a Diagnostic. */
#include "lexer/diagnostic.h"

#include <stdarg.h>
#include <stdio.h>

/* A message cut in the middle of a character would not be UTF-8 any more. */
static void drop_partial_character(char *message) {
    size_t size = strlen(message), start = size;
    if (size + 1 < DIAGNOSTIC_MESSAGE_CAPACITY)
        return;
    while (start > 0 && ((unsigned char)message[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && (unsigned char)message[start - 1] >= 0xC0)
        message[start - 1] = '\0';
}

bool diagnostic_set(Diagnostic *diagnostic, DiagnosticKind kind, const char *format, ...) {
    va_list arguments;
    diagnostic->kind = kind;
    diagnostic->line = diagnostic->end_line = 0;
    diagnostic->column = diagnostic->end_column = 0;
    diagnostic->text = (Text){NULL, 0};
    va_start(arguments, format);
    vsnprintf(diagnostic->message, sizeof diagnostic->message, format, arguments);
    va_end(arguments);
    drop_partial_character(diagnostic->message);
    return false;
}

bool diagnostic_set_no_memory(Diagnostic *diagnostic) {
    return diagnostic_set(diagnostic, DIAGNOSTIC_MEMORY, "%s", "");
}
