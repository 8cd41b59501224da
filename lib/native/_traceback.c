/* Module _traceback: what module traceback shares with the printing of uncaught exceptions. */
#include "vm/source_lines.h"
#include "vm/traceback.h"
#include "vm/traceback_carets.h"
#include "vm/objects/exception.h"
#include "vm/vm.h"

static bool read_number(Value value, int32_t *number) {
    int read = -1;
    if (value != NONE && !int_as_int(value, &read))
        return false;
    *number = read;
    return true;
}

/* The source lines of a range (given as a list), indented, with carets, perhaps coloured: "" if
 * there is no source. */
static Value source(Value self, Value *args) {
    CodePosition position;
    if (!is_list(args[0]))
        return raise_type_error("lines must be list, not %s", type_name_of(args[0]));
    if (!read_number(args[1], &position.line) || !read_number(args[2], &position.end_line) ||
        !read_number(args[3], &position.column) || !read_number(args[4], &position.end_column))
        return NULL;
    StrBuilder builder;
    str_builder_init(&builder);
    carets_append(&builder, NULL, list_of(args[0]), position, "", args[5] == TRUE_VALUE);
    return value_of(str_builder_finish(&builder));
}

/* ". Did you mean: 'x'?" or "". */
static Value suggestion(Value self, Value *args) {
    if (!is_exception(args[0]))
        return raise_type_error("expected an exception");
    Value traceback = has_type(args[1], &traceback_type) ? args[1] : NULL;
    Str *text = suggestion_for(args[0], traceback);
    return value_of(text ? text : str_empty());
}

/* (line, end line, column, end column) of an instruction, by its byte offset. */
static Value position(Value self, Value *args) {
    int offset;
    if (!is_code(args[0]))
        return raise_type_error("expected a code object");
    if (!int_as_int(args[1], &offset))
        return NULL;
    CodeObject *code = (CodeObject *)object_of(args[0]);
    if (!code_object_complete(code))
        return NULL;
    if (offset < 0 || (uint32_t)offset / 2 >= code->code->unit_count)
        return value_of(tuple_pack(4, NONE, NONE, NONE, NONE));
    CodePosition at = code_object_position(code, (uint32_t)offset / 2);
    int32_t numbers[] = {at.line, at.end_line, at.column, at.end_column};
    Value values[4];
    for (int i = 0; i < 4; i++)
        values[i] = numbers[i] < 0 ? NONE : value_of_small_int(numbers[i]);
    return value_of(tuple_from_array(values, 4));
}

/* The text of what was typed or given with -c, by its "<file name>", or by a code object of an
 * input that shares its name with others; or None. */
static Value typed_text(Value self, Value *args) {
    if (!is_str(args[0]) && !is_code(args[0]))
        return raise_type_error("expected a str or a code object");
    Str *text = is_str(args[0]) ? source_registered_text(str_of(args[0]))
                                : source_text_of_code(((CodeObject *)object_of(args[0]))->code);
    return text || exception_pending() ? value_of(text) : NONE;
}

static Value distance(Value self, Value *args) {
    ptrdiff_t limit;
    if (!is_str(args[0]) || !is_str(args[1]))
        return raise_type_error("expected two strs");
    if (!int_as_size(args[2], &limit))
        return NULL;
    return value_from_int64(
        (int64_t)suggestion_distance(str_of(args[0]), str_of(args[1]), (size_t)limit));
}

static const NativeMethod functions[] = {
    NATIVE("distance(a, b, limit, /)", distance, NULL),
    NATIVE("source(lines, lineno, end_lineno, colno, end_colno, colorize, /)", source, NULL),
    NATIVE("suggestion(exception, traceback, /)", suggestion, NULL),
    NATIVE("position(code, lasti, /)", position, NULL),
    NATIVE("typed_text(filename_or_code, /)", typed_text, NULL),
    NATIVE_END,
};

const NativeModule _traceback_module = {
    .name = "_traceback",
    .doc = "The native parts of module traceback.",
    .functions = functions,
};
