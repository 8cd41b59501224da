/* SyntaxError and its subclasses: SyntaxError(msg, (filename, lineno, offset, text[, end_lineno,
 * end_offset])). */
#include "vm/objects/exception.h"
#include "vm/vm.h"

static bool read_place(Value self, Value place) {
    Tuple *parts = tuple_from_iterable(place);
    if (!parts)
        return false;
    size_t count = parts->count;
    bool done = false;
    if (count < 4)
        raise_type_error("function takes at least 4 arguments (%zu given)", count);
    else if (count > 6)
        raise_type_error("function takes at most 6 arguments (%zu given)", count);
    else {
        static const unsigned fields[] = {FIELD_SYNTAX_FILENAME,   FIELD_SYNTAX_LINENO,
                                          FIELD_SYNTAX_OFFSET,     FIELD_SYNTAX_TEXT,
                                          FIELD_SYNTAX_END_LINENO, FIELD_SYNTAX_END_OFFSET};
        for (size_t i = 0; i < 6; i++)
            exception_set_field(self, fields[i], i < count ? parts->items[i] : NULL);
        done = count != 5 ||
               raise_type_error("end_offset must be provided when end_lineno is provided");
    }
    GIVE_UP(parts);
    return done;
}

static bool syntax_error_init(Value self, Value *args, size_t count, Tuple *names) {
    if (!exception_base_init(self, args, count, names))
        return false;
    if (count >= 1)
        exception_set_field(self, FIELD_SYNTAX_MSG, args[0]);
    return count != 2 || read_place(self, args[1]);
}

static Value syntax_error_str(Value self) {
    Value *fields = exception_of(self)->fields;
    Value message = own(fields[FIELD_SYNTAX_MSG] ? fields[FIELD_SYNTAX_MSG] : NONE);
    Value filename = fields[FIELD_SYNTAX_FILENAME], line = fields[FIELD_SYNTAX_LINENO];
    Str *base = NULL, *result = NULL;
    int64_t number = 0;
    bool has_line = line && is_exact_int(line) && int_fits_int64(line, &number);
    if (filename && is_str(filename)) {
        Str *path = str_of(filename);
        size_t start = path->length;
        while (start > 0 && str_at(path, start - 1) != '/')
            start--;
        base = str_substring(path, start, path->length);
        if (!base)
            goto done;
    }
    if (base && has_line)
        result = str_format("%S (%U, line %ld)", message, base, (long)number);
    else if (base)
        result = str_format("%S (%U)", message, base);
    else if (has_line)
        result = str_format("%S (line %ld)", message, (long)number);
    else
        result = str_of(object_str(message));
done:
    if (base)
        GIVE_UP(base);
    decref(message);
    return value_of(result);
}

static const NativeMember members[] = {
    {"msg", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_SYNTAX_MSG), true, "exception msg"},
    {"filename", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_SYNTAX_FILENAME), true, "exception filename"},
    {"lineno", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_SYNTAX_LINENO), true, "exception lineno"},
    {"offset", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_SYNTAX_OFFSET), true, "exception offset"},
    {"text", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_SYNTAX_TEXT), true, "exception text"},
    {"end_lineno", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_SYNTAX_END_LINENO), true,
     "exception end lineno"},
    {"end_offset", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_SYNTAX_END_OFFSET), true,
     "exception end offset"},
    {"print_file_and_line", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_SYNTAX_PRINT_FILE_AND_LINE), true,
     "exception print_file_and_line"},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

const ExceptionLayout exception_syntax_layouts[] = {
    {&exc_SyntaxError, SYNTAX_ERROR_FIELDS, NULL, syntax_error_init, syntax_error_str, NULL, NULL,
     members},
    {NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL},
};
