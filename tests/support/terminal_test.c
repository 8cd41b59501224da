/* Runs a session on a pseudo-terminal and compares the screen: terminal_test FOLIO FILE.test
 * [--print]
 *
 * The child's terminal is a small emulator (libvterm); what it shows is compared as text. A line of
 * the file is a remark, or
 *
 *     size 80x24            before `run`; so is
 *     env NAME=VALUE
 *     run ARGUMENTS         starts folio (in an empty folder, which is also HOME)
 *     shell COMMAND         starts a shell command in the same way
 *     > text                types the text and Enter
 *     : text                types the text
 *     ! Up C-c M-b Enter    presses keys
 *     paste                 pastes the lines that follow, each behind `< `, bracketed
 *     send                  the same without the brackets, as a program would send it
 *     resize 40x12
 *     | text                a row of the screen: consecutive rows are all it shows, from the top
 *     colour WORD NAME      the first WORD on the screen is red, green, ..., grey, bold or plain
 *     cursor ROW COLUMN     from 0
 *     file NAME             the lines that follow, behind `< `, are the file's
 *     write NAME            makes a file of the lines that follow, before `run`
 *     status N              folio has ended with this status
 *
 * After typing, the session waits until the child has read everything and sleeps. What is expected
 * may take ten seconds to come true. With --print the screens as they were are printed. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <utmp.h>
#include <unistd.h>
#include <vterm.h>

#ifdef __SANITIZE_THREAD__
enum { BUSY_MS = 6000 };
#else
enum { BUSY_MS = 500 };
#endif
enum { LINE_MAX_SIZE = 4096, ROWS_MAX = 64, PATIENCE_MS = 30000 };

static struct {
    const char *folio;
    int rows, columns;
    int master, slave; /* the slave's end is kept open to see what has not been read */
    pid_t child;
    bool ended;
    int status;
    VTerm *terminal;
    VTermScreen *screen;
    bool print;
    int line_number;
    const char *file_name;
} test = {.rows = 24, .columns = 80, .master = -1};

static void fail(const char *format, const char *detail) {
    fprintf(stderr, "%s:%d: ", test.file_name, test.line_number);
    fprintf(stderr, format, detail);
    fputc('\n', stderr);
    if (test.child)
        kill(test.child, SIGKILL);
    exit(1);
}

/* ---- the screen ------------------------------------------------------------------------------ */

static size_t put_utf8(char *to, uint32_t c) {
    if (c < 0x80) {
        *to = (char)c;
        return 1;
    }
    size_t count = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = count - 1; i > 0; i--, c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3f));
    *to = (char)((count == 2 ? 0xc0 : count == 3 ? 0xe0 : 0xf0) | c);
    return count;
}

static void row_text(int row, char *text) {
    char *end = text, *used = text;
    for (int column = 0; column < test.columns;) {
        VTermScreenCell cell;
        vterm_screen_get_cell(test.screen, (VTermPos){row, column}, &cell);
        if (!cell.chars[0])
            *end++ = ' ';
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            end += put_utf8(end, cell.chars[i]);
        if (cell.chars[0] && cell.chars[0] != ' ')
            used = end;
        column += cell.width > 0 ? cell.width : 1;
    }
    *used = 0;
}

static int screen_text(char rows[][LINE_MAX_SIZE]) {
    int count = 0;
    for (int row = 0; row < test.rows; row++) {
        row_text(row, rows[row]);
        if (*rows[row])
            count = row + 1;
    }
    return count;
}

static void print_screen(FILE *to, const char *mark) {
    static char rows[ROWS_MAX][LINE_MAX_SIZE];
    int count = screen_text(rows);
    for (int row = 0; row < count; row++)
        fprintf(to, "%s|%s%s\n", mark, *rows[row] ? " " : "", rows[row]);
}

/* ---- the child ------------------------------------------------------------------------------- */

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads what the child writes; false if nothing came in this time. */
static bool read_output(int wait_ms) {
    struct pollfd output = {.fd = test.master, .events = POLLIN};
    char bytes[65536];
    if (poll(&output, 1, wait_ms) <= 0)
        return false;
    ssize_t count = read(test.master, bytes, sizeof bytes);
    if (count <= 0)
        return false;
    vterm_input_write(test.terminal, bytes, (size_t)count);
    char reply[256];
    size_t size = vterm_output_read(test.terminal, reply, sizeof reply);
    return size == 0 || write(test.master, reply, size) >= 0;
}

static void note_end(void) {
    if (!test.ended && waitpid(test.child, &test.status, WNOHANG) == test.child)
        test.ended = true;
}

typedef struct Activity {
    bool is_sleeping;
    long busy_ms; /* processor time so far */
} Activity;

static Activity activity(void) {
    char path[64], text[512], state = 0;
    unsigned long user = 0, system = 0; /* in ticks */
    snprintf(path, sizeof path, "/proc/%d/stat", (int)test.child);
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[size] = 0;
    const char *behind = strrchr(text, ')');
    if (behind)
        sscanf(behind + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state, &user,
               &system);
    return (Activity){state == 'S' || state == 'T',
                      (long)(user + system) * 1000 / sysconf(_SC_CLK_TCK)};
}

/* Waits until the child has read all that was typed and sleeps, or has ended; or is busy with it
 * for a while of its own time without a word. */
static void settle(void) {
    int quiet = 0;
    long busy_since = activity().busy_ms;
    for (long end = now_ms() + PATIENCE_MS; now_ms() < end && quiet < 3;) {
        bool wrote = read_output(10);
        int unread = 0;
        ioctl(test.slave, FIONREAD, &unread);
        note_end();
        Activity now = activity();
        if (wrote || unread)
            busy_since = now.busy_ms;
        else if (now.busy_ms - busy_since > BUSY_MS)
            break;
        quiet = !wrote && (test.ended || (unread == 0 && now.is_sleeping)) ? quiet + 1 : 0;
    }
}

static void type(const char *text) {
    for (size_t size = strlen(text); size;) {
        ssize_t count = write(test.master, text, size);
        if (count < 0 && errno != EINTR && errno != EAGAIN)
            fail("cannot write: %s", strerror(errno));
        if (count > 0) {
            text += count;
            size -= (size_t)count;
        }
        read_output(0);
    }
}

static void start(bool by_shell, const char *arguments) {
    char command[LINE_MAX_SIZE];
    struct winsize size = {.ws_row = (unsigned short)test.rows,
                           .ws_col = (unsigned short)test.columns};
    snprintf(command, sizeof command, by_shell ? "%s" : "exec folio %s", arguments);
    if (test.terminal)
        vterm_free(test.terminal);
    test.terminal = vterm_new(test.rows, test.columns);
    vterm_set_utf8(test.terminal, 1);
    test.screen = vterm_obtain_screen(test.terminal);
    vterm_screen_enable_altscreen(test.screen, 1);
    vterm_screen_reset(test.screen, 1);
    if (openpty(&test.master, &test.slave, NULL, NULL, &size) != 0)
        fail("no pseudo-terminal: %s", strerror(errno));
    test.ended = false;
    test.child = fork();
    if (test.child == 0) {
        close(test.master);
        login_tty(test.slave);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    fcntl(test.master, F_SETFL, O_NONBLOCK);
    for (long end = now_ms() + PATIENCE_MS; !test.ended && now_ms() < end && !read_output(10);)
        note_end(); /* until the first sign of life */
    settle();
}

/* ---- keys ------------------------------------------------------------------------------------ */

static const struct {
    const char *name, *bytes;
} keys[] = {
    {"Enter", "\r"},       {"Tab", "\t"},      {"Esc", "\x1b"},         {"BSpace", "\x7f"},
    {"Up", "\x1b[A"},      {"Down", "\x1b[B"}, {"Right", "\x1b[C"},     {"Left", "\x1b[D"},
    {"Home", "\x1b[H"},    {"End", "\x1b[F"},  {"PgUp", "\x1b[5~"},     {"PgDn", "\x1b[6~"},
    {"Delete", "\x1b[3~"}, {"BTab", "\x1b[Z"}, {"C-Left", "\x1b[1;5D"}, {"C-Right", "\x1b[1;5C"},
    {"Space", " "},        {"C-_", "\x1f"},    {"C-\\", "\x1c"},
};

static void press(const char *name) {
    char bytes[3] = {0};
    if (name[0] == 'C' && name[1] == '-' && name[2] >= 'a' && name[2] <= 'z' && !name[3])
        bytes[0] = name[2] & 0x1f;
    else if (name[0] == 'M' && name[1] == '-') {
        bytes[0] = 0x1b;
        bytes[1] = strcmp(name + 2, "Enter") == 0 ? '\r' : name[2];
    } else if (!name[1])
        bytes[0] = name[0];
    for (size_t i = 0; !*bytes && i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i].name, name) == 0) {
            type(keys[i].bytes);
            settle();
            return;
        }
    if (!*bytes)
        fail("no key %s", name);
    type(bytes);
    settle();
}

static void press_all(char *names) {
    for (char *name = strtok(names, " "); name; name = strtok(NULL, " "))
        press(name);
}

/* ---- the file -------------------------------------------------------------------------------- */

static char line[LINE_MAX_SIZE], *held; /* held: a line read too early */

static bool next_line(FILE *file) {
    if (held) {
        held = NULL;
        return true;
    }
    if (!fgets(line, sizeof line, file))
        return false;
    test.line_number++;
    line[strcspn(line, "\n")] = 0;
    return true;
}

/* The lines that follow behind this mark, joined by newlines. */
static char *read_block(FILE *file, char mark) {
    static char text[65536];
    size_t size = 0, count = 0;
    *text = 0;
    while (next_line(file)) {
        if (line[0] != mark || (line[1] && line[1] != ' ')) {
            held = line;
            break;
        }
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%s", count++ ? "\n" : "",
                                 line[1] ? line + 2 : "");
    }
    return text;
}

static bool screen_is(const char *expected) {
    static char rows[ROWS_MAX][LINE_MAX_SIZE], text[65536];
    int count = screen_text(rows);
    size_t size = 0;
    *text = 0;
    for (int row = 0; row < count; row++)
        size +=
            (size_t)snprintf(text + size, sizeof text - size, "%s%s", row ? "\n" : "", rows[row]);
    return strcmp(text, expected) == 0;
}

static void expect_screen(FILE *file) {
    held = line;
    char *expected = read_block(file, '|');
    bool same = screen_is(expected);
    for (long end = now_ms() + (test.print ? 500 : PATIENCE_MS); !same && now_ms() < end;) {
        read_output(20);
        same = screen_is(expected);
    }
    if (test.print)
        print_screen(stdout, "");
    else if (!same) {
        fprintf(stderr, "the screen is\n");
        print_screen(stderr, "  ");
        fail("but should be\n%s", expected);
    }
}

/* The text with the mark before each line. */
static void print_marked(const char *text) {
    for (const char *at = text; *at;) {
        size_t size = strcspn(at, "\n");
        printf("<%s%.*s\n", size ? " " : "", (int)size, at);
        at += size + (at[size] == '\n');
    }
}

static void expect_file(const char *name, const char *expected) {
    static char text[65536];
    FILE *file = fopen(name, "r");
    size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[size] = 0;
    if (file)
        fclose(file);
    if (size && text[size - 1] == '\n')
        text[size - 1] = 0;
    if (test.print)
        print_marked(text);
    else if (strcmp(text, expected) != 0)
        fail("the file holds\n%s", text);
}

static void write_file(const char *name, const char *text) {
    FILE *file = fopen(name, "w");
    if (!file)
        fail("cannot write %s", name);
    fprintf(file, "%s\n", text);
    fclose(file);
}

static bool cell_has_colour(const VTermScreenCell *cell, const char *name) {
    static const char *const names[] = {"black",   "red",  "green", "yellow", "blue",
                                        "magenta", "cyan", "white", "grey"};
    if (strcmp(name, "bold") == 0)
        return cell->attrs.bold;
    if (strcmp(name, "reverse") == 0)
        return cell->attrs.reverse;
    if (strcmp(name, "plain") == 0)
        return VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) && !cell->attrs.bold && !cell->attrs.reverse;
    for (int i = 0; i < 9; i++)
        if (strcmp(names[i], name) == 0)
            return VTERM_COLOR_IS_INDEXED(&cell->fg) && cell->fg.indexed.idx % 16 == i;
    return false;
}

static void expect_colour(char *arguments) {
    char *name = strrchr(arguments, ' '), text[LINE_MAX_SIZE];
    if (!name)
        fail("colour of what? %s", arguments);
    *name++ = 0;
    for (int row = 0; row < test.rows; row++) {
        row_text(row, text);
        const char *found = strstr(text, arguments);
        if (!found)
            continue;
        VTermScreenCell cell;
        vterm_screen_get_cell(test.screen, (VTermPos){row, (int)(found - text)}, &cell);
        if (!cell_has_colour(&cell, name))
            fail("not so: %s", arguments);
        return;
    }
    fail("not on the screen: %s", arguments);
}

static void expect_cursor(const char *arguments) {
    VTermPos position;
    int row, column;
    char actual[64];
    settle();
    vterm_state_get_cursorpos(vterm_obtain_state(test.terminal), &position);
    snprintf(actual, sizeof actual, "%d %d", position.row, position.col);
    if (sscanf(arguments, "%d %d", &row, &column) != 2 || row != position.row ||
        column != position.col)
        fail("the cursor is at %s", actual);
}

static void expect_status(const char *expected) {
    for (long end = now_ms() + PATIENCE_MS; !test.ended && now_ms() < end; note_end())
        read_output(10);
    char status[32] = "still running";
    if (test.ended)
        snprintf(status, sizeof status, "%d",
                 WIFSIGNALED(test.status) ? 128 + WTERMSIG(test.status) : WEXITSTATUS(test.status));
    if (strcmp(status, expected) != 0)
        fail("the status is %s", status);
}

static void resize(const char *text) {
    if (sscanf(text, "%dx%d", &test.columns, &test.rows) != 2)
        fail("no size: %s", text);
    if (test.terminal) {
        struct winsize size = {.ws_row = (unsigned short)test.rows,
                               .ws_col = (unsigned short)test.columns};
        vterm_set_size(test.terminal, test.rows, test.columns);
        ioctl(test.master, TIOCSWINSZ, &size);
        settle();
    }
}

static char *behind(char *text, const char *word) {
    size_t size = strlen(word);
    return strncmp(text, word, size) == 0 && (text[size] == ' ' || !text[size])
               ? text + size + (text[size] == ' ')
               : NULL;
}

/* A line that begins with one of these words and needs lines that follow. */
static void run_block_command(FILE *file, char *argument, char command) {
    char name[256];
    snprintf(name, sizeof name, "%s", argument);
    char *text = read_block(file, '<');
    if (test.print && command != 'f')
        print_marked(text);
    if (command == 'f')
        expect_file(name, text);
    else if (command == 'w')
        write_file(name, text);
    else {
        if (command == 'p')
            type("\x1b[200~");
        for (char *at = text; *at; at++)
            *at = *at == '\n' ? '\r' : *at;
        type(text);
        if (command == 'p')
            type("\x1b[201~");
        settle();
    }
}

static void run_line(FILE *file) {
    static char copy[LINE_MAX_SIZE];
    char *argument;
    strcpy(copy, line);
    if (line[0] == '|' && (line[1] == ' ' || !line[1])) {
        expect_screen(file);
        return;
    }
    if (test.print)
        puts(line);
    if ((argument = behind(copy, ">"))) {
        type(argument);
        type("\r");
        settle();
    } else if ((argument = behind(copy, ":"))) {
        type(argument);
        settle();
    } else if ((argument = behind(copy, "!")))
        press_all(argument);
    else if ((argument = behind(copy, "run")))
        start(false, argument);
    else if ((argument = behind(copy, "shell")))
        start(true, argument);
    else if ((argument = behind(copy, "env")))
        putenv(strdup(argument));
    else if ((argument = behind(copy, "size")) || (argument = behind(copy, "resize")))
        resize(argument);
    else if ((argument = behind(copy, "colour")))
        expect_colour(argument);
    else if ((argument = behind(copy, "cursor")))
        expect_cursor(argument);
    else if ((argument = behind(copy, "status")))
        expect_status(argument);
    else if ((argument = behind(copy, "file")))
        run_block_command(file, argument, 'f');
    else if ((argument = behind(copy, "write")))
        run_block_command(file, argument, 'w');
    else if ((argument = behind(copy, "paste")))
        run_block_command(file, argument, 'p');
    else if ((argument = behind(copy, "send")))
        run_block_command(file, argument, 's');
}

/* An empty folder to run in, with folio on the PATH; everything else of the environment goes. */
static void make_world(void) {
    static char folder[] = "/tmp/terminal_testXXXXXX";
    char path[512], target[512];
    if (!mkdtemp(folder) || chdir(folder) != 0 || !realpath(test.folio, target))
        fail("no folder: %s", strerror(errno));
    snprintf(path, sizeof path, "%s/.bin", folder);
    if (mkdir(path, 0700) != 0)
        fail("no folder: %s", path);
    snprintf(path, sizeof path, "%s/.bin/folio", folder);
    if (symlink(target, path) != 0)
        fail("no link: %s", path);
    snprintf(path, sizeof path, "%s/.bin:/usr/bin:/bin", folder);
    clearenv();
    setenv("PATH", path, 1);
    setenv("HOME", folder, 1);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("FOLIO_EXIT_CHECK", "1", 1);
}

static void remove_world(void) {
    char command[64], folder[32];
    if (!getcwd(folder, sizeof folder) || strncmp(folder, "/tmp/terminal_test", 18) != 0)
        return;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (system(command) != 0)
        fprintf(stderr, "cannot remove %s\n", folder);
}

/* The terminal goes away, as when its window is closed: the child must end. */
static void hang_up(void) {
    close(test.master);
    for (long end = now_ms() + PATIENCE_MS; !test.ended && now_ms() < end; note_end())
        usleep(10000);
    if (!test.ended)
        fail("%s", "the child survives its terminal");
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    char *folio = realpath(argv[1], NULL);
    FILE *file = fopen(argv[2], "r");
    if (!folio || !file) {
        fprintf(stderr, "cannot open %s\n", argv[folio ? 2 : 1]);
        return 2;
    }
    test.folio = folio;
    test.file_name = argv[2];
    test.print = argc > 3;
    signal(SIGPIPE, SIG_IGN);
    make_world();
    atexit(remove_world);
    while (next_line(file))
        run_line(file);
    if (test.child && !test.ended)
        hang_up();
    fclose(file);
    free(folio);
    return 0;
}
