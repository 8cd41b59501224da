/* Binding call arguments to the parameters that a native function's signature text declares. */
#include "vm/arguments.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <ctype.h>
#include <string.h>

/* ---- the text -------------------------------------------------------------------------------- */

/* Behind a default value: the comma or parenthesis on its own level. */
static const char *skip_default(const char *text) {
    int depth = 0;
    for (; *text; text++) {
        if (*text == '\'' || *text == '"') {
            const char *quote = text++;
            while (*text && *text != *quote)
                text += *text == '\\' ? 2 : 1;
        } else if (*text == '(' || *text == '[' || *text == '{') {
            depth++;
        } else if (*text == ')' || *text == ']' || *text == '}') {
            if (depth-- == 0)
                return text;
        } else if (*text == ',' && depth == 0) {
            return text;
        }
    }
    return text;
}

/* One parameter with its stars and default, or a star alone; what is behind it. */
static const char *parse_parameter(Signature *signature, const char *at, bool *after_star) {
    int stars = 0;
    while (*at == '*')
        at++, stars++;
    const char *name = at;
    while (isalnum((unsigned char)*at) || *at == '_')
        at++;
    if (at == name) { /* a lone star */
        *after_star = true;
        return at;
    }
    uint8_t slot = signature->count++;
    signature->parameters[slot].start = (uint16_t)(name - signature->text);
    signature->parameters[slot].length = (uint8_t)(at - name);
    if (stars == 1) {
        signature->variadic = (int8_t)slot;
        *after_star = true;
    } else if (stars == 2) {
        signature->keywords = (int8_t)slot;
    } else if (!*after_star) {
        signature->positional = signature->count;
    }
    bool has_default = *at == '=';
    if (*at == '=' || *at == ':')
        at = skip_default(at);
    signature->parameters[slot].required = !has_default && stars == 0;
    if (signature->parameters[slot].required && !*after_star)
        signature->required = signature->count;
    return at;
}

void signature_parse(Signature *signature) {
    const char *start = signature->text, *at = strchr(start, '(');
    bool after_star = false;
    signature->count = signature->required = 0;
    signature->positional_only = signature->positional = 0;
    signature->variadic = signature->keywords = -1;
    signature->name_length = (uint8_t)(at ? at - start : (ptrdiff_t)strlen(start));
    signature->parsed = true;
    if (!at)
        return;
    at++;
    while (*at && *at != ')') {
        while (*at == ' ' || *at == '\n' || *at == ',')
            at++;
        if (*at == ')' || !*at)
            break;
        if (*at == '$') { /* self, type or module: not a parameter */
            at = skip_default(at);
        } else if (*at == '/') {
            signature->positional_only = signature->count;
            at++;
        } else
            at = parse_parameter(signature, at, &after_star);
    }
}

/* ---- binding --------------------------------------------------------------------------------- */

typedef struct Binding {
    const Signature *signature;
    size_t count; /* positional arguments given */
    size_t given; /* positional and keyword arguments */
} Binding;

static Str *function_name(const Signature *signature) {
    return str_from_ascii(signature->text, signature->name_length);
}

/* What is called, for messages; a signature without a name is of "function". */
static Str *function_shown(const Signature *signature) {
    return signature->name_length
               ? str_format("%.*s()", (int)signature->name_length, signature->text)
               : str_from_c("function");
}

static COLD void *raise_count(const Binding *binding) {
    const Signature *s = binding->signature;
    Str *name = function_name(s), *shown = name ? function_shown(s) : NULL;
    if (!shown) {
        decref_maybe(value_of(name));
        return NULL;
    }
    bool is_simple = s->count <= 1 && s->keywords < 0 && s->positional == s->count;
    const char *owner = is_simple && s->owner ? s->owner : "", *dot = *owner ? "." : "";
    size_t optional_free = 0; /* parameters that have a default */
    for (int i = 0; i < s->positional; i++)
        optional_free += !s->parameters[i].required;
    if (s->positional == 0 && (s->count == 0 || binding->given <= s->count || s->keywords >= 0))
        raise_type_error(s->count == 0 && s->keywords < 0
                             ? "%s%s%U() takes no arguments (%zu given)"
                             : "%s%s%U() takes no positional arguments",
                         owner, dot, name, binding->given);
    else if (s->positional_only == s->positional && s->count == s->positional) {
        /* Positional-only functions speak as those without keyword support do. */
        if (optional_free == 0 && s->positional == 1)
            raise_type_error("%s%s%U() takes exactly one argument (%zu given)", owner, dot, name,
                             binding->count);
        else if (optional_free == 0)
            raise_type_error("%U expected %u argument%s, got %zu", name, s->positional,
                             s->positional == 1 ? "" : "s", binding->count);
        else
            raise_type_error(
                "%U expected at %s %u argument%s, got %zu", name,
                binding->count < s->required ? "least" : "most",
                binding->count < s->required ? s->required : s->positional,
                (binding->count < s->required ? s->required : s->positional) == 1 ? "" : "s",
                binding->count);
    } else if (binding->given > s->count || s->keywords >= 0) {
        raise_type_error("%U takes at most %u %sargument%s (%zu given)", shown, s->count,
                         binding->count ? "" : "keyword ", s->count == 1 ? "" : "s",
                         binding->given);
    } else {
        raise_type_error("%U takes %s %u positional argument%s (%zu given)", shown,
                         s->required < s->positional ? "at most" : "exactly", s->positional,
                         s->positional == 1 ? "" : "s", binding->count);
    }
    GIVE_UP(name);
    GIVE_UP(shown);
    return NULL;
}

static COLD void *raise_missing(const Binding *binding, int slot) {
    const Signature *s = binding->signature;
    if (slot < s->positional_only) {
        if (s->positional_only == s->positional && s->count == s->positional)
            return raise_count(binding);
        unsigned least = s->required < s->positional_only ? s->required : s->positional_only;
        Str *function = function_name(s);
        if (function)
            raise_type_error("%U() takes %s %u positional argument%s (%zu given)", function,
                             least < s->positional ? "at least" : "exactly", least,
                             least == 1 ? "" : "s", binding->count);
        if (function)
            GIVE_UP(function);
        return NULL;
    }
    Str *name = function_shown(s);
    Str *parameter =
        str_from_ascii(s->text + s->parameters[slot].start, s->parameters[slot].length);
    if (name && parameter)
        raise_type_error("%U missing required argument '%U' (pos %d)", name, parameter, slot + 1);
    decref_maybe(value_of(name));
    decref_maybe(value_of(parameter));
    return NULL;
}

/* The names that arguments can have. */
static List *keyword_parameters(const Signature *s) {
    List *list = list_new(s->count);
    for (int i = s->positional_only; list && i < s->count; i++) {
        if (i == s->variadic || i == s->keywords)
            continue;
        Str *name = str_from_ascii(s->text + s->parameters[i].start, s->parameters[i].length);
        if (!name || !list_append_steal(list, value_of(name))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return list;
}

/* The parameter of that name, -1 if there is none. */
static int find_parameter(const Signature *s, const Str *name) {
    for (int i = s->positional_only; i < s->count; i++) {
        if (i != s->variadic && i != s->keywords && name->length == s->parameters[i].length &&
            name->ascii && memcmp(name->data, s->text + s->parameters[i].start, name->length) == 0)
            return i;
    }
    return -1;
}

/* MISSING: it was given before, or there is no such parameter. */
static Lookup bind_keyword(const Signature *s, Value name, Value value, Value *bound) {
    if (!is_str(name)) {
        raise_type_error("keywords must be strings");
        return LOOKUP_ERROR;
    }
    int i = find_parameter(s, str_of(name));
    if (i < 0 && s->keywords >= 0)
        return dict_set(dict_of(bound[s->keywords]), name, value) ? LOOKUP_FOUND : LOOKUP_ERROR;
    if (i < 0 || bound[i])
        return LOOKUP_MISSING;
    bound[i] = value;
    return LOOKUP_FOUND;
}

/* What a keyword that was not bound is told: those also given by position come first. */
static COLD void *raise_keyword(const Signature *s, Tuple *names, size_t positional) {
    Str *function = function_name(s);
    int twice = -1, unknown = -1;
    for (size_t k = 0; k < names->count; k++) {
        int i = find_parameter(s, str_of(names->items[k]));
        if (i >= 0 && (size_t)i < positional && (twice < 0 || i < twice))
            twice = i;
        if (i < 0 && unknown < 0)
            unknown = (int)k;
    }
    Str *parameter = twice < 0 ? NULL
                               : str_from_ascii(s->text + s->parameters[twice].start,
                                                s->parameters[twice].length);
    if (function && parameter)
        raise_type_error("argument for %U() given by name ('%U') and position (%d)", function,
                         parameter, twice + 1);
    else if (function && twice < 0 && !s->name_length)
        raise_type_error("this function got an unexpected keyword argument '%U'",
                         str_of(names->items[unknown]));
    else if (function && twice < 0)
        raise_unexpected_keyword_steal(function, str_of(names->items[unknown]),
                                       keyword_parameters(s));
    decref_maybe(value_of(parameter));
    decref_maybe(value_of(function));
    return NULL;
}

static bool takes_keywords(const Signature *s) {
    for (int i = s->positional_only; i < s->count; i++)
        if (i != s->variadic)
            return true;
    return false;
}

static COLD void *raise_no_keywords(const Signature *s) {
    Str *name = function_name(s);
    if (name) {
        raise_type_error("%s%s%U() takes no keyword arguments", s->owner ? s->owner : "",
                         s->owner ? "." : "", name);
        GIVE_UP(name);
    }
    return NULL;
}

bool arguments_bind(Signature *signature, Value *args, size_t count, Tuple *names, Value *bound) {
    if (!signature->parsed)
        signature_parse(signature);
    const Signature *s = signature;
    size_t keyword_count = names ? names->count : 0;
    Binding binding = {s, count, count + keyword_count};
    if (s->count) /* without parameters `bound` may be null */
        memset(bound, 0, s->count * sizeof *bound);
    if (UNLIKELY(keyword_count) && !takes_keywords(s))
        return raise_no_keywords(s);
    if (s->variadic < 0 && (count > s->positional || (UNLIKELY(keyword_count) && s->keywords < 0 &&
                                                      binding.given > s->count)))
        return raise_count(&binding);
    size_t positional = count < s->positional ? count : s->positional;
    if (positional)
        memcpy(bound, args, positional * sizeof *bound);
    if (s->variadic >= 0) {
        Tuple *rest = tuple_from_array(args + positional, count - positional);
        if (!rest)
            return false;
        bound[s->variadic] = value_of(rest);
    }
    if (s->keywords >= 0) {
        Dict *rest = dict_new();
        if (!rest)
            goto failed;
        bound[s->keywords] = value_of(rest);
    }
    bool is_bound = true;
    for (size_t i = 0; i < keyword_count; i++) {
        Lookup found = bind_keyword(s, names->items[i], args[count + i], bound);
        if (found == LOOKUP_ERROR)
            goto failed;
        is_bound &= found == LOOKUP_FOUND;
    }
    for (int i = (int)positional; i < s->count; i++) {
        if (!bound[i] && s->parameters[i].required) {
            raise_missing(&binding, i);
            goto failed;
        }
    }
    if (UNLIKELY(!is_bound)) {
        raise_keyword(s, names, positional);
        goto failed;
    }
    return true;
failed:
    arguments_release(signature, bound);
    return false;
}

void arguments_release(Signature *signature, Value *bound) {
    if (signature->variadic >= 0)
        decref_maybe(bound[signature->variadic]);
    if (signature->keywords >= 0)
        decref_maybe(bound[signature->keywords]);
}

bool arguments_check_method(const char *owner, const char *name, size_t count, Tuple *names,
                            size_t min, size_t max) {
    if (names && names->count)
        return raise_type_error("%s.%s() takes no keyword arguments", owner, name);
    return arguments_check(name, count, NULL, min, max);
}

bool arguments_check(const char *name, size_t count, Tuple *names, size_t min, size_t max) {
    if (names && names->count)
        return raise_type_error("%s() takes no keyword arguments", name);
    if (count >= min && count <= max)
        return true;
    if (min == max && min == 1)
        return raise_type_error("%s() takes exactly one argument (%zu given)", name, count);
    if (min == max)
        return raise_type_error("%s expected %zu argument%s, got %zu", name, min,
                                min == 1 ? "" : "s", count);
    size_t limit = count < min ? min : max;
    return raise_type_error("%s expected at %s %zu argument%s, got %zu", name,
                            count < min ? "least" : "most", limit, limit == 1 ? "" : "s", count);
}
