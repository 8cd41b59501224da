/* exit, quit, copyright, credits, license and help: what CPython's site module adds for people. */
#include "lib/builtins/builtins.h"
#include "vm/import.h"
#include "vm/sys.h"

typedef struct Helper {
    Object header;
    const char *name, *text;
    enum { HELPER_QUIT, HELPER_TEXT, HELPER_HELP } kind;
    Value eof; /* owned: the key that ends, too, as IDLE words it; null: as a terminal does */
} Helper;

static Helper *helper_of(Value value) {
    return (Helper *)object_of(value);
}

static Value get_eof(Value self) {
    Value eof = helper_of(self)->eof;
    return eof ? own(eof) : value_of(str_from_c("Ctrl-D (i.e. EOF)"));
}

static bool set_eof(Value self, Value eof) {
    replace_value(&helper_of(self)->eof, own_maybe(eof));
    return true;
}

static Value helper_repr(Value self) {
    Helper *helper = helper_of(self);
    if (helper->kind != HELPER_QUIT)
        return value_of(str_from_c(helper->text));
    Value eof = get_eof(self);
    Value text = eof ? value_of(str_format("Use %s() or %S to exit", helper->name, eof)) : NULL;
    decref_maybe(eof);
    return text;
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

/* What IDLE's window about it asks of a text, by the names that CPython's class has mangled. */
static Value printer_setup(Value self, Value *args) {
    return NONE;
}

static Value get_lines(Value self) {
    Value line = value_of(str_from_c(helper_of(self)->text));
    return value_of(list_from_array_steal(&line, 1));
}

static const NativeGetSet quitter_getsets[] = {
    {"name", get_name, NULL, NULL}, {"eof", get_eof, set_eof, NULL}, {NULL, NULL, NULL, NULL}};
static const NativeGetSet printer_getsets[] = {{"name", get_name, NULL, NULL},
                                               {"_Printer__lines", get_lines, NULL, NULL},
                                               {NULL, NULL, NULL, NULL}};
static const NativeGetSet help_getsets[] = {{"name", get_name, NULL, NULL},
                                            {NULL, NULL, NULL, NULL}};
static const NativeMethod printer_methods[] = {
    NATIVE("_Printer__setup($self, /)", printer_setup, NULL), NATIVE_END};
static const NativeMethod no_methods[] = {NATIVE_END};

#define HELPER_TYPE(variable, type_name, type_getsets, type_methods, docs)                         \
    static Type variable = {                                                                       \
        TYPE_INIT_ATOM(type_name, sizeof(Helper), helper_dealloc),                                 \
        .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,                                           \
        .base = &object_type,                                                                      \
        .doc = docs,                                                                               \
        .getsets = type_getsets,                                                                   \
        .methods = type_methods,                                                                   \
        .repr = helper_repr,                                                                       \
        .call = helper_call,                                                                       \
    }
HELPER_TYPE(quitter_type, "_sitebuiltins.Quitter", quitter_getsets, no_methods, NULL);
HELPER_TYPE(printer_type, "_sitebuiltins._Printer", printer_getsets, printer_methods,
            "interactive prompt objects for printing the license text, a list of\n    contributors "
            "and the copyright notice.");
HELPER_TYPE(help_type, "_sitebuiltins._Helper", help_getsets, no_methods,
            "Define the builtin 'help'.\n\nThis is a wrapper around pydoc.help that provides a "
            "helpful message\nwhen 'help' is typed at the Python interactive prompt.");

#define HELPER(type, name, text, kind)                                                             \
    { {MEM_IMMORTAL, MEM_OBJECT_STATIC, &type.mem}, name, text, kind, NULL }
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
    if (settings.no_site)
        return true;
    if (!type_ready(&quitter_type) || !type_ready(&printer_type) || !type_ready(&help_type))
        return false;
    for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
        if (!dict_set_c(module->dict, helpers[i].name, value_of(&helpers[i])))
            return false;
    return true;
}

void builtins_site_fini(void) {
    for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
        clear_value(&helpers[i].eof);
}
