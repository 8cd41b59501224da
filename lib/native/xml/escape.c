/* Text as XML writes it: the characters that are markup become references. */
#include "lib/native/xml/etree.h"

#include "vm/pass.h"

/* What stands for an ASCII character, or null; in attributes more of them are replaced. */
static const char *const replacements[64] = {
    ['&'] = "&amp;",  ['<'] = "&lt;",   ['>'] = "&gt;",  ['"'] = "&quot;",
    ['\r'] = "&#13;", ['\n'] = "&#10;", ['\t'] = "&#09;"};

static const char *replacement_of(uint32_t c, bool in_attribute) {
    if (c >= 64 || (!in_attribute && c != '&' && c != '<' && c != '>'))
        return NULL;
    return replacements[c];
}

/* The next character from there on that is replaced, or the end of the text; or of a long piece. */
static size_t find_markup(const Str *text, size_t start, bool in_attribute) {
    size_t end = text->length - start > PASS_BYTES ? start + PASS_BYTES : text->length, i = start;
    if (text->width == 1)
        while (i < end && !replacement_of(text->data[i], in_attribute))
            i++;
    else
        while (i < end && !replacement_of(str_at(text, i), in_attribute))
            i++;
    return i;
}

/* escape(text, in_attribute): of an exact str; a text without markup is given back itself. */
Value element_escape(Value module, Value *args) {
    if (!is_exact_str(args[0]))
        return raise_type_error("escape() argument 1 must be str, not %N", args[0]);
    const Str *text = str_of(args[0]);
    bool in_attribute = args[1] == TRUE_VALUE;
    size_t start = find_markup(text, 0, in_attribute);
    if (start == text->length)
        return own(args[0]);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_range(&builder, text, 0, start);
    while (start < text->length && pass_may_go_on() && !builder.failed) {
        const char *replacement = replacement_of(str_at(text, start), in_attribute);
        if (replacement) {
            str_builder_c(&builder, replacement);
            start++;
        }
        size_t end = find_markup(text, start, in_attribute);
        str_builder_range(&builder, text, start, end);
        start = end;
    }
    return value_of(str_builder_finish_pass(&builder));
}
