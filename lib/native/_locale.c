/* Module _locale: the C library's locale. Text is UTF-8 whatever it says, and numbers are read and
 * written without it: only what asks for the locale (strftime, the format type n, strcoll) sees a
 * change. */
#include "lib/native/_locale.h"
#include "lib/native/exception_class.h"
#include "lib/native/named_numbers.h"
#include "vm/vm.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <string.h>

static ExceptionClass error = {.name = "Error", .module = "locale", .base = &exc_Exception};

/* A str without NUL. */
static const char *text_argument(Value value, const char *function, const char *which) {
    size_t size;
    if (!is_str(value))
        return raise_type_error("%s() argument %s must be str, not %N", function, which, value);
    const char *text = str_utf8(str_of(value), &size);
    if (text && strlen(text) != size)
        return raise_value_error("embedded null character");
    return text;
}

/* What the C library says, in whatever encoding. */
static Value text_of_library(const char *text) {
    return value_of(str_from_file_name(text, strlen(text)));
}

static Value set_locale(Value module, Value *args) {
    int category;
    const char *name = NULL;
    if (!int_as_int(args[0], &category))
        return NULL;
    if (args[1] && args[1] != NONE && !(name = text_argument(args[1], "setlocale", "2")))
        return NULL;
    const char *current = setlocale(category, name);
    if (!current)
        return raise_of(&error, "unsupported locale setting");
    return text_of_library(current);
}

/* ---- localeconv ------------------------------------------------------------------------------ */

/* [3, 3, 0]: sizes of the groups of digits; the last says whether it goes on so. */
static Value grouping_of(const char *grouping) {
    List *list = list_new(0);
    for (const char *at = grouping; list && *grouping; at++) {
        if (!list_append(list, value_of_small_int(*at))) {
            GIVE_UP(list);
            return NULL;
        }
        if (*at == 0 || *at == CHAR_MAX)
            break;
    }
    return value_of(list);
}

static Value locale_conventions(Value module, Value *args) {
    const struct lconv *conventions = localeconv();
    Dict *dict = dict_new();
    bool good = dict != NULL;
#define TEXT(name)     good = good && dict_set_c_steal(dict, #name, text_of_library(conventions->name));
#define NUMBER(name)   good = good && dict_set_c(dict, #name, value_of_small_int(conventions->name));
#define GROUPING(name) good = good && dict_set_c_steal(dict, #name, grouping_of(conventions->name));
    TEXT(int_curr_symbol)
    TEXT(currency_symbol)
    TEXT(mon_decimal_point)
    TEXT(mon_thousands_sep)
    GROUPING(mon_grouping)
    TEXT(positive_sign)
    TEXT(negative_sign)
    NUMBER(int_frac_digits)
    NUMBER(frac_digits)
    NUMBER(p_cs_precedes)
    NUMBER(p_sep_by_space)
    NUMBER(n_cs_precedes)
    NUMBER(n_sep_by_space)
    NUMBER(p_sign_posn)
    NUMBER(n_sign_posn)
    TEXT(decimal_point)
    TEXT(thousands_sep)
    GROUPING(grouping)
#undef TEXT
#undef NUMBER
#undef GROUPING
    if (good)
        return value_of(dict);
    decref_maybe(value_of(dict));
    return NULL;
}

/* ---- comparing ------------------------------------------------------------------------------- */

static Value collate(Value module, Value *args) {
    const char *left = text_argument(args[0], "strcoll", "1");
    const char *right = left ? text_argument(args[1], "strcoll", "2") : NULL;
    return right ? value_of_small_int(strcoll(left, right)) : NULL;
}

static Value transform(Value module, Value *args) {
    const char *text = text_argument(args[0], "strxfrm", "");
    if (!text)
        return NULL;
    size_t size = strxfrm(NULL, text, 0);
    char *transformed = mem_malloc(size + 1);
    if (!transformed)
        return raise_no_memory();
    strxfrm(transformed, text, size + 1);
    Value result = text_of_library(transformed);
    mem_free(transformed);
    return result;
}

/* ---- language information -------------------------------------------------------------------- */

#define ITEM(name)                                                                                 \
    { #name, name }
#define WEEK(prefix)                                                                               \
    ITEM(prefix##1), ITEM(prefix##2), ITEM(prefix##3), ITEM(prefix##4), ITEM(prefix##5),           \
        ITEM(prefix##6), ITEM(prefix##7)
#define YEAR(prefix)                                                                               \
    WEEK(prefix), ITEM(prefix##8), ITEM(prefix##9), ITEM(prefix##10), ITEM(prefix##11),            \
        ITEM(prefix##12)
static const struct {
    const char *name;
    nl_item item;
} items[] = {
    WEEK(DAY_),       WEEK(ABDAY_),    YEAR(MON_),        YEAR(ABMON_),     ITEM(CODESET),
    ITEM(D_T_FMT),    ITEM(D_FMT),     ITEM(T_FMT),       ITEM(T_FMT_AMPM), ITEM(AM_STR),
    ITEM(PM_STR),     ITEM(RADIXCHAR), ITEM(THOUSEP),     ITEM(YESEXPR),    ITEM(NOEXPR),
    ITEM(CRNCYSTR),   ITEM(ERA),       ITEM(ERA_D_T_FMT), ITEM(ERA_D_FMT),  ITEM(ERA_T_FMT),
    ITEM(ALT_DIGITS),
};
enum { ITEM_COUNT = sizeof items / sizeof *items };

static Value language_information(Value module, Value *args) {
    int key;
    if (!int_as_int(args[0], &key))
        return NULL;
    if (key == CODESET)
        return value_of(str_from_c("UTF-8"));
    for (size_t i = 0; i < ITEM_COUNT; i++)
        if (items[i].item == key)
            return text_of_library(nl_langinfo(key));
    return raise_value_error("unsupported langinfo constant");
}

static Value get_encoding(Value module, Value *args) {
    return value_of(str_from_c("UTF-8"));
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("setlocale($module, category, locale=<unrepresentable>, /)", set_locale,
           "Activates/queries locale processing."),
    NATIVE("localeconv($module, /)", locale_conventions,
           "Returns numeric and monetary locale-specific parameters."),
    NATIVE("strcoll($module, os1, os2, /)", collate,
           "Compares two strings according to the locale."),
    NATIVE("strxfrm($module, string, /)", transform,
           "Return a string that can be used as a key for locale-aware comparisons."),
    NATIVE("nl_langinfo($module, key, /)", language_information,
           "Return the value for the locale information associated with key."),
    NATIVE("getencoding($module, /)", get_encoding, "Get the current locale encoding."),
    NATIVE_END,
};

void locale_use_environment(void) {
    const char *current = setlocale(LC_CTYPE, NULL);
    if (current && strcmp(current, "C") != 0) /* somebody chose one */
        return;
    setlocale(LC_CTYPE, "");
}

static bool exec(Module *module) {
    static const NamedNumber constants[] = {
        NAMED(LC_CTYPE),    NAMED(LC_TIME),    NAMED(LC_COLLATE), NAMED(LC_MONETARY),
        NAMED(LC_MESSAGES), NAMED(LC_NUMERIC), NAMED(LC_ALL),     NAMED(CHAR_MAX),
    };
    locale_use_environment();
    if (!MODULE_ADD_NUMBERS(module, constants))
        return false;
    for (size_t i = 0; i < ITEM_COUNT; i++)
        if (!module_add_int(module, items[i].name, items[i].item))
            return false;
    return exception_class_use(&error, module);
}

static void fini(void) {
    exception_class_fini(&error);
}

const NativeModule _locale_module = {
    .name = "_locale",
    .doc = "Support for POSIX locales.",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
