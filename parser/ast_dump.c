/* The tree for people: the text of Python's ast.dump(tree, indent=2).
 *
 * A node with at most three fields to show, none of which has something inside, stands on one line.
 * Absent fields and empty lists are left out. Recursion is as deep as the tree: AST_DEPTH_MAX. */
#include "parser/ast.h"

#include <math.h>
#include <stdlib.h>

#include "lexer/identifier.h"
#include "lexer/utf8.h"

typedef struct Dumper {
    FILE *out;
    bool include_attributes;
} Dumper;

/* ---- constants ------------------------------------------------------------------------------- */

static void print_string(FILE *out, Text text, bool is_bytes) {
    bool single = text.size && memchr(text.bytes, '\'', text.size);
    bool twice = text.size && memchr(text.bytes, '"', text.size);
    char quote = single && !twice ? '"' : '\'';
    fputc(quote, out);
    for (const char *p = text.bytes, *end = p + text.size; p < end;) {
        const char *at = p;
        uint32_t c = (unsigned char)*p;
        if (is_bytes)
            p++;
        else
            c = utf8_decode(&p);
        if (c == (unsigned char)quote || c == '\\')
            fprintf(out, "\\%c", (char)c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c == '\r')
            fputs("\\r", out);
        else if (c == '\t')
            fputs("\\t", out);
        else if (c >= 0x20 && c < 0x7F)
            fputc((int)c, out);
        else if (!is_bytes && c >= 0x80 && character_is_printable(c))
            fwrite(at, 1, (size_t)(p - at), out);
        else if (c < 0x100)
            fprintf(out, "\\x%02x", (unsigned)c);
        else if (c < 0x10000)
            fprintf(out, "\\u%04x", (unsigned)c);
        else
            fprintf(out, "\\U%08x", (unsigned)c);
    }
    fputc(quote, out);
}

/* The shortest decimal that reads back as the same number, in Python's layout. */
static void print_float(FILE *out, double value, bool is_imaginary) {
    char digits[40];
    int precision = 0, exponent;
    if (isinf(value)) {
        fputs(is_imaginary ? "infj" : "inf", out);
        return;
    }
    do
        snprintf(digits, sizeof digits, "%.*e", precision, value);
    while (strtod(digits, NULL) != value && ++precision < 17);
    exponent = atoi(strchr(digits, 'e') + 1);
    if (exponent < -4 || exponent >= 16)
        snprintf(digits, sizeof digits, "%.*e", precision, value);
    else
        snprintf(digits, sizeof digits, "%.*f", precision > exponent ? precision - exponent : 0,
                 value);
    fputs(digits, out);
    if (is_imaginary)
        fputc('j', out);
    else if (!strpbrk(digits, ".e"))
        fputs(".0", out);
}

/* Hexadecimal digits in decimal: by repeated division of 32-bit limbs by 10^9. */
static void print_big_int(FILE *out, Text hexadecimal) {
    size_t count = (hexadecimal.size + 7) / 8, chunks = 0;
    uint32_t *limbs = mem_raw_calloc(count, sizeof *limbs);
    uint32_t *parts = mem_raw_calloc(count * 32 / 29 + 2, sizeof *parts);
    if (limbs && parts) {
        for (size_t i = 0; i < hexadecimal.size; i++) {
            char c = hexadecimal.bytes[hexadecimal.size - 1 - i];
            limbs[i / 8] |= (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10) << i % 8 * 4;
        }
        while (count) {
            uint64_t rest = 0;
            for (size_t i = count; i-- > 0;) {
                rest = rest << 32 | limbs[i];
                limbs[i] = (uint32_t)(rest / 1000000000);
                rest %= 1000000000;
            }
            parts[chunks++] = (uint32_t)rest;
            while (count && limbs[count - 1] == 0)
                count--;
        }
        for (size_t i = chunks; i-- > 0;)
            fprintf(out, i + 1 == chunks ? "%u" : "%09u", (unsigned)parts[i]);
    }
    mem_raw_free(limbs);
    mem_raw_free(parts);
}

static void print_constant(FILE *out, const Constant *constant) {
    switch (constant->kind) {
    case CONSTANT_NONE:
        fputs("None", out);
        break;
    case CONSTANT_TRUE:
        fputs("True", out);
        break;
    case CONSTANT_FALSE:
        fputs("False", out);
        break;
    case CONSTANT_ELLIPSIS:
        fputs("Ellipsis", out);
        break;
    case CONSTANT_INT:
        fprintf(out, "%lld", (long long)constant->integer);
        break;
    case CONSTANT_BIG_INT:
        print_big_int(out, constant->text);
        break;
    case CONSTANT_FLOAT:
        print_float(out, constant->real, false);
        break;
    case CONSTANT_COMPLEX:
        print_float(out, constant->complex_number.imaginary, true);
        break;
    case CONSTANT_BYTES:
        fputc('b', out);
        print_string(out, constant->text, true);
        break;
    case CONSTANT_STR:
        print_string(out, constant->text, false);
        break;
    default:
        fputs("?", out);
        break;
    }
}

/* ---- nodes ----------------------------------------------------------------------------------- */

/* Whether the field is left out. */
static bool is_empty(const Node *node, const NodeField *field) {
    const void *value = ast_field(node, field);
    switch (field->kind) {
    case FIELD_OPT_TEXT:
        return !((const Text *)value)->bytes;
    case FIELD_OPT_NODE:
        return !*(Node *const *)value;
    case FIELD_LIST:
    case FIELD_OPT_LIST:
        return ((const NodeList *)value)->count == 0;
    case FIELD_TEXTS:
        return ((const TextList *)value)->count == 0;
    case FIELD_COMPARISONS:
        return ((const ComparisonList *)value)->count == 0;
    default:
        return false;
    }
}

static size_t shown_count(const Dumper *dumper, const Node *node) {
    const NodeInfo *info = &ast_info[node->kind];
    size_t count = dumper->include_attributes && info->has_position ? 4 : 0;
    for (const NodeField *field = info->fields; field->name; field++)
        count += !is_empty(node, field);
    return count;
}

/* Whether everything shown has nothing inside. */
static bool is_flat(const Dumper *dumper, const Node *node) {
    for (const NodeField *field = ast_info[node->kind].fields; field->name; field++) {
        if (is_empty(node, field))
            continue;
        switch (field->kind) {
        case FIELD_NODE:
        case FIELD_OPT_NODE:
            if (shown_count(dumper, *(Node **)ast_field(node, field)) > 0)
                return false;
            break;
        case FIELD_LIST:
        case FIELD_OPT_LIST:
        case FIELD_TEXTS:
        case FIELD_COMPARISONS:
            return false;
        default:
            break;
        }
    }
    return true;
}

static void print_indent(FILE *out, int level) {
    fprintf(out, "\n%*s", level * 2, "");
}

static void dump_node(Dumper *dumper, const Node *node, int level);

static void dump_list(Dumper *dumper, const NodeList *list, int level) {
    fputc('[', dumper->out);
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            fputc(',', dumper->out);
        print_indent(dumper->out, level + 1);
        if (list->items[i])
            dump_node(dumper, list->items[i], level + 1);
        else
            fputs("None", dumper->out);
    }
    fputc(']', dumper->out);
}

static void dump_texts(FILE *out, const TextList *list, int level) {
    fputc('[', out);
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            fputc(',', out);
        print_indent(out, level + 1);
        print_string(out, list->items[i], false);
    }
    fputc(']', out);
}

static void dump_comparisons(FILE *out, const ComparisonList *list, int level) {
    fputc('[', out);
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            fputc(',', out);
        print_indent(out, level + 1);
        fprintf(out, "%s()", ast_comparison_names[list->items[i]]);
    }
    fputc(']', out);
}

static void dump_field(Dumper *dumper, const Node *node, const NodeField *field, int level) {
    const void *value = ast_field(node, field);
    FILE *out = dumper->out;
    fprintf(out, "%s=", field->name);
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_OPT_TEXT:
        print_string(out, *(const Text *)value, false);
        break;
    case FIELD_NODE:
    case FIELD_OPT_NODE:
        dump_node(dumper, *(Node *const *)value, level);
        break;
    case FIELD_LIST:
    case FIELD_OPT_LIST:
        dump_list(dumper, value, level);
        break;
    case FIELD_TEXTS:
        dump_texts(out, value, level);
        break;
    case FIELD_INT:
        fprintf(out, "%d", (int)*(const int32_t *)value);
        break;
    case FIELD_CONSTANT:
        print_constant(out, value);
        break;
    case FIELD_OPERATOR:
        fprintf(out, "%s()", ast_operator_names[*(const Operator *)value]);
        break;
    case FIELD_UNARY_OPERATOR:
        fprintf(out, "%s()", ast_unary_operator_names[*(const UnaryOperator *)value]);
        break;
    case FIELD_BOOL_OPERATOR:
        fprintf(out, "%s()", ast_bool_operator_names[*(const BoolOperator *)value]);
        break;
    case FIELD_COMPARISONS:
        dump_comparisons(out, value, level);
        break;
    default:
        fprintf(out, "%s()", ast_context_names[*(const ExprContext *)value]);
        break;
    }
}

static void dump_node(Dumper *dumper, const Node *node, int level) {
    const NodeInfo *info = &ast_info[node->kind];
    bool flat = shown_count(dumper, node) <= 3 && is_flat(dumper, node);
    const char *separator = "";
    FILE *out = dumper->out;
    level++;
    fprintf(out, "%s(", info->name);
    for (const NodeField *field = info->fields; field->name; field++) {
        if (is_empty(node, field))
            continue;
        fputs(separator, out);
        if (!flat)
            print_indent(out, level);
        dump_field(dumper, node, field, level);
        separator = flat ? ", " : ",";
    }
    if (dumper->include_attributes && info->has_position) {
        const int32_t values[] = {node->lineno, node->col_offset, node->end_lineno,
                                  node->end_col_offset};
        static const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
        for (int i = 0; i < 4; i++) {
            fputs(separator, out);
            print_indent(out, level);
            fprintf(out, "%s=%d", names[i], (int)values[i]);
            separator = ",";
        }
    }
    fputc(')', out);
}

void ast_dump(FILE *out, const Node *tree, bool include_attributes) {
    Dumper dumper = {out, include_attributes};
    dump_node(&dumper, tree, 0);
    fputc('\n', out);
}
