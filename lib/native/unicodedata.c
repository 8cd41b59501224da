/* The module unicodedata: the Unicode character database, version 15.1, and as it was in 3.2.
 *
 * The functions of the module are methods of a database object too: `ucd_3_2_0` is one that knows
 * only the characters of that version. */
#include "lexer/character_names.h"
#include "lexer/character_table.h"
#include "lexer/normalize.h"
#include "vm/objects/str_parts.h"
#include "vm/pass.h"
#include "vm/unicode.h"
#include "vm/vm.h"

#include "vm/unicode_data.inc"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

typedef struct { /* ucd_3_2_0: there is nothing in it but its kind */
    Object header;
} Database;

static Type database_type;

static bool is_old(Value self) {
    return self && has_type(self, &database_type);
}

/* The record as the database that is asked sees it: null if it does not know the character. */
static const UnicodeRecord *record_of(Value self, uint32_t c) {
    const UnicodeRecord *record = unicode_record(c);
    return is_old(self) && !(record->flags & UNICODE_IN_3_2) ? NULL : record;
}

/* ---- what was different in 3.2 --------------------------------------------------------------- */

typedef struct Change {
    uint32_t first, last;
    const char *value;
} Change;

static const Change category_changes[] = {
#define CATEGORY(first, last, value) {first, last, value},
#include "lib/native/unicode_3_2.def"
};
static const Change bidirectional_changes[] = {
#define BIDIRECTIONAL(first, last, value) {first, last, value},
#include "lib/native/unicode_3_2.def"
};
static const Change mirrored_changes[] = {
#define MIRRORED(first, last, value) {first, last, value},
#include "lib/native/unicode_3_2.def"
};
static const Change width_changes[] = {
#define WIDTH(first, last, value) {first, last, value},
#include "lib/native/unicode_3_2.def"
};
static const Change decimal_changes[] = {
#define DECIMAL(first, last, value) {first, last, value},
#include "lib/native/unicode_3_2.def"
};

static const char *find_change(const Change *changes, size_t count, Value self, uint32_t c) {
    for (size_t i = 0; is_old(self) && i < count; i++)
        if (c >= changes[i].first && c <= changes[i].last)
            return changes[i].value;
    return NULL;
}
/* The value in 3.2 if that is asked for and was another one; else null. */
#define OLD_VALUE(changes) find_change(changes, COUNT_OF(changes), self, c)

static bool read_character(Value value, const char *function, const char *which, uint32_t *c) {
    if (!is_str(value))
        return raise_type_error("%s() argument%s must be a unicode character, not %N", function,
                                which, value);
    if (str_of(value)->length != 1)
        return raise_type_error("%s(): argument%s must be a unicode character, not a string of "
                                "length %zu",
                                function, which, str_of(value)->length);
    *c = str_at(str_of(value), 0);
    return true;
}

/* ---- numbers -------------------------------------------------------------------------------- */

static Value fallback_or_error(Value fallback, const char *message) {
    return fallback ? own(fallback) : raise_value_error("%s", message);
}

static Value ucd_decimal(Value self, Value *args) {
    uint32_t c;
    if (!read_character(args[0], "decimal", " 1", &c))
        return NULL;
    const char *old = OLD_VALUE(decimal_changes);
    if (old)
        return value_of_small_int(*old - '0');
    const UnicodeRecord *record = record_of(self, c);
    if (!record || record->decimal < 0)
        return fallback_or_error(args[1], "not a decimal");
    return value_of_small_int(record->decimal);
}

static Value ucd_digit(Value self, Value *args) {
    uint32_t c;
    if (!read_character(args[0], "digit", " 1", &c))
        return NULL;
    const UnicodeRecord *record = unicode_record(c); /* also for 3.2: as CPython */
    if (record->digit < 0)
        return fallback_or_error(args[1], "not a digit");
    return value_of_small_int(record->digit);
}

static Value ucd_numeric(Value self, Value *args) {
    uint32_t c;
    double number;
    if (!read_character(args[0], "numeric", " 1", &c))
        return NULL;
    if (!record_of(self, c) || !unicode_numeric(c, &number))
        return fallback_or_error(args[1], "not a numeric character");
    return float_new(number);
}

/* ---- properties ----------------------------------------------------------------------------- */

static Value ucd_category(Value self, Value *args) {
    uint32_t c;
    if (!read_character(args[0], "category", "", &c))
        return NULL;
    const UnicodeRecord *record = record_of(self, c);
    const char *old = OLD_VALUE(category_changes);
    return value_of(str_from_c(old ? old : unicode_category_names[record ? record->category : 0]));
}

static Value ucd_bidirectional(Value self, Value *args) {
    uint32_t c;
    if (!read_character(args[0], "bidirectional", "", &c))
        return NULL;
    const UnicodeRecord *record = record_of(self, c);
    const char *old = OLD_VALUE(bidirectional_changes);
    return value_of(
        str_from_c(old ? old : unicode_bidirectional_names[record ? record->bidirectional : 0]));
}

static Value ucd_combining(Value self, Value *args) {
    uint32_t c;
    if (!read_character(args[0], "combining", "", &c))
        return NULL;
    const UnicodeRecord *record = record_of(self, c);
    return value_of_small_int(record ? record->combining : 0);
}

static Value ucd_mirrored(Value self, Value *args) {
    uint32_t c;
    if (!read_character(args[0], "mirrored", "", &c))
        return NULL;
    const char *old = OLD_VALUE(mirrored_changes);
    if (old)
        return value_of_small_int(*old - '0');
    const UnicodeRecord *record = record_of(self, c);
    return value_of_small_int(record && record->flags & UNICODE_MIRRORED ? 1 : 0);
}

static Value ucd_east_asian_width(Value self, Value *args) {
    uint32_t c;
    if (!read_character(args[0], "east_asian_width", "", &c))
        return NULL;
    const char *old = OLD_VALUE(width_changes);
    return value_of(
        str_from_c(old ? old : unicode_width_names[unicode_record(c)->east_asian_width]));
}

static Value ucd_decomposition(Value self, Value *args) {
    uint32_t c;
    if (!read_character(args[0], "decomposition", "", &c))
        return NULL;
    const Decomposition *entry = CHARACTER_FIND(decompositions, c);
    return value_of(str_from_c(entry && record_of(self, c) ? entry->text : ""));
}

/* ---- names ---------------------------------------------------------------------------------- */

static Value ucd_name(Value self, Value *args) {
    uint32_t c;
    char name[CHARACTER_NAME_CAPACITY];
    if (!read_character(args[0], "name", " 1", &c))
        return NULL;
    if (!record_of(self, c) || !character_name(c, name))
        return fallback_or_error(args[1], "no such name");
    return value_of(str_from_c(name));
}

static bool same_name(const Str *name, const char *text) {
    size_t i = 0;
    for (; i < name->length && text[i]; i++) {
        uint32_t c = str_at(name, i);
        if ((c - 'a' < 26 ? c - 32 : c) != (uint8_t)text[i])
            return false;
    }
    return i == name->length && !text[i];
}

/* Other names that were given to a character later. */
static bool is_alias(const Str *name, uint32_t c) {
    char own_name[CHARACTER_NAME_CAPACITY];
    return !character_name(c, own_name) || !same_name(name, own_name);
}

static Value ucd_lookup(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("lookup() argument must be str, not %N", args[0]);
    Str *name = str_of(args[0]);
    uint32_t c;
    if (name->ascii && character_find_name((const char *)name->data, name->length, &c) &&
        record_of(self, c) && !(is_old(self) && is_alias(name, c)))
        return value_of(str_from_character(c));
    for (size_t i = 0; i < COUNT_OF(named_sequences) && !is_old(self); i++) {
        if (!same_name(name, named_sequences[i].name))
            continue;
        size_t count = 0;
        while (count < 5 && named_sequences[i].characters[count])
            count++;
        return value_of(str_from_ucs4(named_sequences[i].characters, count));
    }
    return raise_error(&exc_KeyError, "undefined character name '%U'", name);
}

/* ---- normal forms --------------------------------------------------------------------------- */

static bool read_form(Value value, NormalForm *form) {
    static const struct {
        const char *name;
        NormalForm form;
    } forms[] = {
        {"NFD", NORMAL_NFD}, {"NFC", NORMAL_NFC}, {"NFKD", NORMAL_NFKD}, {"NFKC", NORMAL_NFKC}};
    if (!is_str(value))
        return raise_type_error("normalize() argument 1 must be str, not %N", value);
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        if (str_equal_c(str_of(value), forms[i].name)) {
            *form = forms[i].form;
            return true;
        }
    }
    return raise_value_error("invalid normalization form");
}

/* Combines with nothing in front of it: Latin and Chinese characters. */
static bool begins_anew(uint32_t c) {
    return c < 0x300 || (c >= 0x3400 && c < 0xa000);
}

static size_t piece_end(const Str *str, size_t start) {
    size_t end = start + PASS_ITEMS;
    while (end < str->length && !begins_anew(str_at(str, end)))
        end++;
    return end < str->length ? end : str->length;
}

static bool add_normal(StrBuilder *builder, NormalForm form, const Str *str, size_t start,
                       size_t end) {
    uint32_t *characters = mem_malloc((end - start) * sizeof *characters);
    if (!characters)
        return raise_no_memory();
    characters_copy(characters, 4, str->data + start * str->width, str->width, end - start);
    size_t count;
    uint32_t *normal = normalize_characters(form, characters, end - start, &count);
    mem_free(characters);
    if (!normal)
        return raise_no_memory();
    bool good = true;
    for (size_t i = 0; good && i < count; i++)
        good = str_builder_character(builder, normal[i]);
    mem_raw_free(normal);
    return good;
}

static Value normalize(Value form_value, Value text) {
    NormalForm form;
    if (!is_str(text))
        return raise_type_error("normalize() argument 2 must be str, not %N", text);
    if (str_of(text)->length == 0) /* whatever the form */
        return value_of(str_empty());
    if (!read_form(form_value, &form))
        return NULL;
    Str *str = str_of(text);
    if (str->ascii)
        return own(text);
    StrBuilder builder;
    str_builder_init(&builder);
    bool good = true;
    for (size_t start = 0, end; good && start < str->length; start = end) {
        end = piece_end(str, start);
        good = add_normal(&builder, form, str, start, end) && pass_may_go_on();
    }
    if (good)
        return value_of(str_builder_finish(&builder));
    str_builder_abandon(&builder);
    return NULL;
}

static Value ucd_normalize(Value self, Value *args) {
    return normalize(args[0], args[1]);
}

static Value ucd_is_normalized(Value self, Value *args) {
    NormalForm form;
    if (!read_form(args[0], &form))
        return NULL;
    Value normal = normalize(args[0], args[1]);
    if (!normal)
        return NULL;
    bool same = str_equal(str_of(normal), str_of(args[1]));
    decref(normal);
    return value_of_bool(same);
}

/* ---- the module ----------------------------------------------------------------------------- */

#define DATABASE_FUNCTIONS(self)                                                                   \
    NATIVE("decimal(" self "chr, default=<unrepresentable>, /)", ucd_decimal,                      \
           "The decimal value of a character."),                                                   \
        NATIVE("digit(" self "chr, default=<unrepresentable>, /)", ucd_digit,                      \
               "The digit value of a character."),                                                 \
        NATIVE("numeric(" self "chr, default=<unrepresentable>, /)", ucd_numeric,                  \
               "The numeric value of a character."),                                               \
        NATIVE("category(" self "chr, /)", ucd_category, "The general category."),                 \
        NATIVE("bidirectional(" self "chr, /)", ucd_bidirectional, "The bidirectional class."),    \
        NATIVE("combining(" self "chr, /)", ucd_combining, "The canonical combining class."),      \
        NATIVE("mirrored(" self "chr, /)", ucd_mirrored,                                           \
               "1 if it is mirrored in right-to-left "                                             \
               "text."),                                                                           \
        NATIVE("east_asian_width(" self "chr, /)", ucd_east_asian_width, "The East Asian width."), \
        NATIVE("decomposition(" self "chr, /)", ucd_decomposition, "The decomposition."),          \
        NATIVE("name(" self "chr, default=<unrepresentable>, /)", ucd_name,                        \
               "The name of a character."),                                                        \
        NATIVE("lookup(" self "name, /)", ucd_lookup, "The character of a name."),                 \
        NATIVE("normalize(" self "form, unistr, /)", ucd_normalize, "The normal form of a text."), \
        NATIVE("is_normalized(" self "form, unistr, /)", ucd_is_normalized,                        \
               "Is the text in that normal form?"),                                                \
        NATIVE_END

static const NativeMethod functions[] = {DATABASE_FUNCTIONS("")};
static const NativeMethod methods[] = {DATABASE_FUNCTIONS("$self, ")};

static void database_dealloc(Object *object) {
    mem_object_free(object, sizeof(Database));
}

static Value get_version(Value self) {
    return value_of(str_from_c("3.2.0"));
}

static const NativeGetSet getsets[] = {
    {"unidata_version", get_version, NULL, "The version of Unicode."}, {NULL, NULL, NULL, NULL}};

static Type database_type = {
    TYPE_INIT_ATOM("unicodedata.UCD", sizeof(Database), database_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = methods,
    .getsets = getsets,
};

static bool exec(Module *module) {
    if (!module_add_type(module, &database_type) ||
        !module_add_text(module, "unidata_version", "15.1.0"))
        return false;
    Database *old = mem_object_new(&database_type.mem, sizeof *old);
    if (!old)
        return raise_no_memory();
    return module_add_steal(module, "ucd_3_2_0", value_of(old));
}

const NativeModule unicodedata_module = {
    .name = "unicodedata",
    .doc = "The Unicode character database.",
    .functions = functions,
    .exec = exec,
};
