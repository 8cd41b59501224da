/* Constant folding: one walk over the tree, children first.
 *
 *     1 + 2 -> 3        (1, 2) -> constant     "abc"[0] -> "a"      __debug__ -> True
 *     x in [1, 2] -> x in (1, 2)               for x in [a, b] -> for x in (a, b)
 *     not a in b -> a not in b                 "%s %r" % (a, b) -> f"{a!s} {b!r}"
 *
 * Nodes are changed in place; those that grow are replaced. Recursion is as deep as the tree, which
 * is checked. */
#include "compiler/fold.h"
#include "compiler/constant.h"

typedef struct Folder {
    Context *context;
    bool debug;     /* value of __debug__ */
    bool postponed; /* annotations stay as written */
} Folder;

static void fold(Folder *folder, Node **slot);

static bool is_constant(const Node *node) {
    return node->kind == NODE_CONSTANT;
}

static Constant *value_of(Node *node) {
    return &((ConstantNode *)node)->value;
}

static void *node_like(Folder *folder, const Node *model, size_t size, NodeKind kind) {
    Node *node = mem_region_alloc(folder->context->tree_region, size);
    if (!node)
        context_no_memory(folder->context);
    *node = *model;
    node->kind = kind;
    node->depth = 1;
    return node;
}

static void replace_by_constant(Folder *folder, Node **slot, Constant value) {
    ConstantNode *node = node_like(folder, *slot, sizeof *node, NODE_CONSTANT);
    node->value = value;
    *slot = &node->base;
}

/* ---- displays --------------------------------------------------------------------------- */

static bool fold_items(Folder *folder, Node **slot, const NodeList *items, ConstantKind kind) {
    for (size_t i = 0; i < items->count; i++)
        if (!is_constant(items->items[i]))
            return false;
    Constant *values =
        mem_region_alloc(folder->context->tree_region, (items->count + 1) * sizeof *values);
    if (!values)
        context_no_memory(folder->context);
    for (size_t i = 0; i < items->count; i++)
        values[i] = *value_of(items->items[i]);
    replace_by_constant(folder, slot, (Constant){.kind = kind, .sequence = {items->count, values}});
    return true;
}

static bool has_starred(const NodeList *items) {
    for (size_t i = 0; i < items->count; i++)
        if (items->items[i]->kind == NODE_STARRED)
            return true;
    return false;
}

/* What is only iterated over or searched need not be a new list or set. */
static void fold_iterable(Folder *folder, Node **slot) {
    Node *node = *slot;
    if (node->kind == NODE_LIST) {
        const NodeList elements = ((ListNode *)node)->elts;
        if (has_starred(&elements) || fold_items(folder, slot, &elements, CONSTANT_TUPLE))
            return;
        TupleNode *tuple = node_like(folder, node, sizeof *tuple, NODE_TUPLE);
        tuple->base.depth = node->depth;
        tuple->elts = elements;
        tuple->ctx = CONTEXT_LOAD;
        *slot = &tuple->base;
    } else if (node->kind == NODE_SET) {
        fold_items(folder, slot, &((SetNode *)node)->elts, CONSTANT_FROZENSET);
    }
}

/* ---- "..." % (...) ---------------------------------------------------------------------- */

typedef struct Format {
    const char *next, *end;
    Node **values;
    size_t count;
} Format;

static bool read_digits(Format *format, int *number) {
    int digits = 0;
    *number = 0;
    while (format->next < format->end && *format->next >= '0' && *format->next <= '9') {
        if (++digits > 3)
            return false;
        *number = 10 * *number + *format->next++ - '0';
    }
    return true;
}

/* %[-][width][.precision]s, r or a, as a FormattedValue. */
static Node *format_argument(Folder *folder, Format *format, Node *argument) {
    bool left = false, has_width, has_precision = false;
    int width = 0, precision = 0;
    for (; format->next < format->end && *format->next == '-'; format->next++)
        left = true;
    const char *digits = format->next;
    if (digits < format->end && *digits == '0')
        return NULL;
    if (!read_digits(format, &width))
        return NULL;
    has_width = format->next > digits;
    if (format->next < format->end && *format->next == '.') {
        format->next++;
        has_precision = true;
        if (!read_digits(format, &precision))
            return NULL;
    }
    if (format->next == format->end)
        return NULL;
    char conversion = *format->next++;
    if (conversion != 's' && conversion != 'r' && conversion != 'a')
        return NULL;
    FormattedValueNode *value = node_like(folder, argument, sizeof *value, NODE_FORMATTED_VALUE);
    value->base.depth = argument->depth + 1;
    value->value = argument;
    value->conversion = (unsigned char)conversion;
    if (has_width || has_precision) {
        char *spec = mem_region_alloc(folder->context->tree_region, 16);
        if (!spec)
            context_no_memory(folder->context);
        int size = 0;
        if (has_width)
            size += snprintf(spec, 16, "%s%d", left ? "" : ">", width);
        if (has_precision)
            size += snprintf(spec + size, 16 - size, ".%d", precision);
        Node *constant = &value->base;
        replace_by_constant(folder, &constant, constant_of_text((Text){spec, (size_t)size}));
        value->format_spec = constant;
    }
    return &value->base;
}

/* The text up to the next conversion, with %% made %. */
static Text format_literal(Folder *folder, Format *format) {
    char *bytes = context_alloc(folder->context, format->end - format->next + 1), *out = bytes;
    while (format->next < format->end) {
        if (*format->next == '%') {
            if (format->next + 1 < format->end && format->next[1] == '%')
                format->next++;
            else
                break;
        }
        *out++ = *format->next++;
    }
    Text text = {bytes, (size_t)(out - bytes)};
    char *kept = mem_region_alloc(folder->context->tree_region, text.size + 1);
    if (!kept)
        context_no_memory(folder->context);
    memcpy(kept, bytes, text.size);
    return (Text){kept, text.size};
}

static void fold_format(Folder *folder, Node **slot) {
    BinOpNode *node = (BinOpNode *)*slot;
    const NodeList *arguments = &((TupleNode *)node->right)->elts;
    Text text = value_of(node->left)->text;
    Format format = {.next = text.bytes, .end = text.bytes + text.size};
    format.values =
        mem_region_alloc(folder->context->tree_region, (2 * arguments->count + 1) * sizeof(Node *));
    if (!format.values)
        context_no_memory(folder->context);
    size_t used = 0;
    for (;;) {
        Text literal = format_literal(folder, &format);
        if (literal.size) {
            Node *constant = node->left;
            replace_by_constant(folder, &constant, constant_of_text(literal));
            constant->lineno = constant->end_lineno = -1;
            constant->col_offset = constant->end_col_offset = -1;
            format.values[format.count++] = constant;
        }
        if (format.next == format.end)
            break;
        format.next++;
        if (used == arguments->count)
            return;
        Node *value = format_argument(folder, &format, arguments->items[used++]);
        if (!value)
            return;
        format.values[format.count++] = value;
    }
    if (used < arguments->count)
        return;
    JoinedStrNode *joined = node_like(folder, &node->base, sizeof *joined, NODE_JOINED_STR);
    joined->base.depth = node->base.depth + 1;
    joined->values = (NodeList){format.count, format.values};
    *slot = &joined->base;
}

/* ---- operators -------------------------------------------------------------------------- */

static void fold_binary(Folder *folder, Node **slot) {
    BinOpNode *node = (BinOpNode *)*slot;
    if (!is_constant(node->left))
        return;
    if (node->op == OPERATOR_MOD && node->right->kind == NODE_TUPLE &&
        value_of(node->left)->kind == CONSTANT_STR &&
        !has_starred(&((TupleNode *)node->right)->elts)) {
        fold_format(folder, slot);
        return;
    }
    Constant result;
    if (is_constant(node->right) &&
        constant_fold_binary(folder->context, node->op, value_of(node->left), value_of(node->right),
                             &result))
        replace_by_constant(folder, slot, result);
}

static void fold_unary(Folder *folder, Node **slot) {
    static const uint8_t inverses[COMPARISON_COUNT] = {[COMPARISON_IS] = COMPARISON_IS_NOT,
                                                       [COMPARISON_IS_NOT] = COMPARISON_IS,
                                                       [COMPARISON_IN] = COMPARISON_NOT_IN,
                                                       [COMPARISON_NOT_IN] = COMPARISON_IN};
    UnaryOpNode *node = (UnaryOpNode *)*slot;
    Constant result;
    if (is_constant(node->operand)) {
        if (constant_fold_unary(folder->context, node->op, value_of(node->operand), &result))
            replace_by_constant(folder, slot, result);
        return;
    }
    if (node->op != UNARY_NOT || node->operand->kind != NODE_COMPARE)
        return;
    CompareNode *compare = (CompareNode *)node->operand;
    if (compare->ops.count == 1 && compare->ops.items[0] >= COMPARISON_IS) {
        compare->ops.items[0] = inverses[compare->ops.items[0]];
        *slot = &compare->base;
    }
}

static void fold_compare(Folder *folder, CompareNode *node) {
    size_t last = node->comparators.count - 1;
    if (node->ops.items[last] == COMPARISON_IN || node->ops.items[last] == COMPARISON_NOT_IN)
        fold_iterable(folder, &node->comparators.items[last]);
}

static void fold_subscript(Folder *folder, Node **slot) {
    SubscriptNode *node = (SubscriptNode *)*slot;
    Constant result;
    if (node->ctx == CONTEXT_LOAD && is_constant(node->value) && is_constant(node->slice) &&
        constant_fold_subscript(folder->context, value_of(node->value), value_of(node->slice),
                                &result))
        replace_by_constant(folder, slot, result);
}

/* ---- the walk --------------------------------------------------------------------------- */

static bool is_string(const Node *node) {
    return node->kind == NODE_EXPR && ((const ExprNode *)node)->value->kind == NODE_CONSTANT &&
           ((const ConstantNode *)((const ExprNode *)node)->value)->value.kind == CONSTANT_STR;
}

/* A string that folding has made is no docstring. */
static void fold_body(Folder *folder, NodeList *body) {
    bool had_docstring = body->count && is_string(body->items[0]);
    for (size_t i = 0; i < body->count; i++)
        fold(folder, &body->items[i]);
    if (had_docstring || !body->count || !is_string(body->items[0]))
        return;
    ExprNode *statement = (ExprNode *)body->items[0];
    JoinedStrNode *joined = node_like(folder, statement->value, sizeof *joined, NODE_JOINED_STR);
    Node **values = mem_region_alloc(folder->context->tree_region, sizeof *values);
    if (!values)
        context_no_memory(folder->context);
    values[0] = statement->value;
    joined->base.depth = 2;
    joined->values = (NodeList){1, values};
    statement->value = &joined->base;
}

static bool is_skipped(const Folder *folder, const NodeField *field) {
    return folder->postponed &&
           (strcmp(field->name, "annotation") == 0 || strcmp(field->name, "returns") == 0);
}

static bool has_docstring(NodeKind kind) {
    return kind == NODE_MODULE || kind == NODE_FUNCTION_DEF || kind == NODE_ASYNC_FUNCTION_DEF ||
           kind == NODE_CLASS_DEF;
}

static void fold_children(Folder *folder, Node *node) {
    const NodeInfo *info = &ast_info[node->kind];
    for (const NodeField *field = info->fields, *end = field + info->field_count; field < end;
         field++) {
        switch (field->kind) {
        case FIELD_NODE:
        case FIELD_OPT_NODE: {
            Node **child = ast_field(node, field);
            if (*child && !is_skipped(folder, field))
                fold(folder, child);
            break;
        }
        case FIELD_LIST:
        case FIELD_OPT_LIST: {
            NodeList *list = ast_field(node, field);
            if (has_docstring(node->kind) && strcmp(field->name, "body") == 0) {
                fold_body(folder, list);
                break;
            }
            for (size_t i = 0; i < list->count; i++)
                if (list->items[i])
                    fold(folder, &list->items[i]);
            break;
        }
        default:
            break;
        }
    }
}

static void fold(Folder *folder, Node **slot) {
    Node *node = *slot;
    switch ((NodeKind)node->kind) {
    case NODE_CONSTANT:
        return;
    case NODE_NAME: {
        NameNode *name = (NameNode *)node;
        if (name->ctx == CONTEXT_LOAD && text_is(name->id, "__debug__"))
            replace_by_constant(folder, slot, constant_of_bool(folder->debug));
        return;
    }
    default:
        break;
    }
    context_check_stack(folder->context);
    fold_children(folder, node);
    switch ((NodeKind)node->kind) {
    case NODE_BIN_OP:
        fold_binary(folder, slot);
        break;
    case NODE_UNARY_OP:
        fold_unary(folder, slot);
        break;
    case NODE_TUPLE:
        if (((TupleNode *)node)->ctx == CONTEXT_LOAD)
            fold_items(folder, slot, &((TupleNode *)node)->elts, CONSTANT_TUPLE);
        break;
    case NODE_COMPARE:
        fold_compare(folder, (CompareNode *)node);
        break;
    case NODE_SUBSCRIPT:
        fold_subscript(folder, slot);
        break;
    case NODE_FOR:
    case NODE_ASYNC_FOR:
        fold_iterable(folder, &((ForNode *)node)->iter);
        break;
    case NODE_COMPREHENSION:
        fold_iterable(folder, &((ComprehensionNode *)node)->iter);
        break;
    default:
        break;
    }
}

void fold_tree(Context *context, Node *module) {
    Folder folder = {.context = context,
                     .debug = context->options->optimize == 0,
                     .postponed = context->future & CO_FUTURE_ANNOTATIONS};
    fold(&folder, &module);
}
