/* input() with the line editor. */
#include "vm/line_input.h"
#include "vm/import.h"
#include "vm/repl.h"
#include "vm/runtime.h"
#include "vm/vm.h"

#include <string.h>

bool line_input_is_enabled, line_input_keeps_history = true;
void (*line_input_complete)(const wchar_t *text, size_t length, size_t cursor,
                            Completions *completions);

bool line_input_is_wanted(Value input, Value output) {
    return (repl.edited || line_input_is_enabled) && input == sys_get_borrowed("__stdin__") &&
           output == sys_get_borrowed("__stdout__") && line_editor_is_possible();
}

Value line_input_read(Str *prompt) {
    LineClient client = {.complete = line_input_complete,
                         .keeps_history = line_input_keeps_history,
                         .of_program = true};
    const char *shown = prompt ? str_utf8(prompt, NULL) : "";
    char *text;
    if (!shown)
        return NULL;
    runtime_on_fini(line_editor_end);
    Value line = NULL;
    switch (line_editor_read(&client, shown, "", &text)) {
    case LINE_TEXT:
        line = value_of(str_from_utf8(text, strlen(text)));
        break;
    case LINE_END:
        raise_class(&exc_EOFError, NULL);
        break;
    case LINE_INTERRUPTED:
        raise_class(&exc_KeyboardInterrupt, NULL);
        break;
    case LINE_FAILED:
        break;
    }
    mem_free(text);
    return line;
}
