/* Expressions back to source text: what `from __future__ import annotations` stores.
 *
 * Each expression is written at a level, the least binding strength it may have there without
 * parentheses. */
#include "compiler/codegen.h"

typedef enum Level {
    LEVEL_TUPLE,
    LEVEL_TEST, /* if-else, lambda */
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE,
    LEVEL_BIT_OR, /* also what * and ** are applied to */
    LEVEL_BIT_XOR,
    LEVEL_BIT_AND,
    LEVEL_SHIFT,
    LEVEL_ADD,
    LEVEL_MULTIPLY,
    LEVEL_FACTOR,
    LEVEL_POWER,
    LEVEL_AWAIT,
    LEVEL_ATOM,
} Level;

typedef struct Writer {
    Context *context;
    char *bytes;
    uint32_t size, capacity;
} Writer;

static void write_expression(Writer *writer, Node *node, Level level);

#define AS(type) ((type##Node *)node)

static void write_bytes(Writer *writer, const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        *CONTEXT_APPEND(writer->context, writer->bytes, writer->size, writer->capacity) = bytes[i];
}

static void write_string(Writer *writer, const char *text) {
    write_bytes(writer, text, strlen(text));
}

static void write_text(Writer *writer, Text text) {
    write_bytes(writer, text.bytes, text.size);
}

static void open_if(Writer *writer, bool needed) {
    if (needed)
        write_string(writer, "(");
}

static void close_if(Writer *writer, bool needed) {
    if (needed)
        write_string(writer, ")");
}

/* ---- operators -------------------------------------------------------------------------- */

static const struct {
    const char *symbol;
    uint8_t level;
} binary_operators[OPERATOR_COUNT] = {
    [OPERATOR_ADD] = {" + ", LEVEL_ADD},
    [OPERATOR_SUB] = {" - ", LEVEL_ADD},
    [OPERATOR_MULT] = {" * ", LEVEL_MULTIPLY},
    [OPERATOR_MAT_MULT] = {" @ ", LEVEL_MULTIPLY},
    [OPERATOR_DIV] = {" / ", LEVEL_MULTIPLY},
    [OPERATOR_MOD] = {" % ", LEVEL_MULTIPLY},
    [OPERATOR_POW] = {" ** ", LEVEL_POWER},
    [OPERATOR_L_SHIFT] = {" << ", LEVEL_SHIFT},
    [OPERATOR_R_SHIFT] = {" >> ", LEVEL_SHIFT},
    [OPERATOR_BIT_OR] = {" | ", LEVEL_BIT_OR},
    [OPERATOR_BIT_XOR] = {" ^ ", LEVEL_BIT_XOR},
    [OPERATOR_BIT_AND] = {" & ", LEVEL_BIT_AND},
    [OPERATOR_FLOOR_DIV] = {" // ", LEVEL_MULTIPLY},
};

static void write_binary(Writer *writer, BinOpNode *node, Level level) {
    Level own = binary_operators[node->op].level;
    bool to_right = node->op == OPERATOR_POW;
    open_if(writer, level > own);
    write_expression(writer, node->left, own + to_right);
    write_string(writer, binary_operators[node->op].symbol);
    write_expression(writer, node->right, own + !to_right);
    close_if(writer, level > own);
}

static void write_bool(Writer *writer, BoolOpNode *node, Level level) {
    Level own = node->op == BOOL_AND ? LEVEL_AND : LEVEL_OR;
    open_if(writer, level > own);
    for (size_t i = 0; i < node->values.count; i++) {
        if (i)
            write_string(writer, node->op == BOOL_AND ? " and " : " or ");
        write_expression(writer, node->values.items[i], own + 1);
    }
    close_if(writer, level > own);
}

static void write_unary(Writer *writer, UnaryOpNode *node, Level level) {
    static const char *const symbols[UNARY_COUNT] = {
        [UNARY_INVERT] = "~", [UNARY_NOT] = "not ", [UNARY_UADD] = "+", [UNARY_USUB] = "-"};
    Level own = node->op == UNARY_NOT ? LEVEL_NOT : LEVEL_FACTOR;
    open_if(writer, level > own);
    write_string(writer, symbols[node->op]);
    write_expression(writer, node->operand, own);
    close_if(writer, level > own);
}

static void write_compare(Writer *writer, CompareNode *node, Level level) {
    open_if(writer, level > LEVEL_COMPARE);
    write_expression(writer, node->left, LEVEL_COMPARE + 1);
    for (size_t i = 0; i < node->comparators.count; i++) {
        write_string(writer, " ");
        write_string(writer, ast_comparison_symbols[node->ops.items[i]]);
        write_string(writer, " ");
        write_expression(writer, node->comparators.items[i], LEVEL_COMPARE + 1);
    }
    close_if(writer, level > LEVEL_COMPARE);
}

static void write_conditional(Writer *writer, IfExpNode *node, Level level) {
    open_if(writer, level > LEVEL_TEST);
    write_expression(writer, node->body, LEVEL_TEST + 1);
    write_string(writer, " if ");
    write_expression(writer, node->test, LEVEL_TEST + 1);
    write_string(writer, " else ");
    write_expression(writer, node->orelse, LEVEL_TEST);
    close_if(writer, level > LEVEL_TEST);
}

/* ---- lambda ----------------------------------------------------------------------------- */

static void write_argument(Writer *writer, bool *first, const char *prefix, Text name,
                           Node *value) {
    if (!*first)
        write_string(writer, ", ");
    *first = false;
    write_string(writer, prefix);
    write_text(writer, name);
    if (!value)
        return;
    write_string(writer, "=");
    write_expression(writer, value, LEVEL_TEST);
}

static void write_arguments(Writer *writer, ArgumentsNode *node) {
    bool first = true;
    size_t positional = node->posonlyargs.count, count = positional + node->args.count;
    for (size_t i = 0; i < count; i++) {
        ArgNode *arg = (ArgNode *)(i < positional ? node->posonlyargs.items[i]
                                                  : node->args.items[i - positional]);
        size_t without = count - node->defaults.count;
        write_argument(writer, &first, "", arg->arg,
                       i >= without ? node->defaults.items[i - without] : NULL);
        if (i + 1 == positional)
            write_string(writer, ", /");
    }
    if (node->vararg)
        write_argument(writer, &first, "*", ((ArgNode *)node->vararg)->arg, NULL);
    else if (node->kwonlyargs.count)
        write_argument(writer, &first, "*", (Text){"", 0}, NULL);
    for (size_t i = 0; i < node->kwonlyargs.count; i++)
        write_argument(writer, &first, "", ((ArgNode *)node->kwonlyargs.items[i])->arg,
                       node->kw_defaults.items[i]);
    if (node->kwarg)
        write_argument(writer, &first, "**", ((ArgNode *)node->kwarg)->arg, NULL);
}

static void write_lambda(Writer *writer, LambdaNode *node, Level level) {
    ArgumentsNode *arguments = (ArgumentsNode *)node->args;
    open_if(writer, level > LEVEL_TEST);
    bool begins_with_name = arguments->posonlyargs.count || arguments->args.count;
    write_string(writer, begins_with_name ? "lambda " : "lambda"); /* lambda*a: a */
    write_arguments(writer, arguments);
    write_string(writer, ": ");
    write_expression(writer, node->body, LEVEL_TEST);
    close_if(writer, level > LEVEL_TEST);
}

/* ---- displays and comprehensions -------------------------------------------------------- */

static void write_list(Writer *writer, const char *open, const NodeList *items, const char *close) {
    write_string(writer, open);
    for (size_t i = 0; i < items->count; i++) {
        if (i)
            write_string(writer, ", ");
        write_expression(writer, items->items[i], LEVEL_TEST);
    }
    write_string(writer, close);
}

static void write_tuple(Writer *writer, TupleNode *node, Level level) {
    bool parentheses = level > LEVEL_TUPLE || !node->elts.count;
    open_if(writer, parentheses);
    write_list(writer, "", &node->elts, node->elts.count == 1 ? "," : "");
    close_if(writer, parentheses);
}

static void write_dict(Writer *writer, DictNode *node) {
    write_string(writer, "{");
    for (size_t i = 0; i < node->values.count; i++) {
        if (i)
            write_string(writer, ", ");
        if (node->keys.items[i]) {
            write_expression(writer, node->keys.items[i], LEVEL_TEST);
            write_string(writer, ": ");
            write_expression(writer, node->values.items[i], LEVEL_TEST);
        } else {
            write_string(writer, "**");
            write_expression(writer, node->values.items[i], LEVEL_BIT_OR);
        }
    }
    write_string(writer, "}");
}

static void write_comprehension(Writer *writer, const char *open, Node *element, Node *value,
                                const NodeList *generators, const char *close) {
    write_string(writer, open);
    write_expression(writer, element, LEVEL_TEST);
    if (value) {
        write_string(writer, ": ");
        write_expression(writer, value, LEVEL_TEST);
    }
    for (size_t i = 0; i < generators->count; i++) {
        ComprehensionNode *generator = (ComprehensionNode *)generators->items[i];
        write_string(writer, generator->is_async ? " async for " : " for ");
        write_expression(writer, generator->target, LEVEL_TUPLE);
        write_string(writer, " in ");
        write_expression(writer, generator->iter, LEVEL_TEST + 1);
        for (size_t j = 0; j < generator->ifs.count; j++) {
            write_string(writer, " if ");
            write_expression(writer, generator->ifs.items[j], LEVEL_TEST + 1);
        }
    }
    write_string(writer, close);
}

/* ---- calls, subscripts ------------------------------------------------------------------ */

static void write_call(Writer *writer, CallNode *node) {
    write_expression(writer, node->func, LEVEL_ATOM);
    if (node->args.count == 1 && !node->keywords.count &&
        node->args.items[0]->kind == NODE_GENERATOR_EXP) {
        write_expression(writer, node->args.items[0], LEVEL_TEST);
        return;
    }
    write_list(writer, "(", &node->args, "");
    for (size_t i = 0; i < node->keywords.count; i++) {
        KeywordNode *keyword = (KeywordNode *)node->keywords.items[i];
        if (i || node->args.count)
            write_string(writer, ", ");
        if (keyword->arg.bytes) {
            write_text(writer, keyword->arg);
            write_string(writer, "=");
        } else {
            write_string(writer, "**");
        }
        write_expression(writer, keyword->value, LEVEL_TEST);
    }
    write_string(writer, ")");
}

static void write_slice(Writer *writer, SliceNode *node) {
    if (node->lower)
        write_expression(writer, node->lower, LEVEL_TEST);
    write_string(writer, ":");
    if (node->upper)
        write_expression(writer, node->upper, LEVEL_TEST);
    if (node->step) {
        write_string(writer, ":");
        write_expression(writer, node->step, LEVEL_TEST);
    }
}

static bool is_int(const Node *node) {
    return node->kind == NODE_CONSTANT &&
           (((const ConstantNode *)node)->value.kind == CONSTANT_INT ||
            ((const ConstantNode *)node)->value.kind == CONSTANT_BIG_INT);
}

static void write_attribute(Writer *writer, AttributeNode *node) {
    write_expression(writer, node->value, LEVEL_ATOM);
    write_string(writer, is_int(node->value) ? " ." : ".");
    write_text(writer, node->attr);
}

/* ---- constants -------------------------------------------------------------------------- */

/* Hexadecimal digits as decimal ones: a number in base 10^9 takes one digit after the other. */
static void write_big_int(Writer *writer, Text text) {
    size_t start = text.bytes[0] == '-';
    size_t capacity = text.size / 7 + 2, count = 1;
    uint32_t *groups = context_alloc(writer->context, capacity * sizeof *groups);
    for (size_t i = start; i < text.size; i++) {
        char digit = text.bytes[i];
        uint64_t carry = digit <= '9' ? digit - '0' : digit - 'a' + 10;
        for (size_t j = 0; j < count; j++) {
            carry += (uint64_t)groups[j] * 16;
            groups[j] = carry % 1000000000;
            carry /= 1000000000;
        }
        if (carry)
            groups[count++] = carry;
    }
    char digits[16];
    if (start)
        write_string(writer, "-");
    for (size_t i = count; i-- > 0;) {
        snprintf(digits, sizeof digits, i + 1 == count ? "%u" : "%09u", groups[i]);
        write_string(writer, digits);
    }
}

static void write_printed(Writer *writer, const Constant *constant) {
    char small[64];
    size_t size = constant_print(small, sizeof small, constant);
    if (size < sizeof small) {
        write_bytes(writer, small, size);
        return;
    }
    char *text = context_alloc(writer->context, size + 1);
    constant_print(text, size + 1, constant);
    write_bytes(writer, text, size);
}

static void write_constant(Writer *writer, ConstantNode *node) {
    const Constant *constant = &node->value;
    if (node->kind.bytes)
        write_text(writer, node->kind);
    if (constant->kind == CONSTANT_ELLIPSIS)
        write_string(writer, "...");
    else if (constant->kind == CONSTANT_BIG_INT)
        write_big_int(writer, constant->text);
    else if (constant->kind == CONSTANT_FLOAT && constant->real - constant->real != 0)
        write_string(writer, "1e309");
    else if (constant->kind == CONSTANT_COMPLEX &&
             constant->complex_number.imaginary - constant->complex_number.imaginary != 0)
        write_string(writer, "1e309j");
    else
        write_printed(writer, constant);
}

/* ---- f-strings -------------------------------------------------------------------------- */

static void write_fstring_part(Writer *writer, Node *node);

static void write_fstring_literal(Writer *writer, Text text) {
    for (size_t i = 0; i < text.size; i++) {
        write_bytes(writer, text.bytes + i, 1);
        if (text.bytes[i] == '{' || text.bytes[i] == '}')
            write_bytes(writer, text.bytes + i, 1);
    }
}

static void write_replacement(Writer *writer, FormattedValueNode *node) {
    Writer inner = {.context = writer->context};
    write_expression(&inner, node->value, LEVEL_TEST + 1);
    write_string(writer, inner.size && inner.bytes[0] == '{' ? "{ " : "{");
    write_bytes(writer, inner.bytes, inner.size);
    if (node->conversion > 0) {
        char conversion[] = {'!', (char)node->conversion, 0};
        write_string(writer, conversion);
    }
    if (node->format_spec) {
        write_string(writer, ":");
        write_fstring_part(writer, node->format_spec);
    }
    write_string(writer, "}");
}

static void write_fstring_part(Writer *writer, Node *node) {
    context_check_stack(writer->context);
    switch ((NodeKind)node->kind) {
    case NODE_JOINED_STR:
        for (size_t i = 0; i < AS(JoinedStr)->values.count; i++)
            write_fstring_part(writer, AS(JoinedStr)->values.items[i]);
        break;
    case NODE_FORMATTED_VALUE:
        write_replacement(writer, AS(FormattedValue));
        break;
    default:
        write_fstring_literal(writer, AS(Constant)->value.text);
    }
}

static void write_fstring(Writer *writer, Node *node) {
    Writer body = {.context = writer->context};
    write_fstring_part(&body, node);
    Constant text = constant_of_text((Text){body.size ? body.bytes : "", body.size});
    write_string(writer, "f");
    write_printed(writer, &text);
}

/* ---- any expression --------------------------------------------------------------------- */

static void write_yield(Writer *writer, const char *word, Node *value) {
    write_string(writer, "(");
    write_string(writer, word);
    if (value) {
        write_string(writer, " ");
        write_expression(writer, value, LEVEL_TEST);
    }
    write_string(writer, ")");
}

static void write_expression(Writer *writer, Node *node, Level level) {
    context_check_stack(writer->context);
    switch ((NodeKind)node->kind) {
    case NODE_BOOL_OP:
        write_bool(writer, AS(BoolOp), level);
        break;
    case NODE_BIN_OP:
        write_binary(writer, AS(BinOp), level);
        break;
    case NODE_UNARY_OP:
        write_unary(writer, AS(UnaryOp), level);
        break;
    case NODE_LAMBDA:
        write_lambda(writer, AS(Lambda), level);
        break;
    case NODE_IF_EXP:
        write_conditional(writer, AS(IfExp), level);
        break;
    case NODE_DICT:
        write_dict(writer, AS(Dict));
        break;
    case NODE_SET:
        write_list(writer, "{", &AS(Set)->elts, "}");
        break;
    case NODE_LIST:
        write_list(writer, "[", &AS(List)->elts, "]");
        break;
    case NODE_TUPLE:
        write_tuple(writer, AS(Tuple), level);
        break;
    case NODE_GENERATOR_EXP:
        write_comprehension(writer, "(", AS(GeneratorExp)->elt, NULL, &AS(GeneratorExp)->generators,
                            ")");
        break;
    case NODE_LIST_COMP:
        write_comprehension(writer, "[", AS(ListComp)->elt, NULL, &AS(ListComp)->generators, "]");
        break;
    case NODE_SET_COMP:
        write_comprehension(writer, "{", AS(SetComp)->elt, NULL, &AS(SetComp)->generators, "}");
        break;
    case NODE_DICT_COMP:
        write_comprehension(writer, "{", AS(DictComp)->key, AS(DictComp)->value,
                            &AS(DictComp)->generators, "}");
        break;
    case NODE_YIELD:
        write_yield(writer, "yield", AS(Yield)->value);
        break;
    case NODE_YIELD_FROM:
        write_yield(writer, "yield from", AS(YieldFrom)->value);
        break;
    case NODE_AWAIT:
        open_if(writer, level > LEVEL_AWAIT);
        write_string(writer, "await ");
        write_expression(writer, AS(Await)->value, LEVEL_ATOM);
        close_if(writer, level > LEVEL_AWAIT);
        break;
    case NODE_COMPARE:
        write_compare(writer, AS(Compare), level);
        break;
    case NODE_CALL:
        write_call(writer, AS(Call));
        break;
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        write_fstring(writer, node);
        break;
    case NODE_CONSTANT:
        write_constant(writer, AS(Constant));
        break;
    case NODE_ATTRIBUTE:
        write_attribute(writer, AS(Attribute));
        break;
    case NODE_STARRED:
        write_string(writer, "*");
        write_expression(writer, AS(Starred)->value, LEVEL_BIT_OR);
        break;
    case NODE_NAME:
        write_text(writer, AS(Name)->id);
        break;
    case NODE_SLICE:
        write_slice(writer, AS(Slice));
        break;
    case NODE_SUBSCRIPT:
        write_expression(writer, AS(Subscript)->value, LEVEL_ATOM);
        write_string(writer, "[");
        write_expression(writer, AS(Subscript)->slice, LEVEL_TUPLE);
        write_string(writer, "]");
        break;
    case NODE_NAMED_EXPR:
        open_if(writer, level > LEVEL_TUPLE);
        write_expression(writer, AS(NamedExpr)->target, LEVEL_ATOM);
        write_string(writer, " := ");
        write_expression(writer, AS(NamedExpr)->value, LEVEL_ATOM);
        close_if(writer, level > LEVEL_TUPLE);
        break;
    default:
        context_fail(writer->context, DIAGNOSTIC_SYSTEM, "not an expression");
    }
}

Text unparse_expression(Context *context, Node *node) {
    Writer writer = {.context = context};
    write_expression(&writer, node, LEVEL_TEST);
    return (Text){writer.bytes, writer.size};
}
