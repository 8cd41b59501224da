/* re.Pattern: a compiled pattern, and what it does with a string. */
#include "lib/native/re.h"
#include "vm/import.h"
#include "vm/objects/generic_alias.h"
#include "vm/type_internal.h"

#include <string.h>

static Pattern *pattern_of(Value value) {
    return (Pattern *)object_of(value);
}

Lookup regex_group_named(const Pattern *pattern, Value name, size_t *group) {
    Value number = NULL;
    Lookup found = dict_lookup(pattern->group_index, name, &number);
    if (found != LOOKUP_FOUND)
        return found;
    *group = is_small_int(number) ? (size_t)small_int_of(number) : 0;
    decref(number);
    return *group > 0 && *group < pattern->index_group->count ? LOOKUP_FOUND : LOOKUP_MISSING;
}

/* ---- making --------------------------------------------------------------------------------- */

static Tuple *make_index_group(Dict *group_index, size_t count) {
    Tuple *names = tuple_new(count);
    if (!names)
        return NULL;
    for (size_t i = 0; i < count; i++)
        names->items[i] = NONE;
    size_t position = 0;
    Value name, number;
    while (dict_next(group_index, &position, &name, &number))
        replace_value(&names->items[small_int_of(number)], own(name));
    return names;
}

/* Of a tree, which is given up. */
static Pattern *pattern_from_tree(Value source, const RegexText *text, RegexTree *tree) {
    RegexCode code;
    Pattern *pattern = NULL;
    Tuple *index_group = NULL;
    bool compiled = regex_compile(text, tree, &code);
    if (compiled)
        index_group = make_index_group(tree->group_index, tree->groups);
    if (index_group && !(pattern = mem_object_new(&regex_pattern_type.mem, sizeof *pattern)))
        raise_no_memory();
    if (pattern) {
        pattern->pattern = own(source);
        pattern->flags = tree->flags;
        pattern->is_str = text->is_str;
        pattern->group_index = tree->group_index;
        pattern->index_group = index_group;
        pattern->code = code;
        pattern->template_source = NULL;
        pattern->template = NULL;
        tree->group_index = NULL;
        mem_gc_track(pattern);
    } else {
        if (index_group)
            GIVE_UP(index_group);
        if (compiled)
            regex_code_free(&code);
    }
    regex_tree_free(tree);
    return pattern;
}

Pattern *regex_pattern_new(Value source, int flags) {
    RegexText text;
    RegexTree tree;
    if (!regex_text_get(source, &text))
        return NULL;
    Pattern *pattern = NULL;
    if (regex_parse(&text, flags, &tree)) {
        if (tree.flags & RE_DEBUG && !regex_dump(&tree))
            regex_tree_free(&tree);
        else
            pattern = pattern_from_tree(source, &text, &tree);
    }
    regex_text_release(&text);
    return pattern;
}

Pattern *regex_pattern_new_numbered(Tuple *sources, int flags) {
    RegexText *texts = mem_malloc((sources->count + 1) * sizeof *texts);
    if (!texts)
        return raise_no_memory();
    texts[0] = (RegexText){.is_str = true, .width = 1}; /* if there are none */
    Pattern *pattern = NULL;
    RegexTree tree;
    size_t count = 0;
    while (count < sources->count && regex_text_get(sources->items[count], &texts[count]))
        count++;
    if (count == sources->count && regex_parse_numbered(texts, count, flags, &tree))
        pattern = pattern_from_tree(NONE, &texts[0], &tree);
    for (size_t i = 0; i < count; i++)
        regex_text_release(&texts[i]);
    mem_free(texts);
    return pattern;
}

static void pattern_dealloc(Object *object) {
    Pattern *pattern = (Pattern *)object;
    mem_gc_untrack(object);
    decref(pattern->pattern);
    GIVE_UP(pattern->group_index);
    GIVE_UP(pattern->index_group);
    decref_maybe(pattern->template_source);
    regex_template_free(pattern->template);
    regex_code_free(&pattern->code);
    mem_object_free(object, sizeof *pattern);
}

static void pattern_traverse(Object *object, MemVisit visit, void *context) {
    Pattern *pattern = (Pattern *)object;
    visit_value(pattern->pattern, visit, context);
    visit(&pattern->group_index->header, context);
    visit(&pattern->index_group->header, context);
    visit_value(pattern->template_source, visit, context);
    for (size_t i = 0; pattern->template && i < pattern->template->count; i++)
        visit_value(pattern->template->pieces[i].literal, visit, context);
}

static void pattern_clear(Object *object) {
    Pattern *pattern = (Pattern *)object;
    RegexTemplate *template = pattern->template;
    pattern->template = NULL;
    clear_value(&pattern->template_source);
    regex_template_free(template);
}

/* ---- running -------------------------------------------------------------------------------- */

enum { LOCAL_MARKS = 32 };

/* A pattern at work on a string. */
typedef struct {
    RegexState state;
    RegexText text;
    size_t position; /* the `pos` that was asked for, clipped */
    ptrdiff_t local_marks[LOCAL_MARKS];
} Run;

static void run_release(Run *run) {
    if (run->state.marks != run->local_marks)
        mem_free(run->state.marks);
    run->state.marks = NULL;
    regex_text_release(&run->text);
}

/* The Run must stay where it is. */
static bool run_begin(Run *run, Pattern *pattern, Value string, ptrdiff_t from, ptrdiff_t to) {
    if (!regex_text_get(string, &run->text))
        return false;
    if (run->text.is_str != pattern->is_str) {
        bool is_str = run->text.is_str;
        regex_text_release(&run->text);
        return raise_type_error(is_str ? "cannot use a bytes pattern on a string-like object"
                                       : "cannot use a string pattern on a bytes-like object");
    }
    ptrdiff_t length = (ptrdiff_t)run->text.length;
    from = from < 0 ? 0 : from > length ? length : from;
    to = to < 0 ? 0 : to > length ? length : to;
    run->position = (size_t)from;
    run->state = (RegexState){.code = &pattern->code,
                              .text = &run->text,
                              .start = (size_t)from,
                              .end = (size_t)to,
                              .marks = run->local_marks};
    size_t marks = 2 * (size_t)pattern->code.groups;
    if (marks > LOCAL_MARKS) {
        run->state.marks = mem_malloc(marks * sizeof(ptrdiff_t));
        if (!run->state.marks) {
            regex_text_release(&run->text);
            return raise_no_memory();
        }
    }
    return true;
}

/* Goes on behind the match that was found: an empty one must not be found again. */
static void run_continue(Run *run) {
    run->state.must_advance = run->state.marks[0] == run->state.marks[1];
    run->state.start = (size_t)run->state.marks[1];
}

Value regex_pattern_run(Pattern *pattern, Value string, ptrdiff_t from, ptrdiff_t to,
                        RegexGoal goal) {
    Run run;
    if (!run_begin(&run, pattern, string, from, to))
        return NULL;
    run.state.full = goal == REGEX_FULLMATCH;
    Answer answer =
        goal == REGEX_SEARCH ? regex_search(&run.state) : regex_match_at_start(&run.state);
    Value match = NULL;
    if (answer == ANSWER_YES)
        match = regex_match_new(pattern, &run.state, run.position);
    else if (answer == ANSWER_NO)
        match = NONE;
    run_release(&run);
    return match;
}

static Value group_slice(Run *run, size_t group, Value fallback) {
    ptrdiff_t start = run->state.marks[2 * group], end = run->state.marks[2 * group + 1];
    if (start < 0 || end < start)
        return own(fallback);
    return regex_text_slice(&run->text, (size_t)start, (size_t)end);
}

static Value empty_of(bool is_str) {
    return is_str ? value_of(str_empty()) : value_of(bytes_new(NULL, 0));
}

static Value found_item(Run *run, size_t groups, Value nothing) {
    if (groups <= 2)
        return group_slice(run, groups - 1, nothing);
    Tuple *tuple = tuple_new(groups - 1);
    if (!tuple)
        return NULL;
    for (size_t i = 1; i < groups; i++)
        tuple->items[i - 1] = own(nothing);
    for (size_t i = 1; i < groups; i++) {
        Value slice = group_slice(run, i, nothing);
        if (!slice) {
            GIVE_UP(tuple);
            return NULL;
        }
        replace_value(&tuple->items[i - 1], slice);
    }
    return value_of(tuple);
}

Value regex_pattern_find_all(Pattern *pattern, Value string, ptrdiff_t from, ptrdiff_t to) {
    Run run;
    if (!run_begin(&run, pattern, string, from, to))
        return NULL;
    List *list = list_new(0);
    Value nothing = empty_of(pattern->is_str);
    Answer answer = ANSWER_ERROR;
    while (list && (answer = regex_search(&run.state)) == ANSWER_YES) {
        Value item = found_item(&run, pattern->code.groups, nothing);
        if (!item || !list_append_steal(list, item)) {
            answer = ANSWER_ERROR;
            break;
        }
        run_continue(&run);
    }
    if (list && answer == ANSWER_ERROR) {
        GIVE_UP(list);
        list = NULL;
    }
    decref(nothing);
    run_release(&run);
    return value_of(list);
}

Value regex_pattern_split(Pattern *pattern, Value string, ptrdiff_t max) {
    Run run;
    if (!run_begin(&run, pattern, string, 0, PTRDIFF_MAX))
        return NULL;
    List *list = list_new(0);
    size_t last = 0;
    Answer answer = list ? ANSWER_NO : ANSWER_ERROR;
    for (ptrdiff_t n = 0; list && (max == 0 || n < max); n++) {
        answer = regex_search(&run.state);
        if (answer != ANSWER_YES)
            break;
        Value part = regex_text_slice(&run.text, last, (size_t)run.state.marks[0]);
        bool good = part && list_append_steal(list, part);
        for (size_t i = 1; good && i < pattern->code.groups; i++) {
            Value group = group_slice(&run, i, NONE);
            good = group && list_append_steal(list, group);
        }
        if (!good) {
            answer = ANSWER_ERROR;
            break;
        }
        run_continue(&run);
        last = run.state.start;
    }
    if (answer != ANSWER_ERROR) {
        Value rest = regex_text_slice(&run.text, last, run.state.end);
        if (!rest || !list_append_steal(list, rest))
            answer = ANSWER_ERROR;
    }
    if (list && answer == ANSWER_ERROR) {
        GIVE_UP(list);
        list = NULL;
    }
    run_release(&run);
    return value_of(list);
}

/* ---- substitution --------------------------------------------------------------------------- */

/* What comes out: a str in a builder; bytes as a list of pieces. */
typedef struct {
    bool is_str;
    StrBuilder builder;
    List *pieces;
    size_t piece_count;
} Output;

static bool output_begin(Output *output, bool is_str) {
    *output = (Output){.is_str = is_str};
    str_builder_init(&output->builder);
    return is_str || (output->pieces = list_new(0));
}

static bool output_range(Output *output, const RegexText *text, size_t start, size_t end) {
    if (start == end)
        return true;
    output->piece_count++;
    if (output->is_str)
        return str_builder_range(&output->builder, str_of(text->object), start, end);
    Value slice = regex_text_slice(text, start, end);
    return slice && list_append_steal(output->pieces, slice);
}

static bool output_value(Output *output, Value value) {
    if (!output->is_str)
        return list_append(output->pieces, value);
    if (!is_str(value))
        return raise_type_error("sequence item %zu: expected str instance, %T found",
                                output->piece_count, value);
    output->piece_count++;
    return str_builder_str(&output->builder, str_of(value));
}

static Value output_finish(Output *output, bool good) {
    Value result = NULL;
    if (good && output->is_str)
        result = value_of(str_builder_finish(&output->builder));
    else if (good)
        result = regex_join(false, output->pieces);
    str_builder_abandon(&output->builder);
    if (output->pieces)
        GIVE_UP(output->pieces);
    return result;
}

static bool add_template(Output *output, Run *run, const RegexTemplate *template, Value nothing) {
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): read_replacement() has found it */
    for (size_t i = 0; i < template->count; i++) {
        if (template->pieces[i].literal) {
            if (!output_value(output, template->pieces[i].literal))
                return false;
            continue;
        }
        size_t group = (size_t) template->pieces[i].group;
        ptrdiff_t start = run->state.marks[2 * group], end = run->state.marks[2 * group + 1];
        if (start >= 0 && end >= start &&
            !output_range(output, &run->text, (size_t)start, (size_t)end))
            return false;
    }
    return true;
}

static bool add_called(Output *output, Run *run, Pattern *pattern, Value function) {
    Value match = regex_match_new(pattern, &run->state, run->position);
    if (!match)
        return false;
    Value result = call_1(function, match);
    decref(match);
    if (!result)
        return false;
    bool good = result == NONE || output_value(output, result);
    decref(result);
    return good;
}

static bool has_backslash(Value replacement, bool *has) {
    RegexText text;
    if (!regex_text_get(replacement, &text))
        return false;
    *has = false;
    for (size_t i = 0; i < text.length && !*has; i++)
        *has = regex_text_at(&text, i) == '\\';
    regex_text_release(&text);
    return true;
}

typedef struct {
    Value function, literal; /* borrowed; one of the three is set */
    const RegexTemplate *template;
    RegexTemplate *owned_template; /* freed at the end */
} Replacement;

static bool read_replacement(Pattern *pattern, Value value, Replacement *replacement) {
    *replacement = (Replacement){0};
    if (is_callable(value)) {
        replacement->function = value;
        return true;
    }
    bool escaped = false;
    if (is_str(value) || type_of(value)->get_buffer) {
        if (!has_backslash(value, &escaped))
            return false;
    }
    if (!escaped) {
        if (!is_str(value) && !type_of(value)->get_buffer)
            return raise_type_error("decoding to str: need a bytes-like object, %T found", value);
        replacement->literal = value;
        return true;
    }
    /* The pattern's template may be replaced by a nested call: with functions only, not here. */
    replacement->template = regex_template_get(pattern, value);
    return replacement->template != NULL;
}

Value regex_pattern_sub(Pattern *pattern, Value replacement_value, Value string, ptrdiff_t max,
                        bool with_number) {
    Replacement replacement;
    Run run;
    Output output;
    if (!read_replacement(pattern, replacement_value, &replacement) ||
        !run_begin(&run, pattern, string, 0, PTRDIFF_MAX))
        return NULL;
    bool good = output_begin(&output, pattern->is_str);
    size_t last = 0;
    ptrdiff_t number = 0;
    while (good && (max == 0 || number < max)) {
        Answer answer = regex_search(&run.state);
        good = answer != ANSWER_ERROR;
        if (answer != ANSWER_YES)
            break;
        good = output_range(&output, &run.text, last, (size_t)run.state.marks[0]);
        last = (size_t)run.state.marks[1];
        if (!good)
            break;
        if (replacement.function)
            good = add_called(&output, &run, pattern, replacement.function);
        else if (replacement.literal)
            good = output_value(&output, replacement.literal);
        else
            good = add_template(&output, &run, replacement.template, NONE);
        number++;
        run_continue(&run);
    }
    Value result;
    if (good && number == 0) { /* as it was */
        result = regex_text_slice(&run.text, 0, run.text.length);
        decref_maybe(output_finish(&output, false));
    } else {
        good = good && output_range(&output, &run.text, last, run.state.end);
        result = output_finish(&output, good);
    }
    run_release(&run);
    if (!result || !with_number)
        return result;
    Tuple *pair = tuple_pack(2, result, value_of_small_int((int64_t)number));
    decref(result);
    return value_of(pair);
}

/* ---- scanner and finditer ------------------------------------------------------------------- */

typedef struct {
    Object header;
    Pattern *pattern; /* owned */
    Value string;     /* owned */
    bool done;
    Run run;
} Scanner;

static Type find_iterator_type;

static Value scanner_new(Type *type, Pattern *pattern, Value string, ptrdiff_t from, ptrdiff_t to) {
    Scanner *scanner = mem_object_new(&type->mem, sizeof *scanner);
    if (!scanner)
        return raise_no_memory();
    scanner->done = false;
    if (!run_begin(&scanner->run, pattern, string, from, to)) {
        mem_object_free(scanner, sizeof *scanner);
        return NULL;
    }
    OWN(pattern);
    scanner->pattern = pattern;
    scanner->string = own(string);
    mem_gc_track(scanner);
    return value_of(scanner);
}

static Scanner *scanner_of(Value value) {
    return (Scanner *)object_of(value);
}

static void scanner_dealloc(Object *object) {
    Scanner *scanner = (Scanner *)object;
    mem_gc_untrack(object);
    run_release(&scanner->run);
    decref(scanner->string);
    GIVE_UP(scanner->pattern);
    mem_object_free(object, sizeof *scanner);
}

static void scanner_traverse(Object *object, MemVisit visit, void *context) {
    Scanner *scanner = (Scanner *)object;
    visit_value(scanner->string, visit, context);
    visit_value(scanner->run.text.buffer.owner, visit, context);
    visit(&scanner->pattern->header, context);
}

/* YES with the next match, NO when there is none. */
static Answer scanner_step(Scanner *scanner, bool search, Value *match) {
    if (scanner->done)
        return ANSWER_NO;
    RegexState *state = &scanner->run.state;
    state->marks =
        scanner->pattern->code.groups * 2 > LOCAL_MARKS ? state->marks : scanner->run.local_marks;
    Answer answer = search ? regex_search(state) : regex_match_at_start(state);
    if (answer == ANSWER_NO)
        scanner->done = true;
    if (answer != ANSWER_YES)
        return answer;
    *match = regex_match_new(scanner->pattern, state, scanner->run.position);
    run_continue(&scanner->run);
    return *match ? ANSWER_YES : ANSWER_ERROR;
}

static Value scanner_result(Value self, bool search) {
    Value match;
    Answer answer = scanner_step(scanner_of(self), search, &match);
    return answer == ANSWER_YES ? match : answer == ANSWER_NO ? NONE : NULL;
}

static Value scanner_match(Value self, Value *args) {
    return scanner_result(self, false);
}
static Value scanner_search(Value self, Value *args) {
    return scanner_result(self, true);
}
static Value scanner_get_pattern(Value self) {
    return own(value_of(scanner_of(self)->pattern));
}

static Next find_iterator_next(Value self, Value *item) {
    Answer answer = scanner_step(scanner_of(self), true, item);
    return answer == ANSWER_YES ? NEXT_ITEM : answer == ANSWER_NO ? NEXT_DONE : NEXT_ERROR;
}

static Value self_slot(Value self) {
    return own(self);
}

static const NativeMethod scanner_methods[] = {
    NATIVE("match($self, /)", scanner_match, "The next match, which must begin at once."),
    NATIVE("search($self, /)", scanner_search, "The next match."), NATIVE_END};
static const NativeGetSet scanner_getsets[] = {
    {"pattern", scanner_get_pattern, NULL, "The pattern."}, {NULL, NULL, NULL, NULL}};

Type regex_scanner_type = {TYPE_INIT_CONTAINER("_sre.SRE_Scanner", sizeof(Scanner), scanner_dealloc,
                                               scanner_traverse, NULL),
                           .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
                           .methods = scanner_methods, .getsets = scanner_getsets};
static Type find_iterator_type = {TYPE_INIT_CONTAINER("callable_iterator", sizeof(Scanner),
                                                      scanner_dealloc, scanner_traverse, NULL),
                                  .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
                                  .iter = self_slot, .next = find_iterator_next};

Value regex_pattern_find_iter(Pattern *pattern, Value string, ptrdiff_t from, ptrdiff_t to) {
    return scanner_new(&find_iterator_type, pattern, string, from, to);
}

/* ---- methods -------------------------------------------------------------------------------- */

/* pos and endpos. */
static bool read_range(Value *args, ptrdiff_t *from, ptrdiff_t *to) {
    *from = 0;
    *to = PTRDIFF_MAX;
    return (!args[0] || object_index_as_size(args[0], from, NULL)) &&
           (!args[1] || object_index_as_size(args[1], to, NULL));
}

static Value run_method(Value self, Value *args, RegexGoal goal) {
    ptrdiff_t from, to;
    return read_range(args + 1, &from, &to)
               ? regex_pattern_run(pattern_of(self), args[0], from, to, goal)
               : NULL;
}

static Value pattern_match(Value self, Value *args) {
    return run_method(self, args, REGEX_MATCH);
}
static Value pattern_fullmatch(Value self, Value *args) {
    return run_method(self, args, REGEX_FULLMATCH);
}
static Value pattern_search(Value self, Value *args) {
    return run_method(self, args, REGEX_SEARCH);
}
static Value pattern_findall(Value self, Value *args) {
    ptrdiff_t from, to;
    return read_range(args + 1, &from, &to)
               ? regex_pattern_find_all(pattern_of(self), args[0], from, to)
               : NULL;
}
static Value pattern_finditer(Value self, Value *args) {
    ptrdiff_t from, to;
    return read_range(args + 1, &from, &to)
               ? regex_pattern_find_iter(pattern_of(self), args[0], from, to)
               : NULL;
}
static Value pattern_scanner(Value self, Value *args) {
    ptrdiff_t from, to;
    return read_range(args + 1, &from, &to)
               ? scanner_new(&regex_scanner_type, pattern_of(self), args[0], from, to)
               : NULL;
}

static Value sub_method(Value self, Value *args, bool with_number) {
    ptrdiff_t count = 0;
    if (args[2] && !int_as_size(args[2], &count))
        return NULL;
    return regex_pattern_sub(pattern_of(self), args[0], args[1], count, with_number);
}
static Value pattern_sub(Value self, Value *args) {
    return sub_method(self, args, false);
}
static Value pattern_subn(Value self, Value *args) {
    return sub_method(self, args, true);
}
static Value pattern_split(Value self, Value *args) {
    ptrdiff_t max = 0;
    if (args[1] && !int_as_size(args[1], &max))
        return NULL;
    return regex_pattern_split(pattern_of(self), args[0], max);
}

static Value pattern_copy(Value self, Value *args) {
    return own(self);
}

static Value pattern_reduce(Value self, Value *args) {
    Value compile = import_attribute("re", "_compile");
    Tuple *given = compile ? tuple_pack(2, pattern_of(self)->pattern,
                                        value_of_small_int(pattern_of(self)->flags))
                           : NULL;
    Tuple *reduced = given ? tuple_pack(2, compile, value_of(given)) : NULL;
    decref_maybe(compile);
    if (given)
        GIVE_UP(given);
    return value_of(reduced);
}

/* ---- slots and attributes ------------------------------------------------------------------- */

static Value pattern_repr(Value self) {
    static const struct {
        int flag;
        const char *name;
    } names[] = {{RE_IGNORECASE, "re.IGNORECASE"}, {RE_LOCALE, "re.LOCALE"},
                 {RE_MULTILINE, "re.MULTILINE"},   {RE_DOTALL, "re.DOTALL"},
                 {RE_UNICODE, "re.UNICODE"},       {RE_VERBOSE, "re.VERBOSE"},
                 {RE_DEBUG, "re.DEBUG"},           {RE_ASCII, "re.ASCII"}};
    Pattern *pattern = pattern_of(self);
    int flags = pattern->flags;
    if (pattern->is_str && (flags & RE_TYPE_FLAGS) == RE_UNICODE)
        flags &= ~RE_UNICODE;
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_format(&builder, "re.compile(%.200R", pattern->pattern);
    const char *separator = ", ";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!(flags & names[i].flag))
            continue;
        str_builder_format(&builder, "%s%s", separator, names[i].name);
        separator = "|";
        flags &= ~names[i].flag;
    }
    if (flags)
        str_builder_format(&builder, "%s0x%x", separator, (unsigned)flags);
    str_builder_character(&builder, ')');
    return value_of(str_builder_finish(&builder));
}

static Hash pattern_hash(Value self) {
    Hash hash = object_hash(pattern_of(self)->pattern);
    if (hash != -1)
        hash ^= pattern_of(self)->flags;
    return hash == -1 && !exception_pending() ? -2 : hash;
}

static Value pattern_compare(Value left, Value right, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !has_type(left, &regex_pattern_type) ||
        !has_type(right, &regex_pattern_type))
        return NOT_IMPLEMENTED;
    Pattern *a = pattern_of(left), *b = pattern_of(right);
    Answer same = a->flags == b->flags && a->is_str == b->is_str
                      ? object_equal(a->pattern, b->pattern)
                      : ANSWER_NO;
    return same == ANSWER_ERROR ? NULL : value_of_bool((same == ANSWER_YES) == (op == COMPARE_EQ));
}

static Value get_pattern(Value self) {
    return own(pattern_of(self)->pattern);
}
static Value get_flags(Value self) {
    return value_of_small_int(pattern_of(self)->flags);
}
static Value get_groups(Value self) {
    return value_of_small_int(pattern_of(self)->code.groups - 1);
}
static Value get_groupindex(Value self) {
    return mappingproxy_new(value_of(pattern_of(self)->group_index));
}

static const NativeMethod methods[] = {
    NATIVE("match($self, /, string, pos=0, endpos=sys.maxsize)", pattern_match,
           "A match at the beginning of the string, or None."),
    NATIVE("fullmatch($self, /, string, pos=0, endpos=sys.maxsize)", pattern_fullmatch,
           "A match of the whole string, or None."),
    NATIVE("search($self, /, string, pos=0, endpos=sys.maxsize)", pattern_search,
           "The first match in the string, or None."),
    NATIVE("sub($self, /, repl, string, count=0)", pattern_sub,
           "The string with matches replaced."),
    NATIVE("subn($self, /, repl, string, count=0)", pattern_subn,
           "The string with matches replaced, and their number."),
    NATIVE("findall($self, /, string, pos=0, endpos=sys.maxsize)", pattern_findall,
           "A list of all matches in the string."),
    NATIVE("split($self, /, string, maxsplit=0)", pattern_split,
           "The string's parts between matches."),
    NATIVE("finditer($self, /, string, pos=0, endpos=sys.maxsize)", pattern_finditer,
           "An iterator over all matches in the string."),
    NATIVE("scanner($self, /, string, pos=0, endpos=sys.maxsize)", pattern_scanner,
           "An object that finds one match after the other."),
    NATIVE("__copy__($self, /)", pattern_copy, "Itself."),
    NATIVE("__deepcopy__($self, memo, /)", pattern_copy, "Itself."),
    NATIVE("__reduce__($self, /)", pattern_reduce, "What pickle needs."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585."),
    NATIVE_END};

static const NativeGetSet getsets[] = {
    {"pattern", get_pattern, NULL, "The text it was compiled from."},
    {"flags", get_flags, NULL, "The flags, those in the text included."},
    {"groups", get_groups, NULL, "How many groups it captures."},
    {"groupindex", get_groupindex, NULL, "Numbers of the named groups."},
    {NULL, NULL, NULL, NULL}};

Type regex_pattern_type = {
    TYPE_INIT_CONTAINER("re.Pattern", sizeof(Pattern), pattern_dealloc, pattern_traverse,
                        pattern_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .accepts_weakrefs = true,
    .doc = "Compiled regular expression object.",
    .methods = methods,
    .getsets = getsets,
    .repr = pattern_repr,
    .hash = pattern_hash,
    .compare = pattern_compare,
};
