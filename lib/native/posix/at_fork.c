/* os.register_at_fork: functions to call around fork(), the ones before it in reverse order. What
 * they raise is reported and forgotten. */
#include "lib/native/posix/posix.h"
#include "vm/runtime.h"

static List *hooks[3]; /* before, after in the parent, after in the child */

void at_fork_run(AtFork when) {
    List *list = hooks[when];
    if (!list)
        return;
    OWN(list);
    size_t count = list->count;
    for (size_t i = 0; i < count && i < list->count; i++) {
        Value hook = own(list->items[when == AT_FORK_BEFORE ? count - 1 - i : i]);
        Value result = call_0(hook);
        if (!result)
            exception_write_unraisable(hook);
        decref_maybe(result);
        decref(hook);
    }
    GIVE_UP(list);
}

static void forget(void) {
    for (int i = 0; i < 3; i++) {
        List *list = hooks[i];
        hooks[i] = NULL;
        if (list)
            GIVE_UP(list);
    }
}

Value posix_register_at_fork(Value self, Value *args) {
    static const char *const names_of[] = {"before", "after_in_child", "after_in_parent"};
    static const AtFork places[] = {AT_FORK_BEFORE, AT_FORK_CHILD, AT_FORK_PARENT};
    if (!args[0] && !args[1] && !args[2])
        return raise_type_error("At least one argument is required.");
    for (int i = 0; i < 3; i++)
        if (args[i] && !is_callable(args[i]))
            return raise_type_error("'%s' must be callable, not %s", names_of[i],
                                    type_name_of(args[i]));
    runtime_on_fini(forget);
    for (int i = 0; i < 3; i++) {
        List **list = &hooks[places[i]];
        if (!args[i])
            continue;
        if ((!*list && !(*list = list_new(0))) || !list_append(*list, args[i]))
            return NULL;
    }
    return NONE;
}
