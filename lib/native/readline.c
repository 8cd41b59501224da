/* Module readline: the line editor of the prompt for input(), with a completer and a history of the
 * program's own. Keys are not bound from here: ~/.editrc does that. */
#include "vm/line_history.h"
#include "vm/line_input.h"
#include "vm/runtime.h"
#include "vm/vm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct {
    Value completer; /* owned, may be null; as the hooks */
    Value startup_hook, pre_input_hook, display_hook;
    Str *delimiters, *line; /* owned; the line is the one being completed, may be null */
    size_t begin, end;
    ptrdiff_t length_limit;
} state = {.length_limit = -1};

static void give_up_state(void) {
    clear_value(&state.completer);
    clear_value(&state.startup_hook);
    clear_value(&state.pre_input_hook);
    clear_value(&state.display_hook);
    if (state.delimiters)
        GIVE_UP(state.delimiters);
    if (state.line)
        GIVE_UP(state.line);
    state.delimiters = state.line = NULL;
    line_input_is_enabled = false;
    line_history_free();
}

/* ---- completion ------------------------------------------------------------------------------ */

static bool is_delimiter(wchar_t c) {
    for (size_t i = 0; i < state.delimiters->length; i++)
        if (str_at(state.delimiters, i) == (uint32_t)c)
            return true;
    return false;
}

/* completer(word, 0), completer(word, 1), ... until None. False: an exception is pending. */
static bool ask_completer(Value word, Completions *completions) {
    for (int64_t number = 0;; number++) {
        Value found = call_2(state.completer, word, value_of_small_int(number));
        if (!found)
            return false;
        size_t size;
        const char *text = is_str(found) ? str_utf8(str_of(found), &size) : NULL;
        bool added = text && completions_add(completions, text, size);
        decref(found);
        if (!added)
            return !exception_pending();
    }
}

static void complete(const wchar_t *text, size_t length, size_t cursor, Completions *completions) {
    if (!state.completer)
        return;
    state.end = state.begin = cursor;
    while (state.begin > 0 && !is_delimiter(text[state.begin - 1]))
        state.begin--;
    completions->start = state.begin;
    if (state.line)
        GIVE_UP(state.line);
    state.line = str_from_ucs4((const uint32_t *)text, length);
    Str *word = state.line ? str_substring(state.line, state.begin, cursor) : NULL;
    if (!word || !ask_completer(value_of(word), completions))
        exception_clear();
    if (word)
        GIVE_UP(word);
    completions_sort(completions);
}

static void set_function(Value *field, Value function) {
    replace_value(field, function && function != NONE ? own(function) : NULL);
}

static Value set_completer(Value self, Value *args) {
    set_function(&state.completer, args[0]);
    return NONE;
}

static Value get_completer(Value self, Value *args) {
    return own(state.completer ? state.completer : NONE);
}

static Value set_completer_delims(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("set_completer_delims() argument must be str, not %N", args[0]);
    GIVE_UP(state.delimiters);
    state.delimiters = str_of(own(args[0]));
    return NONE;
}

static Value get_completer_delims(Value self, Value *args) {
    return own(value_of(state.delimiters));
}

static Value get_line_buffer(Value self, Value *args) {
    return state.line ? own(value_of(state.line)) : value_of(str_empty());
}

static Value get_begidx(Value self, Value *args) {
    return value_of_small_int((int64_t)state.begin);
}

static Value get_endidx(Value self, Value *args) {
    return value_of_small_int((int64_t)state.end);
}

static Value get_completion_type(Value self, Value *args) {
    return value_of_small_int('\t');
}

static Value set_startup_hook(Value self, Value *args) {
    set_function(&state.startup_hook, args[0]);
    return NONE;
}

static Value set_pre_input_hook(Value self, Value *args) {
    set_function(&state.pre_input_hook, args[0]);
    return NONE;
}

static Value set_display_hook(Value self, Value *args) {
    set_function(&state.display_hook, args[0]);
    return NONE;
}

/* Accepted: the keys are those of ~/.editrc, and Tab completes. */
static Value ignore(Value self, Value *args) {
    return NONE;
}

/* ---- history --------------------------------------------------------------------------------- */

static wchar_t *characters_of(Value text, size_t *length) {
    if (!is_str(text)) {
        raise_type_error("argument must be str, not %N", text);
        return NULL;
    }
    *length = str_of(text)->length;
    wchar_t *characters = mem_malloc((*length + 1) * sizeof *characters);
    if (!characters) {
        raise_no_memory();
        return NULL;
    }
    for (size_t i = 0; i < *length; i++)
        characters[i] = (wchar_t)str_at(str_of(text), i);
    return characters;
}

static Value add_history(Value self, Value *args) {
    size_t length;
    wchar_t *text = characters_of(args[0], &length);
    if (!text)
        return NULL;
    line_history_choose(true);
    bool added = line_history_append(text, length);
    mem_free(text);
    return added ? NONE : raise_no_memory();
}

static Value get_current_history_length(Value self, Value *args) {
    line_history_choose(true);
    return value_of_small_int((int64_t)line_history_count());
}

static Value get_history_item(Value self, Value *args) {
    int number;
    if (!int_as_int(args[0], &number))
        return NULL;
    line_history_choose(true);
    if (number < 1 || (size_t)number > line_history_count())
        return NONE;
    size_t length;
    const wchar_t *text = line_history_entry((size_t)number - 1, &length);
    return value_of(str_from_ucs4((const uint32_t *)text, length));
}

/* A position from 0; SIZE_MAX: an exception is pending. */
static size_t history_position(Value value) {
    int position;
    line_history_choose(true);
    if (!int_as_int(value, &position))
        return SIZE_MAX;
    if (position >= 0 && (size_t)position < line_history_count())
        return (size_t)position;
    if (position < 0)
        raise_value_error("History index cannot be negative");
    else
        raise_value_error("No history item at position %d", position);
    return SIZE_MAX;
}

static Value remove_history_item(Value self, Value *args) {
    size_t position = history_position(args[0]);
    if (position == SIZE_MAX)
        return NULL;
    line_history_remove(position);
    return NONE;
}

static Value replace_history_item(Value self, Value *args) {
    size_t position = history_position(args[0]), length;
    wchar_t *text = position == SIZE_MAX ? NULL : characters_of(args[1], &length);
    if (!text)
        return NULL;
    line_history_replace(position, text, length);
    mem_free(text);
    return NONE;
}

static Value clear_history(Value self, Value *args) {
    line_history_choose(true);
    line_history_clear();
    return NONE;
}

static Value set_auto_history(Value self, Value *args) {
    Answer answer = object_truth(args[0]);
    if (answer == ANSWER_ERROR)
        return NULL;
    line_input_keeps_history = answer == ANSWER_YES;
    return NONE;
}

static Value get_history_length(Value self, Value *args) {
    return value_of_small_int(state.length_limit);
}

static Value set_history_length(Value self, Value *args) {
    return int_as_size(args[0], &state.length_limit) ? NONE : NULL;
}

/* The given file, or ~/.history: owned. */
static Bytes *file_name(Value given) {
    const char *home = getenv("HOME");
    if (given && given != NONE)
        return str_to_file_name(given);
    Str *usual = str_format("%s/.history", home ? home : ".");
    Bytes *name = usual ? str_to_file_name(value_of(usual)) : NULL;
    if (usual)
        GIVE_UP(usual);
    return name;
}

static Value read_history_file(Value self, Value *args) {
    Bytes *name = file_name(args[0]);
    if (!name)
        return NULL;
    line_history_choose(true);
    bool done = line_history_read((const char *)name->data);
    if (!done)
        raise_os_error(errno, NULL);
    GIVE_UP(name);
    return done ? NONE : NULL;
}

static Value write_entries(Value path, size_t first, bool append) {
    Bytes *name = file_name(path);
    if (!name)
        return NULL;
    bool done = line_history_write((const char *)name->data, first, append);
    if (!done)
        raise_os_error(errno, NULL);
    GIVE_UP(name);
    return done ? NONE : NULL;
}

static Value write_history_file(Value self, Value *args) {
    line_history_choose(true);
    size_t count = line_history_count(), limit = (size_t)state.length_limit;
    return write_entries(args[0], state.length_limit >= 0 && count > limit ? count - limit : 0,
                         false);
}

static Value append_history_file(Value self, Value *args) {
    int wanted;
    if (!int_as_int(args[0], &wanted))
        return NULL;
    line_history_choose(true);
    size_t count = line_history_count();
    size_t first = wanted >= 0 && (size_t)wanted < count ? count - (size_t)wanted : 0;
    return write_entries(args[1], first, true);
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("add_history(string, /)", add_history, "Add an item to the history buffer."),
    NATIVE("append_history_file(nelements, filename=None, /)", append_history_file,
           "Append the last nelements items of the history list to file."),
    NATIVE("clear_history()", clear_history, "Clear the current readline history."),
    NATIVE("get_begidx()", get_begidx, "Get the beginning index of the completion scope."),
    NATIVE("get_completer()", get_completer, "Get the current completer function."),
    NATIVE("get_completer_delims()", get_completer_delims,
           "Get the word delimiters for completion."),
    NATIVE("get_completion_type()", get_completion_type,
           "Get the type of completion being attempted."),
    NATIVE("get_current_history_length()", get_current_history_length,
           "Return the current (not the maximum) length of history."),
    NATIVE("get_endidx()", get_endidx, "Get the ending index of the completion scope."),
    NATIVE("get_history_item(index, /)", get_history_item,
           "Return the current contents of history item at one-based index."),
    NATIVE("get_history_length()", get_history_length,
           "Return the maximum number of lines that will be written to the history file."),
    NATIVE("get_line_buffer()", get_line_buffer, "Return the current contents of the line buffer."),
    NATIVE("insert_text(string, /)", ignore, "Insert text into the line buffer at the cursor."),
    NATIVE("parse_and_bind(string, /)", ignore, "Execute the init line provided."),
    NATIVE("read_history_file(filename=None, /)", read_history_file,
           "Load a readline history file."),
    NATIVE("read_init_file(filename=None, /)", ignore, "Execute a readline initialization file."),
    NATIVE("redisplay()", ignore, "Change what's displayed on the screen."),
    NATIVE("remove_history_item(pos, /)", remove_history_item,
           "Remove history item given by its zero-based position."),
    NATIVE("replace_history_item(pos, line, /)", replace_history_item,
           "Replaces history item given by its position with contents of line."),
    NATIVE("set_auto_history(enabled, /)", set_auto_history,
           "Enables or disables automatic history."),
    NATIVE("set_completer(function=None, /)", set_completer,
           "Set or remove the completer function."),
    NATIVE("set_completer_delims(string, /)", set_completer_delims,
           "Set the word delimiters for completion."),
    NATIVE("set_completion_display_matches_hook(function=None, /)", set_display_hook,
           "Set or remove the completion display function."),
    NATIVE("set_history_length(length, /)", set_history_length,
           "Set the maximal number of lines which will be written to the history file."),
    NATIVE("set_pre_input_hook(function=None, /)", set_pre_input_hook,
           "Set or remove the function invoked before readline starts reading input."),
    NATIVE("set_startup_hook(function=None, /)", set_startup_hook,
           "Set or remove the function invoked by the rl_startup_hook callback."),
    NATIVE("write_history_file(filename=None, /)", write_history_file,
           "Save a readline history file."),
    NATIVE_END,
};

static bool exec(Module *module) {
    if (!state.delimiters)
        state.delimiters = str_from_c(" \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?");
    line_input_is_enabled = true;
    line_input_complete = complete;
    runtime_on_fini(give_up_state);
    /* What programs ask for to know which commands parse_and_bind() takes: as libedit says. */
    return state.delimiters && module_add_text(module, "backend", "editline") &&
           module_add_text(module, "_READLINE_LIBRARY_VERSION", "EditLine wrapper") &&
           module_add_int(module, "_READLINE_VERSION", 0x0402) &&
           module_add_int(module, "_READLINE_RUNTIME_VERSION", 0x0402);
}

const NativeModule readline_module = {
    .name = "readline",
    .doc = "Importing this module enables command line editing.",
    .functions = functions,
    .exec = exec,
};
