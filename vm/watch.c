/* Starts the observers that the command line asks for and calls their reports, which are written
 * in Python (lib/python/_disassembly). */
#include "vm/watch.h"
#include "vm/import.h"
#include "vm/profile.h"
#include "vm/step.h"
#include "vm/runtime.h"
#include "vm/vm.h"

#include <stdio.h>
#include <string.h>

static bool is_bytecode(const char *what) {
    return strncmp(what, "bytecode", 8) == 0 && (!what[8] || what[8] == ':');
}

/* module.function(argument), its result given up. */
static bool call_view(const char *module_name, const char *function_name, const char *argument) {
    Str *name = str_from_c(module_name), *function = str_from_c(function_name);
    Value text = value_of(str_from_file_name(argument, strlen(argument)));
    Value module = name && function && text ? import_module(name) : NULL;
    Value result = module ? call_method_1(module, function, text) : NULL;
    bool done = result != NULL;
    decref_maybe(result);
    decref_maybe(module);
    decref_maybe(text);
    if (function)
        GIVE_UP(function);
    if (name)
        GIVE_UP(name);
    return done;
}

static bool refuse_option(const char *what) {
    sys_write_stderr("%s: -X %s\n", settings.executable, what);
    raise_class(&exc_SystemExit, value_of_small_int(2));
    return false;
}

bool watch_begin(void) {
    if (settings.step) {
        if (*settings.step && strcmp(settings.step, "all") != 0)
            return refuse_option("step is step or step=all");
        return call_view("_disassembly.step", "begin", settings.step);
    }
    if (!settings.profile)
        return true;
    if (!is_bytecode(settings.profile))
        return refuse_option("profile is bytecode or bytecode:FILE (.txt, .json, .html)");
    return profile_start();
}

void watch_end(int status) {
    char text[16];
    snprintf(text, sizeof text, "%d", status);
    if (step_is_on() && !call_view("_disassembly.step", "end", text))
        runtime_handle_exit_exception();
    if (!profile_is_on())
        return;
    profile_stop();
    const char *file = strchr(settings.profile, ':');
    if (!call_view("_disassembly.profile", "report", file ? file + 1 : ""))
        runtime_handle_exit_exception();
    profile_fini();
}
