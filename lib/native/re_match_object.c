/* re.Match: what a match found. */
#include "lib/native/re.h"
#include "vm/objects/generic_alias.h"

static Match *match_of(Value value) {
    return (Match *)object_of(value);
}

Value regex_match_new(Pattern *pattern, const RegexState *state, size_t position) {
    size_t count = 2 * (size_t)state->code->groups;
    Match *match =
        mem_object_new(&regex_match_type.mem, sizeof *match + count * sizeof match->marks[0]);
    if (!match)
        return raise_no_memory();
    OWN(pattern);
    match->mark_count = count;
    match->pattern = pattern;
    match->string = own(state->text->object);
    match->position = position;
    match->end_position = state->end;
    match->last_index = state->last_index;
    for (size_t i = 0; i < count; i += 2) {
        bool has_matched = state->marks[i] >= 0 && state->marks[i + 1] >= state->marks[i];
        match->marks[i] = has_matched ? state->marks[i] : -1;
        match->marks[i + 1] = has_matched ? state->marks[i + 1] : -1;
    }
    mem_gc_track(match);
    return value_of(match);
}

static void match_dealloc(Object *object) {
    Match *match = (Match *)object;
    mem_gc_untrack(object);
    decref_maybe(match->string);
    if (match->pattern)
        GIVE_UP(match->pattern);
    mem_object_free(object, sizeof *match + match->mark_count * sizeof match->marks[0]);
}

static void match_traverse(Object *object, MemVisit visit, void *context) {
    Match *match = (Match *)object;
    visit_value(match->string, visit, context);
    if (match->pattern)
        visit(&match->pattern->header, context);
}

static void match_clear(Object *object) {
    clear_value(&((Match *)object)->string);
}

Value regex_match_group(Match *match, size_t group, Value fallback) {
    ptrdiff_t start = match->marks[2 * group], end = match->marks[2 * group + 1];
    if (start < 0)
        return own(fallback);
    if (is_str(match->string)) {
        Str *str = str_of(match->string);
        if ((size_t)end > str->length)
            end = (ptrdiff_t)str->length;
        return value_of(str_substring(str, (size_t)start, (size_t)end));
    }
    RegexText text;
    if (!regex_text_get(match->string, &text))
        return NULL;
    if ((size_t)end > text.length) /* a bytearray may have shrunk since */
        end = (ptrdiff_t)text.length;
    if (start > end)
        start = end;
    Value slice = regex_text_slice(&text, (size_t)start, (size_t)end);
    regex_text_release(&text);
    return slice;
}

/* The number of a group given by number or name; false: IndexError. */
static bool group_number(Match *match, Value key, size_t *group) {
    ptrdiff_t number = -1;
    if (is_small_int(key)) {
        number = (ptrdiff_t)small_int_of(key);
    } else if (!is_str(key) && !is_bytes(key) && (is_int(key) || type_of(key)->to_index)) {
        if (!object_index_as_size(key, &number, NULL))
            return false;
    } else {
        Lookup found = regex_group_named(match->pattern, key, group);
        if (found == LOOKUP_ERROR && !exception_clear_if(&exc_TypeError))
            return false;
        if (found == LOOKUP_FOUND)
            return true;
    }
    if (number < 0 || (size_t)number >= match->mark_count / 2)
        return raise_index_error("no such group");
    *group = (size_t)number;
    return true;
}

static Value group_by_key(Match *match, Value key) {
    size_t group;
    return group_number(match, key, &group) ? regex_match_group(match, group, NONE) : NULL;
}

static Value match_group(Value self, Value *args, size_t count, Tuple *names) {
    Match *match = match_of(self);
    if (names && names->count)
        return raise_type_error("Match.group() takes no keyword arguments");
    if (count == 0)
        return regex_match_group(match, 0, NONE);
    if (count == 1)
        return group_by_key(match, args[0]);
    Tuple *groups = tuple_new(count);
    if (!groups)
        return NULL;
    for (size_t i = 0; i < count; i++)
        groups->items[i] = NONE;
    for (size_t i = 0; i < count; i++) {
        Value group = group_by_key(match, args[i]);
        if (!group) {
            GIVE_UP(groups);
            return NULL;
        }
        replace_value(&groups->items[i], group);
    }
    return value_of(groups);
}

static Value match_get_item(Value self, Value key) {
    return group_by_key(match_of(self), key);
}

static Value match_groups(Value self, Value *args) {
    Match *match = match_of(self);
    size_t count = match->mark_count / 2 - 1;
    List *list = list_new(count);
    for (size_t i = 1; list && i <= count; i++) {
        Value group = regex_match_group(match, i, args[0] ? args[0] : NONE);
        if (!group || !list_append_steal(list, group)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    if (!list)
        return NULL;
    Tuple *groups = list_as_tuple(list);
    GIVE_UP(list);
    return value_of(groups);
}

static Value match_groupdict(Value self, Value *args) {
    Match *match = match_of(self);
    const Tuple *names_of_groups = match->pattern->index_group;
    Dict *dict = dict_new();
    for (size_t i = 1; dict && i < names_of_groups->count; i++) {
        if (names_of_groups->items[i] == NONE)
            continue;
        Value group = regex_match_group(match, i, args[0] ? args[0] : NONE);
        bool good = group && dict_set(dict, names_of_groups->items[i], group);
        decref_maybe(group);
        if (!good) {
            GIVE_UP(dict);
            return NULL;
        }
    }
    return value_of(dict);
}

static bool span_of(Value self, Value key, ptrdiff_t *start, ptrdiff_t *end) {
    Match *match = match_of(self);
    size_t group = 0;
    if (key && !group_number(match, key, &group))
        return false;
    *start = match->marks[2 * group];
    *end = match->marks[2 * group + 1];
    return true;
}

static Value match_start(Value self, Value *args) {
    ptrdiff_t start, end;
    return span_of(self, args[0], &start, &end) ? value_of_small_int(start) : NULL;
}

static Value match_end(Value self, Value *args) {
    ptrdiff_t start, end;
    return span_of(self, args[0], &start, &end) ? value_of_small_int(end) : NULL;
}

static Value match_span(Value self, Value *args) {
    ptrdiff_t start, end;
    if (!span_of(self, args[0], &start, &end))
        return NULL;
    return value_of(tuple_pack(2, value_of_small_int(start), value_of_small_int(end)));
}

static Value match_expand(Value self, Value *args) {
    Match *match = match_of(self);
    RegexTemplate *template = regex_template_new(match->pattern, args[0]);
    Value expanded;
    if (template && template->is_literal && template->count == 1)
        expanded = own(template->pieces[0].literal);
    else
        expanded = template ? regex_template_expand(template, match) : NULL;
    regex_template_free(template);
    return expanded;
}

static Value match_copy(Value self, Value *args) {
    return own(self);
}

static Value match_repr(Value self) {
    Match *match = match_of(self);
    Value group = regex_match_group(match, 0, NONE);
    if (!group)
        return NULL;
    Str *repr = str_format("<re.Match object; span=(%zd, %zd), match=%R>", match->marks[0],
                           match->marks[1], group);
    decref(group);
    return value_of(repr);
}

static Value get_string(Value self) {
    return own_maybe(match_of(self)->string);
}
static Value get_re(Value self) {
    return own(value_of(match_of(self)->pattern));
}
static Value get_pos(Value self) {
    return value_of_small_int((int64_t)match_of(self)->position);
}
static Value get_endpos(Value self) {
    return value_of_small_int((int64_t)match_of(self)->end_position);
}
static Value get_lastindex(Value self) {
    uint32_t last = match_of(self)->last_index;
    return last ? value_of_small_int(last) : NONE;
}
static Value get_lastgroup(Value self) {
    Match *match = match_of(self);
    return own(match->last_index ? match->pattern->index_group->items[match->last_index] : NONE);
}
static Value get_regs(Value self) {
    Match *match = match_of(self);
    List *list = list_new(match->mark_count / 2);
    for (size_t i = 0; list && i < match->mark_count; i += 2) {
        Tuple *span = tuple_pack(2, value_of_small_int(match->marks[i]),
                                 value_of_small_int(match->marks[i + 1]));
        if (!span || !list_append_steal(list, value_of(span))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    if (!list)
        return NULL;
    Tuple *regs = list_as_tuple(list);
    GIVE_UP(list);
    return value_of(regs);
}

static const NativeMethod methods[] = {
    NATIVE_RAW("group($self, /, *args)", match_group, "One or more groups of the match."),
    NATIVE("start($self, group=0, /)", match_start, "Where the group begins, or -1."),
    NATIVE("end($self, group=0, /)", match_end, "Where the group ends, or -1."),
    NATIVE("span($self, group=0, /)", match_span, "Where the group begins and ends."),
    NATIVE("groups($self, /, default=None)", match_groups, "All groups but the whole."),
    NATIVE("groupdict($self, /, default=None)", match_groupdict, "The named groups by name."),
    NATIVE("expand($self, /, template)", match_expand, "The template with groups filled in."),
    NATIVE("__copy__($self, /)", match_copy, "Itself."),
    NATIVE("__deepcopy__($self, memo, /)", match_copy, "Itself."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585."),
    NATIVE_END};

static const NativeGetSet getsets[] = {
    {"lastindex", get_lastindex, NULL, "The number of the last group that matched."},
    {"lastgroup", get_lastgroup, NULL, "The name of the last group that matched."},
    {"regs", get_regs, NULL, "The spans of all groups."},
    {"string", get_string, NULL, "What was searched."},
    {"re", get_re, NULL, "The pattern."},
    {"pos", get_pos, NULL, "Where the search began."},
    {"endpos", get_endpos, NULL, "Where the search ended."},
    {NULL, NULL, NULL, NULL}};

Type regex_match_type = {
    TYPE_INIT_CONTAINER("re.Match", sizeof(Match), match_dealloc, match_traverse, match_clear),
    .mem.item_size = sizeof(ptrdiff_t),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .doc = "The result of re.match() and re.search().",
    .methods = methods,
    .getsets = getsets,
    .repr = match_repr,
    .get_item = match_get_item,
};
