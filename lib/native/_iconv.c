/* Module _iconv: text in the character sets that the C library knows, one step at a time.
 *
 * decode and encode stop at what they cannot convert and say how far they came; the package
 * _encodings makes codecs with error handlers from that. A conversion always begins in the
 * character set's initial state and, when encoding, ends in it. */
#include "vm/vm.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { DONE, INCOMPLETE, INVALID }; /* why a conversion stopped */

typedef struct Converter {
    iconv_t descriptor;
    char *from, *to; /* what is next */
    size_t left, room;
    uint8_t *output; /* mem_ buffer */
    size_t capacity;
    bool limited; /* what fits the output is enough */
} Converter;

/* Conversions stay open: opening one takes longer than converting a character. */
typedef struct Opened {
    char to[16], from[16]; /* names of character sets; empty: nothing is open */
    iconv_t descriptor;
} Opened;

static Opened opened[8];

static void close_conversion(Opened *entry) {
    if (entry->to[0])
        iconv_close(entry->descriptor);
    entry->to[0] = '\0';
}

/* In its initial state; it stays ours. */
static iconv_t open_conversion(const char *to, const char *from) {
    static size_t oldest;
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
        if (opened[i].to[0] && !strcmp(opened[i].to, to) && !strcmp(opened[i].from, from)) {
            iconv(opened[i].descriptor, NULL, NULL, NULL, NULL);
            return opened[i].descriptor;
        }
    Opened *entry = &opened[oldest];
    size_t to_size = strlen(to) + 1, from_size = strlen(from) + 1;
    iconv_t descriptor = (iconv_t)-1;
    if (to_size <= sizeof entry->to && from_size <= sizeof entry->from)
        descriptor = iconv_open(to, from);
    if (descriptor == (iconv_t)-1) {
        raise_error(&exc_LookupError, "the C library does not convert %s to %s", from, to);
        return descriptor;
    }
    close_conversion(entry);
    memcpy(entry->to, to, to_size);
    memcpy(entry->from, from, from_size);
    entry->descriptor = descriptor;
    oldest = (oldest + 1) % (sizeof opened / sizeof *opened);
    return descriptor;
}

static bool grow_to(Converter *c, size_t capacity) {
    size_t used = c->output ? (size_t)(c->to - (char *)c->output) : 0;
    uint8_t *larger = mem_realloc(c->output, capacity);
    if (!larger)
        return raise_no_memory();
    c->output = larger;
    c->capacity = capacity;
    c->to = (char *)larger + used;
    c->room = capacity - used;
    return true;
}

static bool grow(Converter *c) {
    return grow_to(c, c->capacity * 2 + 64);
}

/* DONE, INCOMPLETE or INVALID; -1: an exception. */
static int run(Converter *c) {
    bool resetting = false; /* all is read: what the state still wants to write */
    if (!c->output && !grow(c))
        return -1;
    for (;;) {
        size_t status = iconv(c->descriptor, resetting ? NULL : &c->from,
                              resetting ? NULL : &c->left, &c->to, &c->room);
        if (status != (size_t)-1) {
            if (resetting)
                return DONE;
            resetting = true;
            continue;
        }
        if (errno == E2BIG) {
            if (c->limited)
                return DONE;
            if (!grow(c))
                return -1;
            continue;
        }
        return errno == EINVAL ? INCOMPLETE : INVALID;
    }
}

/* After a character that cannot be encoded: back to the initial state. */
static bool end_encoding(Converter *c) {
    while (iconv(c->descriptor, NULL, NULL, &c->to, &c->room) == (size_t)-1)
        if (errno != E2BIG || !grow(c))
            return exception_pending() ? false : raise_value_error("the state cannot be reset");
    return true;
}

static Value answer_steal(Value result, size_t consumed, int status) {
    Tuple *tuple = result ? tuple_pack(3, result, value_of_small_int((int64_t)consumed),
                                       value_of_small_int(status))
                          : NULL;
    decref_maybe(result);
    return value_of(tuple);
}

static const char *charset_argument(Value value) {
    return is_str(value) ? str_utf8(str_of(value), NULL)
                         : raise_type_error("the character set must be str, not %T", value);
}

enum { CHARACTERS_MAX = 1 << 28 };

/* decode(charset, data, limit): (text, bytes read, why it stopped); no more characters than the
 * limit, unless it is negative */
static Value decode(Value module, Value *args) {
    const char *charset = charset_argument(args[0]);
    int64_t limit = -1;
    Buffer buffer;
    if (!charset || (args[2] && !int_as_int64(args[2], &limit)) ||
        !buffer_get(args[1], &buffer, false))
        return NULL;
    Converter c = {.descriptor = open_conversion("UTF-32LE", charset),
                   .from = (char *)buffer.bytes,
                   .left = buffer.size,
                   .limited = limit > 0 && limit <= CHARACTERS_MAX};
    Value result = NULL;
    int status = -1;
    if (c.descriptor != (iconv_t)-1 && (!c.limited || grow_to(&c, (size_t)limit * 4)))
        status = run(&c);
    if (status >= 0) {
        size_t size = (size_t)(c.to - (char *)c.output);
        Str *text = size ? str_from_ucs4((uint32_t *)(void *)c.output, size / 4) : str_empty();
        result = answer_steal(value_of(text), buffer.size - c.left, status);
    }
    mem_free(c.output);
    buffer_release(&buffer);
    return result;
}

static uint32_t *as_ucs4(const Str *str) {
    uint32_t *characters = mem_malloc(str->length * 4 + 4);
    if (!characters)
        return raise_no_memory();
    for (size_t i = 0; i < str->length; i++)
        characters[i] = str_at(str, i);
    return characters;
}

/* encode(charset, text): (bytes, characters read, why it stopped) */
static Value encode(Value module, Value *args) {
    const char *charset = charset_argument(args[0]);
    if (charset && !is_str(args[1]))
        return raise_type_error("encode() argument 2 must be str, not %T", args[1]);
    uint32_t *characters = charset ? as_ucs4(str_of(args[1])) : NULL;
    if (!characters)
        return NULL;
    size_t length = str_of(args[1])->length;
    Converter c = {.descriptor = open_conversion(charset, "UTF-32LE"),
                   .from = (char *)(void *)characters,
                   .left = length * 4};
    Value result = NULL;
    int status = c.descriptor == (iconv_t)-1 ? -1 : run(&c);
    if (status > DONE && !end_encoding(&c))
        status = -1;
    if (status >= 0) {
        Bytes *bytes = bytes_new(c.output, (size_t)(c.to - (char *)c.output));
        result = answer_steal(value_of(bytes), length - c.left / 4, status);
    }
    mem_free(c.output);
    mem_free(characters);
    return result;
}

static const NativeMethod functions[] = {
    NATIVE("decode($module, charset, data, limit=-1, /)", decode,
           "Text, how many bytes it was made from, and why that was all."),
    NATIVE("encode($module, charset, text, /)", encode,
           "Bytes, how many characters they were made from, and why that was all."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return module_add_int(module, "DONE", DONE) &&
           module_add_int(module, "INCOMPLETE", INCOMPLETE) &&
           module_add_int(module, "INVALID", INVALID);
}

static void fini(void) {
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
        close_conversion(&opened[i]);
}

const NativeModule _iconv_module = {
    .name = "_iconv",
    .doc = "Character sets of the C library.",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
