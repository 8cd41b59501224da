/* The module _etree: what xml.etree.ElementTree takes from C. */
#include "lib/native/xml/etree.h"

EtreeNames etree_names;
ExceptionClass etree_parse_error = {
    .module = "xml.etree.ElementTree", .name = "ParseError", .base = &exc_SyntaxError};
Value etree_comment_factory, etree_pi_factory;

static Value sub_element(Value module, Value *args, size_t count, Tuple *keywords) {
    Dict *attributes;
    if (count > 0 && !is_element(args[0]))
        return raise_type_error("SubElement() argument 1 must be xml.etree.ElementTree.Element, "
                                "not %N",
                                args[0]);
    if (!element_read_attributes("SubElement", args, count, keywords, 2, &attributes))
        return NULL;
    Element *element = element_new(args[1], attributes);
    decref_maybe(value_of(attributes));
    if (element && element_append(element_of(args[0]), value_of(element)))
        return value_of(element);
    decref_maybe(value_of(element));
    return NULL;
}

static bool check_factory(Value value, const char *what) {
    return value == NONE || is_callable(value) ||
           raise_type_error("%s factory must be callable, not %.100s", what, type_name_of(value));
}

/* What made comments and processing instructions before. */
static Value set_factories(Value module, Value *args) {
    if (!check_factory(args[0], "Comment") || !check_factory(args[1], "PI"))
        return NULL;
    Value before = value_of(tuple_pack(2, etree_comment_factory ? etree_comment_factory : NONE,
                                       etree_pi_factory ? etree_pi_factory : NONE));
    if (!before)
        return NULL;
    replace_value(&etree_comment_factory, args[0] == NONE ? NULL : own(args[0]));
    replace_value(&etree_pi_factory, args[1] == NONE ? NULL : own(args[1]));
    return before;
}

static bool intern_names(void) {
#define INTERN(name)                                                                               \
    if (!etree_names.name && !(etree_names.name = str_intern_forever_steal(str_from_c(#name))))    \
        return false;
    ETREE_NAMES(INTERN)
#undef INTERN
    return true;
}

static bool exec(Module *module) {
    return intern_names() && exception_class_use(&etree_parse_error, module) &&
           type_ready(&element_iterator_type) && module_add_type(module, &element_type) &&
           module_add_type(module, &tree_builder_type) &&
           module_add_type(module, &tree_parser_type);
}

static void fini(void) {
    clear_value(&etree_comment_factory);
    clear_value(&etree_pi_factory);
    exception_class_fini(&etree_parse_error);
}

static const NativeMethod functions[] = {
    NATIVE_RAW("SubElement($module, parent, tag, /, attrib={}, **extra)", sub_element, NULL),
    NATIVE("escape($module, text, in_attribute, /)", element_escape,
           "The text with references instead of markup."),
    NATIVE("_set_factories($module, comment_factory, pi_factory, /)", set_factories,
           "Change the factories used to create comments and processing instructions.\n\nFor "
           "internal use only."),
    NATIVE_END};

const NativeModule _etree_module = {
    .name = "_etree",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
