/* Signals while Tcl waits for events: it sleeps through them, so that Ctrl-C would be answered only
 * when the mouse moves. In the main thread's loop a pipe is the wake-up descriptor of signals, and
 * a file that Tcl watches: the loop gets its turn, and looks at signals as ever. */
#define _GNU_SOURCE /* pipe2 */
#include "lib/native/tkinter/tkinter.h"
#include "vm/signals.h"

#include <fcntl.h>
#include <unistd.h>

static void drain(ClientData data, int mask) {
    char bytes[64];
    while (read((int)(intptr_t)data, bytes, sizeof bytes) > 0) {
    }
}

TkInterrupts tk_interrupts_begin(void) {
    TkInterrupts none = {.pipe = {-1, -1}}, made = none;
    if (!is_main_thread() || pipe2(made.pipe, O_NONBLOCK | O_CLOEXEC) != 0)
        return none;
    int before = signal_set_wakeup(made.pipe[1], false);
    if (before < 0) {
        tcl.Tcl_CreateFileHandler(made.pipe[0], TCL_READABLE, drain,
                                  (ClientData)(intptr_t)made.pipe[0]);
        return made;
    }
    signal_set_wakeup(before, true); /* an outer loop's, or the program's own */
    close(made.pipe[0]);
    close(made.pipe[1]);
    return none;
}

void tk_interrupts_end(TkInterrupts interrupts) {
    if (interrupts.pipe[0] < 0)
        return;
    int now = signal_set_wakeup(-1, true);
    if (now != interrupts.pipe[1]) /* the program has set another meanwhile */
        signal_set_wakeup(now, true);
    tcl.Tcl_DeleteFileHandler(interrupts.pipe[0]);
    close(interrupts.pipe[0]);
    close(interrupts.pipe[1]);
}
