/* What must have been called before, what came back, and how arguments are counted. */
#include "lib/native/curses/curses.h"
#include "lib/native/curses/module.h"

static struct { bool terminal, screen, colors; } is_set;

void curses_set_terminal(void) {
    is_set.terminal = true;
}

void curses_set_screen(void) {
    is_set.screen = is_set.terminal = true;
}

void curses_set_colors(void) {
    is_set.colors = true;
}

bool curses_is_terminal_set(void) {
    return is_set.terminal;
}

bool curses_is_screen_set(void) {
    return is_set.screen;
}

bool curses_needs_terminal(void) {
    return is_set.terminal || raise_curses_error("must call (at least) setupterm() first");
}

bool curses_needs_screen(void) {
    return is_set.screen || raise_curses_error("must call initscr() first");
}

bool curses_needs_colors(void) {
    return is_set.colors || raise_curses_error("must call start_color() first");
}

COLD void *raise_curses_error(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    raise_error_v(type_cast(curses_error.class), format, arguments);
    va_end(arguments);
    return NULL;
}

Value curses_outcome(int code, const char *function) {
    return code == ERR ? raise_curses_error("%s() returned ERR", function) : NONE;
}

/* ---- values ---------------------------------------------------------------------------------- */

Value curses_pair(int64_t first, int64_t second) {
    Value items[] = {value_from_int64(first), value_from_int64(second)};
    return value_of(tuple_from_array_steal(items, 2));
}

Value curses_bytes(const char *text) {
    return text ? value_of(bytes_new(text, strlen(text)))
                : raise_curses_error("curses function returned NULL");
}

bool curses_attribute(Value value, attr_t *attribute) {
    int64_t number;
    if (!int_as_int64(value, &number))
        return false;
    *attribute = (attr_t)number;
    return true;
}

bool curses_flag(Value value, bool *flag) {
    Answer answer = value ? object_truth(value) : ANSWER_YES;
    *flag = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

/* ---- arguments ------------------------------------------------------------------------------- */

static bool no_keywords(const char *name, Tuple *names) {
    const char *dot = strrchr(name, '.');
    return !names || names->count == 0 ||
           raise_type_error("%s() takes no keyword arguments", dot ? dot + 1 : name);
}

bool curses_exact(const char *name, const char *expected, size_t count, Tuple *names,
                  size_t wanted) {
    return no_keywords(name, names) && (count == wanted || raise_type_error("%s", expected));
}

bool curses_arity(const char *name, const char *range, size_t count, Tuple *names, size_t min,
                  size_t max) {
    return no_keywords(name, names) && ((count >= min && count <= max) ||
                                        raise_type_error("%s requires %s arguments", name, range));
}

bool curses_numbers(Value *args, int *numbers, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!int_as_int(args[i], &numbers[i]))
            return false;
    return true;
}

bool placed_call_read(PlacedCall *call, const PlacedArity *arity, Value self, Value *args,
                      size_t count, Tuple *names) {
    if (!curses_arity(arity->name, arity->range, count, names, arity->min, arity->max + 2u))
        return false;
    bool is_placed = count > arity->max;
    *call = (PlacedCall){native_window_of(self), args, count, is_placed, 0, 0};
    if (!is_placed)
        return true;
    int place[2];
    if (count < arity->min + 2u)
        return raise_type_error("%s requires %s arguments", arity->name, arity->range);
    if (!curses_numbers(args, place, 2))
        return false;
    call->y = place[0];
    call->x = place[1];
    call->args += 2;
    call->count -= 2;
    return true;
}

bool placed_call_move(const PlacedCall *call) {
    return !call->is_placed || ncurses.wmove(call->window, call->y, call->x) != ERR;
}
