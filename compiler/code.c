/* Making, sharing and asking Codes. */
#include "compiler/code.h"

#include "compiler/constant.h"
#include "compiler/serialize.h"

/* ---- life -------------------------------------------------------------------------------
 * One block: the Code, then what must be aligned to 8, to 4, to 2, then bytes. */

typedef struct Layout {
    size_t items; /* Constants inside tuples and frozensets */
    size_t bytes; /* of texts, with their NULs */
} Layout;

enum { CONSTANT_DEPTH_MAX = 200 };

static bool measure(Layout *layout, const Constant *constants, size_t count, int depth) {
    if (depth > CONSTANT_DEPTH_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        const Constant *constant = &constants[i];
        switch (constant->kind) {
        case CONSTANT_BIG_INT:
        case CONSTANT_STR:
        case CONSTANT_BYTES:
            layout->bytes += constant->text.size + 1;
            break;
        case CONSTANT_TUPLE:
        case CONSTANT_FROZENSET:
            layout->items += constant->sequence.count;
            if (!measure(layout, constant->sequence.items, constant->sequence.count, depth + 1))
                return false;
            break;
        default:
            break;
        }
    }
    return true;
}

typedef struct Builder {
    Constant *items;
    char *bytes;
} Builder;

static Text copy_text(Builder *builder, Text text) {
    char *bytes = builder->bytes;
    if (text.size)
        memcpy(bytes, text.bytes, text.size);
    bytes[text.size] = 0;
    builder->bytes += text.size + 1;
    return (Text){bytes, text.size};
}

static void copy_constants(Builder *builder, Constant *to, const Constant *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
        switch (from[i].kind) {
        case CONSTANT_BIG_INT:
        case CONSTANT_STR:
        case CONSTANT_BYTES:
            to[i].text = copy_text(builder, from[i].text);
            break;
        case CONSTANT_TUPLE:
        case CONSTANT_FROZENSET: {
            Constant *items = builder->items;
            builder->items += from[i].sequence.count;
            copy_constants(builder, items, from[i].sequence.items, from[i].sequence.count);
            to[i].sequence.items = items;
            break;
        }
        case CONSTANT_CODE:
            code_retain(from[i].code);
            break;
        default:
            break;
        }
    }
}

static uint32_t present_slots(const Code *code) {
    return code_is_whole(code) ? code->slot_count : 0;
}

static size_t text_bytes(const Code *parts) {
    size_t size = parts->name.size + parts->qualname.size + parts->filename.size + 3;
    for (uint32_t i = 0; i < present_slots(parts); i++)
        size += parts->slots[i].name.size + 1;
    for (uint32_t i = 0; i < parts->name_count; i++)
        size += parts->names[i].size + 1;
    return size;
}

/* The next `count` items of the block. */
static void *take(char **cursor, size_t count, size_t size) {
    void *taken = *cursor;
    *cursor += count * size;
    return taken;
}

Code *code_new(const Code *parts) {
    Layout layout = {parts->constant_count, text_bytes(parts)};
    if (!measure(&layout, parts->constants, parts->constant_count, 0))
        return NULL;
    size_t size = sizeof(Code) + layout.items * sizeof(Constant) +
                  present_slots(parts) * sizeof(CodeSlot) + parts->name_count * sizeof(Text) +
                  parts->handler_count * sizeof(CodeHandler) +
                  parts->unit_count * sizeof(uint16_t) + parts->position_size + layout.bytes;
    char *block = mem_raw_malloc(size);
    if (!block)
        return NULL;
    Code *code = (Code *)block;
    char *cursor = block + sizeof(Code);
    *code = *parts;
    code->reference_count = 1;
    Constant *constants = take(&cursor, layout.items, sizeof(Constant));
    CodeSlot *slots = take(&cursor, present_slots(parts), sizeof(CodeSlot));
    Text *names = take(&cursor, parts->name_count, sizeof(Text));
    code->handlers = take(&cursor, parts->handler_count, sizeof(CodeHandler));
    code->units = take(&cursor, parts->unit_count, sizeof(uint16_t));
    code->positions = take(&cursor, parts->position_size, 1);
    if (parts->handler_count)
        memcpy((void *)code->handlers, parts->handlers, parts->handler_count * sizeof(CodeHandler));
    if (parts->unit_count)
        memcpy((void *)code->units, parts->units, parts->unit_count * sizeof(uint16_t));
    if (parts->position_size)
        memcpy((void *)code->positions, parts->positions, parts->position_size);
    Builder builder = {constants + parts->constant_count, cursor};
    copy_constants(&builder, constants, parts->constants, parts->constant_count);
    for (uint32_t i = 0; i < present_slots(parts); i++)
        slots[i] = (CodeSlot){copy_text(&builder, parts->slots[i].name), parts->slots[i].kind};
    for (uint32_t i = 0; i < parts->name_count; i++)
        names[i] = copy_text(&builder, parts->names[i]);
    code->constants = constants;
    code->slots = slots;
    code->names = names;
    code->name = copy_text(&builder, parts->name);
    code->qualname = copy_text(&builder, parts->qualname);
    code->filename = copy_text(&builder, parts->filename);
    return code;
}

Code *code_retain(Code *code) {
    __atomic_add_fetch(&code->reference_count, 1, __ATOMIC_RELAXED);
    return code;
}

static void release_constants(const Constant *constants, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (constants[i].kind == CONSTANT_CODE)
            code_release(constants[i].code);
        else if (constants[i].kind == CONSTANT_TUPLE)
            release_constants(constants[i].sequence.items, constants[i].sequence.count);
    }
}

/* Recurses as deep as codes nest, which the compiler's and the reader's depth checks bound. */
void code_release(Code *code) {
    if (!code || __atomic_sub_fetch(&code->reference_count, 1, __ATOMIC_ACQ_REL) != 0)
        return;
    release_constants(code->constants, code->constant_count);
    if (code->source)
        code_source_release(code->source);
    mem_raw_free(code);
}

/* ---- questions -------------------------------------------------------------------------- */

const CodeHandler *code_handler(const Code *code, uint32_t unit) {
    uint32_t low = 0, high = code->handler_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const CodeHandler *handler = &code->handlers[middle];
        if (unit < handler->start)
            high = middle;
        else if (unit >= handler->end)
            low = middle + 1;
        else
            return handler;
    }
    return NULL;
}

typedef struct ByteSink {
    uint8_t *buffer; /* or null: only count */
    size_t size;
} ByteSink;

static void sink_put(ByteSink *sink, uint8_t byte) {
    if (sink->buffer)
        sink->buffer[sink->size] = byte;
    sink->size++;
}

/* Six bits per byte, the highest first; 0x40: more follow; 0x80: an entry starts. */
static void sink_number(ByteSink *sink, uint32_t number, uint8_t start) {
    int shift = 30;
    while (shift > 0 && number >> shift == 0)
        shift -= 6;
    for (; shift > 0; shift -= 6, start = 0)
        sink_put(sink, start | 0x40 | (number >> shift & 63));
    sink_put(sink, start | (number & 63));
}

size_t code_exception_table_bytes(const Code *code, uint8_t *buffer) {
    ByteSink sink = {buffer, 0};
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const CodeHandler *handler = &code->handlers[i];
        sink_number(&sink, handler->start, 0x80);
        sink_number(&sink, handler->end - handler->start, 0);
        sink_number(&sink, handler->target, 0);
        sink_number(&sink, handler->depth << 1 | handler->lasti, 0);
    }
    return sink.size;
}

/* False at the end of the bytes. */
static bool read_number(const uint8_t **next, const uint8_t *end, uint32_t *number) {
    for (*number = 0; *next < end;) {
        uint8_t byte = *(*next)++;
        *number = *number << 6 | (byte & 63);
        if (!(byte & 0x40))
            return true;
    }
    return false;
}

bool code_exception_table_read(const uint8_t *bytes, size_t size, CodeHandler *handlers,
                               uint32_t *count) {
    const uint8_t *end = bytes + size;
    for (*count = 0; bytes < end; ++*count) {
        uint32_t start, length, target, depth;
        if (!read_number(&bytes, end, &start) || !read_number(&bytes, end, &length) ||
            !read_number(&bytes, end, &target) || !read_number(&bytes, end, &depth))
            return false;
        handlers[*count] = (CodeHandler){start, start + length, target, depth >> 1, depth & 1};
    }
    return true;
}

/* ---- equality --------------------------------------------------------------------------- */

static bool constants_equal(const Constant *a, const Constant *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!constant_identical(&a[i], &b[i]))
            return false;
    return true;
}

static bool handlers_equal(const Code *a, const Code *b) {
    if (a->handler_count != b->handler_count)
        return false;
    for (uint32_t i = 0; i < a->handler_count; i++) {
        const CodeHandler *x = &a->handlers[i], *y = &b->handlers[i];
        if (x->start != y->start || x->end != y->end || x->target != y->target ||
            x->depth != y->depth || x->lasti != y->lasti)
            return false;
    }
    return true;
}

static bool names_equal(const Code *a, const Code *b) {
    if (a->name_count != b->name_count || a->slot_count != b->slot_count)
        return false;
    for (uint32_t i = 0; i < a->name_count; i++)
        if (!text_equal(a->names[i], b->names[i]))
            return false;
    for (uint32_t i = 0; i < a->slot_count; i++)
        if (!text_equal(a->slots[i].name, b->slots[i].name) || a->slots[i].kind != b->slots[i].kind)
            return false;
    return true;
}

static bool bytes_equal(const void *a, const void *b, size_t size) {
    return size == 0 || memcmp(a, b, size) == 0;
}

/* What is only begun is read for the comparison; codes that cannot be read are unlike any other. */
static bool begun_equal(const Code *a, const Code *b) {
    Diagnostic diagnostic = {0};
    Code *whole_a = code_complete(a, &diagnostic), *whole_b = code_complete(b, &diagnostic);
    bool equal = whole_a && whole_b && code_equal(whole_a, whole_b);
    code_release(whole_a);
    code_release(whole_b);
    return equal;
}

bool code_equal(const Code *a, const Code *b) {
    if (a == b)
        return true;
    if (!code_is_whole(a) || !code_is_whole(b))
        return begun_equal(a, b);
    return text_equal(a->name, b->name) && a->argcount == b->argcount &&
           a->posonlyargcount == b->posonlyargcount && a->kwonlyargcount == b->kwonlyargcount &&
           a->flags == b->flags && a->first_line == b->first_line &&
           a->unit_count == b->unit_count && a->constant_count == b->constant_count &&
           a->position_size == b->position_size && names_equal(a, b) && handlers_equal(a, b) &&
           bytes_equal(a->units, b->units, a->unit_count * sizeof *a->units) &&
           bytes_equal(a->positions, b->positions, a->position_size) &&
           constants_equal(a->constants, b->constants, a->constant_count);
}
