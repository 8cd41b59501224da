/* Terminals without a screen: what the terminfo database knows of them. */
#include "lib/native/curses/curses.h"
#include "lib/native/posix_call.h"
#include "vm/import.h"

/* The descriptor of sys.stdout. */
static bool standard_output(int *descriptor) {
    Value file = sys_get_borrowed("stdout");
    if (!file || file == NONE)
        return raise_curses_error("lost sys.stdout");
    own(file);
    bool good = file_descriptor_of(file, descriptor);
    decref(file);
    return good;
}

static bool terminal_set_up(const char *term, int descriptor) {
    int reason;
    if (curses_is_terminal_set())
        return true;
    if (ncurses.setupterm(term, descriptor, &reason) == ERR)
        return raise_curses_error(reason == 0    ? "setupterm: could not find terminal"
                                  : reason == -1 ? "setupterm: could not find terminfo database"
                                                 : "setupterm: unknown error");
    curses_set_terminal();
    return true;
}

static bool read_term(Value value, const char **term) {
    size_t size;
    *term = NULL;
    if (!value || value == NONE)
        return true;
    if (!is_str(value))
        return raise_type_error("setupterm() argument 'term' must be str or None, not %T", value);
    *term = str_utf8(str_of(value), &size);
    return *term && (strlen(*term) == size || raise_value_error("embedded null character"));
}

Value curses_setupterm(Value module, Value *args) {
    const char *term;
    int descriptor = -1;
    if (!read_term(args[0], &term) || (args[1] && !int_as_int(args[1], &descriptor)))
        return NULL;
    if (descriptor == -1 && !standard_output(&descriptor))
        return NULL;
    return terminal_set_up(term, descriptor) ? NONE : NULL;
}

/* ---- capabilities ---------------------------------------------------------------------------- */

static char *capability_name(Value value, const char *function) {
    size_t size;
    if (!is_str(value))
        return raise_type_error("%s() argument must be str, not %N", function, value);
    const char *name = str_utf8(str_of(value), &size);
    if (name && strlen(name) != size)
        return raise_value_error("embedded null character");
    return (char *)name;
}

Value curses_tigetflag(Value module, Value *args) {
    char *name = curses_needs_terminal() ? capability_name(args[0], "tigetflag") : NULL;
    return name ? value_of_small_int(ncurses.tigetflag(name)) : NULL;
}

Value curses_tigetnum(Value module, Value *args) {
    char *name = curses_needs_terminal() ? capability_name(args[0], "tigetnum") : NULL;
    return name ? value_of_small_int(ncurses.tigetnum(name)) : NULL;
}

Value curses_tigetstr(Value module, Value *args) {
    char *name = curses_needs_terminal() ? capability_name(args[0], "tigetstr") : NULL;
    if (!name)
        return NULL;
    const char *text = ncurses.tigetstr(name);
    return text && text != (const char *)-1 ? curses_bytes(text) : NONE;
}

/* The bytes of an argument without NULs; released by the caller if it is true. */
static bool byte_text(Value value, Buffer *buffer) {
    if (!buffer_get(value, buffer, false))
        return false;
    if (!memchr(buffer->bytes, 0, buffer->size))
        return true;
    buffer_release(buffer);
    return raise_value_error("embedded null byte");
}

Value curses_tparm(Value module, Value *args) {
    int p[9] = {0};
    Buffer text;
    if (!byte_text(args[0], &text))
        return NULL;
    bool good = true;
    for (int i = 0; i < 9 && good; i++)
        good = !args[i + 1] || int_as_int(args[i + 1], &p[i]);
    Value result = NULL;
    if (good && curses_needs_terminal()) {
        const char *done = ncurses.tparm((const char *)text.bytes, p[0], p[1], p[2], p[3], p[4],
                                         p[5], p[6], p[7], p[8]);
        result = done ? curses_bytes(done) : raise_curses_error("tparm() returned NULL");
    }
    buffer_release(&text);
    return result;
}

Value curses_putp(Value module, Value *args) {
    Buffer text;
    if (!byte_text(args[0], &text))
        return NULL;
    Value result = curses_outcome(ncurses.putp((const char *)text.bytes), "putp");
    buffer_release(&text);
    return result;
}
