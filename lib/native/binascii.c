/* The module binascii: bytes as ASCII text and back, and two check sums. */
#include "lib/native/crc32.h"
#include "lib/native/exception_class.h"
#include "vm/objects/bytes_hex.h"
#include "vm/objects/bytes_methods.h"
#include "vm/pass.h"
#include "vm/vm.h"

static ExceptionClass error = {.module = "binascii", .name = "Error", .base = &exc_ValueError};
static ExceptionClass incomplete = {
    .module = "binascii", .name = "Incomplete", .base = &exc_Exception};

static void *fail(const char *message) {
    return raise_of(&error, "%s", message);
}

/* ASCII text or a buffer. */
typedef struct {
    Buffer buffer;
    const uint8_t *bytes;
    size_t size;
} Source;

static bool source_get(Value value, Source *source, bool text_too) {
    *source = (Source){.bytes = NULL};
    if (text_too && is_str(value)) {
        if (!str_of(value)->ascii)
            return raise_value_error("string argument should contain only ASCII characters");
        source->bytes = str_of(value)->data;
        source->size = str_of(value)->length;
        return true;
    }
    if (text_too && !type_of(value)->get_buffer)
        return raise_type_error("argument should be bytes, buffer or ASCII string, not '%T'",
                                value);
    if (!buffer_get(value, &source->buffer, false))
        return false;
    source->bytes = source->buffer.bytes;
    source->size = source->buffer.size;
    return true;
}

static void source_release(Source *source) {
    buffer_release(&source->buffer);
}

static bool read_flag(Value value, bool fallback, bool *flag) {
    Answer answer = value ? object_truth(value) : (Answer)fallback;
    *flag = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

/* ---- hexadecimal ---------------------------------------------------------------------------- */

static Value hexlify(Value module, Value *args) {
    Source source;
    if (!source_get(args[0], &source, false))
        return NULL;
    Value text = bytes_hex(source.bytes, source.size, args[1], args[2]);
    source_release(&source);
    if (!text)
        return NULL;
    Value bytes = value_of(bytes_new(str_of(text)->data, str_of(text)->length));
    decref(text);
    return bytes;
}

/* The result of a pass that has ended: NULL if it was interrupted. */
static Bytes *passed(Bytes *bytes) {
    if (bytes && exception_pending()) {
        GIVE_UP(bytes);
        return NULL;
    }
    return bytes;
}

static Bytes *from_hex(const Source *source) {
    if (source->size % 2)
        return fail("Odd-length string");
    size_t size = source->size / 2;
    Bytes *bytes = bytes_new(NULL, size);
    for (size_t i = 0, end; bytes && (end = pass_piece(i, size)) > i; i = end)
        if (hex_read(bytes->data + i, source->bytes + 2 * i, end - i) < end - i) {
            GIVE_UP(bytes);
            return fail("Non-hexadecimal digit found");
        }
    return passed(bytes);
}

static Value unhexlify(Value module, Value *args) {
    Source source;
    if (!source_get(args[0], &source, true))
        return NULL;
    Bytes *bytes = from_hex(&source);
    source_release(&source);
    return value_of(bytes);
}

/* ---- base64 --------------------------------------------------------------------------------- */

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* One more than the value of a digit; 0: none. */
static const uint8_t base64_plus_1[256] = {
    ['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,
    ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
    ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
    ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
    ['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
    ['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
    ['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
    ['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64};

static inline int base64_value(uint8_t c) {
    return base64_plus_1[c] - 1;
}

/* Four digits for the first three of the bytes that are left. */
static inline uint8_t *write_group(uint8_t *to, const uint8_t *bytes, size_t left) {
    uint32_t word = (uint32_t)bytes[0] << 16;
    word |= left > 1 ? (uint32_t)bytes[1] << 8 : 0;
    word |= left > 2 ? bytes[2] : 0;
    *to++ = (uint8_t)base64_digits[word >> 18];
    *to++ = (uint8_t)base64_digits[word >> 12 & 63];
    *to++ = left > 1 ? (uint8_t)base64_digits[word >> 6 & 63] : '=';
    *to++ = left > 2 ? (uint8_t)base64_digits[word & 63] : '=';
    return to;
}

static Bytes *to_base64(const Source *source, bool newline) {
    if (source->size > (size_t)PTRDIFF_MAX / 2)
        return fail("Too much data for base64 line");
    Bytes *bytes = bytes_new(NULL, (source->size + 2) / 3 * 4 + newline);
    uint8_t *to = bytes ? bytes->data : NULL;
    size_t groups = (source->size + 2) / 3; /* of three bytes */
    for (size_t i = 0, end; bytes && (end = pass_piece(i, groups)) > i;)
        for (; i < end; i++)
            to = write_group(to, source->bytes + 3 * i, source->size - 3 * i);
    if (bytes && newline)
        *to = '\n';
    return passed(bytes);
}

static Value b2a_base64(Value module, Value *args) {
    Source source;
    bool newline;
    if (!read_flag(args[1], true, &newline) || !source_get(args[0], &source, false))
        return NULL;
    Bytes *bytes = to_base64(&source, newline);
    source_release(&source);
    return value_of(bytes);
}

/* Groups of four digits up to the first with anything else in it: how many there are. */
static size_t read_groups(uint8_t *to, const uint8_t *text, size_t count) {
    for (size_t i = 0; i < count; i++, text += 4) {
        int a = base64_value(text[0]), b = base64_value(text[1]);
        int c = base64_value(text[2]), d = base64_value(text[3]);
        if ((a | b | c | d) < 0)
            return i;
        *to++ = (uint8_t)(a << 2 | b >> 4);
        *to++ = (uint8_t)(b << 4 | c >> 2);
        *to++ = (uint8_t)(c << 6 | d);
    }
    return count;
}

/* Base64 being read. Strictly, only digits and the padding at the end are allowed; else what is
 * neither is passed over. */
typedef struct Base64 {
    bool strict;
    uint8_t *to;
    size_t count;         /* bytes written */
    unsigned place, left; /* place in a group of four; bits that wait */
    size_t pads;          /* since the last digit */
    bool padded, ended;   /* there was padding; it made a group whole */
    const char *problem;  /* null: none */
} Base64;

static void take_pad(Base64 *data, bool is_last) {
    data->padded = true;
    data->pads++;
    if (data->strict && data->place == 0)
        data->problem = "Excess padding not allowed";
    data->ended = data->place >= 2 && data->place + data->pads >= 4;
    if (data->ended && data->strict && !is_last)
        data->problem = "Excess data after padding";
}

static void take_digit(Base64 *data, uint8_t c) {
    int value = base64_value(c);
    if (value < 0 || (data->strict && data->padded)) {
        if (data->strict)
            data->problem =
                value < 0 ? "Only base64 data is allowed" : "Discontinuous padding not allowed";
        return;
    }
    unsigned digit = (unsigned)value, kept = 6 - 2 * data->place; /* bits for the next byte */
    if (data->place)
        data->to[data->count++] = (uint8_t)(data->left << 2 * data->place | digit >> kept);
    data->left = digit & ((1u << kept) - 1);
    data->place = (data->place + 1) % 4;
    data->pads = 0;
}

static COLD void *raise_incomplete(const Base64 *data) {
    if (data->problem)
        return fail(data->problem);
    if (data->place == 1)
        return raise_of(&error,
                        "Invalid base64-encoded string: number of data characters (%zu) cannot "
                        "be 1 more than a multiple of 4",
                        data->count / 3 * 4 + 1);
    return fail("Incorrect padding");
}

static Bytes *from_base64(const Source *source, bool strict) {
    const uint8_t *text = source->bytes;
    size_t size = source->size;
    Bytes *bytes = bytes_new(NULL, (size + 3) / 4 * 3);
    if (!bytes)
        return NULL;
    Base64 data = {.strict = strict, .to = bytes->data};
    if (strict && size && text[0] == '=')
        data.problem = "Leading padding not allowed";
    for (size_t i = 0, end = 0; !data.problem && !data.ended && i < size; i++) {
        if (i >= end && (end = pass_piece(i, size)) == i)
            break;
        if (data.place == 0 && !data.padded) {
            size_t groups = read_groups(data.to + data.count, text + i, (end - i) / 4);
            data.count += 3 * groups;
            i += 4 * groups;
            if (i == end) {
                i--; /* to begin the next piece */
                continue;
            }
        }
        if (text[i] == '=')
            take_pad(&data, i + 1 == size);
        else
            take_digit(&data, text[i]);
    }
    if (!data.problem && (data.ended || data.place == 0) && !exception_pending())
        return bytes_resize_steal(bytes, data.count);
    GIVE_UP(bytes);
    return exception_pending() ? NULL : raise_incomplete(&data);
}

static Value a2b_base64(Value module, Value *args) {
    Source source;
    bool strict;
    if (!read_flag(args[1], false, &strict) || !source_get(args[0], &source, true))
        return NULL;
    Bytes *bytes = from_base64(&source, strict);
    source_release(&source);
    return value_of(bytes);
}

/* ---- uuencode ------------------------------------------------------------------------------- */

static Bytes *to_uu(const Source *source, bool backtick) {
    if (source->size > 45)
        return fail("At most 45 bytes at once");
    Bytes *bytes = bytes_new(NULL, 2 + (source->size + 2) / 3 * 4);
    if (!bytes)
        return NULL;
    uint8_t zero = backtick ? '`' : ' ', *to = bytes->data;
    *to++ = source->size ? (uint8_t)(' ' + source->size) : zero;
    for (size_t i = 0; i < source->size; i += 3) {
        uint32_t word = 0;
        for (size_t k = i; k < i + 3; k++)
            word = word << 8 | (k < source->size ? source->bytes[k] : 0);
        for (int shift = 18; shift >= 0; shift -= 6)
            *to++ = word >> shift & 63 ? (uint8_t)(' ' + (word >> shift & 63)) : zero;
    }
    *to = '\n';
    return bytes;
}

static Value b2a_uu(Value module, Value *args) {
    Source source;
    bool backtick;
    if (!read_flag(args[1], false, &backtick) || !source_get(args[0], &source, false))
        return NULL;
    Bytes *bytes = to_uu(&source, backtick);
    source_release(&source);
    return value_of(bytes);
}

static Bytes *from_uu(const Source *source) {
    const uint8_t *text = source->bytes;
    size_t wanted = source->size ? (text[0] - ' ') & 63u : 32, at = source->size ? 1 : 0, count = 0;
    Bytes *bytes = bytes_new(NULL, wanted);
    uint32_t left = 0;
    unsigned bits = 0;
    while (bytes && count < wanted) {
        uint8_t c = at < source->size ? text[at] : 0;
        unsigned value = 0;
        if (at < source->size && c != '\n' && c != '\r') {
            if (c < ' ' || c > ' ' + 64) {
                GIVE_UP(bytes);
                return fail("Illegal char");
            }
            value = (c - ' ') & 63u;
            at++;
        } else if (at < source->size) {
            at++; /* the line was cut: zeros for the rest */
        }
        left = left << 6 | value;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes->data[count++] = (uint8_t)(left >> bits);
            left &= (1u << bits) - 1;
        }
    }
    for (; bytes && at < source->size; at++) {
        uint8_t c = text[at];
        if (c != ' ' && c != ' ' + 64 && c != '\n' && c != '\r') {
            GIVE_UP(bytes);
            return fail("Trailing garbage");
        }
    }
    return bytes;
}

static Value a2b_uu(Value module, Value *args) {
    Source source;
    if (!source_get(args[0], &source, true))
        return NULL;
    Bytes *bytes = from_uu(&source);
    source_release(&source);
    return value_of(bytes);
}

/* ---- quoted-printable ----------------------------------------------------------------------- */

static Bytes *from_qp(const Source *source, bool header) {
    const uint8_t *text = source->bytes;
    size_t size = source->size, count = 0;
    Bytes *bytes = bytes_new(NULL, size);
    size_t asked = 0;
    for (size_t i = 0; bytes && i < size;) {
        if (i - asked >= PASS_ITEMS) {
            asked = i;
            if (!pass_may_go_on())
                break;
        }
        uint8_t c = text[i++];
        if (c == '=') {
            if (i >= size)
                break;
            if (text[i] == '\n' || text[i] == '\r') { /* a soft line break */
                while (i < size && text[i] != '\n')
                    i++;
                i += i < size;
            } else if (text[i] == '=') {
                bytes->data[count++] = '=';
                i++;
            } else if (i + 1 < size && hex_read(bytes->data + count, text + i, 1)) {
                count++;
                i += 2;
            } else {
                bytes->data[count++] = '=';
            }
        } else {
            bytes->data[count++] = header && c == '_' ? ' ' : c;
        }
    }
    bytes = passed(bytes);
    return bytes ? bytes_resize_steal(bytes, count) : NULL;
}

static Value a2b_qp(Value module, Value *args) {
    Source source;
    bool header;
    if (!read_flag(args[1], false, &header) || !source_get(args[0], &source, true))
        return NULL;
    Bytes *bytes = from_qp(&source, header);
    source_release(&source);
    return value_of(bytes);
}

enum { QP_LINE_MAX = 76 };

typedef struct {
    bool quote_tabs, text, header;
} QpOptions;

static bool must_quote(const Source *source, size_t i, size_t line, const QpOptions *options) {
    uint8_t c = source->bytes[i];
    bool at_end = i + 1 == source->size;
    if (c > 126 || c == '=' || (options->header && c == '_'))
        return true;
    if (c == '.' && line == 0)
        return at_end || source->bytes[i + 1] == '\n' || source->bytes[i + 1] == '\r' ||
               source->bytes[i + 1] == 0;
    if (!options->text && (c == '\r' || c == '\n'))
        return true;
    if ((c == '\t' || c == ' ') && at_end)
        return true;
    if (c == '\t' || c == ' ')
        return options->quote_tabs;
    return c < 33 && c != '\r' && c != '\n';
}

static uint32_t character_before(const StrBuilder *builder) { /* all of it is ASCII */
    return builder->data[builder->length - 1];
}

/* Quoted-printable being written. */
typedef struct QpWriter {
    StrBuilder text;
    size_t line; /* characters in it */
    bool crlf;   /* as the first line end of the source is */
} QpWriter;

static void end_line(QpWriter *writer, const char *soft /* "=" or "" */) {
    str_builder_c(&writer->text, soft);
    str_builder_c(&writer->text, writer->crlf ? "\r\n" : "\n");
    writer->line = 0;
}

static void put_quoted(QpWriter *writer, uint8_t c) {
    static const char digits[] = "0123456789ABCDEF";
    if (writer->line + 3 >= QP_LINE_MAX)
        end_line(writer, "=");
    str_builder_character(&writer->text, '=');
    str_builder_character(&writer->text, (uint8_t)digits[c >> 4]);
    str_builder_character(&writer->text, (uint8_t)digits[c & 15]);
    writer->line += 3;
}

/* A line end of the source; a blank before it must be quoted. */
static void put_line_end(QpWriter *writer) {
    if (writer->text.length && writer->line) {
        uint32_t last = character_before(&writer->text);
        if (last == ' ' || last == '\t') {
            writer->text.length--;
            str_builder_c(&writer->text, last == ' ' ? "=20" : "=09");
        }
    }
    end_line(writer, "");
}

static Str *to_qp(const Source *source, const QpOptions *options) {
    const uint8_t *text = source->bytes;
    size_t size = source->size, asked = 0;
    const uint8_t *first_break = size ? memchr(text, '\n', size) : NULL;
    QpWriter writer = {.crlf = first_break && first_break > text && first_break[-1] == '\r'};
    str_builder_init(&writer.text);
    for (size_t i = 0; i < size && !writer.text.failed; i++) {
        if (i - asked >= PASS_ITEMS) {
            asked = i;
            if (!pass_may_go_on())
                break;
        }
        uint8_t c = text[i];
        bool crlf = c == '\r' && i + 1 < size && text[i + 1] == '\n';
        if (must_quote(source, i, writer.line, options))
            put_quoted(&writer, c);
        else if (options->text && (c == '\n' || crlf)) {
            put_line_end(&writer);
            i += crlf;
        } else {
            if (i + 1 < size && text[i + 1] != '\n' && writer.line + 1 >= QP_LINE_MAX)
                end_line(&writer, "=");
            writer.line++;
            str_builder_character(&writer.text, options->header && c == ' ' ? '_' : c);
        }
    }
    return str_builder_finish_pass(&writer.text);
}

static Value b2a_qp(Value module, Value *args) {
    Source source;
    QpOptions options;
    if (!read_flag(args[1], false, &options.quote_tabs) ||
        !read_flag(args[2], true, &options.text) || !read_flag(args[3], false, &options.header) ||
        !source_get(args[0], &source, false))
        return NULL;
    Str *text = to_qp(&source, &options);
    source_release(&source);
    if (!text)
        return NULL;
    Value bytes = value_of(bytes_new(text->data, text->length));
    GIVE_UP(text);
    return bytes;
}

/* ---- check sums ----------------------------------------------------------------------------- */

static Value crc32(Value module, Value *args) {
    Source source;
    Value start = args[1] ? object_index(args[1]) : value_of_small_int(0);
    if (!start)
        return NULL;
    uint32_t crc = ~(uint32_t)int_as_mask64(start);
    decref(start);
    if (!source_get(args[0], &source, false))
        return NULL;
    for (size_t i = 0, end; (end = pass_piece(i, source.size)) > i; i = end)
        crc = crc32_add(crc, source.bytes + i, end - i);
    source_release(&source);
    return exception_pending() ? NULL : value_of_small_int((int64_t)(uint32_t)~crc);
}

/* CRC-CCITT (polynomial 0x1021), as BinHex has it: what a byte in front does to the sum. */
static uint16_t crc_hqx_of_byte(unsigned byte) {
    uint32_t crc = byte << 8;
    for (int bit = 0; bit < 8; bit++)
        crc = (crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1) & 0xffff;
    return (uint16_t)crc;
}

static Value crc_hqx(Value module, Value *args) {
    Source source;
    Value start = object_index(args[1]);
    if (!start)
        return NULL;
    uint32_t crc = (uint32_t)int_as_mask64(start) & 0xffff;
    decref(start);
    if (!source_get(args[0], &source, false))
        return NULL;
    uint16_t table[256];
    for (unsigned byte = 0; byte < 256; byte++)
        table[byte] = source.size > 64 ? crc_hqx_of_byte(byte) : 0; /* pays for longer data */
    for (size_t i = 0; pass_goes_on(i, source.size); i++) {
        unsigned byte = crc >> 8 ^ source.bytes[i];
        crc = (crc << 8 & 0xff00) ^ (source.size > 64 ? table[byte] : crc_hqx_of_byte(byte));
    }
    source_release(&source);
    return exception_pending() ? NULL : value_of_small_int((int64_t)crc);
}

/* ---- the module ----------------------------------------------------------------------------- */

static const NativeMethod functions[] = {
    NATIVE("a2b_uu(data, /)", a2b_uu, "Decode a line of uuencoded data."),
    NATIVE("b2a_uu(data, /, *, backtick=False)", b2a_uu, "Uuencode a line of data."),
    NATIVE("a2b_base64(data, /, *, strict_mode=False)", a2b_base64, "Decode base64."),
    NATIVE("b2a_base64(data, /, *, newline=True)", b2a_base64, "Encode as base64."),
    NATIVE("a2b_hex(hexstr, /)", unhexlify, "Bytes from hexadecimal digits."),
    NATIVE("b2a_hex(data, sep=<unrepresentable>, bytes_per_sep=1)", hexlify,
           "Bytes as hexadecimal digits."),
    NATIVE("hexlify(data, sep=<unrepresentable>, bytes_per_sep=1)", hexlify,
           "Bytes as hexadecimal digits."),
    NATIVE("unhexlify(hexstr, /)", unhexlify, "Bytes from hexadecimal digits."),
    NATIVE("crc32(data, crc=0, /)", crc32, "The CRC-32 of data."),
    NATIVE("crc_hqx(data, crc, /)", crc_hqx, "The CRC-CCITT of data."),
    NATIVE("b2a_qp(data, quotetabs=False, istext=True, header=False)", b2a_qp,
           "Encode as quoted-printable."),
    NATIVE("a2b_qp(data, header=False)", a2b_qp, "Decode quoted-printable."),
    NATIVE_END};

static bool exec(Module *module) {
    return exception_class_use(&error, module) && exception_class_use(&incomplete, module);
}

static void fini(void) {
    exception_class_fini(&error);
    exception_class_fini(&incomplete);
}

const NativeModule binascii_module = {
    .name = "binascii",
    .doc = "Conversion between binary data and ASCII.",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
