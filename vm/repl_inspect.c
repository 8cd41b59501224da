/* What the prompt's commands show of values: memory, references, documentation, source. */
#include "vm/repl_inspect.h"
#include "vm/import.h"
#include "vm/line_display.h"
#include "vm/objects/code.h"
#include "vm/repl.h"
#include "vm/source_lines.h"
#include "vm/static_lookup.h"
#include "vm/vm.h"

#include <stdio.h>
#include <string.h>

Value repl_lookup_static(const char *text) {
    char part[128];
    Value value = NULL;
    bool bound;
    for (const char *at = text; at && *at;) {
        size_t size = strcspn(at, ".");
        if (!size || size >= sizeof part)
            break;
        snprintf(part, sizeof part, "%.*s", (int)size, at);
        Str *name = str_interned(part);
        Value next = NULL;
        if (name && at == text) {
            next = own_maybe(dict_get_name_borrowed(repl.main->dict, name));
            if (!next)
                next = own_maybe(dict_get_name_borrowed(builtins_dict_borrowed(), name));
        } else if (name)
            next = static_attribute(value, name, &bound);
        if (name)
            GIVE_UP(name);
        decref_maybe(value);
        value = next;
        at = value && at[size] ? at + size + 1 : NULL;
    }
    exception_clear();
    return value;
}

/* ---- memory ---------------------------------------------------------------------------------- */

bool repl_show_heap(void) {
    MemStats stats;
    mem_stats_get(&stats);
    size_t objects = stats.blocks[MEM_ATOM] + stats.blocks[MEM_CONTAINER] + stats.listed[MEM_ATOM] +
                     stats.listed[MEM_CONTAINER];
    size_t buffers = stats.blocks[MEM_BUFFER] + stats.listed[MEM_BUFFER];
    return repl_print("%zu objects and %zu buffers in %zu kB, %zu kB of it from the system\n"
                      "%zu arenas: %zu kB mapped, %zu kB free in pools in use\n",
                      objects, buffers, (stats.allocated_bytes + stats.listed_bytes) / 1024,
                      stats.listed_bytes / 1024, stats.arenas, stats.mapped / 1024,
                      stats.free_bytes / 1024);
}

static bool show_block(const Object *object) {
    MemBlockInfo block;
    if (!mem_block_info(object, &block))
        return repl_print("  not in the heap: it is part of the program\n");
    if (!block.pool)
        return repl_print("  a block of its own from the system, %zu bytes\n", block.size);
    return repl_print("  %s block %zu of %zu bytes, in the pool at %s%zx\n",
                      mem_kind_names[block.kind], block.index, block.size, "0x",
                      (size_t)block.pool);
}

bool repl_show_memory(const char *text, Value value) {
    if (is_small_int(value))
        return repl_print(
            "int: a small integer is part of the word that refers to it: no memory\n");
    Str *name = str_interned("getsizeof");
    Value sys = import_module_c("sys"), size = NULL;
    if (name && sys)
        size = call_method_1(sys, name, value);
    if (name)
        GIVE_UP(name);
    decref_maybe(sys);
    bool done = size &&
                repl_print("%s at 0x%zx: %S bytes\n", type_name_of(value), (size_t)object_of(value),
                           size) &&
                show_block(object_of(value));
    decref_maybe(size);
    return done;
}

/* ---- references ------------------------------------------------------------------------------ */

/* The names under which the namespace of __main__ refers to it. */
static bool show_names(Value value, size_t *found) {
    Value key, other;
    for (size_t position = 0; dict_next(repl.main->dict, &position, &key, &other);)
        if (other == value && is_exact_str(key)) {
            ++*found;
            if (!repl_print("  the variable %S\n", key))
                return false;
        }
    return true;
}

static bool show_referrers(Value value, size_t *found) {
    Value function = import_attribute("gc", "get_referrers");
    Value list = function ? call_1(function, value) : NULL;
    decref_maybe(function);
    bool done = list != NULL && is_list(list);
    for (size_t i = 0; done && i < list_of(list)->count && i < 20; i++) {
        Value referrer = list_of(list)->items[i];
        if (referrer == value_of(repl.main->dict) ||
            (repl.before && referrer == value_of(repl.before)))
            continue;
        ++*found;
        done = repl_print("  a %s at 0x%zx\n", type_name_of(referrer), (size_t)object_of(referrer));
    }
    decref_maybe(list);
    return done;
}

bool repl_show_references(const char *text, Value value) {
    if (is_small_int(value))
        return repl_print("a small integer has no references to count\n");
    size_t count = mem_refcount(object_of(value)), found = 0;
    if (count >= MEM_IMMORTAL)
        return repl_print("immortal: references to it are not counted\n");
    bool kept = false; /* :undo's reference and ours are not the program's */
    Value key, other;
    for (size_t position = 0; repl.before && dict_next(repl.before, &position, &key, &other);)
        kept |= other == value;
    size_t own_references = 1 + kept;
    count -= own_references;
    return repl_print("%zu reference%s\n", count, count == 1 ? "" : "s") &&
           show_names(value, &found) && show_referrers(value, &found);
}

/* ---- documentation --------------------------------------------------------------------------- */

static const char *type_word(Value value) {
    return is_type(value) ? "class" : type_name_of(value);
}

bool repl_show_doc(const char *text, Value value) {
    char signature[1024];
    Value method = has_type(value, &method_type) ? value : NULL;
    static_signature(value, text, method != NULL, signature, sizeof signature);
    if (!repl_print("%s%s%s\n", signature, *signature ? "  " : "", type_word(value)))
        return false;
    Value doc;
    Lookup found = attribute_lookup(value, names.__doc__, &doc);
    if (found == LOOKUP_ERROR)
        return false;
    bool done = true;
    if (found == LOOKUP_FOUND) {
        if (is_exact_str(doc))
            done = repl_print("\n%S\n", doc);
        decref(doc);
    }
    return done;
}

/* ---- source ---------------------------------------------------------------------------------- */

static size_t indentation_of(const Str *line) {
    size_t count = 0;
    while (count < line->length && (str_at(line, count) == ' ' || str_at(line, count) == '\t'))
        count++;
    return count == line->length ? SIZE_MAX : count; /* a blank line says nothing */
}

/* Does a line as far left as the first one end the block, or belong to its head? */
static bool is_head(const Str *line, size_t column) {
    uint32_t c = str_at(line, column);
    return c == '@' || c == ')';
}

/* Lines up to one that is indented like the first and is no part of its head. */
static bool show_lines(Str *filename, int first) {
    bool in_body = false, done = true;
    size_t base = 0, blanks = 0;
    for (int number = first; done; number++) {
        Str *line = source_text_line(filename, number);
        if (!line)
            return number > first || repl_print("no source: %U cannot be read\n", filename);
        size_t column = indentation_of(line);
        if (number == first)
            base = column;
        bool left = column != SIZE_MAX && column <= base;
        bool ends = left && in_body && !is_head(line, column);
        if (column == SIZE_MAX)
            blanks++;
        else if (!ends) {
            for (; blanks && done; blanks--)
                done = repl_print("\n");
            done = done && repl_print("%U\n", line);
        }
        in_body |=
            column != SIZE_MAX && (!left || str_at(line, column) == 'd' ||
                                   str_at(line, column) == 'c' || str_at(line, column) == 'a');
        GIVE_UP(line);
        if (ends)
            return done;
    }
    return done;
}

static CodeObject *code_of(Value value) {
    if (has_type(value, &method_type))
        return code_of(((Method *)object_of(value))->function);
    return is_function(value) ? ((Function *)object_of(value))->code
           : is_code(value)   ? (CodeObject *)object_of(value)
                              : NULL;
}

/* A class knows its first line; its file is that of a function in it, or of its module. */
static Value filename_of_class(Type *type) {
    Value key, value;
    for (size_t position = 0; dict_next(type->dict, &position, &key, &value);)
        if (code_of(value))
            return own(code_of(value)->filename);
    Value module = dict_get_name_borrowed(type->dict, names.__module__);
    Value loaded;
    if (!module || dict_lookup(modules_dict_borrowed(), module, &loaded) != LOOKUP_FOUND)
        return NULL;
    bool bound;
    Value file = static_attribute(loaded, names.__file__, &bound);
    decref(loaded);
    if (file && is_str(file))
        return file;
    decref_maybe(file);
    return NULL;
}

static Value class_first_line_borrowed(Value value) {
    Value line = is_type(value)
                     ? dict_get_name_borrowed(type_cast(value)->dict, names.__firstlineno__)
                     : NULL;
    return line && is_small_int(line) ? line : NULL;
}

bool repl_show_source(const char *text, Value value) {
    CodeObject *code = code_of(value);
    Value line = class_first_line_borrowed(value);
    if (!code && !line)
        return repl_print("no source: this %s is not written in Python\n", type_word(value));
    Value filename = code ? own(code->filename) : filename_of_class(type_cast(value));
    if (!filename)
        return !exception_pending() && repl_print("no source: its file is not known\n");
    int first = code ? code->code->first_line : (int)small_int_of(line);
    bool done =
        repl_print("# %S, line %d\n", filename, first) && show_lines(str_of(filename), first);
    decref(filename);
    return done;
}

/* ---- variables ------------------------------------------------------------------------------- */

bool repl_show_variable(Str *name, Value value) {
    if (has_type(value, &module_type))
        return repl_print("%U: module\n", name);
    Value text = object_repr(value);
    if (!text) {
        exception_clear();
        return repl_print("%U: %s, whose repr fails\n", name, type_name_of(value));
    }
    size_t used = name->length + strlen(type_name_of(value)) + 6;
    size_t room = line_display_columns() > used + 12 ? line_display_columns() - used : 12;
    bool cut = str_of(text)->length > room;
    Str *shown = str_substring(str_of(text), 0, cut ? room - 3 : str_of(text)->length);
    bool done =
        shown && repl_print("%U: %s = %U%s\n", name, type_name_of(value), shown, cut ? "..." : "");
    if (shown)
        GIVE_UP(shown);
    decref(text);
    return done;
}
