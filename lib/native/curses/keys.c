/* Keys and the mouse: their names, and what is put back to be read again. */
#include "lib/native/curses/curses.h"

Value curses_keyname(Value module, Value *args) {
    int key;
    if (!int_as_int(args[0], &key) || !curses_needs_screen())
        return NULL;
    if (key < 0)
        return raise_value_error("invalid key number");
    const char *name = ncurses.keyname(key);
    return curses_bytes(name ? name : "");
}

Value curses_has_key(Value module, Value *args) {
    int key;
    if (!int_as_int(args[0], &key) || !curses_needs_screen())
        return NULL;
    return value_of_bool(ncurses.has_key(key));
}

Value curses_unctrl(Value module, Value *args) {
    chtype character;
    if (!curses_needs_screen() || !curses_narrow(args[0], NULL, &character))
        return NULL;
    return curses_bytes(ncurses.unctrl(character));
}

Value curses_ungetch(Value module, Value *args) {
    chtype character;
    if (!curses_needs_screen() || !curses_narrow(args[0], NULL, &character))
        return NULL;
    return curses_outcome(ncurses.ungetch((int)character), "ungetch");
}

static bool read_wide(Value value, wchar_t *character) {
    if (is_str(value)) {
        if (str_of(value)->length != 1)
            return raise_type_error("expect str of length 1 or int, got a str of length %zd",
                                    (ptrdiff_t)str_of(value)->length);
        *character = (wchar_t)str_at(str_of(value), 0);
        return true;
    }
    if (!is_exact_int(value))
        return raise_type_error("expect str of length 1 or int, got %T", value);
    int64_t number;
    if (!int_fits_int64(value, &number))
        return raise_overflow_error("int doesn't fit in long");
    *character = (wchar_t)number;
    return *character == number || raise_overflow_error("character doesn't fit in wchar_t");
}

Value curses_unget_wch(Value module, Value *args) {
    wchar_t character = 0;
    if (!curses_needs_screen() || !read_wide(args[0], &character))
        return NULL;
    return curses_outcome(ncurses.unget_wch(character), "unget_wch");
}

/* ---- the mouse ------------------------------------------------------------------------------- */

Value curses_getmouse(Value module, Value *args) {
    MEVENT event;
    if (!curses_needs_screen() || !curses_outcome(ncurses.getmouse(&event), "getmouse"))
        return NULL;
    Value items[] = {value_of_small_int(event.id), value_of_small_int(event.x),
                     value_of_small_int(event.y), value_of_small_int(event.z),
                     value_from_uint64(event.bstate)};
    return value_of(tuple_from_array_steal(items, 5));
}

/* As `h` in format strings: a short. */
static bool int_as_short(Value value, short *number) {
    int64_t wide;
    if (!int_as_int64(value, &wide))
        return false;
    if (wide < INT16_MIN)
        return raise_overflow_error("signed short integer is less than minimum");
    if (wide > INT16_MAX)
        return raise_overflow_error("signed short integer is greater than maximum");
    *number = (short)wide;
    return true;
}

static bool read_mask(Value value, mmask_t *mask, const char *argument) {
    if (!is_int(value))
        return raise_type_error("%s must be int, not %T", argument, value);
    *mask = (mmask_t)int_as_mask64(value);
    return true;
}

Value curses_ungetmouse(Value module, Value *args) {
    MEVENT event;
    int place[3];
    if (!int_as_short(args[0], &event.id) || !curses_numbers(args + 1, place, 3) ||
        !read_mask(args[4], &event.bstate, "ungetmouse() argument 5") || !curses_needs_screen())
        return NULL;
    event.x = place[0];
    event.y = place[1];
    event.z = place[2];
    return curses_outcome(ncurses.ungetmouse(&event), "ungetmouse");
}

Value curses_mousemask(Value module, Value *args) {
    mmask_t wanted, before;
    if (!read_mask(args[0], &wanted, "mousemask() argument") || !curses_needs_screen())
        return NULL;
    mmask_t available = ncurses.mousemask(wanted, &before);
    return curses_pair((int64_t)available, (int64_t)before);
}

Value curses_mouseinterval(Value module, Value *args) {
    int milliseconds;
    if (!int_as_int(args[0], &milliseconds) || !curses_needs_screen())
        return NULL;
    return curses_outcome(ncurses.mouseinterval(milliseconds), "mouseinterval");
}
