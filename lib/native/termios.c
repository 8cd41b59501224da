/* Module termios: the settings of terminals.
 *
 * tcgetattr() gives [iflag, oflag, cflag, lflag, ispeed, ospeed, cc], where cc holds one byte for
 * each control character; VMIN and VTIME are numbers while the terminal is not in canonical mode.
 */
#include "lib/native/exception_class.h"
#include "lib/native/named_numbers.h"
#include "lib/native/posix_call.h"
#include "vm/objects/list.h"
#include "vm/vm.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>

static ExceptionClass error = {.module = "termios", .name = "error", .base = &exc_Exception};

static Value raise_from_errno(void) {
    int number = errno;
    Value values[] = {value_of_small_int(number), value_of(str_from_c(strerror(number)))};
    Value exception = values[1] ? call(error.class, values, 2, NULL) : NULL;
    decref_maybe(values[1]);
    if (exception) {
        raise_value(exception);
        decref(exception);
    }
    return NULL;
}

static Value done(int status) {
    return status < 0 ? raise_from_errno() : NONE;
}

static Value control_character(const struct termios *mode, int i) {
    bool is_number = (i == VMIN || i == VTIME) && !(mode->c_lflag & ICANON);
    return is_number ? value_of_small_int(mode->c_cc[i]) : value_of(bytes_new(&mode->c_cc[i], 1));
}

static Value get_attributes(Value self, Value *args) {
    int descriptor;
    struct termios mode;
    if (!file_descriptor_of(args[0], &descriptor))
        return NULL;
    if (tcgetattr(descriptor, &mode) < 0)
        return raise_from_errno();
    List *list = list_new(7), *characters = list_new(NCCS);
    bool good = list && characters;
    const unsigned numbers[] = {mode.c_iflag, mode.c_oflag,       mode.c_cflag,
                                mode.c_lflag, cfgetispeed(&mode), cfgetospeed(&mode)};
    for (int i = 0; good && i < 6; i++)
        good = list_append_steal(list, value_of_small_int(numbers[i]));
    for (int i = 0; good && i < NCCS; i++) {
        Value character = control_character(&mode, i);
        good = character && list_append_steal(characters, character);
    }
    if (good && list_append_steal(list, value_of(characters)))
        return value_of(list);
    if (list)
        GIVE_UP(list);
    if (characters && !good)
        GIVE_UP(characters);
    return NULL;
}

static bool read_character(Value item, cc_t *character) {
    if (is_bytes(item) && bytes_of(item)->size == 1) {
        *character = bytes_of(item)->data[0];
        return true;
    }
    int number;
    if (!is_int(item))
        return raise_type_error("tcsetattr: elements of attributes must be characters or integers");
    if (!int_as_int(item, &number))
        return false;
    *character = (cc_t)number;
    return true;
}

static bool read_attributes(Value value, struct termios *mode) {
    if (!is_list(value) || list_of(value)->count != 7)
        return raise_type_error("tcsetattr, arg 3: must be 7 element list");
    tcflag_t *const flags[] = {&mode->c_iflag, &mode->c_oflag, &mode->c_cflag, &mode->c_lflag};
    int64_t numbers[6];
    for (int i = 0; i < 6; i++)
        if (!int_as_int64(list_of(value)->items[i], &numbers[i]))
            return false;
    Value characters = list_of(value)->items[6];
    if (!is_list(characters) || list_of(characters)->count != NCCS)
        return raise_type_error("tcsetattr: attributes[6] must be %d element list", NCCS);
    for (int i = 0; i < 4; i++)
        *flags[i] = (tcflag_t)numbers[i];
    for (int i = 0; i < NCCS; i++)
        if (!read_character(list_of(characters)->items[i], &mode->c_cc[i]))
            return false;
    if (cfsetispeed(mode, (speed_t)numbers[4]) == 0 && cfsetospeed(mode, (speed_t)numbers[5]) == 0)
        return true;
    raise_from_errno();
    return false;
}

static Value set_attributes(Value self, Value *args) {
    int descriptor, when;
    struct termios mode;
    if (!file_descriptor_of(args[0], &descriptor) || !int_as_int(args[1], &when))
        return NULL;
    if (tcgetattr(descriptor, &mode) < 0)
        return raise_from_errno();
    if (!read_attributes(args[2], &mode))
        return NULL;
    gil_release();
    int status = tcsetattr(descriptor, when, &mode);
    gil_acquire();
    return done(status);
}

static Value send_break(Value self, Value *args) {
    int descriptor, duration;
    if (!file_descriptor_of(args[0], &descriptor) || !int_as_int(args[1], &duration))
        return NULL;
    return done(tcsendbreak(descriptor, duration));
}

static Value drain(Value self, Value *args) {
    int descriptor;
    if (!file_descriptor_of(args[0], &descriptor))
        return NULL;
    gil_release();
    int status = tcdrain(descriptor);
    gil_acquire();
    return done(status);
}

static Value flush(Value self, Value *args) {
    int descriptor, queue;
    if (!file_descriptor_of(args[0], &descriptor) || !int_as_int(args[1], &queue))
        return NULL;
    return done(tcflush(descriptor, queue));
}

static Value flow(Value self, Value *args) {
    int descriptor, action;
    if (!file_descriptor_of(args[0], &descriptor) || !int_as_int(args[1], &action))
        return NULL;
    return done(tcflow(descriptor, action));
}

static Value get_window_size(Value self, Value *args) {
    int descriptor;
    struct winsize size;
    if (!file_descriptor_of(args[0], &descriptor))
        return NULL;
    if (ioctl(descriptor, TIOCGWINSZ, &size) < 0)
        return raise_from_errno();
    Tuple *pair = tuple_new(2);
    if (!pair)
        return NULL;
    pair->items[0] = value_of_small_int(size.ws_row);
    pair->items[1] = value_of_small_int(size.ws_col);
    return value_of(pair);
}

static bool read_rows_and_columns(Value pair, struct winsize *size) {
    if (!type_of(pair)->get_item || is_dict(pair))
        return raise_type_error("tcsetwinsize, arg 2: must be a two-item sequence");
    Tuple *numbers = tuple_from_iterable(pair);
    if (!numbers)
        return false;
    int64_t rows, columns;
    bool fine = false;
    if (numbers->count != 2)
        raise_type_error("tcsetwinsize, arg 2: must be a two-item sequence");
    else if (int_as_int64(numbers->items[0], &rows) && int_as_int64(numbers->items[1], &columns))
        fine = (rows == (unsigned short)rows && columns == (unsigned short)columns) ||
               raise_overflow_error("winsize value(s) out of range.");
    GIVE_UP(numbers);
    if (fine)
        size->ws_row = (unsigned short)rows, size->ws_col = (unsigned short)columns;
    return fine;
}

/* What else the system keeps of the window (its pixels) stays. */
static Value set_window_size(Value self, Value *args) {
    int descriptor;
    struct winsize size;
    if (!file_descriptor_of(args[0], &descriptor))
        return NULL;
    if (ioctl(descriptor, TIOCGWINSZ, &size) < 0)
        return raise_from_errno();
    if (!read_rows_and_columns(args[1], &size))
        return NULL;
    return ioctl(descriptor, TIOCSWINSZ, &size) < 0 ? raise_from_errno() : NONE;
}

static const NativeMethod functions[] = {
    NATIVE(
        "tcgetattr($module, fd, /)", get_attributes,
        "Get the tty attributes for file descriptor fd.\n\nReturns a list [iflag, oflag, cflag, "
        "lflag, ispeed, ospeed, cc]\nwhere cc is a list of the tty special characters (each a "
        "string of\nlength 1, except the items with indices VMIN and VTIME, which are\nintegers "
        "when these fields are defined).  The interpretation of the\nflags and the speeds as "
        "well as the indexing in the cc array must be\ndone using the symbolic constants defined "
        "in this module."),
    NATIVE(
        "tcsetattr($module, fd, when, attributes, /)", set_attributes,
        "Set the tty attributes for file descriptor fd.\n\nThe attributes to be set are taken "
        "from the attributes argument, which\nis a list like the one returned by tcgetattr(). The "
        "when argument\ndetermines when the attributes are changed: termios.TCSANOW to\nchange "
        "immediately, termios.TCSADRAIN to change after transmitting all\nqueued output, or "
        "termios.TCSAFLUSH to change after transmitting all\nqueued output and discarding all "
        "queued input."),
    NATIVE("tcsendbreak($module, fd, duration, /)", send_break,
           "Send a break on file descriptor fd.\n\nA zero duration sends a break for 0.25-0.5 "
           "seconds; a nonzero duration\nhas a system dependent meaning."),
    NATIVE("tcdrain($module, fd, /)", drain,
           "Wait until all output written to file descriptor fd has been transmitted."),
    NATIVE(
        "tcflush($module, fd, queue, /)", flush,
        "Discard queued data on file descriptor fd.\n\nThe queue selector specifies which queue: "
        "termios.TCIFLUSH for the input\nqueue, termios.TCOFLUSH for the output queue, or "
        "termios.TCIOFLUSH for\nboth queues."),
    NATIVE("tcflow($module, fd, action, /)", flow,
           "Suspend or resume input or output on file descriptor fd.\n\nThe action argument can be "
           "termios.TCOOFF to suspend output,\ntermios.TCOON to restart output, termios.TCIOFF to "
           "suspend input,\nor termios.TCION to restart input."),
    NATIVE("tcgetwinsize($module, fd, /)", get_window_size,
           "Get the tty winsize for file descriptor fd.\n\nReturns a tuple (ws_row, ws_col)."),
    NATIVE("tcsetwinsize($module, fd, winsize, /)", set_window_size,
           "Set the tty winsize for file descriptor fd.\n\nThe winsize to be set is taken from the "
           "winsize argument, which\nis a two-item tuple (ws_row, ws_col) like the one returned by "
           "tcgetwinsize()."),
    {0},
};

static const NamedNumber constants[] = {
    NAMED(TCSANOW),   NAMED(TCSADRAIN),  NAMED(TCSAFLUSH),  NAMED(TCIFLUSH),  NAMED(TCOFLUSH),
    NAMED(TCIOFLUSH), NAMED(TCOOFF),     NAMED(TCOON),      NAMED(TCIOFF),    NAMED(TCION),
    NAMED(IGNBRK),    NAMED(BRKINT),     NAMED(IGNPAR),     NAMED(PARMRK),    NAMED(INPCK),
    NAMED(ISTRIP),    NAMED(INLCR),      NAMED(IGNCR),      NAMED(ICRNL),     NAMED(IXON),
    NAMED(IXANY),     NAMED(IXOFF),      NAMED(IMAXBEL),    NAMED(OPOST),     NAMED(ONLCR),
    NAMED(OCRNL),     NAMED(ONOCR),      NAMED(ONLRET),     NAMED(CSIZE),     NAMED(CSTOPB),
    NAMED(CREAD),     NAMED(PARENB),     NAMED(PARODD),     NAMED(HUPCL),     NAMED(CLOCAL),
    NAMED(CS5),       NAMED(CS6),        NAMED(CS7),        NAMED(CS8),       NAMED(ISIG),
    NAMED(ICANON),    NAMED(ECHO),       NAMED(ECHOE),      NAMED(ECHOK),     NAMED(ECHONL),
    NAMED(ECHOCTL),   NAMED(ECHOKE),     NAMED(NOFLSH),     NAMED(TOSTOP),    NAMED(IEXTEN),
    NAMED(VINTR),     NAMED(VQUIT),      NAMED(VERASE),     NAMED(VKILL),     NAMED(VEOF),
    NAMED(VTIME),     NAMED(VMIN),       NAMED(VSTART),     NAMED(VSTOP),     NAMED(VSUSP),
    NAMED(VEOL),      NAMED(VEOL2),      NAMED(VREPRINT),   NAMED(VWERASE),   NAMED(VLNEXT),
    NAMED(NCCS),      NAMED(B0),         NAMED(B300),       NAMED(B1200),     NAMED(B2400),
    NAMED(B4800),     NAMED(B9600),      NAMED(B19200),     NAMED(B38400),    NAMED(B57600),
    NAMED(B115200),   NAMED(TIOCGWINSZ), NAMED(TIOCSWINSZ), NAMED(TIOCGPGRP), NAMED(TIOCSPGRP),
    NAMED(TIOCSTI),   NAMED(TIOCNOTTY),  NAMED(TIOCSCTTY),  NAMED(FIONREAD),  NAMED(FIONBIO),
};

static bool exec(Module *module) {
    return exception_class_use(&error, module) && MODULE_ADD_NUMBERS(module, constants);
}

static void fini(void) {
    exception_class_fini(&error);
}

const NativeModule termios_module = {
    .name = "termios",
    .doc = "This module provides an interface to the Posix calls for tty I/O control.\n\nFor a "
           "complete description of these calls, see the Posix or Unix manual\npages. It is only "
           "available for those Unix versions that support Posix\ntermios style tty I/O control.",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
