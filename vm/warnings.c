/* Warnings, and module _warnings.
 *
 * A warning is looked up in the filters (action, message, category, module, line), the first that
 * matches decides. Registries - dicts in modules' globals - remember what was shown; they are
 * emptied when the filters have changed since. Once Python's own module warnings is imported, its
 * filters and its way of showing are used instead. */
#include "vm/warnings.h"
#include "vm/frame.h"
#include "vm/import.h"
#include "vm/objects/exception.h"
#include "vm/file_write.h"
#include "vm/source_lines.h"
#include "vm/sys.h"
#include "vm/vm.h"

#include <string.h>

static List *filters;
static Dict *once_registry;
static Value default_action;
static int64_t filters_version;

/* ---- state ----------------------------------------------------------------------------------- */

static bool add_filter(const char *action, Type *category, const char *module) {
    Value action_text = value_of(str_interned(action));
    Value module_text = module ? value_of(str_interned(module)) : NONE;
    Tuple *filter = action_text && module_text
                        ? tuple_pack(5, action_text, NONE, value_of(category), module_text,
                                     value_of_small_int(0))
                        : NULL;
    decref_maybe(action_text);
    decref_maybe(module_text);
    return filter && list_append_steal(filters, value_of(filter));
}

bool warnings_init(void) {
    filters = list_new(5);
    once_registry = dict_new();
    default_action = value_of(str_interned("default"));
    return filters && once_registry && default_action &&
           add_filter("default", &exc_DeprecationWarning, "__main__") &&
           add_filter("ignore", &exc_DeprecationWarning, NULL) &&
           add_filter("ignore", &exc_PendingDeprecationWarning, NULL) &&
           add_filter("ignore", &exc_ImportWarning, NULL) &&
           add_filter("ignore", &exc_ResourceWarning, NULL);
}

void warnings_fini(void) {
    if (filters)
        GIVE_UP(filters);
    if (once_registry)
        GIVE_UP(once_registry);
    decref_maybe(default_action);
    filters = NULL;
    once_registry = NULL;
    default_action = NULL;
}

/* An attribute of Python's module warnings if that is there: owned; null without an exception if
 * not. With `import` it is imported. */
static Value from_module(const char *name, bool import) {
    Str *key = str_interned("warnings");
    Value module = NULL, value = NULL;
    if (!key || !modules_dict_borrowed())
        goto done;
    if (dict_lookup(modules_dict_borrowed(), value_of(key), &module) != LOOKUP_FOUND) {
        module = NULL;
        if (exception_pending() || !import || runtime_is_finalizing)
            goto done;
        module = import_module(key);
        if (!module) {
            if (exception_matches(&exc_ImportError))
                exception_clear();
            goto done;
        }
    }
    Str *attribute = str_interned(name);
    if (attribute && attribute_lookup(module, attribute, &value) != LOOKUP_FOUND)
        value = NULL;
    if (attribute)
        GIVE_UP(attribute);
done:
    if (key)
        GIVE_UP(key);
    decref_maybe(module);
    return value;
}

/* ---- filters --------------------------------------------------------------------------------- */

/* None matches all, a str the equal one, anything else is asked by its match(). */
static Answer matches(Value pattern, Value text) {
    if (pattern == NONE)
        return ANSWER_YES;
    if (is_exact_str(pattern))
        return object_equal(pattern, text);
    Str *name = str_interned("match");
    Value result = name ? call_method_1(pattern, name, text) : NULL;
    if (name)
        GIVE_UP(name);
    if (!result)
        return ANSWER_ERROR;
    Answer answer = object_truth(result);
    decref(result);
    return answer;
}

static bool check_filter(Value filter, size_t number) {
    if (!is_tuple(filter) || tuple_of(filter)->count != 5)
        return raise_value_error("_warnings.filters item %zu isn't a 5-tuple", number);
    Value action = tuple_of(filter)->items[0];
    return is_str(action) ||
           raise_type_error("action must be a string, not '%.200s'", type_name_of(action));
}

static Answer filter_matches(Value filter, Type *category, Value text, int line, Value module) {
    Value *parts = tuple_of(filter)->items;
    ptrdiff_t wanted_line;
    if (!is_int(parts[4])) {
        raise_type_error("an integer is required");
        return ANSWER_ERROR;
    }
    if (!int_as_size(parts[4], &wanted_line))
        return ANSWER_ERROR;
    Answer answer = object_is_subclass(value_of(category), parts[2]);
    if (answer == ANSWER_YES)
        answer = wanted_line == 0 || wanted_line == line;
    if (answer == ANSWER_YES)
        answer = matches(parts[1], text);
    if (answer == ANSWER_YES)
        answer = matches(parts[3], module);
    return answer;
}

/* The filters as Python's module has them: owned list. */
static Value get_filters(void) {
    Value list = from_module("filters", false);
    if (list && !is_list(list)) {
        decref(list);
        return raise_value_error("_warnings.filters must be a list");
    }
    return list || exception_pending() ? list : own(value_of(filters));
}

/* The action for a warning: owned str. *filter, owned, is what says so: None if none does. */
static Value find_action(Type *category, Value text, int line, Value module, Value *filter) {
    Value list = get_filters();
    if (!list)
        return NULL;
    Answer answer = ANSWER_NO;
    for (size_t i = 0; i < list_of(list)->count && answer == ANSWER_NO; i++) { /* it may change */
        decref_maybe(*filter);
        *filter = own(list_of(list)->items[i]);
        answer = check_filter(*filter, i) ? filter_matches(*filter, category, text, line, module)
                                          : ANSWER_ERROR;
    }
    decref(list);
    if (answer != ANSWER_NO)
        return answer == ANSWER_YES ? own(tuple_of(*filter)->items[0]) : NULL;
    decref_maybe(*filter);
    *filter = NONE;
    Value action = from_module("defaultaction", false);
    return action || exception_pending() ? action : own(default_action);
}

/* ---- registries ------------------------------------------------------------------------------ */

/* Was it shown before? With `remember` it is noted. A registry older than the filters is emptied.
 */
static Answer already_shown(Value registry, Value key, bool remember) {
    if (!registry || registry == NONE)
        return ANSWER_NO;
    Dict *dict = dict_of(registry);
    Str *name = str_interned("version");
    if (!name)
        return ANSWER_ERROR;
    Answer answer = ANSWER_NO;
    Value version = dict_get_name_borrowed(dict, name);
    if (!version || version != value_of_small_int(filters_version)) {
        dict_clear(dict);
        if (!dict_set_name(dict, name, value_of_small_int(filters_version)))
            answer = ANSWER_ERROR;
    } else {
        Value shown;
        Lookup found = dict_lookup(dict, key, &shown);
        answer = found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
        if (found == LOOKUP_FOUND) {
            answer = object_truth(shown);
            decref(shown);
        }
    }
    GIVE_UP(name);
    if (answer == ANSWER_NO && remember && !dict_set(dict, key, TRUE_VALUE))
        return ANSWER_ERROR;
    return answer;
}

/* "once" and "module": noted without a line in the given registry. */
static Answer shown_anywhere(Value registry, Value text, Type *category) {
    Tuple *key = tuple_pack(2, text, value_of(category));
    if (!key)
        return ANSWER_ERROR;
    Answer answer = already_shown(registry, value_of(key), true);
    GIVE_UP(key);
    return answer;
}

/* "once" without a registry of its own. */
static Answer shown_once(Value text, Type *category) {
    Value once = from_module("onceregistry", false);
    if (exception_pending())
        return ANSWER_ERROR;
    Answer answer =
        shown_anywhere(once && is_dict(once) ? once : value_of(once_registry), text, category);
    decref_maybe(once);
    return answer;
}

/* ---- showing --------------------------------------------------------------------------------- */

static bool show_plainly(Type *category, Value text, Value filename, int line) {
    Value stream = sys_get_borrowed("stderr");
    if (!stream || stream == NONE)
        return true;
    incref(stream);
    Str *source = is_str(filename) ? source_text_line(str_of(filename), line) : NULL;
    Str *stripped = NULL, *shown = NULL;
    if (source) {
        size_t start = 0, end = source->length;
        while (start < end && (str_at(source, start) == ' ' || str_at(source, start) == '\t' ||
                               str_at(source, start) == '\f'))
            start++;
        stripped = str_substring(source, start, end);
        GIVE_UP(source);
    }
    if (stripped && stripped->length)
        shown = str_format("%S:%d: %s: %S\n  %U\n", filename, line, type_short_name(category), text,
                           stripped);
    else
        shown = str_format("%S:%d: %s: %S\n", filename, line, type_short_name(category), text);
    if (stripped)
        GIVE_UP(stripped);
    if (shown && !file_write(stream, value_of(shown)))
        exception_clear();
    if (shown)
        GIVE_UP(shown);
    decref(stream);
    return !exception_pending();
}

static bool show(Type *category, Value text, Value message, Value filename, int line,
                 Value source) {
    Value function = from_module("_showwarnmsg", source && source != NONE);
    if (exception_pending())
        return false;
    if (!function)
        return show_plainly(category, text, filename, line);
    Value class = from_module("WarningMessage", false), shown = NULL, result = NULL;
    if (class) {
        Value args[] = {message, value_of(category),    filename, value_of_small_int(line), NONE,
                        NONE,    source ? source : NONE};
        shown = call(class, args, 7, NULL);
        result = shown ? call_1(function, shown) : NULL;
    } else if (!exception_pending())
        raise_runtime_error("unable to get warnings.WarningMessage");
    decref(function);
    decref_maybe(class);
    decref_maybe(shown);
    decref_maybe(result);
    return result != NULL;
}

/* "file.py" -> "file": owned. */
static Value module_of_file(Value filename) {
    if (!is_str(filename))
        return value_of(str_from_c("<unknown>"));
    Str *name = str_of(filename);
    size_t length = name->length;
    if (!length)
        return value_of(str_from_c("<unknown>"));
    if (length >= 3 && str_at(name, length - 3) == '.' && str_at(name, length - 2) == 'p' &&
        str_at(name, length - 1) == 'y')
        return value_of(str_substring(name, 0, length - 3));
    return own(filename);
}

/* May this action show the text, as far as the registries say? */
static Answer was_shown(Value action, Value filter, Value text, Type *category, Value registry,
                        Value key) {
    Str *name = str_of(action);
    if (str_equal_c(name, "always"))
        return ANSWER_NO;
    bool has_registry = registry && registry != NONE;
    if (has_registry && already_shown(registry, key, true) == ANSWER_ERROR)
        return ANSWER_ERROR;
    if (str_equal_c(name, "module") || (has_registry && str_equal_c(name, "once")))
        return shown_anywhere(registry, text, category);
    if (str_equal_c(name, "once"))
        return shown_once(text, category);
    if (str_equal_c(name, "default"))
        return ANSWER_NO;
    raise_runtime_error("Unrecognized action (%R) in warnings.filters:\n %R", action, filter);
    return ANSWER_ERROR;
}

/* A warning that the registry does not know yet. */
static bool act(Type *category, Value text, Value warning, Value filename, int line, Value module,
                Value registry, Value key, Value source) {
    Value filter = NULL;
    Value action = find_action(category, text, line, module, &filter);
    bool done = false;
    if (!action)
        ;
    else if (!is_str(action))
        raise_type_error("action must be a string, not '%.200s'", type_name_of(action));
    else if (str_equal_c(str_of(action), "error"))
        raise_value(warning);
    else if (str_equal_c(str_of(action), "ignore"))
        done = true;
    else {
        Answer shown = was_shown(action, filter, text, category, registry, key);
        done = shown == ANSWER_YES ||
               (shown == ANSWER_NO && show(category, text, warning, filename, line, source));
    }
    decref_maybe(action);
    decref_maybe(filter);
    return done;
}

bool warn_explicit_source(Type *category, Value message, Value filename, int line, Value module,
                          Value registry, Value source) {
    if (!filters || module == NONE) /* before the start or after the end */
        return true;
    if (registry && registry != NONE && !is_dict(registry))
        return raise_type_error("'registry' must be a dict or None");
    bool is_warning = is_instance_of(message, &exc_Warning), done = false;
    if (is_warning)
        category = type_of(message);
    Value text = is_warning ? object_str(message) : own(message);
    Value warning = is_warning ? own(message) : call_1(value_of(category), message);
    Tuple *key =
        text && warning ? tuple_pack(3, text, value_of(category), value_of_small_int(line)) : NULL;
    module = module ? own(module) : module_of_file(filename);
    if (key && module) {
        Answer shown = already_shown(registry, value_of(key), false);
        done = shown == ANSWER_YES ||
               (shown == ANSWER_NO && act(category, text, warning, filename, line, module, registry,
                                          value_of(key), source));
    }
    decref_maybe(text);
    decref_maybe(warning);
    decref_maybe(module);
    if (key)
        GIVE_UP(key);
    return done;
}

bool warn_explicit(Type *category, Value message, Value filename, int line, Value module,
                   Value registry) {
    return warn_explicit_source(category, message, filename, line, module, registry, NULL);
}

/* ---- from where the code runs ---------------------------------------------------------------- */

static bool has_prefix(Frame *frame, Value prefixes) {
    Value filename = frame_code(frame)->filename;
    Tuple *all = tuple_of(prefixes);
    for (size_t i = 0; i < all->count; i++) {
        Str *prefix = str_of(all->items[i]);
        if (str_of(filename)->length >= prefix->length &&
            str_find(str_of(filename), prefix, 0, prefix->length) == 0)
            return true;
    }
    return false;
}

static bool warn_from(Type *category, Value message, ptrdiff_t stack_level, Value source,
                      Value skip_prefixes) {
    Frame *frame = frame_current();
    while (frame && stack_level-- > 1) {
        frame = frame_previous(frame);
        while (frame && skip_prefixes && has_prefix(frame, skip_prefixes))
            frame = frame_previous(frame);
    }
    Dict *globals = frame ? frame_globals(frame) : sys_dict_borrowed();
    int line = frame ? frame_line(frame) : 0;
    if (!globals)
        return true;
    OWN(globals);
    Value filename = frame ? own(frame_code(frame)->filename) : value_of(str_from_c("<sys>"));
    Value module = NULL, registry = NULL;
    Str *key = str_interned("__warningregistry__");
    bool done = false;
    if (!filename || !key)
        goto done;
    registry = dict_get_name_borrowed(globals, key);
    if (registry)
        incref(registry);
    else {
        registry = value_of(dict_new());
        if (!registry || !dict_set_name(globals, key, registry))
            goto done;
    }
    module = own_maybe(dict_get_name_borrowed(globals, names.__name__));
    if (!module || (!is_str(module) && module != NONE)) {
        decref_maybe(module);
        module = value_of(str_from_c("<string>"));
    }
    done =
        module && warn_explicit_source(category, message, filename, line, module, registry, source);
done:
    GIVE_UP(globals);
    if (key)
        GIVE_UP(key);
    decref_maybe(filename);
    decref_maybe(module);
    decref_maybe(registry);
    return done;
}

static bool warn_value(Type *category, Value message, ptrdiff_t stack_level, Value source) {
    return warn_from(category, message, stack_level, source, NULL);
}

bool warn(Type *category, ptrdiff_t stack_level, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Value message = value_of(str_format_v(format, arguments));
    va_end(arguments);
    bool done = message && warn_value(category, message, stack_level, NULL);
    decref_maybe(message);
    return done;
}

void warn_resource(Value source, const char *format, ...) {
    Value pending = exception_fetch();
    va_list arguments;
    va_start(arguments, format);
    Value message = value_of(str_format_v(format, arguments));
    va_end(arguments);
    if (!message || !warn_value(&exc_ResourceWarning, message, 1, source))
        exception_write_unraisable(source);
    decref_maybe(message);
    exception_clear();
    exception_restore_steal(pending);
}

/* ---- module _warnings ------------------------------------------------------------------------ */

/* The category that a message and an optional argument mean. */
static Type *category_of(Value message, Value category) {
    if (is_instance_of(message, &exc_Warning))
        return type_of(message);
    if (!category || category == NONE)
        return &exc_UserWarning;
    if (!is_type(category) || !type_is_subtype(type_cast(category), &exc_Warning))
        return raise_type_error("category must be a Warning subclass, not '%s'",
                                type_name_of(category));
    return type_cast(category);
}

static Value warn_function(Value self, Value *args) {
    Type *category = category_of(args[0], args[1]);
    ptrdiff_t stack_level = 1;
    if (!category || (args[2] && !int_as_size(args[2], &stack_level)))
        return NULL;
    Value prefixes = args[4];
    if (prefixes) {
        if (!is_tuple(prefixes))
            return raise_type_error("warn() argument 'skip_file_prefixes' must be tuple, not %s",
                                    type_name_of(prefixes));
        for (size_t i = 0; i < tuple_of(prefixes)->count; i++)
            if (!is_str(tuple_of(prefixes)->items[i]))
                return raise_type_error("Found non-str '%s' in skip_file_prefixes.",
                                        type_name_of(tuple_of(prefixes)->items[i]));
        if (tuple_of(prefixes)->count && stack_level < 2)
            stack_level = 2;
    }
    return warn_from(category, args[0], stack_level, args[3], prefixes) ? NONE : NULL;
}

/* The loader that a spec names: owned; missing without a spec. */
static Lookup spec_loader(Value spec, Value *loader) {
    *loader = NULL;
    if (!spec || spec == NONE)
        return LOOKUP_MISSING;
    Str *name = str_interned("loader");
    Lookup found = name ? attribute_lookup(spec, name, loader) : LOOKUP_ERROR;
    if (name)
        GIVE_UP(name);
    return found;
}

/* A module's loader is in its __spec__; a __loader__ that is alone or another is of old. */
static bool check_spec_and_loader(Value spec, Value loader) {
    const char *missing = "Module globals is missing a __spec__.loader";
    Value named;
    Lookup found = spec_loader(spec, &named);
    if (found == LOOKUP_ERROR)
        return false;
    bool done = true;
    if (loader != NONE && (!named || named == NONE))
        done = warn(&exc_DeprecationWarning, 1, missing);
    else if (loader != NONE && named != loader)
        done = warn(&exc_DeprecationWarning, 1, "Module globals; __loader__ != __spec__.loader");
    else if (!named && spec != NONE)
        done = raise_error(&exc_AttributeError, "%s", missing);
    else if (!named || named == NONE)
        done = raise_value_error("%s", missing);
    decref_maybe(named);
    return done;
}

static bool check_globals(Value globals) {
    if (!globals || globals == NONE)
        return true;
    if (!is_dict(globals))
        return raise_type_error("module_globals must be a dict, not '%s'", type_name_of(globals));
    Value loader = dict_get_name_borrowed(dict_of(globals), names.__loader__);
    Value spec = dict_get_name_borrowed(dict_of(globals), names.__spec__);
    if (!spec && (!loader || loader == NONE))
        return true;
    spec = own_maybe(spec);
    loader = own(loader ? loader : NONE);
    bool done = check_spec_and_loader(spec, loader);
    decref(loader);
    decref_maybe(spec);
    return done;
}

/* What is no class may be callable, but nothing can be looked up for what it makes. */
static bool check_category(Value message, Value category) {
    if (is_type(category) || is_instance_of(message, &exc_Warning))
        return true;
    Value warning = call_1(category, message);
    decref_maybe(warning);
    return warning && raise_type_error("issubclass() arg 1 must be a class");
}

static Value warn_explicit_function(Value self, Value *args) {
    int line;
    if (!is_str(args[2]))
        return raise_type_error("warn_explicit() argument 'filename' must be str, not %s",
                                type_name_of(args[2]));
    if (!int_as_int(args[3], &line))
        return NULL;
    if (!check_globals(args[6]) || !check_category(args[0], args[1]))
        return NULL;
    Type *category = is_type(args[1]) ? type_cast(args[1]) : NULL;
    return warn_explicit_source(category, args[0], args[2], line, args[4], args[5], args[7]) ? NONE
                                                                                             : NULL;
}

static Value filters_mutated(Value self, Value *args) {
    filters_version++;
    return NONE;
}

static const NativeMethod functions[] = {
    NATIVE("warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())",
           warn_function, "Issue a warning, or maybe ignore it or raise an exception."),
    NATIVE("warn_explicit(message, category, filename, lineno, module=None, registry=None, "
           "module_globals=None, source=None)",
           warn_explicit_function, "Issue a warning, or maybe ignore it or raise an exception."),
    NATIVE("_filters_mutated()", filters_mutated, NULL),
    NATIVE_END,
};

static bool exec(Module *module) {
    return dict_set_c(module->dict, "filters", value_of(filters)) &&
           dict_set_c(module->dict, "_onceregistry", value_of(once_registry)) &&
           dict_set_c(module->dict, "_defaultaction", default_action);
}

const NativeModule _warnings_module = {
    .name = "_warnings",
    .doc = "_warnings provides basic warning filtering support.\nIt is a helper module to speed up "
           "interpreter start-up.",
    .functions = functions,
    .exec = exec,
};
