/* str.format: fields in braces, replaced by arguments.
 *
 * template_next cuts a template into pieces; render does what a piece says: find the argument by
 * number or name, walk its attributes and items, convert, format. A specification may have fields
 * of its own, one level deep. */
#include "vm/objects/str_template.h"

#include "vm/objects/format_spec.h"
#include "vm/objects/str_methods.h"
#include "vm/objects/str_parts.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/unicode.h"

/* ---- reading -------------------------------------------------------------------------------- */

static Next wrong(const char *message) {
    raise_value_error("%s", message);
    return NEXT_ERROR;
}

/* Behind the opening brace, up to and with the closing one. */
static Next read_field(const Str *str, size_t *at, size_t end, TemplatePiece *piece) {
    uint32_t c = 0;
    size_t i = *at;
    piece->has_field = true;
    piece->field.start = i;
    while (i < end) {
        c = str_at(str, i++);
        if (c == '{')
            return wrong("unexpected '{' in field name");
        if (c == '[') {
            while (i < end && str_at(str, i) != ']')
                i++;
            continue;
        }
        if (c == '}' || c == ':' || c == '!')
            break;
    }
    piece->field.end = c == '}' || c == ':' || c == '!' ? i - 1 : i;
    piece->specification = (TemplateRange){i, i};
    *at = i;
    if (c == '}')
        return NEXT_ITEM;
    if (c != '!' && c != ':')
        return wrong("expected '}' before end of string");
    if (c == '!') {
        if (i >= end)
            return wrong("end of string while looking for conversion specifier");
        piece->conversion = str_at(str, i++);
        if (i < end) {
            c = str_at(str, i++);
            if (c == '}') {
                piece->specification = (TemplateRange){i, i};
                *at = i;
                return NEXT_ITEM;
            }
            if (c != ':')
                return wrong("expected ':' after conversion specifier");
        }
    }
    piece->specification.start = i;
    for (size_t depth = 1; i < end;) {
        c = str_at(str, i++);
        if (c == '{') {
            piece->nested = true;
            depth++;
        } else if (c == '}' && --depth == 0) {
            piece->specification.end = i - 1;
            *at = i;
            return NEXT_ITEM;
        }
    }
    return wrong("unmatched '{' in format spec");
}

Next template_next(const Str *str, size_t *at, size_t end, TemplatePiece *piece) {
    *piece = (TemplatePiece){0};
    size_t i = *at;
    if (i >= end)
        return NEXT_DONE;
    piece->literal.start = i;
    uint32_t c = 0;
    while (i < end && (c = str_at(str, i)) != '{' && c != '}')
        i++;
    piece->literal.end = i;
    if (i == end) {
        *at = i;
        return NEXT_ITEM;
    }
    i++; /* a brace */
    bool doubled = i < end && str_at(str, i) == c;
    if (c == '}' && !doubled)
        return wrong("Single '}' encountered in format string");
    if (c == '{' && i == end)
        return wrong("Single '{' encountered in format string");
    if (doubled) {
        piece->literal.end++; /* one of the two */
        *at = i + 1;
        return NEXT_ITEM;
    }
    *at = i;
    return read_field(str, at, end, piece);
}

bool template_index(const Str *str, TemplateRange name, ptrdiff_t *index) {
    *index = -1;
    ptrdiff_t number = 0;
    for (size_t i = name.start; i < name.end; i++) {
        /* NOLINTNEXTLINE(bugprone-signed-char-misuse): -1 is no digit */
        int digit = unicode_record(str_at(str, i))->decimal;
        if (digit < 0)
            return true;
        if (number > (PTRDIFF_MAX - digit) / 10)
            return raise_value_error("Too many decimal digits in format string");
        number = number * 10 + digit;
    }
    if (name.start < name.end)
        *index = number;
    return true;
}

TemplateRange template_field_first(const Str *str, TemplateRange field) {
    TemplateRange first = {field.start, field.start};
    while (first.end < field.end && str_at(str, first.end) != '.' && str_at(str, first.end) != '[')
        first.end++;
    return first;
}

Next template_field_next(const Str *str, size_t *at, size_t end, FieldStep *step) {
    size_t i = *at;
    if (i >= end)
        return NEXT_DONE;
    uint32_t c = str_at(str, i++);
    *step = (FieldStep){.is_attribute = c == '.', .name = {i, i}, .index = -1};
    if (c == '.') {
        while (i < end && str_at(str, i) != '.' && str_at(str, i) != '[')
            i++;
        step->name.end = i;
    } else if (c == '[') {
        while (i < end && str_at(str, i) != ']')
            i++;
        if (i == end)
            return wrong("Missing ']' in format string");
        step->name.end = i++;
        if (!template_index(str, step->name, &step->index))
            return NEXT_ERROR;
    } else {
        return wrong("Only '.' or '[' may follow ']' in format field specifier");
    }
    if (step->name.start == step->name.end)
        return wrong("Empty attribute in format string");
    *at = i;
    return NEXT_ITEM;
}

/* ---- rendering ------------------------------------------------------------------------------ */

typedef struct {
    Value *args; /* null: fields must be named (format_map) */
    size_t count;
    Tuple *names;  /* of the values behind args */
    Value mapping; /* instead of names; may be null */
    enum { NUMBERS_UNKNOWN, NUMBERS_AUTOMATIC, NUMBERS_GIVEN } numbering;
    size_t next_number;
} Arguments;

static Value named_argument(Arguments *arguments, Str *name) {
    if (arguments->mapping)
        return object_get_item(arguments->mapping, value_of(name));
    for (size_t i = 0; arguments->names && i < arguments->names->count; i++) {
        if (str_equal(str_of(arguments->names->items[i]), name))
            return own(arguments->args[arguments->count + i]);
    }
    return raise_key_error(value_of(name));
}

static bool settle_numbering(Arguments *arguments, bool automatic) {
    if (arguments->numbering == NUMBERS_UNKNOWN)
        arguments->numbering = automatic ? NUMBERS_AUTOMATIC : NUMBERS_GIVEN;
    if (arguments->numbering == NUMBERS_GIVEN && automatic)
        return raise_value_error("cannot switch from manual field specification to automatic field "
                                 "numbering");
    if (arguments->numbering == NUMBERS_AUTOMATIC && !automatic)
        return raise_value_error("cannot switch from automatic field numbering to manual field "
                                 "specification");
    return true;
}

static Value first_value(const Str *str, TemplateRange first, Arguments *arguments) {
    ptrdiff_t index;
    if (!template_index(str, first, &index))
        return NULL;
    bool automatic = first.start == first.end;
    if (automatic || index >= 0) {
        if (!settle_numbering(arguments, automatic))
            return NULL;
        if (automatic)
            index = (ptrdiff_t)arguments->next_number++;
        if (!arguments->args && arguments->mapping)
            return raise_value_error("Format string contains positional fields");
        if ((size_t)index >= arguments->count)
            return raise_index_error("Replacement index %zd out of range for positional args tuple",
                                     index);
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): count is 0 without args */
        return own(arguments->args[index]);
    }
    Str *name = str_substring((Str *)str, first.start, first.end);
    if (!name)
        return NULL;
    Value value = named_argument(arguments, name);
    GIVE_UP(name);
    return value;
}

static Value take_step(const Str *str, const FieldStep *step, Value value) {
    if (step->index >= 0)
        return object_get_item(value, value_of_small_int(step->index));
    Str *name = str_substring((Str *)str, step->name.start, step->name.end);
    if (!name)
        return NULL;
    Value next =
        step->is_attribute ? attribute_get(value, name) : object_get_item(value, value_of(name));
    GIVE_UP(name);
    return next;
}

static Value field_value(const Str *str, TemplateRange field, Arguments *arguments) {
    TemplateRange first = template_field_first(str, field);
    Value value = first_value(str, first, arguments);
    FieldStep step;
    Next next = NEXT_DONE;
    size_t at = first.end;
    while (value && (next = template_field_next(str, &at, field.end, &step)) == NEXT_ITEM)
        replace_value(&value, take_step(str, &step, value));
    if (next == NEXT_ERROR)
        clear_value(&value);
    return value;
}

static Value convert_steal(Value value, uint32_t conversion) {
    Value converted;
    switch (conversion) {
    case 0:
        return value;
    case 'r':
        converted = object_repr(value);
        break;
    case 's':
        converted = object_str(value);
        break;
    case 'a':
        converted = object_ascii(value);
        break;
    default:
        converted = conversion > 32 && conversion < 127
                        ? raise_value_error("Unknown conversion specifier %c", (int)conversion)
                        : raise_value_error("Unknown conversion specifier \\x%x", conversion);
    }
    decref(value);
    return converted;
}

static bool render(StrBuilder *builder, const Str *str, size_t start, size_t end,
                   Arguments *arguments, int depth);

static Str *render_specification(const Str *str, const TemplatePiece *piece, Arguments *arguments,
                                 int depth) {
    TemplateRange range = piece->specification;
    if (!piece->nested)
        return str_substring((Str *)str, range.start, range.end);
    StrBuilder builder;
    str_builder_init(&builder);
    if (!render(&builder, str, range.start, range.end, arguments, depth - 1)) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return str_builder_finish(&builder);
}

static bool add_formatted(StrBuilder *builder, Value value, Str *specification) {
    if (specification->length == 0 && is_exact_str(value))
        return str_builder_str(builder, str_of(value));
    Value text = object_format(value, specification->length ? value_of(specification) : NULL);
    if (!text)
        return false;
    bool good = str_builder_str(builder, str_of(text));
    decref(text);
    return good;
}

static bool render_field(StrBuilder *builder, const Str *str, const TemplatePiece *piece,
                         Arguments *arguments, int depth) {
    Value value = field_value(str, piece->field, arguments);
    if (value)
        value = convert_steal(value, piece->conversion);
    if (!value)
        return false;
    Str *specification = render_specification(str, piece, arguments, depth);
    bool good = specification && add_formatted(builder, value, specification);
    if (specification)
        GIVE_UP(specification);
    decref(value);
    return good;
}

static bool render(StrBuilder *builder, const Str *str, size_t start, size_t end,
                   Arguments *arguments, int depth) {
    if (depth <= 0)
        return raise_value_error("Max string recursion exceeded");
    TemplatePiece piece;
    Next next;
    while ((next = template_next(str, &start, end, &piece)) == NEXT_ITEM) {
        if (!str_builder_range(builder, str, piece.literal.start, piece.literal.end))
            return false;
        if (piece.has_field && !render_field(builder, str, &piece, arguments, depth))
            return false;
    }
    return next == NEXT_DONE;
}

static Value render_all(Value self, Arguments *arguments) {
    StrBuilder builder;
    str_builder_init(&builder);
    Str *str = str_of(self);
    if (!render(&builder, str, 0, str->length, arguments, 2)) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

Value str_method_format(Value self, Value *args, size_t count, Tuple *names) {
    Arguments arguments = {.args = args, .count = count, .names = names};
    return render_all(self, &arguments);
}

Value str_method_format_map(Value self, Value *args) {
    Arguments arguments = {.mapping = args[0]};
    return render_all(self, &arguments);
}

Value str_method_format_spec(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("__format__() argument must be str, not %N", args[0]);
    if (str_of(args[0])->length == 0)
        return is_exact_str(self) ? own(self) : object_str(self);
    return format_str(self, args[0]);
}
