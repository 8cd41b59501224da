/* Underlining what raised: `a.b[i] + f(x)` with ^ and ~ below.
 *
 * The instruction's position gives the range. If the range is a whole binary operation, subscript
 * or call, the operator, the brackets or the parentheses stand out (^) from their operands (~):
 * to find them, the range is parsed as an expression and the text between the operands searched.
 * A range that is a whole line, and has no such parts, is not underlined. Of ranges over many
 * lines only the ends and what surrounds the operator are shown. */
#include "vm/traceback_carets.h"
#include "parser/parse.h"
#include "vm/source_lines.h"
#include "vm/vm.h"

#include <string.h>

enum { LINES_MAX = 400 };

typedef struct Line {
    const Str *text; /* of the file, without white space at its end; owned by the excerpt */
    size_t start;    /* characters that the common indentation takes */
    size_t length;   /* without them */
} Line;

typedef struct Excerpt {
    Line *lines; /* mem_ buffer */
    size_t count;
    size_t start, end; /* the range: in the first line, and (exclusive) in the last */
} Excerpt;

typedef struct Place {
    size_t line, column;
} Place;

/* Where the part that stands out begins and (exclusive) ends. */
typedef struct Anchors {
    bool found;
    Place left, right;
} Anchors;

static uint32_t at(const Line *line, size_t column) {
    return str_at(line->text, line->start + column);
}

static bool is_blank(uint32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x3000;
}

/* ---- the excerpt ----------------------------------------------------------------------------- */

static void excerpt_release(Excerpt *excerpt) {
    for (size_t i = 0; i < excerpt->count; i++)
        GIVE_UP((Str *)excerpt->lines[i].text);
    mem_free(excerpt->lines);
}

static Str *without_blanks_at_end(Str *line) {
    size_t end = line->length;
    while (end > 0 && is_blank(str_at(line, end - 1)))
        end--;
    if (end == line->length)
        return line;
    Str *shorter = str_substring(line, 0, end);
    GIVE_UP(line);
    return shorter;
}

/* Column of a UTF-8 offset. */
static size_t column_of(const Str *text, int32_t offset) {
    size_t bytes = 0, column = 0;
    while (column < text->length && bytes < (size_t)offset) {
        uint32_t c = str_at(text, column++);
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return column;
}

static size_t indentation(const Line *line) {
    size_t column = 0;
    while (column < line->length && (at(line, column) == ' ' || at(line, column) == '\t'))
        column++;
    return column;
}

/* Takes the indentation that all lines with text have in common off all of them. */
static void dedent(Excerpt *excerpt) {
    const Line *model = NULL;
    size_t common = 0;
    for (size_t i = 0; i < excerpt->count; i++) {
        Line *line = &excerpt->lines[i];
        size_t own_indentation = indentation(line);
        if (own_indentation == line->length)
            continue;
        if (!model) {
            model = line;
            common = own_indentation;
        }
        size_t same = 0;
        while (same < common && same < own_indentation && at(line, same) == at(model, same))
            same++;
        common = same;
    }
    for (size_t i = 0; i < excerpt->count; i++) {
        Line *line = &excerpt->lines[i];
        size_t taken = common < line->length ? common : line->length;
        line->start += taken;
        line->length -= taken;
    }
}

static Str *given_line(List *given, size_t index) {
    if (index >= given->count || !is_str(given->items[index]))
        return NULL;
    return str_of(own(given->items[index]));
}

static bool excerpt_read(Excerpt *excerpt, Str *filename, List *given, CodePosition position) {
    int32_t last = position.end_line >= position.line ? position.end_line : position.line;
    size_t count = (size_t)(last - position.line) + 1;
    if (count > LINES_MAX)
        count = LINES_MAX;
    excerpt->count = 0;
    excerpt->lines = mem_calloc(count, sizeof *excerpt->lines);
    if (!excerpt->lines)
        return false;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        Str *line =
            given ? given_line(given, i) : source_text_line(filename, position.line + (int)i);
        if (!line)
            line = str_empty();
        line = without_blanks_at_end(line);
        if (!line) {
            exception_clear();
            break;
        }
        any |= line->length != 0;
        excerpt->lines[excerpt->count++] = (Line){line, 0, line->length};
    }
    if (!any) {
        excerpt_release(excerpt);
        return false;
    }
    const Str *first = excerpt->lines[0].text, *end = excerpt->lines[excerpt->count - 1].text;
    excerpt->start = position.column < 0 ? 0 : column_of(first, position.column);
    excerpt->end = position.end_column < 0 ? end->length : column_of(end, position.end_column);
    dedent(excerpt);
    size_t taken = excerpt->lines[0].start;
    excerpt->start = excerpt->start > taken ? excerpt->start - taken : 0;
    excerpt->end = excerpt->end > taken ? excerpt->end - taken : 0;
    return true;
}

/* ---- parsing --------------------------------------------------------------------------------- */

/* UTF-8 of the lines between `prefix` and `suffix`, from column `start` of the first to `end` of
 * the last (SIZE_MAX: all of it). mem_free. */
static char *text_of(const Excerpt *excerpt, const char *prefix, const char *suffix, size_t start,
                     size_t end, size_t *size) {
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_c(&builder, prefix);
    for (size_t i = 0; i < excerpt->count; i++) {
        const Line *line = &excerpt->lines[i];
        size_t from = i == 0 ? start : 0;
        size_t to = i + 1 == excerpt->count && end < line->length ? end : line->length;
        if (i)
            str_builder_character(&builder, '\n');
        if (from < to)
            str_builder_range(&builder, line->text, line->start + from, line->start + to);
    }
    str_builder_c(&builder, suffix);
    Str *text = str_builder_finish(&builder);
    char *copy = text ? str_wtf8_copy(text, size) : NULL;
    if (text)
        GIVE_UP(text);
    if (!copy)
        exception_clear();
    return copy;
}

/* The only statement of the text, or null. */
static Node *parse_statement(const char *text, size_t size, MemRegion *region) {
    Node *module;
    Diagnostic diagnostic;
    if (!parse_source(text, size, "<traceback>", PARSE_EXEC, PARSE_SOURCE_IS_UTF8, region, &module,
                      &diagnostic))
        return NULL;
    ModuleNode *tree = (ModuleNode *)module;
    return module->kind == NODE_MODULE && tree->body.count == 1 ? tree->body.items[0] : NULL;
}

/* ---- anchors --------------------------------------------------------------------------------- */

static size_t segment_length(const Excerpt *excerpt, size_t line) {
    size_t length = excerpt->lines[line].length;
    if (line + 1 == excerpt->count && excerpt->end < length)
        length = excerpt->end;
    if (line == 0)
        length = length > excerpt->start ? length - excerpt->start : 0;
    return length;
}

static uint32_t segment_at(const Excerpt *excerpt, Place place) {
    size_t shift = place.line == 0 ? excerpt->start : 0;
    return at(&excerpt->lines[place.line], place.column + shift);
}

/* Goes on to the next line while the place is behind the end of its own. False: no more lines. */
static bool settle(const Excerpt *excerpt, Place *place) {
    while (place->line < excerpt->count && place->column >= segment_length(excerpt, place->line)) {
        place->line++;
        place->column = 0;
    }
    return place->line < excerpt->count;
}

/* A node's end. Node lines count from 2: the text was put behind "(\n". */
static Place end_of(const Excerpt *excerpt, const Node *node) {
    size_t line = (size_t)(node->end_lineno - 2);
    Place place = {line, 0};
    if (line >= excerpt->count)
        return place;
    size_t shift = line == 0 ? excerpt->start : 0, bytes = 0;
    while (bytes < (size_t)node->end_col_offset && place.column < segment_length(excerpt, line)) {
        uint32_t c = at(&excerpt->lines[line], place.column++ + shift);
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return place;
}

/* The next character that `wanted` is (0: any that is neither blank nor a closing parenthesis),
 * comments and line continuations left out. */
static bool search(const Excerpt *excerpt, Place *place, uint32_t wanted) {
    while (settle(excerpt, place)) {
        uint32_t c = segment_at(excerpt, *place);
        if (c == '\\' || c == '#') {
            place->line++;
            place->column = 0;
        } else if (wanted ? c == wanted : !is_blank(c) && c != ')')
            return true;
        else
            place->column++;
    }
    return false;
}

static Anchors anchors_of_operation(const Excerpt *excerpt, const BinOpNode *node) {
    Anchors anchors = {false, end_of(excerpt, node->left), {0, 0}};
    if (!search(excerpt, &anchors.left, 0))
        return anchors;
    anchors.right = (Place){anchors.left.line, anchors.left.column + 1};
    /* A second character of the operator, unless the right operand begins there. */
    static const Operator two_characters[] = {OPERATOR_POW, OPERATOR_L_SHIFT, OPERATOR_R_SHIFT,
                                              OPERATOR_FLOOR_DIV};
    for (size_t i = 0; i < sizeof two_characters / sizeof two_characters[0]; i++)
        if (node->op == two_characters[i])
            anchors.right.column = anchors.left.column + 2;
    anchors.found = true;
    return anchors;
}

static Anchors anchors_of(const Excerpt *excerpt, const Node *expression) {
    Anchors anchors = {false, {0, 0}, {0, 0}};
    switch (expression->kind) {
    case NODE_BIN_OP:
        return anchors_of_operation(excerpt, (const BinOpNode *)expression);
    case NODE_SUBSCRIPT: {
        const SubscriptNode *node = (const SubscriptNode *)expression;
        anchors.left = end_of(excerpt, node->value);
        anchors.right = end_of(excerpt, node->slice);
        anchors.found = search(excerpt, &anchors.left, '[') && search(excerpt, &anchors.right, ']');
        anchors.right.column++;
        break;
    }
    case NODE_CALL:
        anchors.left = end_of(excerpt, ((const CallNode *)expression)->func);
        anchors.right = end_of(excerpt, expression);
        anchors.found = search(excerpt, &anchors.left, '(');
        break;
    default:
        break;
    }
    return anchors;
}

static Anchors find_anchors(const Excerpt *excerpt, MemRegion *region) {
    Anchors anchors = {false, {0, 0}, {0, 0}};
    size_t size;
    char *text = text_of(excerpt, "(\n", "\n)", excerpt->start, excerpt->end, &size);
    Node *statement = text ? parse_statement(text, size, region) : NULL;
    if (statement && statement->kind == NODE_EXPR)
        anchors = anchors_of(excerpt, ((ExprNode *)statement)->value);
    mem_free(text);
    if (anchors.left.line == 0)
        anchors.left.column += excerpt->start;
    if (anchors.right.line == 0)
        anchors.right.column += excerpt->start;
    return anchors;
}

/* Does the node end where the range does, having begun where it does? */
static bool is_whole_range(const Excerpt *excerpt, const Node *node) {
    const Line *first = &excerpt->lines[0], *last = &excerpt->lines[excerpt->count - 1];
    size_t start = 0, end = 0, bytes = 0;
    while (bytes < (size_t)node->col_offset && start < first->length) {
        uint32_t c = at(first, start++);
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    bytes = 0;
    while (bytes < (size_t)node->end_col_offset && end < last->length) {
        uint32_t c = at(last, end++);
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return node->lineno == 1 && (size_t)node->end_lineno == excerpt->count &&
           start == excerpt->start && end == excerpt->end;
}

/* `x = f(...)` and `return f(...)` that raised as a whole say nothing new when underlined. */
static bool is_plain_call(const Excerpt *excerpt, MemRegion *region) {
    size_t size;
    char *text = text_of(excerpt, "", "\n", 0, SIZE_MAX, &size);
    if (!text)
        return false;
    /* `return` stands outside of a function here, which only the compiler minds. */
    Node *statement = parse_statement(text, size, region), *value = NULL;
    mem_free(text);
    if (statement && statement->kind == NODE_RETURN) {
        value = ((ReturnNode *)statement)->value;
        if (value && (value->kind != NODE_CALL || ((CallNode *)value)->func->kind != NODE_NAME))
            value = NULL;
    } else if (statement && statement->kind == NODE_ASSIGN) {
        const NodeList *targets = &((AssignNode *)statement)->targets;
        value = ((AssignNode *)statement)->value;
        if (value->kind != NODE_CALL || targets->count > 1 || targets->items[0]->kind != NODE_NAME)
            value = NULL;
    }
    return value && is_whole_range(excerpt, value);
}

static bool has_text(const Line *line, size_t from, size_t to) {
    for (size_t i = from; i < to && i < line->length; i++)
        if (!is_blank(at(line, i)))
            return true;
    return false;
}

static bool wants_carets(const Excerpt *excerpt, const Anchors *anchors, MemRegion *region) {
    if (is_plain_call(excerpt, region))
        return false;
    const Line *last = &excerpt->lines[excerpt->count - 1];
    return anchors->found || has_text(&excerpt->lines[0], 0, excerpt->start) ||
           has_text(last, excerpt->end, last->length);
}

/* ---- output ---------------------------------------------------------------------------------- */

/* Columns on a terminal: characters of East Asian scripts and pictures take two. */
static size_t width_of(uint32_t c) {
    static const uint32_t wide[][2] = {
        {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
        {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26a1, 0x26a1},   {0x26bd, 0x26be},
        {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},   {0x274c, 0x274c},
        {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff},
        {0xa000, 0xa4cf},   {0xa960, 0xa97c},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
        {0xfe10, 0xfe19},   {0xfe30, 0xfe6b},   {0xff01, 0xff60},   {0xffe0, 0xffe6},
        {0x16fe0, 0x18aff}, {0x1b000, 0x1b2fb}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf},
        {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335},
        {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3},
        {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440},
        {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567},
        {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596}, {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f},
        {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6d7},
        {0x1f6dc, 0x1f6df}, {0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb},
        {0x1f90c, 0x1f9ff}, {0x1fa70, 0x1faf8}, {0x20000, 0x3fffd},
    };
    if (c < wide[0][0])
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (c >= wide[i][0] && c <= wide[i][1])
            return 2;
    return 1;
}

static size_t display_width(const Line *line, size_t columns) {
    size_t width = 0;
    for (size_t i = 0; i < columns && i < line->length; i++)
        width += width_of(at(line, i));
    return width;
}

static void append_indentation(StrBuilder *builder, const char *indent) {
    str_builder_c(builder, indent);
    str_builder_c(builder, "    ");
}

static bool is_between(const Anchors *anchors, size_t line, size_t column, size_t left,
                       size_t right) {
    return anchors->found &&
           (line > anchors->left.line || (line == anchors->left.line && column >= left)) &&
           (line < anchors->right.line || (line == anchors->right.line && column < right));
}

typedef struct LineMarks { /* which mark stands below a column of a line */
    const Excerpt *excerpt;
    const Anchors *anchors;
    size_t number;             /* of the line */
    size_t start, end, blanks; /* of the range in it, and of its indentation: display columns */
    size_t left, right;        /* the anchors' display columns */
} LineMarks;

static LineMarks marks_of(const Excerpt *excerpt, const Anchors *anchors, size_t number) {
    const Line *line = &excerpt->lines[number];
    LineMarks marks = {.excerpt = excerpt, .anchors = anchors, .number = number};
    marks.start = display_width(line, excerpt->start);
    marks.end = display_width(line, number + 1 == excerpt->count ? excerpt->end : line->length);
    while (marks.blanks < line->length && is_blank(at(line, marks.blanks)))
        marks.blanks++;
    if (anchors->found) {
        marks.left = display_width(&excerpt->lines[anchors->left.line], anchors->left.column);
        marks.right =
            anchors->right.line < excerpt->count
                ? display_width(&excerpt->lines[anchors->right.line], anchors->right.column)
                : 0;
    }
    return marks;
}

static char mark_at(const LineMarks *marks, size_t column) {
    if (column >= marks->end || column < marks->blanks ||
        (marks->number == 0 && column < marks->start))
        return ' ';
    bool outside = marks->anchors->found &&
                   !is_between(marks->anchors, marks->number, column, marks->left, marks->right);
    return outside ? '~' : '^';
}

/* Changes from the colour of one mark to that of another. */
static void change_colour(StrBuilder *builder, char from, char to) {
    if (from == to)
        return;
    if (from != ' ')
        str_builder_c(builder, "\x1b[0m");
    if (to != ' ')
        str_builder_c(builder, to == '^' ? "\x1b[1;31m" : "\x1b[31m");
}

static void append_text(StrBuilder *builder, const Line *line, const LineMarks *marks,
                        size_t common, bool colour) {
    char mark = ' ';
    size_t column = common;
    for (size_t i = common; i < line->length; i++) {
        uint32_t c = at(line, i);
        char next = colour ? mark_at(marks, column) : ' ';
        change_colour(builder, mark, next);
        mark = next;
        str_builder_character(builder, c);
        column += width_of(c);
    }
    change_colour(builder, mark, ' ');
    str_builder_character(builder, '\n');
}

static void append_marks(StrBuilder *builder, const LineMarks *marks, size_t common, bool colour) {
    char mark = ' ';
    for (size_t column = common; column < marks->end; column++) {
        char next = mark_at(marks, column);
        if (colour)
            change_colour(builder, mark, next);
        mark = next;
        str_builder_character(builder, (uint32_t)mark);
    }
    if (colour)
        change_colour(builder, mark, ' ');
    str_builder_character(builder, '\n');
}

typedef struct Style { /* how an excerpt is shown */
    bool carets, colour;
    const char *indent;
} Style;

static void append_line(StrBuilder *builder, const Excerpt *excerpt, const Anchors *anchors,
                        const Style *style, size_t number, size_t common) {
    LineMarks marks = marks_of(excerpt, anchors, number);
    append_indentation(builder, style->indent);
    append_text(builder, &excerpt->lines[number], &marks, common, style->carets && style->colour);
    if (!style->carets)
        return;
    append_indentation(builder, style->indent);
    append_marks(builder, &marks, common, style->colour);
}

/* The lines that are shown: both ends, and those around the anchors. */
static bool is_significant(const Excerpt *excerpt, const Anchors *anchors, size_t line) {
    if (line == 0 || line + 1 == excerpt->count)
        return true;
    return anchors->found && ((line + 1 >= anchors->left.line && line <= anchors->left.line + 1) ||
                              (line + 1 >= anchors->right.line && line <= anchors->right.line + 1));
}

/* Indentation that all shown lines have in common (the last one may have begun further left). */
static size_t common_indentation(const Excerpt *excerpt, const Anchors *anchors) {
    size_t common = SIZE_MAX;
    for (size_t i = 0; i < excerpt->count; i++)
        if (is_significant(excerpt, anchors, i) && excerpt->lines[i].length) {
            size_t own_indentation = indentation(&excerpt->lines[i]);
            if (own_indentation < common)
                common = own_indentation;
        }
    return common == SIZE_MAX ? 0 : common;
}

static void append_all(StrBuilder *builder, const Excerpt *excerpt, const Anchors *anchors,
                       const Style *style) {
    size_t common = common_indentation(excerpt, anchors), next = 0;
    for (size_t line = 0; line < excerpt->count; line++) {
        if (!is_significant(excerpt, anchors, line))
            continue;
        size_t skipped = line - next;
        if (skipped == 1) {
            append_line(builder, excerpt, anchors, style, line - 1, common);
        } else if (skipped > 1) {
            char text[64];
            snprintf(text, sizeof text, "...<%zu lines>...\n", skipped);
            append_indentation(builder, style->indent);
            str_builder_c(builder, text);
        }
        append_line(builder, excerpt, anchors, style, line, common);
        next = line + 1;
    }
}

bool carets_append(StrBuilder *builder, Str *filename, List *given, CodePosition position,
                   const char *indent, bool colour) {
    Excerpt excerpt;
    Style style = {.colour = colour, .indent = indent};
    if (position.line < 1 || !excerpt_read(&excerpt, filename, given, position))
        return !builder->failed;
    Anchors anchors = {false, {0, 0}, {0, 0}};
    if (position.column < 0 || position.end_column < 0) {
        excerpt_release(&excerpt);
        position.end_line = position.line;
        if (!excerpt_read(&excerpt, filename, given, position))
            return !builder->failed;
        append_all(builder, &excerpt, &anchors, &style);
    } else {
        MemRegion *region = mem_region_new();
        if (region) {
            anchors = find_anchors(&excerpt, region);
            style.carets = wants_carets(&excerpt, &anchors, region);
            mem_region_free(region);
        }
        append_all(builder, &excerpt, &anchors, &style);
    }
    excerpt_release(&excerpt);
    return !builder->failed;
}
