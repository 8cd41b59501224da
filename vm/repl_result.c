/* Results that would fill many screens are cut when they are shown at the prompt. */
#include "vm/line_display.h"
#include "vm/repl.h"
#include "vm/vm.h"

enum { SCREENS_SHOWN = 4, LENGTH_MIN = 4000 };

static size_t length_shown(void) {
    size_t length = SCREENS_SHOWN * line_display_rows() * line_display_columns();
    return length > LENGTH_MIN ? length : LENGTH_MIN;
}

bool repl_wants_cut(const Str *text) {
    return repl.edited && text->length > length_shown();
}

Value repl_cut_steal(Value text) {
    Str *whole = str_of(text);
    replace_value(&repl.last_result, text);
    Str *head = str_substring(whole, 0, length_shown() / 2);
    Str *cut = head ? str_format("%U ...\n[%zu characters: `:all' shows them, `:page _' pages]",
                                 head, whole->length)
                    : NULL;
    if (head)
        GIVE_UP(head);
    return value_of(cut);
}
