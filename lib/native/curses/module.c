/* Module _curses: its constants. Those that the terminal decides are added by initscr() and
 * start_color(). */
#include "lib/native/curses/module.h"
#include "lib/native/_locale.h"
#include "lib/native/curses/curses.h"
#include "lib/native/named_numbers.h"
#include "vm/objects/struct_sequence.h"

#include <stdio.h>
#include <string.h>

ExceptionClass curses_error = {.module = "_curses", .name = "error", .base = &exc_Exception};

static const NativeMethod functions[] = {
#define PLAIN(...) NATIVE(__VA_ARGS__),
#define RAW(...)   NATIVE_RAW(__VA_ARGS__),
#include "lib/native/curses/functions.def"
#undef PLAIN
#undef RAW
    NATIVE_END,
};

#define BUTTON(n)                                                                                  \
    NAMED(BUTTON##n##_PRESSED), NAMED(BUTTON##n##_RELEASED), NAMED(BUTTON##n##_CLICKED),           \
        NAMED(BUTTON##n##_DOUBLE_CLICKED), NAMED(BUTTON##n##_TRIPLE_CLICKED)
static const NamedNumber constants[] = {
    NAMED(ERR),
    NAMED(OK),
    NAMED(A_ATTRIBUTES),
    NAMED(A_NORMAL),
    NAMED(A_STANDOUT),
    NAMED(A_UNDERLINE),
    NAMED(A_REVERSE),
    NAMED(A_BLINK),
    NAMED(A_DIM),
    NAMED(A_BOLD),
    NAMED(A_ALTCHARSET),
    NAMED(A_INVIS),
    NAMED(A_PROTECT),
    NAMED(A_CHARTEXT),
    NAMED(A_COLOR),
    NAMED(A_HORIZONTAL),
    NAMED(A_LEFT),
    NAMED(A_LOW),
    NAMED(A_RIGHT),
    NAMED(A_TOP),
    NAMED(A_VERTICAL),
    NAMED(A_ITALIC),
    NAMED(COLOR_BLACK),
    NAMED(COLOR_RED),
    NAMED(COLOR_GREEN),
    NAMED(COLOR_YELLOW),
    NAMED(COLOR_BLUE),
    NAMED(COLOR_MAGENTA),
    NAMED(COLOR_CYAN),
    NAMED(COLOR_WHITE),
    BUTTON(1),
    BUTTON(2),
    BUTTON(3),
    BUTTON(4),
    BUTTON(5),
    NAMED(BUTTON_SHIFT),
    NAMED(BUTTON_CTRL),
    NAMED(BUTTON_ALT),
    NAMED(ALL_MOUSE_EVENTS),
    NAMED(REPORT_MOUSE_POSITION),
    NAMED(KEY_MIN),
    NAMED(KEY_MAX),
};

/* The library names its keys: "KEY_UP", and "KEY_F(1)" for KEY_F1. */
static bool add_keys(Module *module) {
    for (int key = KEY_MIN; key < KEY_MAX; key++) {
        const char *from = ncurses.keyname(key);
        char name[64];
        size_t length = 0;
        if (!from || strncmp(from, "KEY_", 4) != 0)
            continue;
        for (; *from && length + 1 < sizeof name; from++)
            if (*from != '(' && *from != ')')
                name[length++] = *from;
        name[length] = 0;
        if (!module_add_int(module, name, key))
            return false;
    }
    return true;
}

static bool add_version(Module *module) {
    static const char version[] = "2.2";
    return module_add_steal(module, "version", value_of(bytes_new(version, strlen(version)))) &&
           module_add_steal(module, "__version__", value_of(bytes_new(version, strlen(version))));
}

/* curses_version() says "ncurses 6.4.20221231". */
static bool add_library_version(Module *module) {
    static const StructSequenceField fields[] = {{"major", "Major release number"},
                                                 {"minor", "Minor release number"},
                                                 {"patch", "Patch release number"}};
    static StructSequence sequence;
    int major = 0, minor = 0, patch = 0;
    if (!struct_sequence_ready(&sequence, "curses.ncurses_version",
                               "Ncurses version information as a named tuple.", fields, 3, 3))
        return false;
    if (sscanf(ncurses.curses_version(), "%*[^0-9]%d.%d.%d", &major, &minor, &patch) != 3)
        major = NCURSES_VERSION_MAJOR, minor = NCURSES_VERSION_MINOR, patch = NCURSES_VERSION_PATCH;
    Value numbers[] = {value_of_small_int(major), value_of_small_int(minor),
                       value_of_small_int(patch)};
    return module_add_steal(module, "ncurses_version",
                            struct_sequence_new_steal(&sequence, numbers));
}

static bool exec(Module *module) {
    locale_use_environment();
    return ncurses_library_open() && exception_class_use(&curses_error, module) &&
           type_ready(&curses_window_type) && module_add_type(module, &curses_window_type) &&
           MODULE_ADD_NUMBERS(module, constants) && add_keys(module) && add_version(module) &&
           add_library_version(module);
}

static void fini(void) {
    curses_set_screen_encoding(NULL);
    exception_class_fini(&curses_error);
}

const NativeModule _curses_module = {
    .name = "_curses",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
