/* exit, quit, copyright, credits, license and help: what CPython's site module adds for people. */
#include "lib/builtins/builtins.h"
#include "vm/import.h"

typedef struct Helper {
    Object header;
    const char *name, *text;
    enum { HELPER_QUIT, HELPER_TEXT, HELPER_HELP } kind;
} Helper;

static Helper *helper_of(Value value) {
    return (Helper *)object_of(value);
}

static Value helper_repr(Value self) {
    Helper *helper = helper_of(self);
    if (helper->kind == HELPER_QUIT)
        return value_of(str_format("Use %s() or Ctrl-D (i.e. EOF) to exit", helper->name));
    return value_of(str_from_c(helper->text));
}

static Value quit(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("__call__(code=None)");
    Value code;
    if (!arguments_bind(&signature, args, count, keywords, &code))
        return NULL;
    /* Closing standard input stops a shell that reads it for more. */
    Value input = sys_get_borrowed("stdin");
    if (input && input != NONE) {
        incref(input);
        Value closed = call_method_0(input, names.close);
        decref_maybe(closed);
        if (!closed)
            exception_clear();
        decref(input);
    }
    return raise_class(&exc_SystemExit, code ? code : NONE);
}

static Value print_text(Value self) {
    Value text = helper_repr(self);
    if (!text)
        return NULL;
    Value result = builtin_print(NULL, &text, 1, NULL);
    decref(text);
    return result;
}

static Value helper_call(Value self, Value *args, size_t count, Tuple *keywords) {
    switch (helper_of(self)->kind) {
    case HELPER_QUIT:
        return quit(self, args, count, keywords);
    case HELPER_TEXT:
        return arguments_check("__call__", count, keywords, 0, 0) ? print_text(self) : NULL;
    default:
        break;
    }
    Value help = import_attribute("pydoc", "help");
    if (!help)
        return NULL;
    Value result = call(help, args, count, keywords);
    decref(help);
    return result;
}

static void helper_dealloc(Object *object) { /* never called: all are static */
}

static Value get_name(Value self) {
    return value_of(str_from_c(helper_of(self)->name));
}

static const NativeGetSet getsets[] = {{"name", get_name, NULL, NULL}, {NULL, NULL, NULL, NULL}};

#define HELPER_TYPE(variable, type_name, docs)                                                     \
    static Type variable = {                                                                       \
        TYPE_INIT_ATOM(type_name, sizeof(Helper), helper_dealloc),                                 \
        .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,                                           \
        .base = &object_type,                                                                      \
        .doc = docs,                                                                               \
        .getsets = getsets,                                                                        \
        .repr = helper_repr,                                                                       \
        .call = helper_call,                                                                       \
    }
HELPER_TYPE(quitter_type, "_sitebuiltins.Quitter", NULL);
HELPER_TYPE(printer_type, "_sitebuiltins._Printer",
            "interactive prompt objects for printing the license text, a list of\n    contributors "
            "and the copyright notice.");
HELPER_TYPE(help_type, "_sitebuiltins._Helper",
            "Define the builtin 'help'.\n\nThis is a wrapper around pydoc.help that provides a "
            "helpful message\nwhen 'help' is typed at the Python interactive prompt.");

#define HELPER(type, name, text, kind)                                                             \
    { {MEM_IMMORTAL, MEM_OBJECT_STATIC, &type.mem}, name, text, kind }
static Helper helpers[] = {
    HELPER(quitter_type, "exit", NULL, HELPER_QUIT),
    HELPER(quitter_type, "quit", NULL, HELPER_QUIT),
    HELPER(printer_type, "copyright", "Folio is free software; see the file LICENSE.", HELPER_TEXT),
    HELPER(printer_type, "credits", "Thanks to all who wrote Python and its documentation.",
           HELPER_TEXT),
    HELPER(printer_type, "license", "Folio is free software; see the file LICENSE.", HELPER_TEXT),
    HELPER(help_type, "help",
           "Type help() for interactive help, or help(object) for help about object.", HELPER_HELP),
};

bool builtins_add_site(Module *module) {
    if (!type_ready(&quitter_type) || !type_ready(&printer_type) || !type_ready(&help_type))
        return false;
    for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
        if (!dict_set_c(module->dict, helpers[i].name, value_of(&helpers[i])))
            return false;
    return true;
}
