/* Syntax trees between the parser's nodes and Python's objects, by the tables of ast.def.
 *
 * Going in, each field is checked to hold what its place wants, so that the compiler can cast
 * nodes by their kind; what a tree must obey beyond that is compile_validate's concern. */
#include "lib/builtins/syntax_tree.h"

#include "vm/import.h"
#include "vm/objects/code.h"
#include "vm/objects/constant.h"

#include <string.h>

typedef struct Classes {
    Value module;                 /* _ast, owned */
    Value instances;              /* of operators and contexts by name, owned */
    Value nodes[NODE_KIND_COUNT]; /* classes, owned; null until needed */
} Classes;

static bool classes_open(Classes *classes) {
    memset(classes, 0, sizeof *classes);
    classes->module = import_module_c("_ast");
    Str *name = classes->module ? str_interned("_instances") : NULL;
    if (name) {
        classes->instances = attribute_get(classes->module, name);
        decref(value_of(name));
    }
    return classes->instances;
}

static void classes_close(Classes *classes) {
    decref_maybe(classes->module);
    decref_maybe(classes->instances);
    for (size_t kind = 0; kind < NODE_KIND_COUNT; kind++)
        decref_maybe(classes->nodes[kind]);
}

static Value get_attribute_c(Value object, const char *name) {
    Str *str = str_interned(name);
    if (!str)
        return NULL;
    Value value = attribute_get(object, str);
    decref(value_of(str));
    return value;
}

/* Borrowed. */
static Value class_of(Classes *classes, NodeKind kind) {
    if (!classes->nodes[kind])
        classes->nodes[kind] = get_attribute_c(classes->module, ast_info[kind].name);
    return classes->nodes[kind];
}

Answer is_syntax_tree(Value value) {
    Str *name = str_interned("_ast");
    if (!name)
        return ANSWER_ERROR;
    Value module = NULL;
    Lookup found = dict_lookup(modules_dict_borrowed(), value_of(name), &module);
    decref(value_of(name));
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    Value base = get_attribute_c(module, "AST");
    decref(module);
    if (!base)
        return ANSWER_ERROR;
    Answer answer = object_is_instance(value, base);
    decref(base);
    return answer;
}

/* ---- out ------------------------------------------------------------------------------------- */

static Value node_object(Classes *classes, const Node *node);

static Value text_object(Text text) {
    if (!text.bytes)
        return NONE;
    return value_of(str_from_wtf8(text.bytes, text.size));
}

static Value optional_object(Classes *classes, const Node *node) {
    return node ? node_object(classes, node) : NONE;
}

static Value list_object(Classes *classes, const NodeList *nodes) {
    List *list = list_new(nodes->count);
    for (size_t i = 0; list && i < nodes->count; i++) {
        Value item = optional_object(classes, nodes->items[i]);
        if (!item || !list_append_steal(list, item)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

static Value texts_object(const TextList *texts) {
    List *list = list_new(texts->count);
    for (size_t i = 0; list && i < texts->count; i++) {
        Value item = text_object(texts->items[i]);
        if (!item || !list_append_steal(list, item)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

/* The one instance of an operator or context. */
static Value instance_object(Classes *classes, const char *name) {
    Str *key = str_interned(name);
    if (!key)
        return NULL;
    Value instance = object_get_item(classes->instances, value_of(key));
    decref(value_of(key));
    return instance;
}

static Value comparisons_object(Classes *classes, const ComparisonList *comparisons) {
    List *list = list_new(comparisons->count);
    for (size_t i = 0; list && i < comparisons->count; i++) {
        Value item = instance_object(classes, ast_comparison_names[comparisons->items[i]]);
        if (!item || !list_append_steal(list, item)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

static Value field_object(Classes *classes, const Node *node, const NodeField *field) {
    const void *content = ast_field(node, field);
    switch ((FieldKind)field->kind) {
    case FIELD_TEXT:
    case FIELD_OPT_TEXT:
        return text_object(*(const Text *)content);
    case FIELD_NODE:
    case FIELD_OPT_NODE:
        return optional_object(classes, *(Node *const *)content);
    case FIELD_LIST:
    case FIELD_OPT_LIST:
        return list_object(classes, content);
    case FIELD_TEXTS:
        return texts_object(content);
    case FIELD_INT:
        return value_from_int64(*(const int32_t *)content);
    case FIELD_CONSTANT:
        return value_of_constant(content);
    case FIELD_OPERATOR:
        return instance_object(classes, ast_operator_names[*(const Operator *)content]);
    case FIELD_UNARY_OPERATOR:
        return instance_object(classes, ast_unary_operator_names[*(const UnaryOperator *)content]);
    case FIELD_BOOL_OPERATOR:
        return instance_object(classes, ast_bool_operator_names[*(const BoolOperator *)content]);
    case FIELD_COMPARISONS:
        return comparisons_object(classes, content);
    case FIELD_CONTEXT:
        return instance_object(classes, ast_context_names[*(const ExprContext *)content]);
    }
    return raise_system_error("unknown kind of field");
}

static bool set_steal(Value object, const char *name, Value value) {
    Str *str = value ? str_interned(name) : NULL;
    bool done = str && attribute_set(object, str, value);
    decref_maybe(value);
    if (str)
        decref(value_of(str));
    return done;
}

static bool set_position(Value object, const Node *node) {
    return set_steal(object, "lineno", value_from_int64(node->lineno)) &&
           set_steal(object, "col_offset", value_from_int64(node->col_offset)) &&
           set_steal(object, "end_lineno", value_from_int64(node->end_lineno)) &&
           set_steal(object, "end_col_offset", value_from_int64(node->end_col_offset));
}

static Value node_object(Classes *classes, const Node *node) {
    if (!recursion_enter(" during ast construction"))
        return NULL;
    const NodeInfo *info = &ast_info[node->kind];
    Value class = class_of(classes, node->kind);
    Value object = class ? instance_new((Type *)(void *)object_of(class)) : NULL;
    bool done = object;
    for (size_t i = 0; done && i < info->field_count; i++)
        done =
            set_steal(object, info->fields[i].name, field_object(classes, node, &info->fields[i]));
    if (done && info->has_position)
        done = set_position(object, node);
    if (!done) {
        decref_maybe(object);
        return NULL;
    }
    return object;
}

Value syntax_tree_to_object(const Node *tree) {
    Classes classes;
    Value object = classes_open(&classes) ? node_object(&classes, tree) : NULL;
    classes_close(&classes);
    return object;
}

/* ---- in -------------------------------------------------------------------------------------- */

static const char *const category_names[] = {
    [AST_MOD] = "mod",
    [AST_STMT] = "stmt",
    [AST_EXPR] = "expr",
    [AST_COMPREHENSION] = "comprehension",
    [AST_EXCEPTHANDLER] = "excepthandler",
    [AST_ARGUMENTS] = "arguments",
    [AST_ARG] = "arg",
    [AST_KEYWORD] = "keyword",
    [AST_ALIAS] = "alias",
    [AST_WITHITEM] = "withitem",
    [AST_MATCH_CASE] = "match_case",
    [AST_PATTERN] = "pattern",
    [AST_TYPE_IGNORE] = "type_ignore",
    [AST_TYPE_PARAM] = "type_param",
};

typedef struct Reading {
    Classes classes;
    MemRegion *region;
} Reading;

/* What the nodes of a field must be. */
static NodeCategory wanted_category(NodeKind kind, const char *field) {
    static const struct {
        const char *field;
        NodeCategory category;
    } by_name[] = {{"orelse", AST_STMT},
                   {"finalbody", AST_STMT},
                   {"handlers", AST_EXCEPTHANDLER},
                   {"keywords", AST_KEYWORD},
                   {"names", AST_ALIAS},
                   {"items", AST_WITHITEM},
                   {"cases", AST_MATCH_CASE},
                   {"pattern", AST_PATTERN},
                   {"patterns", AST_PATTERN},
                   {"kwd_patterns", AST_PATTERN},
                   {"generators", AST_COMPREHENSION},
                   {"type_params", AST_TYPE_PARAM},
                   {"type_ignores", AST_TYPE_IGNORE},
                   {"posonlyargs", AST_ARG},
                   {"vararg", AST_ARG},
                   {"kwonlyargs", AST_ARG},
                   {"kwarg", AST_ARG},
                   {"body", AST_STMT}};
    if (strcmp(field, "args") == 0)
        return kind == NODE_CALL ? AST_EXPR : kind == NODE_ARGUMENTS ? AST_ARG : AST_ARGUMENTS;
    bool is_expression = kind == NODE_EXPRESSION || kind == NODE_LAMBDA || kind == NODE_IF_EXP;
    for (size_t i = 0; !is_expression && i < sizeof by_name / sizeof *by_name; i++)
        if (strcmp(by_name[i].field, field) == 0)
            return by_name[i].category;
    return AST_EXPR;
}

static void *allocate(Reading *reading, size_t size) {
    void *block = mem_region_alloc(reading->region, size);
    return block ? block : raise_no_memory();
}

static bool read_text(Reading *reading, Value value, Text *text) {
    if (!is_str(value))
        return raise_type_error("AST identifier must be of type str");
    return text_from_str(reading->region, str_of(value), text);
}

/* The number of the operator or context whose class `value` has, in `names`. */
static bool read_instance(Reading *reading, Value value, const char *const *names, int count,
                          const char *what, int *number) {
    for (*number = 0; *number < count; ++*number) {
        Value class = get_attribute_c(reading->classes.module, names[*number]);
        if (!class)
            return false;
        Answer answer = object_is_instance(value, class);
        decref(class);
        if (answer == ANSWER_ERROR)
            return false;
        if (answer == ANSWER_YES)
            return true;
    }
    return raise_type_error("expected some sort of %s, but got %R", what, value);
}

static Node *read_node(Reading *reading, Value object, NodeCategory category);

/* A list that stays as it is while its items are read. */
static Tuple *read_list(Value value, NodeKind kind, const char *field) {
    if (!is_list(value))
        return raise_type_error("%s field \"%s\" must be a list, not a %T", ast_info[kind].name,
                                field, value);
    return list_as_tuple(list_of(value));
}

static bool read_nodes(Reading *reading, const Tuple *items, NodeCategory category,
                       NodeList *list) {
    list->count = items->count;
    list->items = allocate(reading, (items->count + 1) * sizeof *list->items);
    for (size_t i = 0; list->items && i < items->count; i++) {
        Value item = items->items[i];
        if (item == NONE) /* which the validator accepts or refuses */
            continue;
        list->items[i] = read_node(reading, item, category);
        if (!list->items[i])
            return false;
    }
    return list->items;
}

static bool read_comparisons(Reading *reading, const Tuple *items, ComparisonList *list) {
    list->count = items->count;
    list->items = allocate(reading, items->count + 1);
    for (size_t i = 0; list->items && i < items->count; i++) {
        int number;
        if (!read_instance(reading, items->items[i], ast_comparison_names, COMPARISON_COUNT,
                           "cmpop", &number))
            return false;
        list->items[i] = (uint8_t)number;
    }
    return list->items;
}

static bool read_texts(Reading *reading, const Tuple *items, TextList *list) {
    list->count = items->count;
    list->items = allocate(reading, (items->count + 1) * sizeof *list->items);
    for (size_t i = 0; list->items && i < items->count; i++)
        if (!read_text(reading, items->items[i], &list->items[i]))
            return false;
    return list->items;
}

static bool read_list_field(Reading *reading, NodeKind kind, const NodeField *field, Value value,
                            void *content) {
    Tuple *items = read_list(value, kind, field->name);
    if (!items)
        return false;
    bool done;
    if (field->kind == FIELD_TEXTS)
        done = read_texts(reading, items, content);
    else if (field->kind == FIELD_COMPARISONS)
        done = read_comparisons(reading, items, content);
    else
        done = read_nodes(reading, items, wanted_category(kind, field->name), content);
    GIVE_UP(items);
    return done;
}

static bool read_field(Reading *reading, NodeKind kind, const NodeField *field, Value value,
                       void *content) {
    int number = 0;
    switch ((FieldKind)field->kind) {
    case FIELD_TEXT:
    case FIELD_OPT_TEXT:
        if (value == NONE && field->kind == FIELD_OPT_TEXT)
            return true;
        if (value == NONE)
            return raise_value_error("field '%s' is required for %s", field->name,
                                     ast_info[kind].name);
        return read_text(reading, value, content);
    case FIELD_NODE:
    case FIELD_OPT_NODE:
        if (value == NONE && field->kind == FIELD_OPT_NODE)
            return true;
        if (value == NONE)
            return raise_value_error("field '%s' is required for %s", field->name,
                                     ast_info[kind].name);
        *(Node **)content = read_node(reading, value, wanted_category(kind, field->name));
        return *(Node **)content;
    case FIELD_INT:
        if (value == NONE)
            return true;
        if (!is_int(value))
            return raise_value_error("invalid integer value: %R", value);
        return int_as_int(value, content);
    case FIELD_CONSTANT:
        return constant_from_value(reading->region, value, "got an invalid type in Constant",
                                   content);
    case FIELD_OPERATOR:
        if (!read_instance(reading, value, ast_operator_names, OPERATOR_COUNT, "operator", &number))
            return false;
        *(Operator *)content = number;
        return true;
    case FIELD_UNARY_OPERATOR:
        if (!read_instance(reading, value, ast_unary_operator_names, UNARY_COUNT, "unaryop",
                           &number))
            return false;
        *(UnaryOperator *)content = number;
        return true;
    case FIELD_BOOL_OPERATOR:
        if (!read_instance(reading, value, ast_bool_operator_names, BOOL_COUNT, "boolop", &number))
            return false;
        *(BoolOperator *)content = number;
        return true;
    case FIELD_CONTEXT:
        if (!read_instance(reading, value, ast_context_names, 3, "expr_context", &number))
            return false;
        *(ExprContext *)content = number;
        return true;
    default:
        return read_list_field(reading, kind, field, value, content);
    }
}

/* Missing attributes: lists are empty, what may be None is, positions of an end are the start's. */
static bool read_attribute(Value object, const char *name, Value *value) {
    *value = NULL;
    Str *str = str_interned(name);
    if (!str)
        return false;
    Lookup found = attribute_lookup(object, str, value);
    decref(value_of(str));
    return found != LOOKUP_ERROR;
}

static bool read_number(Value object, const char *name, const char *owner, bool required,
                        int32_t *number) {
    Value value;
    if (!read_attribute(object, name, &value))
        return false;
    if (!value || (value == NONE && !required)) {
        decref_maybe(value);
        return !required || raise_type_error("required field \"%s\" missing from %s", name, owner);
    }
    bool done = is_int(value) ? int_as_int(value, number)
                              : raise_value_error("invalid integer value: %R", value) != NULL;
    decref(value);
    return done;
}

static bool read_position(Value object, Node *node, NodeCategory category) {
    const char *owner = category_names[category];
    bool strict = category == AST_PATTERN || category == AST_TYPE_PARAM;
    if (!read_number(object, "lineno", owner, true, &node->lineno) ||
        !read_number(object, "col_offset", owner, true, &node->col_offset))
        return false;
    node->end_lineno = node->lineno;
    node->end_col_offset = node->col_offset;
    return read_number(object, "end_lineno", owner, strict, &node->end_lineno) &&
           read_number(object, "end_col_offset", owner, strict, &node->end_col_offset);
}

static bool is_optional(const NodeField *field) {
    return field->kind == FIELD_OPT_TEXT || field->kind == FIELD_OPT_NODE ||
           field->kind == FIELD_LIST || field->kind == FIELD_OPT_LIST ||
           field->kind == FIELD_TEXTS || field->kind == FIELD_COMPARISONS;
}

static bool read_fields(Reading *reading, Value object, Node *node) {
    const NodeInfo *info = &ast_info[node->kind];
    for (size_t i = 0; i < info->field_count; i++) {
        const NodeField *field = &info->fields[i];
        Value value;
        if (!read_attribute(object, field->name, &value))
            return false;
        if (!value && field->kind == FIELD_CONTEXT)
            continue;
        bool is_level = node->kind == NODE_IMPORT_FROM && field->kind == FIELD_INT;
        if (!value && !is_optional(field) && !is_level)
            return raise_type_error("required field \"%s\" missing from %s", field->name,
                                    info->name);
        if (!value)
            continue;
        bool done = read_field(reading, node->kind, field, value, ast_field(node, field));
        decref(value);
        if (!done)
            return false;
    }
    return true;
}

/* Every class of the category is tried, as subclasses are welcome. */
static bool find_kind(Reading *reading, Value object, NodeCategory category, NodeKind *kind) {
    for (int i = 0; i < NODE_KIND_COUNT; i++) {
        if (ast_info[i].category != category)
            continue;
        Value class = class_of(&reading->classes, i);
        Answer answer = class ? object_is_instance(object, class) : ANSWER_ERROR;
        if (answer == ANSWER_ERROR)
            return false;
        if (answer == ANSWER_YES) {
            *kind = i;
            return true;
        }
    }
    return raise_type_error("expected some sort of %s, but got %R", category_names[category],
                            object);
}

static bool has_position(NodeCategory category) {
    return category != AST_MOD && category != AST_COMPREHENSION && category != AST_ARGUMENTS &&
           category != AST_WITHITEM && category != AST_MATCH_CASE && category != AST_TYPE_IGNORE;
}

static Node *read_node(Reading *reading, Value object, NodeCategory category) {
    NodeKind kind = NODE_MODULE;
    Node head = {0};
    if (!recursion_enter(" during ast construction") ||
        (has_position(category) && !read_position(object, &head, category)) ||
        !find_kind(reading, object, category, &kind))
        return NULL;
    Node *node = allocate(reading, ast_info[kind].size);
    if (!node)
        return NULL;
    *node = head;
    node->kind = kind;
    if (!read_fields(reading, object, node))
        return NULL;
    Node *finished = ast_node_new(reading->region, node);
    return finished ? finished : raise_no_memory();
}

static Node *read_tree(Reading *reading, Value object, ParseMode mode) {
    static const NodeKind wanted[] = {[PARSE_EXEC] = NODE_MODULE,
                                      [PARSE_EVAL] = NODE_EXPRESSION,
                                      [PARSE_SINGLE] = NODE_INTERACTIVE,
                                      [PARSE_FUNC_TYPE] = NODE_FUNCTION_TYPE};
    Value class = class_of(&reading->classes, wanted[mode]);
    Answer answer = class ? object_is_instance(object, class) : ANSWER_ERROR;
    if (answer == ANSWER_ERROR)
        return NULL;
    if (answer == ANSWER_NO)
        return raise_type_error("expected %s node, got %T", ast_info[wanted[mode]].name, object);
    return read_node(reading, object, AST_MOD);
}

Node *syntax_tree_from_object(Value object, ParseMode mode, MemRegion *region) {
    Reading reading = {.region = region};
    Node *tree = classes_open(&reading.classes) ? read_tree(&reading, object, mode) : NULL;
    classes_close(&reading.classes);
    return tree;
}
