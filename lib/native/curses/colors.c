/* Colors and pairs of them. */
#include "lib/native/curses/curses.h"
#include "lib/native/curses/module.h"

#include <limits.h>

/* A number of any size, as far as it matters here. */
static bool read_number(Value value, int64_t *number) {
    if (!is_int(value))
        return int_as_int64(value, number);
    if (!int_fits_int64(value, number))
        *number = int_sign(value) < 0 ? INT64_MIN : INT64_MAX;
    return true;
}

static bool read_pair(Value value, int *pair) {
    int64_t number;
    if (!read_number(value, &number))
        return false;
    if (number > INT_MAX)
        return raise_value_error("Color pair is greater than maximum (%d).", INT_MAX);
    if (number < 0)
        return raise_value_error("Color pair is less than 0.");
    *pair = (int)number;
    return true;
}

static bool read_color(Value value, int *color) {
    int64_t number;
    if (!read_number(value, &number))
        return false;
    if (number >= *ncurses.COLORS)
        return raise_value_error("Color number is greater than COLORS-1 (%d).",
                                 *ncurses.COLORS - 1);
    if (number < 0)
        return raise_value_error("Color number is less than 0.");
    *color = (int)number;
    return true;
}

/* Below 0: the terminal's own color. */
static bool read_color_or_default(Value value, int *color) {
    int64_t number;
    if (!read_number(value, &number))
        return false;
    *color = -1;
    return number < 0 || read_color(value, color);
}

static bool read_component(Value value, int *component) {
    int64_t number;
    if (!read_number(value, &number))
        return false;
    if (number > 1000)
        return raise_value_error("Color component is greater than 1000");
    if (number < 0)
        return raise_value_error("Color component is less than 0");
    *component = (int)number;
    return true;
}

static bool are_ready(void) {
    return curses_needs_screen() && curses_needs_colors();
}

/* ---- functions ------------------------------------------------------------------------------- */

Value curses_start_color(Value module, Value *args) {
    if (!curses_needs_screen() || !curses_outcome(ncurses.start_color(), "start_color"))
        return NULL;
    curses_set_colors();
    Dict *dict = module_names(module);
    bool good = dict_set_c(dict, "COLORS", value_of_small_int(*ncurses.COLORS)) &&
                dict_set_c(dict, "COLOR_PAIRS", value_of_small_int(*ncurses.COLOR_PAIRS));
    return good ? NONE : NULL;
}

Value curses_use_default_colors(Value module, Value *args) {
    if (!are_ready())
        return NULL;
    return curses_outcome(ncurses.use_default_colors(), "use_default_colors");
}

Value curses_has_colors(Value module, Value *args) {
    return curses_needs_screen() ? value_of_bool(ncurses.has_colors()) : NULL;
}

Value curses_can_change_color(Value module, Value *args) {
    return curses_needs_screen() ? value_of_bool(ncurses.can_change_color()) : NULL;
}

Value curses_has_extended_color_support(Value module, Value *args) {
    return TRUE_VALUE;
}

Value curses_color_content(Value module, Value *args) {
    int color, red, green, blue;
    if (!read_color(args[0], &color) || !are_ready())
        return NULL;
    if (ncurses.extended_color_content(color, &red, &green, &blue) == ERR)
        return curses_outcome(ERR, "extended_color_content");
    Value items[] = {value_of_small_int(red), value_of_small_int(green), value_of_small_int(blue)};
    return value_of(tuple_from_array_steal(items, 3));
}

Value curses_init_color(Value module, Value *args) {
    int color, red, green, blue;
    if (!read_color(args[0], &color) || !read_component(args[1], &red) ||
        !read_component(args[2], &green) || !read_component(args[3], &blue) || !are_ready())
        return NULL;
    return curses_outcome(ncurses.init_extended_color(color, red, green, blue),
                          "init_extended_color");
}

Value curses_color_pair(Value module, Value *args) {
    int pair;
    if (!int_as_int(args[0], &pair) || !are_ready())
        return NULL;
    return value_from_int64((int64_t)color_pair_bits(pair));
}

Value curses_pair_number(Value module, Value *args) {
    int attribute;
    if (!int_as_int(args[0], &attribute) || !are_ready())
        return NULL;
    return value_of_small_int(pair_of_attribute((attr_t)attribute));
}

Value curses_init_pair(Value module, Value *args) {
    int pair, foreground, background;
    if (!read_pair(args[0], &pair) || !read_color_or_default(args[1], &foreground) ||
        !read_color_or_default(args[2], &background) || !are_ready())
        return NULL;
    if (ncurses.init_extended_pair(pair, foreground, background) != ERR)
        return NONE;
    if (pair >= *ncurses.COLOR_PAIRS)
        return raise_value_error("Color pair is greater than COLOR_PAIRS-1 (%d).",
                                 *ncurses.COLOR_PAIRS - 1);
    return curses_outcome(ERR, "init_extended_pair");
}

Value curses_pair_content(Value module, Value *args) {
    int pair, foreground, background;
    if (!read_pair(args[0], &pair) || !are_ready())
        return NULL;
    if (ncurses.extended_pair_content(pair, &foreground, &background) != ERR)
        return curses_pair(foreground, background);
    if (pair >= *ncurses.COLOR_PAIRS)
        return raise_value_error("Color pair is greater than COLOR_PAIRS-1 (%d).",
                                 *ncurses.COLOR_PAIRS - 1);
    return curses_outcome(ERR, "extended_pair_content");
}
