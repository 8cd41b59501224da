/* "Did you mean: 'x'?" for NameError, AttributeError and ImportError: the name nearest to the wrong
 * one by edit distance, as CPython weighs it (a change of case is half a change). */
#include "vm/import.h"
#include "vm/objects/exception.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <string.h>

enum { MOVE = 2, CASE = 1, LENGTH_MAX = 40, CANDIDATES_MAX = 750 };

static int substitution_cost(uint32_t a, uint32_t b) {
    if (a == b)
        return 0;
    uint32_t lower_a = a >= 'A' && a <= 'Z' ? a + 32 : a;
    uint32_t lower_b = b >= 'A' && b <= 'Z' ? b + 32 : b;
    return lower_a == lower_b ? CASE : MOVE;
}

/* Edit distance of two names, or more than `limit`. */
size_t suggestion_distance(const Str *a, const Str *b, size_t limit) {
    size_t start = 0, a_end = a->length, b_end = b->length;
    while (start < a_end && start < b_end && str_at(a, start) == str_at(b, start))
        start++;
    while (a_end > start && b_end > start && str_at(a, a_end - 1) == str_at(b, b_end - 1)) {
        a_end--;
        b_end--;
    }
    size_t rows = a_end - start, columns = b_end - start;
    if (!rows || !columns)
        return MOVE * (rows + columns);
    if (rows > LENGTH_MAX || columns > LENGTH_MAX)
        return limit + 1;
    size_t gap = rows > columns ? rows - columns : columns - rows;
    if (gap * MOVE > limit)
        return limit + 1;
    size_t row[LENGTH_MAX + 1];
    for (size_t i = 0; i <= rows; i++)
        row[i] = i * MOVE;
    for (size_t j = 1; j <= columns; j++) {
        size_t diagonal = row[0], best = SIZE_MAX;
        row[0] = j * MOVE;
        for (size_t i = 1; i <= rows; i++) {
            size_t above = row[i];
            size_t changed = diagonal + (size_t)substitution_cost(str_at(a, start + i - 1),
                                                                  str_at(b, start + j - 1));
            size_t moved = (row[i - 1] < above ? row[i - 1] : above) + MOVE;
            row[i] = changed < moved ? changed : moved;
            diagonal = above;
            if (row[i] < best)
                best = row[i];
        }
        if (best > limit)
            return limit + 1;
    }
    return row[rows];
}

/* The candidate nearest to `wrong`, if any is near enough: borrowed. */
static Str *suggestion_nearest(List *candidates, Str *wrong) {
    if (candidates->count > CANDIDATES_MAX || wrong->length > LENGTH_MAX)
        return NULL;
    Str *best = NULL;
    size_t best_distance = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        if (!is_str(candidates->items[i]))
            continue;
        Str *name = str_of(candidates->items[i]);
        if (str_equal(name, wrong))
            continue;
        /* At most a third of the letters may be wrong. */
        size_t limit = (name->length + wrong->length + 3) * MOVE / 6;
        if (best && best_distance - 1 < limit)
            limit = best_distance - 1;
        size_t away = suggestion_distance(wrong, name, limit);
        if (away <= limit && (!best || away < best_distance)) {
            best = name;
            best_distance = away;
        }
    }
    return best;
}

bool raise_unexpected_keyword_steal(Str *function, Str *keyword, List *candidates) {
    if (!candidates)
        return false;
    Str *meant = suggestion_nearest(candidates, keyword);
    if (meant)
        raise_type_error("%U() got an unexpected keyword argument '%U'. Did you mean '%U'?",
                         function, keyword, meant);
    else
        raise_type_error("%U() got an unexpected keyword argument '%U'", function, keyword);
    GIVE_UP(candidates);
    return false;
}

/* ---- candidates ------------------------------------------------------------------------------ */

static bool add_keys(List *list, Value mapping) {
    if (!mapping || !is_dict(mapping))
        return true;
    List *keys = dict_keys_list(dict_of(mapping));
    bool done = keys && list_extend(list, value_of(keys));
    if (keys)
        GIVE_UP(keys);
    return done;
}

/* Names that the innermost frame of the traceback could see. `self` gets "self.name" its chance. */
static List *names_in_frame(Value traceback, Value *self) {
    Value at = traceback;
    while (at && traceback_of(at)->next)
        at = traceback_of(at)->next;
    if (!at || !traceback_of(at)->frame)
        return NULL;
    FrameObject *frame = traceback_of(at)->frame;
    Str *f_locals = str_interned("f_locals"), *f_globals = str_interned("f_globals"),
        *f_builtins = str_interned("f_builtins");
    List *list = list_new(0), *locals_list = NULL;
    Value frame_value = value_of(frame), locals = NULL, globals = NULL, builtins = NULL;
    bool done = false;
    if (!list || !f_locals || !f_globals || !f_builtins)
        goto done;
    locals = attribute_get(frame_value, f_locals);
    globals = locals ? attribute_get(frame_value, f_globals) : NULL;
    builtins = globals ? attribute_get(frame_value, f_builtins) : NULL;
    locals_list = builtins ? list_from_iterable(locals) : NULL;
    if (!locals_list || !list_extend(list, value_of(locals_list)) || !add_keys(list, globals) ||
        !add_keys(list, builtins))
        goto done;
    for (size_t i = 0; i < locals_list->count; i++)
        if (is_str(locals_list->items[i]) && str_equal_c(str_of(locals_list->items[i]), "self"))
            *self = object_get_item(locals, locals_list->items[i]);
    done = true;
done:
    if (f_locals)
        GIVE_UP(f_locals);
    if (f_globals)
        GIVE_UP(f_globals);
    if (f_builtins)
        GIVE_UP(f_builtins);
    if (locals_list)
        GIVE_UP(locals_list);
    decref_maybe(locals);
    decref_maybe(globals);
    decref_maybe(builtins);
    if (!done && list) {
        GIVE_UP(list);
        list = NULL;
    }
    return list;
}

/* dir(object) without what begins with an underscore, unless the wrong name does, too, or it is
 * the object's own method that asks (`inside`). */
static List *names_of_object(Value object, Str *wrong, bool inside) {
    Value dir = object_dir(object);
    List *all = dir ? list_from_iterable(dir) : NULL;
    decref_maybe(dir);
    bool hidden = inside || (wrong->length && str_at(wrong, 0) == '_');
    if (!all || hidden)
        return all;
    List *kept = list_new(all->count);
    for (size_t i = 0; kept && i < all->count; i++) {
        bool is_hidden = is_str(all->items[i]) && str_of(all->items[i])->length &&
                         str_at(str_of(all->items[i]), 0) == '_';
        if (!is_hidden && !list_append(kept, all->items[i])) {
            GIVE_UP(kept);
            kept = NULL;
        }
    }
    GIVE_UP(all);
    return kept;
}

/* ---- suggestions ----------------------------------------------------------------------------- */

static Str *did_you_mean(const char *format, Str *name) {
    return str_format(format, name);
}

static Str *for_attribute(Value exception, Value traceback, Str *wrong) {
    Value object = exception_of(exception)->fields[FIELD_ATTRIBUTE_ERROR_OBJ], self = NULL;
    List *seen = object && traceback ? names_in_frame(traceback, &self) : NULL;
    exception_clear();
    if (seen)
        GIVE_UP(seen);
    List *candidates = object ? names_of_object(object, wrong, self == object) : NULL;
    decref_maybe(self);
    Str *name = candidates ? suggestion_nearest(candidates, wrong) : NULL;
    Str *result = name ? did_you_mean(". Did you mean: '%U'?", name) : NULL;
    if (candidates)
        GIVE_UP(candidates);
    return result;
}

static Str *for_import(Value exception, Str *wrong) {
    Value module_name = exception_of(exception)->fields[FIELD_IMPORT_NAME];
    Value module = NULL;
    if (!module_name || !is_str(module_name) ||
        dict_lookup(modules_dict_borrowed(), module_name, &module) != LOOKUP_FOUND)
        return NULL;
    List *candidates = names_of_object(module, wrong, false);
    decref(module);
    Str *name = candidates ? suggestion_nearest(candidates, wrong) : NULL;
    Str *result = name ? did_you_mean(". Did you mean: '%U'?", name) : NULL;
    if (candidates)
        GIVE_UP(candidates);
    return result;
}

static bool is_library_module(Str *name) {
    Value known = sys_get_borrowed("stdlib_module_names");
    return known && is_any_set(known) && set_contains(set_of(known), value_of(name)) == ANSWER_YES;
}

static Str *for_name(Value traceback, Str *wrong) {
    Value self = NULL;
    List *candidates = names_in_frame(traceback, &self);
    Str *result = NULL;
    if (candidates) {
        Value has = NULL;
        Lookup found = self ? attribute_lookup(self, wrong, &has) : LOOKUP_MISSING;
        if (found == LOOKUP_FOUND)
            decref(has);
        Str *name = suggestion_nearest(candidates, wrong);
        if (found == LOOKUP_FOUND)
            result = did_you_mean(". Did you mean: 'self.%U'?", wrong);
        else if (name)
            result = did_you_mean(". Did you mean: '%U'?", name);
        GIVE_UP(candidates);
    }
    decref_maybe(self);
    exception_clear();
    if (is_library_module(wrong)) {
        Str *forgot = result ? did_you_mean(" Or did you forget to import '%U'?", wrong)
                             : did_you_mean(". Did you forget to import '%U'?", wrong);
        Str *both = result && forgot ? str_concat(result, forgot) : NULL;
        if (result && forgot) {
            GIVE_UP(result);
            GIVE_UP(forgot);
            return both;
        }
        return forgot ? forgot : result;
    }
    return result;
}

static Str *str_field(Value exception, unsigned field) {
    Value value = exception_of(exception)->fields[field];
    return value && is_exact_str(value) ? str_of(value) : NULL;
}

Str *suggestion_for(Value exception, Value traceback) {
    Str *wrong = NULL, *result = NULL;
    if (is_instance_of(exception, &exc_AttributeError)) {
        wrong = str_field(exception, FIELD_ATTRIBUTE_ERROR_NAME);
        result = wrong ? for_attribute(exception, traceback, wrong) : NULL;
    } else if (is_instance_of(exception, &exc_NameError)) {
        wrong = str_field(exception, FIELD_NAME_ERROR_NAME);
        result = wrong ? for_name(traceback, wrong) : NULL;
    } else if (is_instance_of(exception, &exc_ImportError)) {
        wrong = str_field(exception, FIELD_IMPORT_NAME_FROM);
        result = wrong ? for_import(exception, wrong) : NULL;
    }
    exception_clear();
    return result;
}
