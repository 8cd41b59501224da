/* Writing and reading Codes as bytes.
 *
 *     body:      number of texts, texts (size, bytes), code
 *     code:      flags argcount posonlyargcount kwonlyargcount stack_size local_count cell_count
 *                free_count first_line* name qualname filename
 *                slots (text, kind byte) ... names: count, text ... constants: count, constant ...
 *                units: count, 2 bytes each ... handlers: count, (start, length, target,
 *                depth << 1 | lasti) ... positions: size, bytes
 *     constant:  kind byte and: int*, 8 bytes of a float, 16 of a complex number, text of a str,
 *                bytes or big int, count and constants of a tuple or frozenset, 4 bytes size of
 *                a code and the code
 *
 * Numbers are unsigned LEB128 (7 bits per byte, the lowest first, 0x80: more follow); those marked
 * * are signed and zigzag encoded. A text is its number. Everything else is little-endian.
 *
 * A module's functions are many, and few of them run: the codes within a code may be only begun
 * (CodeSource keeps the bytes) and are read when they are needed.
 *
 * The reader trusts nothing: every length is compared with what is left before memory is taken. */
#include "compiler/serialize.h"

#include <setjmp.h>

#include "compiler/names.h"
#include "compiler/verify.h"

static const size_t NOTHING_YET = SIZE_MAX;
enum { DEPTH_MAX = 400 }; /* of codes and tuples in each other */

/* ---- writing ---------------------------------------------------------------------------- */

/* Codes with a reference of ours. */
typedef struct MadeCode {
    struct MadeCode *next;
    Code *code;
} MadeCode;

typedef struct Writer {
    uint8_t *bytes;
    size_t size, capacity;
    NameTable texts; /* of the codes: those made for writing live as long */
    MemRegion *region;
    MadeCode *made;
    bool failed;
    bool too_deep;
    Diagnostic diagnostic; /* of a code within that cannot be read */
} Writer;

static void release_made(MadeCode *made) {
    for (; made; made = made->next)
        code_release(made->code);
}

static void put_bytes(Writer *writer, const void *bytes, size_t size) {
    if (writer->failed || size == 0)
        return;
    if (size > writer->capacity - writer->size) {
        size_t capacity = 2 * writer->capacity + size + 256;
        uint8_t *grown = mem_raw_realloc(writer->bytes, capacity);
        if (!grown) {
            writer->failed = true;
            return;
        }
        writer->bytes = grown;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
}

static void put_byte(Writer *writer, uint8_t byte) {
    put_bytes(writer, &byte, 1);
}

static void put_number(Writer *writer, uint64_t number) {
    for (; number >= 0x80; number >>= 7)
        put_byte(writer, 0x80 | (number & 0x7f));
    put_byte(writer, (uint8_t)number);
}

static void put_signed(Writer *writer, int64_t number) {
    put_number(writer, (uint64_t)number << 1 ^ (uint64_t)(number >> 63));
}

static void put_little(Writer *writer, uint64_t number, int size) {
    for (; size > 0; size--, number >>= 8)
        put_byte(writer, number & 0xff);
}

static void put_double(Writer *writer, double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    put_little(writer, bits, 8);
}

static void put_text(Writer *writer, Text text) {
    Name number = names_intern(&writer->texts, text);
    if (!number)
        writer->failed = true;
    else
        put_number(writer, number - 1);
}

static void put_sized_code(Writer *writer, const Code *code, int depth);

static void put_constants(Writer *writer, const Constant *constants, size_t count, int depth) {
    put_number(writer, count);
    if (depth > DEPTH_MAX) {
        writer->failed = writer->too_deep = true;
        return;
    }
    for (size_t i = 0; i < count && !writer->failed; i++) {
        const Constant *constant = &constants[i];
        put_byte(writer, constant->kind);
        switch (constant->kind) {
        case CONSTANT_INT:
            put_signed(writer, constant->integer);
            break;
        case CONSTANT_FLOAT:
            put_double(writer, constant->real);
            break;
        case CONSTANT_COMPLEX:
            put_double(writer, constant->complex_number.real);
            put_double(writer, constant->complex_number.imaginary);
            break;
        case CONSTANT_BIG_INT:
        case CONSTANT_STR:
        case CONSTANT_BYTES:
            put_text(writer, constant->text);
            break;
        case CONSTANT_TUPLE:
        case CONSTANT_FROZENSET:
            put_constants(writer, constant->sequence.items, constant->sequence.count, depth + 1);
            break;
        case CONSTANT_CODE:
            put_sized_code(writer, constant->code, depth + 1);
            break;
        default:
            break;
        }
    }
}

static void put_head(Writer *writer, const Code *code) {
    const uint32_t numbers[] = {code->flags,          code->argcount,   code->posonlyargcount,
                                code->kwonlyargcount, code->stack_size, code->local_count,
                                code->cell_count,     code->free_count};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(writer, numbers[i]);
    put_signed(writer, code->first_line);
    put_text(writer, code->name);
    put_text(writer, code->qualname);
    put_text(writer, code->filename);
}

static void put_whole_code(Writer *writer, const Code *code, int depth) {
    put_head(writer, code);
    for (uint32_t i = 0; i < code->slot_count; i++) {
        put_text(writer, code->slots[i].name);
        put_byte(writer, code->slots[i].kind);
    }
    put_number(writer, code->name_count);
    for (uint32_t i = 0; i < code->name_count; i++)
        put_text(writer, code->names[i]);
    put_constants(writer, code->constants, code->constant_count, depth);
    put_number(writer, code->unit_count);
    for (uint32_t i = 0; i < code->unit_count; i++)
        put_little(writer, code->units[i], 2);
    put_number(writer, code->handler_count);
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const CodeHandler *handler = &code->handlers[i];
        put_number(writer, handler->start);
        put_number(writer, handler->end - handler->start);
        put_number(writer, handler->target);
        put_number(writer, (uint64_t)handler->depth << 1 | handler->lasti);
    }
    put_number(writer, code->position_size);
    put_bytes(writer, code->positions, code->position_size);
}

static void put_code(Writer *writer, const Code *code, int depth) {
    if (code_is_whole(code)) {
        put_whole_code(writer, code, depth);
        return;
    }
    MadeCode *made = mem_region_alloc(writer->region, sizeof *made);
    Code *whole = made ? code_complete(code, &writer->diagnostic) : NULL;
    if (!whole) {
        writer->failed = true;
        return;
    }
    *made = (MadeCode){writer->made, whole};
    writer->made = made;
    put_whole_code(writer, whole, depth);
}

/* With its size in front, so that a reader can go past it. */
static void put_sized_code(Writer *writer, const Code *code, int depth) {
    size_t place = writer->size;
    put_little(writer, 0, 4);
    put_code(writer, code, depth);
    size_t size = writer->size - place - 4;
    if (size > UINT32_MAX)
        writer->failed = true;
    for (int i = 0; !writer->failed && i < 4; i++)
        writer->bytes[place + (size_t)i] = (uint8_t)(size >> (8 * i));
}

static bool serialize(Writer *writer, const Code *code, SerializedCode *result) {
    Writer head = {0};
    put_code(writer, code, 0);
    put_number(&head, writer->texts.count - 1);
    for (Name name = 1; name < writer->texts.count; name++) {
        Text text = names_text(&writer->texts, name);
        put_number(&head, text.size);
        put_bytes(&head, text.bytes, text.size);
    }
    put_bytes(&head, writer->bytes, writer->size);
    if (writer->failed || head.failed) {
        mem_raw_free(head.bytes);
        return false;
    }
    *result = (SerializedCode){head.bytes, head.size};
    return true;
}

bool code_serialize(const Code *code, SerializedCode *result, Diagnostic *diagnostic) {
    MemRegion *region = mem_region_new();
    Writer writer = {.region = region};
    bool done =
        region && name_table_init_bare(&writer.texts, region) && serialize(&writer, code, result);
    if (!done && writer.too_deep)
        diagnostic_set(diagnostic, DIAGNOSTIC_VALUE, "object too deeply nested to marshal");
    else if (!done && writer.diagnostic.kind != DIAGNOSTIC_NONE)
        *diagnostic = writer.diagnostic;
    else if (!done)
        diagnostic_set_no_memory(diagnostic);
    release_made(writer.made);
    mem_raw_free(writer.bytes);
    if (region)
        mem_region_free(region);
    return done;
}

/* ---- reading ---------------------------------------------------------------------------- */

/* What is left of a file for the codes that were only begun: one block with the texts and, unless
 * they stay where they are, the bytes. */
struct CodeSource {
    uint32_t reference_count;
    bool trusted;
    const uint8_t *bytes;
    Text *texts;
    size_t text_count;
    size_t renamed; /* number of the text that is called `filename` now */
    Text filename;  /* null bytes: as written */
};

typedef struct Reader {
    const uint8_t *start, *next, *end;
    MemRegion *region;
    Text *texts;
    size_t text_count;
    MadeCode *made; /* owned until the root owns them */
    bool trusted;
    Text filename;      /* what the source is called now; null bytes: as written */
    size_t renamed;     /* the text that this replaces: the outermost code's, or NOTHING_YET */
    CodeSource *source; /* codes within are only begun; null: they are read */
    Diagnostic *diagnostic;
    jmp_buf escape;
} Reader;

static _Noreturn void fail(Reader *reader, const char *why) {
    diagnostic_set(reader->diagnostic, DIAGNOSTIC_VALUE, "bad marshal data (%s)", why);
    longjmp(reader->escape, 1);
}

static _Noreturn void fail_no_memory(Reader *reader) {
    diagnostic_set_no_memory(reader->diagnostic);
    longjmp(reader->escape, 1);
}

static void *allocate(Reader *reader, size_t count, size_t size) {
    void *block =
        count < SIZE_MAX / size - 1 ? mem_region_alloc(reader->region, (count + 1) * size) : NULL;
    if (!block)
        fail_no_memory(reader);
    return block;
}

static uint8_t get_byte(Reader *reader) {
    if (reader->next == reader->end)
        fail(reader, "too short");
    return *reader->next++;
}

static uint64_t get_number(Reader *reader) {
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t byte = get_byte(reader);
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return number;
    }
    fail(reader, "number too large");
}

static uint32_t get_small(Reader *reader) {
    uint64_t number = get_number(reader);
    if (number > INT32_MAX)
        fail(reader, "number too large");
    return (uint32_t)number;
}

static int64_t get_signed(Reader *reader) {
    uint64_t number = get_number(reader);
    return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

/* A count of things that take at least `size` bytes each. */
static uint32_t get_count(Reader *reader, size_t size) {
    uint32_t count = get_small(reader);
    if (count > (size_t)(reader->end - reader->next) / size)
        fail(reader, "count beyond the end");
    return count;
}

static uint64_t get_little(Reader *reader, int size) {
    uint64_t number = 0;
    for (int i = 0; i < size; i++)
        number |= (uint64_t)get_byte(reader) << (8 * i);
    return number;
}

static double get_double(Reader *reader) {
    uint64_t bits = get_little(reader, 8);
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static size_t get_text_number(Reader *reader) {
    uint64_t number = get_number(reader);
    if (number >= reader->text_count)
        fail(reader, "no such text");
    return (size_t)number;
}

static Text get_text(Reader *reader) {
    return reader->texts[get_text_number(reader)];
}

static Code *get_inner_code(Reader *reader, int depth);

static Constant *get_constants(Reader *reader, uint32_t *count, int depth) {
    if (depth > DEPTH_MAX)
        fail(reader, "nested too deeply");
    *count = get_count(reader, 1);
    Constant *constants = allocate(reader, *count, sizeof *constants);
    for (uint32_t i = 0; i < *count; i++) {
        Constant *constant = &constants[i];
        uint32_t items;
        constant->kind = get_byte(reader);
        switch (constant->kind) {
        case CONSTANT_NONE:
        case CONSTANT_TRUE:
        case CONSTANT_FALSE:
        case CONSTANT_ELLIPSIS:
            break;
        case CONSTANT_INT:
            constant->integer = get_signed(reader);
            break;
        case CONSTANT_FLOAT:
            constant->real = get_double(reader);
            break;
        case CONSTANT_COMPLEX:
            constant->complex_number.real = get_double(reader);
            constant->complex_number.imaginary = get_double(reader);
            break;
        case CONSTANT_BIG_INT:
        case CONSTANT_STR:
        case CONSTANT_BYTES:
            constant->text = get_text(reader);
            break;
        case CONSTANT_TUPLE:
        case CONSTANT_FROZENSET:
            constant->sequence.items = get_constants(reader, &items, depth + 1);
            constant->sequence.count = items;
            break;
        case CONSTANT_CODE:
            constant->code = get_inner_code(reader, depth + 1);
            break;
        default:
            fail(reader, "unknown constant");
        }
    }
    return constants;
}

/* The outermost code's comes first; those that equal it are renamed with it. */
static Text get_filename(Reader *reader) {
    size_t number = get_text_number(reader);
    if (reader->renamed == NOTHING_YET)
        reader->renamed = number;
    return number == reader->renamed && reader->filename.bytes ? reader->filename
                                                               : reader->texts[number];
}

static void get_head(Reader *reader, Code *code) {
    uint32_t *const numbers[] = {&code->flags,          &code->argcount,   &code->posonlyargcount,
                                 &code->kwonlyargcount, &code->stack_size, &code->local_count,
                                 &code->cell_count,     &code->free_count};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = get_small(reader);
    int64_t line = get_signed(reader);
    if (line < INT32_MIN || line > INT32_MAX)
        fail(reader, "line too large");
    code->first_line = (int32_t)line;
    code->name = get_text(reader);
    code->qualname = get_text(reader);
    code->filename = get_filename(reader);
}

static void get_slots(Reader *reader, Code *code) {
    uint64_t count = (uint64_t)code->local_count + code->cell_count + code->free_count;
    if (count > (size_t)(reader->end - reader->next) / 2)
        fail(reader, "count beyond the end");
    code->slot_count = (uint32_t)count;
    CodeSlot *slots = allocate(reader, code->slot_count, sizeof *slots);
    for (uint32_t i = 0; i < code->slot_count; i++) {
        slots[i].name = get_text(reader);
        slots[i].kind = get_byte(reader);
    }
    code->slots = slots;
    code->name_count = get_count(reader, 1);
    Text *names = allocate(reader, code->name_count, sizeof *names);
    for (uint32_t i = 0; i < code->name_count; i++)
        names[i] = get_text(reader);
    code->names = names;
}

static void get_units(Reader *reader, Code *code) {
    code->unit_count = get_count(reader, 2);
    uint16_t *units = allocate(reader, code->unit_count, sizeof *units);
    for (uint32_t i = 0; i < code->unit_count; i++)
        units[i] = (uint16_t)get_little(reader, 2);
    code->units = units;
    code->handler_count = get_count(reader, 4);
    CodeHandler *handlers = allocate(reader, code->handler_count, sizeof *handlers);
    for (uint32_t i = 0; i < code->handler_count; i++) {
        handlers[i].start = get_small(reader);
        uint64_t end = (uint64_t)handlers[i].start + get_small(reader);
        handlers[i].end = end > UINT32_MAX ? UINT32_MAX : (uint32_t)end;
        handlers[i].target = get_small(reader);
        uint32_t depth = get_small(reader);
        handlers[i].depth = depth >> 1;
        handlers[i].lasti = depth & 1;
    }
    code->handlers = handlers;
    code->position_size = get_count(reader, 1);
    code->positions = reader->next;
    reader->next += code->position_size;
}

/* A new Code, which the reader owns until it is finished. */
static Code *make_code(Reader *reader, const Code *parts) {
    MadeCode *made = allocate(reader, 1, sizeof *made);
    made->code = code_new(parts);
    if (!made->code)
        fail_no_memory(reader);
    made->next = reader->made;
    reader->made = made;
    return made->code;
}

static Code *get_code(Reader *reader, int depth) {
    Code *parts = allocate(reader, 1, sizeof *parts);
    get_head(reader, parts);
    get_slots(reader, parts);
    parts->constants = get_constants(reader, &parts->constant_count, depth);
    get_units(reader, parts);
    const char *problem = reader->trusted ? NULL : code_verify(parts, reader->region);
    if (problem == code_verify_no_memory)
        fail_no_memory(reader);
    if (problem)
        fail(reader, problem);
    return make_code(reader, parts);
}

/* Of a code that is only begun: what the codes around it need to know. */
static Code *begin_code(Reader *reader, size_t size) {
    Code parts = {.source = reader->source, .source_size = size};
    parts.source_start = (size_t)(reader->next - reader->start);
    const uint8_t *end = reader->next + size;
    get_head(reader, &parts);
    uint64_t slots = (uint64_t)parts.local_count + parts.cell_count + parts.free_count;
    if (reader->next > end || slots > size)
        fail(reader, "count beyond the end");
    if (!verify_text(parts.name) || !verify_text(parts.qualname) || !verify_text(parts.filename))
        fail(reader, "invalid text");
    parts.slot_count = (uint32_t)slots;
    reader->next = end;
    Code *code = make_code(reader, &parts);
    __atomic_add_fetch(&reader->source->reference_count, 1, __ATOMIC_RELAXED);
    return code;
}

static Code *get_inner_code(Reader *reader, int depth) {
    size_t size = get_little(reader, 4);
    if (size > (size_t)(reader->end - reader->next))
        fail(reader, "count beyond the end");
    if (reader->source)
        return begin_code(reader, size);
    const uint8_t *end = reader->next + size;
    Code *code = get_code(reader, depth);
    if (reader->next != end)
        fail(reader, "wrong size of a code");
    return code;
}

static void get_texts(Reader *reader) {
    reader->text_count = get_count(reader, 1);
    reader->texts = allocate(reader, reader->text_count, sizeof *reader->texts);
    for (size_t i = 0; i < reader->text_count; i++) {
        size_t size = get_count(reader, 1);
        reader->texts[i] = (Text){(const char *)reader->next, size};
        reader->next += size;
    }
}

/* ---- codes that are only begun ---------------------------------------------------------- */

void code_source_release(CodeSource *source) {
    if (__atomic_sub_fetch(&source->reference_count, 1, __ATOMIC_ACQ_REL) == 0)
        mem_raw_free(source);
}

/* Keeps what the codes within will need: the texts, the name, and a copy of the bytes if they do
 * not stay. The reader goes on in the copy. */
static void keep_source(Reader *reader, bool bytes_stay) {
    size_t size = (size_t)(reader->end - reader->start);
    size_t texts_size = reader->text_count * sizeof(Text);
    size_t name_size = reader->filename.bytes ? reader->filename.size + 1 : 0;
    CodeSource *source =
        mem_raw_malloc(sizeof *source + texts_size + name_size + (bytes_stay ? 0 : size));
    if (!source)
        fail_no_memory(reader);
    Text *texts = (Text *)(source + 1);
    char *name = (char *)(texts + reader->text_count);
    uint8_t *copy = (uint8_t *)name + name_size;
    *source = (CodeSource){.reference_count = 1,
                           .trusted = reader->trusted,
                           .bytes = bytes_stay ? reader->start : copy,
                           .texts = texts,
                           .text_count = reader->text_count,
                           .renamed = NOTHING_YET};
    reader->source = source;
    if (name_size) {
        memcpy(name, reader->filename.bytes, name_size);
        source->filename = (Text){name, name_size - 1};
    }
    if (!bytes_stay)
        memcpy(copy, reader->start, size);
    for (size_t i = 0; i < reader->text_count; i++) {
        size_t at = (size_t)((const uint8_t *)reader->texts[i].bytes - reader->start);
        texts[i] = (Text){(const char *)source->bytes + at, reader->texts[i].size};
    }
    reader->next = source->bytes + (reader->next - reader->start);
    reader->start = source->bytes;
    reader->end = source->bytes + size;
    reader->texts = texts;
}

typedef enum ReadMode {
    READ_ALL,
    BEGIN,         /* codes within are begun */
    BEGIN_IN_PLACE /* and the bytes stay where they are */
} ReadMode;

static Code *read_code(Reader *reader, ReadMode mode) {
    Code *volatile code = NULL;
    if (setjmp(reader->escape) == 0) {
        if (!reader->texts)
            get_texts(reader);
        if (mode != READ_ALL)
            keep_source(reader, mode == BEGIN_IN_PLACE);
        Code *made = get_code(reader, 0);
        if (reader->source)
            reader->source->renamed = reader->renamed;
        if (reader->next != reader->end)
            fail(reader, "trailing bytes");
        code = code_retain(made);
    }
    return code;
}

static Code *read_with(Reader *reader, ReadMode mode) {
    reader->region = mem_region_new();
    if (!reader->region) {
        diagnostic_set_no_memory(reader->diagnostic);
        return NULL;
    }
    Code *code = read_code(reader, mode);
    release_made(reader->made);
    mem_region_free(reader->region);
    return code;
}

/* All of `bytes`. */
static Code *read_bytes(const uint8_t *bytes, size_t size, bool trusted, const char *filename,
                        ReadMode mode, Diagnostic *diagnostic) {
    Reader reader = {.start = bytes,
                     .next = bytes,
                     .end = bytes + size,
                     .trusted = trusted,
                     .filename = {filename, filename ? strlen(filename) : 0},
                     .renamed = NOTHING_YET,
                     .diagnostic = diagnostic};
    Code *code = read_with(&reader, mode);
    if (reader.source)
        code_source_release(reader.source);
    return code;
}

Code *code_deserialize(const uint8_t *bytes, size_t size, Diagnostic *diagnostic) {
    return read_bytes(bytes, size, false, NULL, READ_ALL, diagnostic);
}

Code *code_begin(const uint8_t *bytes, size_t size, const char *filename, Diagnostic *diagnostic) {
    return read_bytes(bytes, size, false, filename, BEGIN, diagnostic);
}

Code *code_begin_trusted(const uint8_t *bytes, size_t size, Diagnostic *diagnostic) {
    return read_bytes(bytes, size, true, NULL, BEGIN_IN_PLACE, diagnostic);
}

Code *code_complete(const Code *code, Diagnostic *diagnostic) {
    if (code_is_whole(code))
        return code_retain((Code *)code);
    CodeSource *source = code->source;
    const uint8_t *start = source->bytes + code->source_start;
    Reader reader = {.start = source->bytes,
                     .next = start,
                     .end = start + code->source_size,
                     .trusted = source->trusted,
                     .texts = source->texts,
                     .text_count = source->text_count,
                     .filename = source->filename,
                     .renamed = source->renamed,
                     .source = source,
                     .diagnostic = diagnostic};
    return read_with(&reader, READ_ALL);
}
