/* Source text: find its encoding, decode it to UTF-8, make every line end \n.
 *
 * The encoding is UTF-8 unless one of the first two lines is a comment with "coding[:=] name" (the
 * first line must then be blank or a comment too). Latin-1 and ASCII are decoded here, a byte at a
 * time, other encodings by iconv. The result is one buffer in the region with NULs behind it,
 * so that scanners need no check for the end. */
#include "lexer/source.h"

#include <iconv.h>

#include "lexer/utf8.h"

typedef enum Encoding {
    ENCODING_UTF8,
    ENCODING_LATIN1,
    ENCODING_LATIN9,
    ENCODING_ASCII,
    ENCODING_OTHER
} Encoding;

static bool is_name_byte(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

/* The encoding's name in a comment line, empty if there is none. `blank` tells whether the line
 * holds nothing but space and a comment, so that the next one counts too. */
static Text coding_name(const char *line, size_t size, bool *blank) {
    size_t i = 0;
    *blank = true;
    while (i < size && (line[i] == ' ' || line[i] == '\t' || line[i] == '\f'))
        i++;
    if (i < size && line[i] != '#') {
        *blank = false;
        return (Text){NULL, 0};
    }
    for (; i + 7 < size; i++) {
        if (memcmp(line + i, "coding", 6) != 0 || (line[i + 6] != ':' && line[i + 6] != '='))
            continue;
        size_t start = i + 7;
        while (start < size && (line[start] == ' ' || line[start] == '\t'))
            start++;
        size_t end = start;
        while (end < size && is_name_byte(line[end]))
            end++;
        if (end > start)
            return (Text){line + start, end - start};
    }
    return (Text){NULL, 0};
}

static Text declared_encoding(const char *bytes, size_t size) {
    size_t start = 0;
    for (int line = 0; line < 2 && start < size; line++) {
        size_t end = start;
        while (end < size && bytes[end] != '\n' && bytes[end] != '\r')
            end++;
        bool blank;
        Text name = coding_name(bytes + start, end - start, &blank);
        if (name.size || !blank)
            return name;
        start = end + 1;
        if (end + 1 < size && bytes[end] == '\r' && bytes[end + 1] == '\n')
            start++;
    }
    return (Text){NULL, 0};
}

/* Lower case, _ as -. */
static void normalize_name(Text name, char *out, size_t capacity) {
    size_t size = name.size < capacity - 1 ? name.size : capacity - 1;
    for (size_t i = 0; i < size; i++) {
        char c = name.bytes[i];
        out[i] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    out[size] = '\0';
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool has_prefix(const char *name, const char *prefix) {
    size_t size = strlen(prefix);
    return strncmp(name, prefix, size) == 0 && (name[size] == '\0' || name[size] == '-');
}

/* An error about the whole source; `in_line_0`: shown as of a line 0. */
static bool fail_everywhere(Diagnostic *diagnostic, bool in_line_0) {
    diagnostic->line = in_line_0 ? 0 : -1;
    diagnostic->column = diagnostic->end_line = diagnostic->end_column = -1;
    return false;
}

static bool find_encoding(Text declared, bool has_mark, Encoding *encoding,
                          Diagnostic *diagnostic) {
    static const char *const utf8_names[] = {"utf8",      "u8",      "utf", "utf8-ucs2",
                                             "utf8-ucs4", "cp65001", NULL};
    static const char *const latin1_names[] = {
        "latin1", "latin", "l1", "iso8859-1", "iso8859", "8859", "iso-8859-1-unix", "cp819", NULL};
    static const char *const latin9_names[] = {"iso8859-15", "latin9", "l9", "latin-9", NULL};
    static const char *const ascii_names[] = {"ascii", "us-ascii", "646", "us", NULL};
    char name[64];
    *encoding = ENCODING_UTF8;
    if (!declared.size)
        return true;
    normalize_name(declared, name, sizeof name);
    if (has_prefix(name, "utf-8") || (is_one_of(name, utf8_names) && !has_mark))
        return true;
    if (has_prefix(name, "iso-8859-15") || is_one_of(name, latin9_names))
        *encoding = ENCODING_LATIN9;
    else if (has_prefix(name, "latin-1") || has_prefix(name, "iso-8859-1") ||
             has_prefix(name, "iso-latin-1") || is_one_of(name, latin1_names))
        *encoding = ENCODING_LATIN1;
    else if (is_one_of(name, ascii_names))
        *encoding = ENCODING_ASCII;
    else
        *encoding = ENCODING_OTHER;
    if (has_mark) {
        const char *shown = *encoding == ENCODING_LATIN1 ? "iso-8859-1" : name;
        diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX, "encoding problem: %s with BOM", shown);
        return fail_everywhere(diagnostic, true);
    }
    return true;
}

/* Eight bytes at a time: most sources are ASCII. */
static bool all_ascii(const char *bytes, size_t size) {
    size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        if (word & 0x8080808080808080u)
            return false;
    }
    for (; i < size; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

static size_t decode_latin(const char *bytes, size_t size, bool latin9, char *out) {
    static const uint16_t latin9_differs[][2] = {{0xA4, 0x20AC}, {0xA6, 0x160}, {0xA8, 0x161},
                                                 {0xB4, 0x17D},  {0xB8, 0x17E}, {0xBC, 0x152},
                                                 {0xBD, 0x153},  {0xBE, 0x178}};
    size_t written = 0;
    for (size_t i = 0; i < size; i++) {
        uint32_t c = (unsigned char)bytes[i];
        for (size_t k = 0; latin9 && c >= 0xA4 && k < 8; k++)
            if (c == latin9_differs[k][0]) {
                c = latin9_differs[k][1];
                break;
            }
        written += utf8_encode(c, out + written);
    }
    return written;
}

/* The rarer encodings are the C library's. */
static bool decode_with_iconv(Text declared, const char **bytes, size_t *size, MemRegion *region,
                              Diagnostic *diagnostic) {
    char name[64];
    normalize_name(declared, name, sizeof name);
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX, "unknown encoding: %.*s",
                              (int)declared.size, declared.bytes);
    size_t room = *size * 4 + 16, left = *size, converted;
    char *text = mem_region_alloc(region, room), *in = (char *)*bytes, *out = text;
    if (!text) {
        iconv_close(converter);
        return diagnostic_set_no_memory(diagnostic);
    }
    converted = iconv(converter, &in, &left, &out, &room);
    iconv_close(converter);
    if (converted == (size_t)-1)
        return diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX,
                              "'%s' codec can't decode byte 0x%02x in position %zu: invalid "
                              "sequence",
                              name, (unsigned char)*in, (size_t)(in - *bytes));
    *bytes = text;
    *size = (size_t)(out - text);
    return true;
}

/* \r\n and \r become \n, in place. */
static size_t translate_newlines(char *bytes, size_t size) {
    char *first = memchr(bytes, '\r', size);
    if (!first)
        return size;
    size_t written = (size_t)(first - bytes);
    for (size_t i = written; i < size; i++) {
        if (bytes[i] != '\r')
            bytes[written++] = bytes[i];
        else if (i + 1 == size || bytes[i + 1] != '\n')
            bytes[written++] = '\n';
    }
    return written;
}

static int32_t line_of(const char *bytes, size_t offset) {
    int32_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += bytes[i] == '\n';
    return line;
}

/* The line around `offset`; what is not ASCII shows as U+FFFD if the bytes cannot be trusted. */
static bool place_at(const char *bytes, size_t size, size_t offset, MemRegion *region,
                     Diagnostic *diagnostic) {
    size_t start = offset, end = offset;
    while (start > 0 && bytes[start - 1] != '\n')
        start--;
    while (end < size && bytes[end] != '\n' && bytes[end] != '\0')
        end++;
    diagnostic->line = diagnostic->end_line = line_of(bytes, start);
    char *text = mem_region_alloc(region, (end - start) * 3 + 2);
    if (!text)
        return diagnostic_set_no_memory(diagnostic);
    size_t written = 0;
    for (size_t i = start; i < end; i++)
        written += utf8_encode((unsigned char)bytes[i] < 0x80 ? (unsigned char)bytes[i] : 0xFFFD,
                               text + written);
    text[written++] = '\n';
    diagnostic->text = (Text){text, written};
    diagnostic->column = (int32_t)(utf8_count(bytes + start, offset - start) + 1);
    diagnostic->end_column = diagnostic->column;
    return false;
}

static bool report_null_byte(const char *bytes, size_t size, const char *filename,
                             MemRegion *region, Diagnostic *diagnostic) {
    if (!filename) {
        diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX,
                       "source code string cannot contain null bytes");
        return fail_everywhere(diagnostic, false);
    }
    size_t offset = (size_t)((const char *)memchr(bytes, '\0', size) - bytes);
    diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX, "source code cannot contain null bytes");
    place_at(bytes, size, offset, region, diagnostic);
    diagnostic->column = diagnostic->end_column = 0;
    return false;
}

static bool report_not_utf8(const char *bytes, size_t size, const Utf8Error *error,
                            const char *filename, MemRegion *region, Diagnostic *diagnostic) {
    unsigned byte = (unsigned char)bytes[error->offset];
    if (filename) {
        diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX,
                       "Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no "
                       "encoding declared; see https://peps.python.org/pep-0263/ for details",
                       byte, filename, (int)line_of(bytes, error->offset));
        return fail_everywhere(diagnostic, false);
    }
    diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX,
                   "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position 0: %s", byte,
                   error->reason);
    return place_at(bytes, size, error->offset, region, diagnostic);
}

/* The bytes do not fit the encoding that they declare. */
static bool fail_declared(Text declared, const char *filename, Diagnostic *diagnostic) {
    if (diagnostic->kind != DIAGNOSTIC_SYNTAX)
        return false;
    if (filename)
        diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX, "encoding problem: %.*s", (int)declared.size,
                       declared.bytes);
    return fail_everywhere(diagnostic, !filename);
}

static bool check_ascii(const char *bytes, size_t size, Diagnostic *diagnostic) {
    size_t i = 0;
    while (i < size && (unsigned char)bytes[i] < 0x80)
        i++;
    return i == size || diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX,
                                       "'ascii' codec can't decode byte 0x%02x in position %zu: "
                                       "ordinal not in range(128)",
                                       (unsigned char)bytes[i], i);
}

/* Names of UTF-8 other than its own lead to a codec, which has its own error. */
static bool names_a_codec(Text declared) {
    char name[64];
    normalize_name(declared, name, sizeof name);
    return declared.size && !has_prefix(name, "utf-8");
}

static bool check_utf8(const char *bytes, size_t size, Text declared, const char *filename,
                       MemRegion *region, Diagnostic *diagnostic) {
    Utf8Error error;
    if (utf8_validate(bytes, size, &error))
        return true;
    if (!names_a_codec(declared))
        return report_not_utf8(bytes, size, &error, filename, region, diagnostic);
    diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX,
                   "'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                   (unsigned char)bytes[error.offset], error.offset, error.reason);
    return fail_declared(declared, filename, diagnostic);
}

bool source_init(Source *source, const char *bytes, size_t size, const char *filename,
                 unsigned flags, MemRegion *region, Diagnostic *diagnostic) {
    bool has_mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    Encoding encoding = ENCODING_UTF8;
    Text declared = {NULL, 0};
    if (has_mark)
        bytes += 3, size -= 3;
    if (size > INT32_MAX - 64)
        return diagnostic_set(diagnostic, DIAGNOSTIC_OVERFLOW, "source is too large");
    if (memchr(bytes, '\0', size))
        return report_null_byte(bytes, size, filename, region, diagnostic);
    if (!(flags & SOURCE_IS_UTF8)) {
        declared = declared_encoding(bytes, size);
        if (!find_encoding(declared, has_mark, &encoding, diagnostic))
            return false;
    }
    if (encoding == ENCODING_OTHER) {
        if (!decode_with_iconv(declared, &bytes, &size, region, diagnostic))
            return fail_declared(declared, filename, diagnostic);
        encoding = ENCODING_UTF8;
    }
    if (encoding == ENCODING_ASCII && !check_ascii(bytes, size, diagnostic))
        return fail_declared(declared, filename, diagnostic);
    source->is_ascii = all_ascii(bytes, size);
    bool widen = encoding != ENCODING_UTF8 && !source->is_ascii;
    char *text = mem_region_alloc(region, size * (widen ? 3 : 1) + 1 + SOURCE_PADDING);
    if (!text)
        return diagnostic_set_no_memory(diagnostic);
    if (widen) {
        size = decode_latin(bytes, size, encoding == ENCODING_LATIN9, text);
    } else {
        if (!source->is_ascii && !check_utf8(bytes, size, declared, filename, region, diagnostic))
            return false;
        memcpy(text, bytes, size);
    }
    size = translate_newlines(text, size);
    source->newline_added = size > 0 && text[size - 1] != '\n';
    if (source->newline_added && !(flags & SOURCE_KEEP_LAST_LINE))
        text[size++] = '\n';
    memset(text + size, 0, SOURCE_PADDING);
    source->bytes = text;
    source->size = size;
    return true;
}

Text source_line(const Source *source, int32_t line) {
    const char *p = source->bytes, *end = p + source->size;
    for (int32_t i = 1; i < line && p < end; i++) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        p = newline ? newline + 1 : end;
    }
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    return (Text){p, (size_t)((newline ? newline + 1 : end) - p)};
}
