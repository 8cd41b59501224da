/* The texts that regular expressions read, and the errors they raise. */
#include "lib/native/re.h"
#include "vm/import.h"

#include <string.h>

bool regex_text_get(Value object, RegexText *text) {
    *text = (RegexText){.object = object};
    if (is_str(object)) {
        Str *str = str_of(object);
        text->data = str->data;
        text->length = str->length;
        text->width = str->width;
        text->is_str = true;
        return true;
    }
    if (!type_of(object)->get_buffer)
        return raise_type_error("expected string or bytes-like object, got '%T'", object);
    if (!buffer_get(object, &text->buffer, false))
        return false;
    text->data = text->buffer.bytes;
    text->length = text->buffer.size;
    text->width = 1;
    return true;
}

void regex_text_release(RegexText *text) {
    buffer_release(&text->buffer);
}

Value regex_text_slice(const RegexText *text, size_t start, size_t end) {
    if (text->is_str)
        return value_of(str_substring(str_of(text->object), start, end));
    if (start == 0 && end == text->length && has_type(text->object, &bytes_type))
        return own(text->object);
    return value_of(bytes_new((const uint8_t *)text->data + start, end - start));
}

Value regex_builtin(const char *name) {
    return builtin_lookup(name);
}

bool regex_warn(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *message = str_format_v(format, arguments);
    va_end(arguments);
    bool good = message && warn(&exc_FutureWarning, 1, "%U", message);
    if (message)
        GIVE_UP(message);
    return good;
}

void *regex_raise(const RegexText *pattern, ptrdiff_t at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *message = str_format_v(format, arguments);
    va_end(arguments);
    Value class = message ? import_attribute("re", "PatternError") : NULL;
    Value error = NULL;
    if (class)
        error = pattern ? call_3(class, value_of(message), pattern->object,
                                 at < 0 ? NONE : value_of_small_int(at))
                        : call_1(class, value_of(message));
    if (error)
        raise_value(error);
    decref_maybe(error);
    decref_maybe(class);
    if (message)
        GIVE_UP(message);
    return NULL;
}

Value regex_join(bool is_str, List *parts) {
    if (is_str) {
        Str *joined = str_join(str_empty(), value_of(parts));
        return value_of(joined);
    }
    Bytes *nothing = bytes_new(NULL, 0);
    Str *name = str_interned("join");
    Value joined = name ? call_method_1(value_of(nothing), name, value_of(parts)) : NULL;
    if (name)
        GIVE_UP(name);
    GIVE_UP(nothing);
    return joined;
}
