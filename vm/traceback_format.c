/* The text of exceptions, line for line as CPython 3.13's.
 *
 * An exception is shown below what caused it or was being handled when it was raised, joined by a
 * sentence. Groups draw a tree along their left edge; everything inside gets a margin. A context
 * keeps what it needs to pass down: the builder, the margin, which exceptions were shown. */
#include "vm/audit.h"
#include "vm/import.h"
#include "vm/objects/exception.h"
#include "vm/file_write.h"
#include "vm/source_lines.h"
#include "vm/sys.h"
#include "vm/terminal_colour.h"
#include "vm/traceback.h"
#include "vm/traceback_carets.h"
#include "vm/traceback_context.h"
#include "vm/vm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { REPEATS_SHOWN = 3, GROUP_WIDTH = 15, GROUP_DEPTH = 10, MARGIN_MAX = 64, CHAIN_MAX = 1000 };

typedef struct Printer {
    StrBuilder builder;
    Set *seen;       /* identities of shown exceptions */
    bool failed;     /* out of memory, or so */
    bool colour;     /* escape sequences */
    int group_depth; /* how many groups we are in */
    bool need_close; /* a group's last exception ends with a line of its own */
    char margin[MARGIN_MAX];
} Printer;

/* ---- small pieces ---------------------------------------------------------------------------- */

static void put_c(Printer *printer, const char *text) {
    str_builder_c(&printer->builder, text);
}

static void put_str(Printer *printer, const Str *text) {
    str_builder_str(&printer->builder, text);
}

static void put_number(Printer *printer, int64_t number) {
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)number);
    put_c(printer, text);
}

static void margin(Printer *printer) {
    put_c(printer, printer->margin);
}

#define COLOUR_RESET   "\x1b[0m"
#define COLOUR_BOLD    "\x1b[1;35m" /* the exception's type */
#define COLOUR_ERROR   "\x1b[1;31m" /* what is wrong in a line */
#define COLOUR_MAGENTA "\x1b[35m"   /* messages, file names, lines */

static void colour(Printer *printer, const char *sequence) {
    if (printer->colour)
        put_c(printer, sequence);
}

/* Text of many lines, each with the margin. */
static void put_lines(Printer *printer, const Str *text) {
    size_t start = 0;
    for (;;) {
        size_t end = start;
        while (end < text->length && str_at(text, end) != '\n')
            end++;
        margin(printer);
        str_builder_range(&printer->builder, text, start, end);
        put_c(printer, "\n");
        if (end == text->length)
            return;
        start = end + 1;
    }
}

/* str(value), or what stands for it when that fails: owned; null if memory ran out. */
static Str *safe_str(Value value, const char *what, Value (*function)(Value)) {
    Value text = function(value);
    if (text)
        return str_of(text);
    exception_clear();
    return str_format("<%s %s() failed>", what, function == object_repr ? "repr" : "str");
}

/* ---- the stack ------------------------------------------------------------------------------- */

static void put_frame(Printer *printer, Traceback *traceback) {
    CodeObject *code = frame_object_code(traceback->frame);
    Str *filename = str_of(code->filename), *name = str_of(code->name);
    margin(printer);
    put_c(printer, "  File ");
    colour(printer, COLOUR_MAGENTA);
    put_c(printer, "\"");
    put_str(printer, filename);
    put_c(printer, "\"");
    colour(printer, COLOUR_RESET);
    put_c(printer, ", line ");
    colour(printer, COLOUR_MAGENTA);
    int32_t line = traceback_line(traceback);
    if (line > 0)
        put_number(printer, line);
    else
        put_c(printer, "None");
    colour(printer, COLOUR_RESET);
    put_c(printer, ", in ");
    colour(printer, COLOUR_MAGENTA);
    put_str(printer, name);
    colour(printer, COLOUR_RESET);
    put_c(printer, "\n");
    CodePosition position = code_object_position(code, (uint32_t)traceback->offset / 2);
    if (position.line != line) { /* the line was set by somebody */
        position.line = position.end_line = line;
        position.column = position.end_column = -1;
    }
    List *given = str_equal_c(filename, "<stdin>")
                      ? source_lines_of_code(code->code, position.line, position.end_line)
                      : NULL;
    carets_append(&printer->builder, filename, given, position, printer->margin, printer->colour);
    if (given)
        GIVE_UP(given);
    if (settings.context)
        context_append(&printer->builder, traceback->frame, position, printer->margin);
}

static void put_repeats(Printer *printer, size_t count) {
    if (count <= REPEATS_SHOWN)
        return;
    size_t more = count - REPEATS_SHOWN;
    margin(printer);
    put_c(printer, "  [Previous line repeated ");
    put_number(printer, (int64_t)more);
    put_c(printer, more == 1 ? " more time]\n" : " more times]\n");
}

static bool is_same_place(const Traceback *a, const Traceback *b) {
    CodeObject *left = frame_object_code(a->frame), *right = frame_object_code(b->frame);
    return traceback_line(a) == traceback_line(b) &&
           str_equal(str_of(left->filename), str_of(right->filename)) &&
           str_equal(str_of(left->name), str_of(right->name));
}

/* How many of the innermost frames sys.tracebacklimit lets be shown; -1: all. */
static int64_t traceback_limit(void) {
    Value limit = sys_get_borrowed("tracebacklimit");
    int64_t number;
    if (!limit || !is_int(limit))
        return -1;
    if (int_sign(limit) < 0)
        return 0;
    return int_fits_int64(limit, &number) ? number : -1;
}

static void put_stack(Printer *printer, Value first) {
    int64_t limit = traceback_limit(), count = 0;
    for (Value at = first; at; at = traceback_of(at)->next)
        count++;
    int64_t skip = limit >= 0 && count > limit ? count - limit : 0;
    const Traceback *previous = NULL;
    size_t repeats = 0;
    for (Value at = first; at; at = traceback_of(at)->next) {
        if (skip-- > 0 || !traceback_of(at)->frame)
            continue;
        Traceback *traceback = traceback_of(at);
        if (previous && is_same_place(previous, traceback))
            repeats++;
        else {
            put_repeats(printer, repeats);
            repeats = 1;
        }
        previous = traceback;
        if (repeats <= REPEATS_SHOWN)
            put_frame(printer, traceback);
    }
    put_repeats(printer, repeats);
}

/* ---- the last line --------------------------------------------------------------------------- */

/* module.Class, without the module if that is builtins or __main__: owned, null: failed. */
static Str *type_text(Value exception) {
    Type *type = type_of(exception);
    Value name = attribute_get(value_of(type), names.__qualname__);
    Value module = name ? attribute_get(value_of(type), names.__module__) : NULL;
    Str *result = NULL;
    if (!name || !is_str(name))
        result = str_from_c(type_short_name(type));
    else if (!module || !is_str(module))
        result = str_format("<unknown>.%U", str_of(name));
    else if (str_equal_c(str_of(module), "builtins") || str_equal_c(str_of(module), "__main__"))
        result = str_of(own(name));
    else
        result = str_format("%U.%U", str_of(module), str_of(name));
    decref_maybe(name);
    decref_maybe(module);
    exception_clear();
    return result;
}

/* "Type: message", or only "Type" for an empty message. The message may have many lines. */
static void put_final_line(Printer *printer, Str *type, Str *message) {
    if (printer->colour) {
        margin(printer);
        colour(printer, COLOUR_BOLD);
        put_str(printer, type);
        colour(printer, COLOUR_RESET);
        if (message->length) {
            put_c(printer, ": ");
            colour(printer, COLOUR_MAGENTA);
            put_str(printer, message);
            colour(printer, COLOUR_RESET);
        }
        put_c(printer, "\n");
        return;
    }
    Str *line = message->length ? str_format("%U: %U", type, message) : NULL;
    if (line || !message->length)
        put_lines(printer, line ? line : type);
    else
        printer->failed = true;
    if (line)
        GIVE_UP(line);
}

/* The message with a suggestion at its end: owned. */
static Str *message_of(Value exception) {
    Str *message = safe_str(exception, "exception", object_str);
    Str *suggestion =
        message ? suggestion_for(exception, exception_of(exception)->traceback) : NULL;
    if (!suggestion)
        return message;
    Str *both = str_format("%U%U", message, suggestion);
    GIVE_UP(message);
    GIVE_UP(suggestion);
    return both;
}

/* ---- notes ----------------------------------------------------------------------------------- */

static void put_note(Printer *printer, Value note) {
    Str *text = safe_str(note, "note", object_str);
    if (text) {
        put_lines(printer, text);
        GIVE_UP(text);
    } else
        printer->failed = true;
}

static void put_notes(Printer *printer, Value exception) {
    Value notes;
    Lookup found = attribute_lookup(exception, names.__notes__, &notes);
    if (found != LOOKUP_FOUND) {
        exception_clear();
        return;
    }
    if (is_list(notes) || is_tuple(notes)) {
        List *copy = list_from_iterable(notes);
        for (size_t i = 0; copy && i < copy->count; i++)
            put_note(printer, copy->items[i]);
        if (copy)
            GIVE_UP(copy);
    } else if (notes != NONE) {
        Str *text = safe_str(notes, "__notes__", object_repr);
        if (text) {
            put_lines(printer, text);
            GIVE_UP(text);
        }
    }
    decref(notes);
    exception_clear();
}

/* ---- SyntaxError ----------------------------------------------------------------------------- */

static bool as_number(Value value, int64_t *number) {
    return value && is_int(value) && int_fits_int64(value, number);
}

static bool is_given(Value field) {
    return field && field != NONE;
}

/* Does the range end on the line that it begins on, as far as is known? */
static bool is_on_one_line(const Value *fields) {
    Value line = fields[FIELD_SYNTAX_LINENO], end = fields[FIELD_SYNTAX_END_LINENO];
    int64_t number, end_number;
    if (as_number(line, &number) && as_number(end, &end_number))
        return number == end_number;
    return !is_given(line) && !is_given(end);
}

/* The part of the line that is underlined, in characters; false: it is not known. */
static bool syntax_range(const Value *fields, int64_t length, int64_t *start, int64_t *end) {
    int64_t offset, end_offset, limit = length + 1;
    if (!as_number(fields[FIELD_SYNTAX_OFFSET], &offset))
        return false;
    if (!is_on_one_line(fields))
        end_offset = limit;
    else if (!as_number(fields[FIELD_SYNTAX_END_OFFSET], &end_offset) || end_offset == 0)
        end_offset = offset;
    offset = offset > limit ? limit : offset;
    end_offset = end_offset > limit ? limit : end_offset;
    *start = offset - 1;
    *end = offset >= end_offset ? offset : end_offset - 1;
    return true;
}

static void put_syntax_carets(Printer *printer, const Str *text, size_t start, size_t from,
                              size_t to) {
    margin(printer);
    put_c(printer, "    ");
    for (size_t i = start; i < from; i++) {
        uint32_t c = i < text->length ? str_at(text, i) : ' ';
        bool blank = c == '\t' || c == '\v' || c == '\r';
        str_builder_character(&printer->builder, blank ? c : ' ');
    }
    colour(printer, COLOUR_ERROR);
    for (size_t i = from; i < to; i++)
        put_c(printer, "^");
    colour(printer, COLOUR_RESET);
    put_c(printer, "\n");
}

/* The source line and the carets below it. */
static void put_syntax_text(Printer *printer, Exception *error) {
    Value *fields = error->fields;
    if (!fields[FIELD_SYNTAX_TEXT] || !is_str(fields[FIELD_SYNTAX_TEXT]))
        return;
    Str *text = str_of(fields[FIELD_SYNTAX_TEXT]);
    size_t end = text->length, start = 0;
    while (end > 0 && str_at(text, end - 1) == '\n')
        end--;
    while (start < end && (str_at(text, start) == ' ' || str_at(text, start) == '\n' ||
                           str_at(text, start) == '\f'))
        start++;
    int64_t from, to;
    bool underlined = syntax_range(fields, (int64_t)end, &from, &to) && from >= (int64_t)start;
    size_t wrong = underlined && (size_t)from < end ? (size_t)from : end;
    size_t wrong_end = underlined && (size_t)to < end ? (size_t)to : end;
    margin(printer);
    put_c(printer, "    ");
    str_builder_range(&printer->builder, text, start, wrong);
    if (wrong < wrong_end) {
        colour(printer, COLOUR_ERROR);
        str_builder_range(&printer->builder, text, wrong, wrong_end);
        colour(printer, COLOUR_RESET);
    }
    str_builder_range(&printer->builder, text, wrong_end, end);
    put_c(printer, "\n");
    if (underlined)
        put_syntax_carets(printer, text, start, (size_t)from, (size_t)to);
}

/* File "...", line 1 */
static void put_syntax_place(Printer *printer, const Str *filename, Value line) {
    Str *number = safe_str(line, "lineno", object_str);
    margin(printer);
    put_c(printer, "  File ");
    colour(printer, COLOUR_MAGENTA);
    put_c(printer, "\"");
    if (filename)
        put_str(printer, filename);
    else
        put_c(printer, "<string>");
    put_c(printer, "\"");
    colour(printer, COLOUR_RESET);
    put_c(printer, ", line ");
    colour(printer, COLOUR_MAGENTA);
    if (number) {
        put_str(printer, number);
        GIVE_UP(number);
    }
    colour(printer, COLOUR_RESET);
    put_c(printer, "\n");
}

static void put_syntax_error(Printer *printer, Value exception, Str *type) {
    Exception *error = exception_of(exception);
    Value *fields = error->fields;
    Value filename = fields[FIELD_SYNTAX_FILENAME], line = fields[FIELD_SYNTAX_LINENO];
    Str *shown_name = is_given(filename) ? safe_str(filename, "filename", object_str) : NULL;
    bool has_line = is_given(line);
    if (has_line)
        put_syntax_place(printer, shown_name, line);
    put_syntax_text(printer, error);
    Value message = fields[FIELD_SYNTAX_MSG];
    Str *text = is_given(message) ? safe_str(message, "exception", object_str)
                                  : str_from_c("<no detail available>");
    if (text && !has_line && shown_name) {
        Str *longer = str_format("%U (%U)", text, shown_name);
        GIVE_UP(text);
        text = longer;
    }
    if (text) {
        put_final_line(printer, type, text);
        GIVE_UP(text);
    } else
        printer->failed = true;
    if (shown_name)
        GIVE_UP(shown_name);
}

static void put_exception_only(Printer *printer, Value exception) {
    Str *type = type_text(exception);
    if (!type) {
        printer->failed = true;
        return;
    }
    if (is_instance_of(exception, &exc_SyntaxError))
        put_syntax_error(printer, exception, type);
    else {
        Str *message = message_of(exception);
        if (message) {
            put_final_line(printer, type, message);
            GIVE_UP(message);
        } else
            printer->failed = true;
    }
    GIVE_UP(type);
    put_notes(printer, exception);
}

/* ---- groups ---------------------------------------------------------------------------------- */

static void put_exception(Printer *printer, Value exception);

static void put_rule(Printer *printer, size_t indent, const char *left, const char *title) {
    for (size_t i = 0; i < indent; i++)
        put_c(printer, " ");
    put_c(printer, left);
    put_c(printer, title);
    put_c(printer, "\n");
}

static void put_group_members(Printer *printer, Tuple *members) {
    size_t count = members->count, shown = count <= GROUP_WIDTH ? count : GROUP_WIDTH + 1;
    char saved[MARGIN_MAX];
    strcpy(saved, printer->margin);
    size_t indent = 2 * (size_t)printer->group_depth;
    bool colour = printer->colour;
    printer->need_close = printer->colour = false; /* CPython's are not coloured either */
    for (size_t i = 0; i < shown; i++) {
        bool is_last = i + 1 == shown;
        if (is_last)
            printer->need_close = true;
        bool truncated = i >= GROUP_WIDTH;
        char title[64];
        if (truncated)
            snprintf(title, sizeof title, "---------------- ... ----------------");
        else
            snprintf(title, sizeof title, "---------------- %zu ----------------", i + 1);
        put_rule(printer, indent, i == 0 ? "+-+" : "  +", title);
        printer->group_depth++;
        memset(printer->margin, ' ', indent + 2);
        strcpy(printer->margin + indent + 2, "| ");
        if (truncated) {
            char text[64];
            size_t more = count - GROUP_WIDTH;
            snprintf(text, sizeof text, "and %zu more exception%s\n", more, more == 1 ? "" : "s");
            margin(printer);
            put_c(printer, text);
        } else
            put_exception(printer, members->items[i]);
        printer->group_depth--;
        if (is_last && printer->need_close) {
            put_rule(printer, indent, "  +", "------------------------------------");
            printer->need_close = false;
        }
    }
    strcpy(printer->margin, saved);
    printer->colour = colour;
}

static void put_group(Printer *printer, Value exception) {
    if (printer->group_depth > GROUP_DEPTH) {
        margin(printer);
        put_c(printer, "... (max_group_depth is 10)\n");
        return;
    }
    bool outermost = printer->group_depth == 0;
    char saved[MARGIN_MAX];
    strcpy(saved, printer->margin);
    if (outermost) {
        printer->group_depth = 1;
        strcpy(printer->margin, "  | ");
    }
    Exception *group = exception_of(exception);
    if (group->traceback) {
        if (outermost)
            put_c(printer, "  + Exception Group Traceback (most recent call last):\n");
        else {
            margin(printer);
            put_c(printer, "Exception Group Traceback (most recent call last):\n");
        }
        put_stack(printer, group->traceback);
    }
    put_exception_only(printer, exception);
    Tuple *members = tuple_of(group->fields[FIELD_GROUP_EXCEPTIONS]);
    OWN(members);
    put_group_members(printer, members);
    GIVE_UP(members);
    if (outermost)
        printer->group_depth = 0;
    strcpy(printer->margin, saved);
}

/* ---- chains ---------------------------------------------------------------------------------- */

/* The exceptions before this one, the oldest first, each with how the next follows from it. */
typedef struct Link {
    Value exception;
    bool is_cause;
} Link;

/* Was it in `seen`? It is from now on. */
static bool is_new(Printer *printer, Value exception) {
    Value identity = object_id(exception);
    Answer known = identity ? set_contains(printer->seen, identity) : ANSWER_ERROR;
    bool result = known == ANSWER_NO && set_add(printer->seen, identity);
    decref_maybe(identity);
    exception_clear();
    return result;
}

static void put_one(Printer *printer, Value exception) {
    bool is_group = is_instance_of(exception, &exc_BaseExceptionGroup) &&
                    exception_of(exception)->fields[FIELD_GROUP_EXCEPTIONS];
    if (is_group) {
        put_group(printer, exception);
        return;
    }
    if (exception_of(exception)->traceback && traceback_limit() != 0) {
        margin(printer);
        put_c(printer, "Traceback (most recent call last):\n");
        put_stack(printer, exception_of(exception)->traceback);
    }
    put_exception_only(printer, exception);
}

static void put_exception(Printer *printer, Value exception) {
    if (!recursion_enter(" while printing a traceback")) {
        exception_clear();
        margin(printer);
        put_c(printer, "...\n");
        return;
    }
    Link *links = mem_malloc(CHAIN_MAX * sizeof *links);
    size_t count = 0;
    Value at = exception;
    is_new(printer, exception);
    while (links && at && count < CHAIN_MAX) {
        links[count].exception = own(at);
        Exception *current = exception_of(at);
        Value cause = current->cause, context = current->context;
        bool is_cause = cause && is_new(printer, cause);
        bool is_context =
            !cause && context && !current->suppress_context && is_new(printer, context);
        links[count].is_cause = is_cause;
        at = is_cause ? cause : is_context ? context : NULL;
        count++;
    }
    for (size_t i = count; i-- > 0;) {
        put_one(printer, links[i].exception);
        if (i > 0) {
            margin(printer);
            put_c(printer, "\n");
            margin(printer);
            put_c(printer, links[i - 1].is_cause
                               ? "The above exception was the direct cause of the following "
                                 "exception:\n"
                               : "During handling of the above exception, another exception "
                                 "occurred:\n");
            margin(printer);
            put_c(printer, "\n");
        }
        decref(links[i].exception);
    }
    if (!links)
        put_one(printer, exception);
    mem_free(links);
}

Str *traceback_format_exception(Value exception, bool with_colour) {
    Printer printer;
    memset(&printer, 0, sizeof printer);
    printer.colour = with_colour;
    printer.seen = set_new(NULL);
    if (!printer.seen)
        return NULL;
    str_builder_init(&printer.builder);
    put_exception(&printer, exception);
    GIVE_UP(printer.seen);
    if (printer.failed && !printer.builder.failed) {
        str_builder_abandon(&printer.builder);
        return exception_pending() ? NULL : raise_no_memory();
    }
    return str_builder_finish(&printer.builder);
}

Str *traceback_source_text(const Traceback *traceback) {
    Str *filename = str_of(frame_object_code(traceback->frame)->filename);
    bool is_file = filename->length && str_at(filename, 0) != '<';
    Str *line = is_file ? source_text_line(filename, traceback_line(traceback)) : NULL;
    if (!line)
        return str_empty();
    size_t start = 0, end = line->length;
    while (start < end && (str_at(line, start) == ' ' || str_at(line, start) == '\t' ||
                           str_at(line, start) == '\f'))
        start++;
    Str *stripped = str_substring(line, start, end);
    GIVE_UP(line);
    Str *text = stripped ? str_format("    %U\n", stripped) : NULL;
    if (stripped)
        GIVE_UP(stripped);
    return text;
}

/* ---- printing -------------------------------------------------------------------------------- */

static bool wants_colour(Value stream) {
    Str *name = str_interned("isatty");
    Value result = name ? call_method_0(stream, name) : NULL;
    if (name)
        GIVE_UP(name);
    bool is_terminal = result == TRUE_VALUE;
    decref_maybe(result);
    exception_clear();
    return colour_is_wanted(is_terminal);
}

/* Where streams or memory fail: to the descriptor. */
static void write_plainly(const char *text) {
    exception_clear();
    if (write(2, text, strlen(text)) < 0)
        return;
}

/* Without memory for the text, or a stream that takes it: only the type's name. */
static void print_plainly(Value exception) {
    write_plainly(type_name_of(exception));
    write_plainly("\n");
}

void traceback_print_to(Value stream, Value exception) {
    incref(stream);
    Value pending = exception_fetch();
    Str *text = traceback_format_exception(exception, wants_colour(stream));
    if (!text)
        print_plainly(exception);
    else if (!file_write(stream, value_of(text)) || !file_flush(stream)) {
        print_plainly(exception);
        exception_clear();
    }
    if (text)
        GIVE_UP(text);
    exception_restore_steal(pending);
    decref(stream);
}

void traceback_print_exception(Value exception) {
    Value stream = sys_get_borrowed("stderr");
    if (!stream) /* deleted, which nobody can mean; None means that nothing be told */
        print_plainly(exception);
    else if (stream != NONE)
        traceback_print_to(stream, exception);
}

/* ---- the end of a program -------------------------------------------------------------------- */

static void remember_last(Value exception) {
    Value traceback = exception_of(exception)->traceback;
    if (!sys_set("last_exc", exception) || !sys_set("last_type", value_of(type_of(exception))) ||
        !sys_set("last_value", exception) ||
        !sys_set("last_traceback", traceback ? traceback : NONE))
        exception_clear();
}

void traceback_report(Value exception) {
    remember_last(exception);
    Value hook = sys_get_borrowed("excepthook");
    if (!hook) {
        sys_write_stderr("sys.excepthook is missing\n");
        traceback_print_exception(exception);
        return;
    }
    incref(hook);
    Value traceback = exception_of(exception)->traceback;
    traceback = own(traceback ? traceback : NONE);
    Value type = value_of(type_of(exception)), result = NULL;
    if (audit("sys.excepthook", "OOOO", hook, type, exception, traceback))
        result = call_3(hook, type, exception, traceback);
    decref(traceback);
    decref(hook);
    if (!result) {
        Value second = exception_fetch();
        if (is_instance_of(second, &exc_SystemExit)) {
            exception_restore_steal(second);
            return;
        }
        sys_write_stderr("Error in sys.excepthook:\n");
        traceback_print_exception(second);
        sys_write_stderr("\nOriginal exception was:\n");
        traceback_print_exception(exception);
        decref(second);
    }
    decref_maybe(result);
}

void sys_write_stderr(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char text[2048];
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    Value pending = exception_fetch();
    Value stream = sys_get_borrowed("stderr");
    if (stream && stream != NONE) {
        incref(stream);
        Str *str = str_from_file_name(text, strlen(text));
        if ((!str || !file_write(stream, value_of(str))) && exception_matches(&exc_MemoryError))
            write_plainly(text);
        exception_clear();
        if (str)
            GIVE_UP(str);
        decref(stream);
    }
    exception_restore_steal(pending);
}
