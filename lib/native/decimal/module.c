/* The module _decimal. */
#include "lib/native/decimal/decimal.h"
#include "vm/import.h"

static bool add_constants(Module *module) {
    for (int i = 0; i < ROUNDING_COUNT; i++)
        if (!module_add_steal(module, rounding_names[i], value_of(str_interned(rounding_names[i]))))
            return false;
    return module_add_int(module, "MAX_PREC", EXPONENT_LIMIT) &&
           module_add_int(module, "MAX_EMAX", EXPONENT_LIMIT) &&
           module_add_int(module, "MIN_EMIN", -EXPONENT_LIMIT) &&
           module_add_int(module, "MIN_ETINY", -2 * EXPONENT_LIMIT + 1) &&
           dict_set_c(module->dict, "HAVE_THREADS", TRUE_VALUE) &&
           dict_set_c(module->dict, "HAVE_CONTEXTVAR", TRUE_VALUE) &&
           module_add_text(module, "__version__", "1.70") &&
           module_add_text(module, "__libmpdec_version__", "2.5.1");
}

/* numbers.Number.register(Decimal) */
static bool register_number(void) {
    Value number = import_attribute("numbers", "Number");
    Str *name = str_from_c("register");
    Value result = number && name ? call_method_1(number, name, value_of(&decimal_type)) : NULL;
    decref_maybe(number);
    decref_maybe(value_of(name));
    decref_maybe(result);
    return result != NULL;
}

static bool exec(Module *module) {
    return current_context_init() && signal_classes_init(module) &&
           decimal_tuple_type_init(module) && type_ready(&decimal_manager_type) &&
           module_add_type(module, &decimal_type) &&
           module_add_type(module, &decimal_context_type) && register_number() &&
           dict_set_c(module->dict, "DefaultContext", value_of(&context_default)) &&
           dict_set_c(module->dict, "BasicContext", value_of(&context_basic)) &&
           dict_set_c(module->dict, "ExtendedContext", value_of(&context_extended)) &&
           add_constants(module);
}

static void fini(void) {
    current_context_fini();
    signal_dicts_leave(&context_default);
    signal_dicts_leave(&context_basic);
    signal_dicts_leave(&context_extended);
    signal_classes_fini();
    decimal_tuple_type_fini();
}

const NativeModule _decimal_module = {
    .name = "_decimal",
    .doc = "C decimal arithmetic module",
    .functions = decimal_functions,
    .exec = exec,
    .fini = fini,
};
