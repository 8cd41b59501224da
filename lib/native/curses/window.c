/* Windows: making them and giving them up, where they lie, how they are kept in files. */
#include "lib/native/curses/curses.h"
#include "vm/codecs.h"

#include <errno.h>
#include <langinfo.h>
#include <stdio.h>

/* ---- the object ------------------------------------------------------------------------------ */

static Str *locale_encoding(void) {
    const char *name = nl_langinfo(CODESET);
    return str_from_c(name && *name ? name : "utf-8");
}

static bool is_owned(WINDOW *window) {
    return window && window != *ncurses.stdscr;
}

Value curses_window_new_steal(WINDOW *window, CursesWindow *parent) {
    if (!window)
        return raise_curses_error("curses function returned NULL");
    Str *encoding = locale_encoding();
    CursesWindow *self = encoding ? type_allocate(&curses_window_type, 0) : NULL;
    if (!self) {
        decref_maybe(value_of(encoding));
        if (is_owned(window))
            ncurses.delwin(window);
        return NULL;
    }
    self->window = window;
    self->encoding = encoding;
    self->parent = parent;
    if (parent)
        OWN(parent);
    mem_gc_track(self);
    return value_of(self);
}

static void window_dealloc(Object *object) {
    CursesWindow *self = (CursesWindow *)object;
    mem_gc_untrack(object);
    if (is_owned(self->window))
        ncurses.delwin(self->window);
    GIVE_UP(self->encoding);
    decref_maybe(value_of(self->parent));
    mem_object_free(object, sizeof *self);
}

static void window_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((CursesWindow *)object)->parent), visit, context);
    visit_value(value_of(((CursesWindow *)object)->encoding), visit, context);
}

static Value get_encoding(Value self) {
    return own(value_of(curses_window_of(self)->encoding));
}

static bool set_encoding(Value self, Value value) {
    if (!value)
        return raise_type_error("encoding may not be deleted");
    if (!is_str(value))
        return raise_type_error("setting encoding to a non-string");
    if (!str_of(value)->ascii)
        return codec_encode(value, "ascii", NULL);
    GIVE_UP(curses_window_of(self)->encoding);
    curses_window_of(self)->encoding = str_of(own(value));
    return true;
}

/* ---- new windows ----------------------------------------------------------------------------- */

static bool has_two_or_four(const char *name, size_t count, Tuple *names) {
    return curses_arity(name, "2 to 4", count, names, 2, 4) &&
           (count != 3 || raise_type_error("%s requires 2 to 4 arguments", name));
}

/* [nlines, ncols,] begin_y, begin_x: lines and columns are 0 if they are not given. */
static bool read_part(const char *name, Value *args, size_t count, Tuple *names, int *numbers) {
    if (!has_two_or_four(name, count, names))
        return false;
    numbers[0] = numbers[1] = 0;
    return curses_numbers(args, numbers + 4 - count, count);
}

Value curses_newwin(Value module, Value *args, size_t count, Tuple *names) {
    int n[4] = {0};
    if (!has_two_or_four("_curses.newwin", count, names) || !curses_numbers(args, n, count) ||
        !curses_needs_screen())
        return NULL;
    return curses_window_new_steal(ncurses.newwin(n[0], n[1], n[2], n[3]), NULL);
}

Value curses_newpad(Value module, Value *args) {
    int size[2];
    if (!curses_numbers(args, size, 2) || !curses_needs_screen())
        return NULL;
    return curses_window_new_steal(ncurses.newpad(size[0], size[1]), NULL);
}

Value curses_window_derwin(Value self, Value *args, size_t count, Tuple *names) {
    int n[4];
    if (!read_part("_curses.window.derwin", args, count, names, n))
        return NULL;
    return curses_window_new_steal(ncurses.derwin(native_window_of(self), n[0], n[1], n[2], n[3]),
                                   curses_window_of(self));
}

/* subwin() and subpad() are one. */
static Value part_on_screen(const char *name, Value self, Value *args, size_t count, Tuple *names) {
    int n[4];
    if (!read_part(name, args, count, names, n))
        return NULL;
    WINDOW *window = native_window_of(self);
    WINDOW *part = ncurses.is_pad(window) ? ncurses.subpad(window, n[0], n[1], n[2], n[3])
                                          : ncurses.subwin(window, n[0], n[1], n[2], n[3]);
    return curses_window_new_steal(part, curses_window_of(self));
}

Value curses_window_subwin(Value self, Value *args, size_t count, Tuple *names) {
    return part_on_screen("_curses.window.subwin", self, args, count, names);
}

Value curses_window_subpad(Value self, Value *args, size_t count, Tuple *names) {
    return part_on_screen("_curses.window.subpad", self, args, count, names);
}

/* ---- where they are -------------------------------------------------------------------------- */

#define WINDOW_PLACE(name, get_y, get_x)                                                           \
    Value curses_window_##name(Value self, Value *args) {                                          \
        WINDOW *window = native_window_of(self);                                                   \
        return curses_pair(ncurses.get_y(window), ncurses.get_x(window));                          \
    }
WINDOW_PLACE(getyx, getcury, getcurx)
WINDOW_PLACE(getbegyx, getbegy, getbegx)
WINDOW_PLACE(getmaxyx, getmaxy, getmaxx)
WINDOW_PLACE(getparyx, getpary, getparx)

Value curses_window_enclose(Value self, Value *args) {
    int place[2];
    if (!curses_numbers(args, place, 2))
        return NULL;
    return value_of_bool(ncurses.wenclose(native_window_of(self), place[0], place[1]));
}

static Value with_two(Value self, Value *args, int (*function)(WINDOW *, int, int),
                      const char *name) {
    int n[2];
    if (!curses_numbers(args, n, 2))
        return NULL;
    return curses_outcome(function(native_window_of(self), n[0], n[1]), name);
}

#define WINDOW_WITH_TWO(method, function, expected)                                                \
    Value curses_window_##method(Value self, Value *args, size_t count, Tuple *names) {            \
        return curses_exact(#method, expected, count, names, 2)                                    \
                   ? with_two(self, args, ncurses.function, #function)                             \
                   : NULL;                                                                         \
    }
WINDOW_WITH_TWO(move, wmove, "y,x")
WINDOW_WITH_TWO(mvderwin, mvderwin, "y,x")
WINDOW_WITH_TWO(mvwin, mvwin, "y,x")
WINDOW_WITH_TWO(resize, wresize, "lines,columns")

/* ---- files ----------------------------------------------------------------------------------- */

/* What the library has written to a stream, as bytes. */
static Value stream_bytes(FILE *stream) {
    long size = ftell(stream);
    Bytes *bytes = size < 0 ? raise_os_error(errno, NULL) : bytes_new(NULL, (size_t)size);
    if (!bytes)
        return NULL;
    rewind(stream);
    if (fread(bytes->data, 1, (size_t)size, stream) == (size_t)size)
        return value_of(bytes);
    GIVE_UP(bytes);
    return raise_os_error(errno, NULL);
}

Value curses_window_putwin(Value self, Value *args) {
    FILE *stream = tmpfile();
    if (!stream)
        return raise_os_error(errno, NULL);
    Value result = curses_outcome(ncurses.putwin(native_window_of(self), stream), "putwin");
    Value bytes = result ? stream_bytes(stream) : NULL;
    fclose(stream);
    if (!bytes)
        return NULL;
    result = call_method_1(args[0], names.write, bytes);
    decref(bytes);
    return result;
}

static WINDOW *window_from_bytes(const Bytes *bytes) {
    FILE *stream = tmpfile();
    if (!stream)
        return raise_os_error(errno, NULL);
    WINDOW *window = NULL;
    if (fwrite(bytes->data, 1, bytes->size, stream) != bytes->size)
        raise_os_error(errno, NULL);
    else {
        rewind(stream);
        window = ncurses.getwin(stream);
        if (!window)
            raise_curses_error("curses function returned NULL");
    }
    fclose(stream);
    return window;
}

Value curses_getwin(Value module, Value *args) {
    Value bytes = curses_needs_screen() ? call_method_0(args[0], names.read) : NULL;
    if (!bytes)
        return NULL;
    WINDOW *window = is_bytes(bytes) ? window_from_bytes(bytes_of(bytes))
                                     : raise_type_error("f.read() returned %.100s instead of bytes",
                                                        type_name_of(bytes));
    decref(bytes);
    return window ? curses_window_new_steal(window, NULL) : NULL;
}

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
#define PLAIN(...) NATIVE(__VA_ARGS__),
#define RAW(...)   NATIVE_RAW(__VA_ARGS__),
#include "lib/native/curses/window.def"
#undef PLAIN
#undef RAW
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"encoding", get_encoding, set_encoding, "the typecode character used to create the array"},
    {NULL, NULL, NULL, NULL},
};

Type curses_window_type = {
    TYPE_INIT_CONTAINER("_curses.window", sizeof(CursesWindow), window_dealloc, window_traverse,
                        NULL),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = methods,
    .getsets = getsets,
};
