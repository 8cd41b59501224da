/* The future statements stand before all others, after the docstring only. */
#include "compiler/future.h"

static const struct {
    const char *name;
    uint32_t flag;
} features[] = {
    {"nested_scopes", 0},    {"generators", 0},
    {"division", 0},         {"absolute_import", 0},
    {"with_statement", 0},   {"print_function", 0},
    {"unicode_literals", 0}, {"barry_as_FLUFL", CO_FUTURE_BARRY_AS_BDFL},
    {"generator_stop", 0},   {"annotations", CO_FUTURE_ANNOTATIONS},
};

static void add_feature(Context *context, const Node *statement, const AliasNode *alias) {
    CodePosition at = {statement->lineno, statement->lineno, statement->col_offset, -1};
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        if (text_is(alias->name, features[i].name)) {
            context->future |= features[i].flag;
            return;
        }
    }
    if (text_is(alias->name, "braces"))
        context_error(context, at, "not a chance");
    context_error(context, at, "future feature %.*s is not defined", TEXT_ARGS(alias->name));
}

static bool is_docstring(const Node *node) {
    if (node->kind != NODE_EXPR)
        return false;
    const Node *value = ((const ExprNode *)node)->value;
    return value->kind == NODE_CONSTANT &&
           ((const ConstantNode *)value)->value.kind == CONSTANT_STR;
}

const Node *future_scan(Context *context, const Node *module) {
    if (module->kind != NODE_MODULE && module->kind != NODE_INTERACTIVE)
        return NULL;
    const NodeList *body = &((const ModuleNode *)module)->body;
    const Node *last = NULL;
    for (size_t i = 0; i < body->count; i++) {
        const Node *node = body->items[i];
        if (i == 0 && is_docstring(node))
            continue;
        if (node->kind != NODE_IMPORT_FROM)
            break;
        const ImportFromNode *import = (const ImportFromNode *)node;
        if (import->level != 0 || !import->module.bytes || !text_is(import->module, "__future__"))
            break;
        for (size_t j = 0; j < import->names.count; j++)
            add_feature(context, node, (const AliasNode *)import->names.items[j]);
        last = node;
    }
    return last;
}
