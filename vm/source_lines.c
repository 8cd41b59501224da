/* Lines of source text. Files are read when a line is wanted; the last one is kept, as a traceback
 * mostly asks for lines of few files. The text is UTF-8 or, with a coding line that says so,
 * Latin-1; what is neither shows replacement characters. Modules inside of the binary have their
 * source with them. */
#define _GNU_SOURCE /* memmem */
#include "vm/source_lines.h"
#include "vm/import_load.h"
#include "vm/vm.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct Registered {
    struct Registered *next;
    char *filename, *text; /* behind the struct */
    size_t size;
    Code *root; /* owned; what the text was compiled to, or null */
} Registered;
static Registered *registered;

static struct {
    Str *filename; /* owned, null: none */
    char *text;    /* mem_ buffer */
    size_t size;
} last;

bool source_lines_register(const char *filename, const char *text, size_t size) {
    return source_lines_register_code(NULL, filename, text, size);
}

bool source_lines_register_code(Code *root, const char *filename, const char *text, size_t size) {
    size_t name_size = strlen(filename) + 1;
    Registered *entry = mem_raw_malloc(sizeof *entry + name_size + size + 1);
    if (!entry)
        return raise_no_memory();
    entry->filename = (char *)(entry + 1);
    entry->text = entry->filename + name_size;
    entry->size = size;
    memcpy(entry->filename, filename, name_size);
    memcpy(entry->text, text, size);
    entry->text[size] = 0;
    entry->root = root ? code_retain(root) : NULL;
    entry->next = registered;
    registered = entry;
    return true;
}

static void forget_last(void) {
    if (last.filename)
        GIVE_UP(last.filename);
    mem_free(last.text);
    last.filename = NULL;
    last.text = NULL;
}

void source_lines_fini(void) {
    forget_last();
    while (registered) {
        Registered *next = registered->next;
        code_release(registered->root);
        mem_raw_free(registered);
        registered = next;
    }
}

/* The source of a module that is inside of the binary ("<frozen NAME>"), or null. */
static const char *embedded_text(Str *filename, size_t *size) {
    const char *name = str_utf8(filename, NULL);
    char module[128];
    exception_clear();
    if (!name || sscanf(name, "<frozen %127[^>]", module) != 1)
        return NULL;
    const EmbeddedModule *embedded = embedded_module_lookup(module);
    if (!embedded)
        return NULL;
    *size = (size_t)(embedded->end - embedded->source);
    return embedded->source;
}

/* A text that is in no file: registered or embedded; null: there is none. */
static const char *text_within(Str *filename, size_t *size) {
    for (Registered *entry = registered; entry; entry = entry->next)
        if (str_equal_c(filename, entry->filename)) {
            *size = entry->size;
            return entry->text;
        }
    return embedded_text(filename, size);
}

/* The text of a file that lies in an archive, mem_free'd by the caller; null: there is none, and an
 * exception may be pending. */
static char *read_archived(Str *filename, size_t *size) {
    Value find = import_core_attribute("zipimport", "_bytes_of");
    Value bytes = find ? call_1(find, value_of(filename)) : NULL;
    char *text = NULL;
    if (bytes && is_bytes(bytes)) {
        *size = bytes_of(bytes)->size;
        text = mem_malloc(*size + 1);
        if (text)
            memcpy(text, bytes_of(bytes)->data, *size + 1);
    }
    decref_maybe(find);
    decref_maybe(bytes);
    return text;
}

static char *read_text(Str *filename, size_t *size) {
    char *text = file_read_all(filename, size);
    return text || !exception_clear_if(&exc_NotADirectoryError) ? text
                                                                : read_archived(filename, size);
}

/* The text under this name, or null: borrowed until the next call. */
static const char *text_of(Str *filename, size_t *size) {
    const char *within = text_within(filename, size);
    if (within)
        return within;
    if (filename->length && str_at(filename, 0) == '<')
        return NULL;
    if (!last.filename || !str_equal(last.filename, filename)) {
        forget_last();
        last.text = read_text(filename, &last.size);
        if (!last.text)
            return NULL;
        OWN(filename);
        last.filename = filename;
    }
    *size = last.size;
    return last.text;
}

Str *source_registered_text(Str *filename) {
    size_t size;
    const char *text = text_within(filename, &size);
    return text ? str_from_utf8(text, size) : NULL;
}

/* Is it this code, or one of those in it? */
static bool contains(const Code *root, const Code *code) {
    if (root == code)
        return true;
    for (uint32_t i = 0; root && i < root->constant_count; i++)
        if (root->constants[i].kind == CONSTANT_CODE && contains(root->constants[i].code, code))
            return true;
    return false;
}

static const char *line_start(const char *text, int line) {
    for (int i = 1; text && i < line; i++) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    return text;
}

static const Registered *input_of(const Code *code) {
    const Registered *entry = registered;
    while (entry && !(entry->root && contains(entry->root, code)))
        entry = entry->next;
    return entry;
}

Str *source_text_of_code(const Code *code) {
    const Registered *entry = input_of(code);
    return entry ? str_from_utf8(entry->text, entry->size) : NULL;
}

List *source_lines_of_code(const Code *code, int first, int last) {
    const Registered *entry = input_of(code);
    const char *at = entry && first > 0 ? line_start(entry->text, first) : NULL;
    List *lines = at ? list_new(0) : NULL;
    for (int i = first; lines && at && *at && i <= last; i++) {
        size_t size = strcspn(at, "\n");
        Str *line = str_from_utf8(at, size);
        if (!line || !list_append_steal(lines, value_of(line))) {
            GIVE_UP(lines);
            lines = NULL;
        }
        at += size + (at[size] == '\n');
    }
    exception_clear();
    return lines;
}

/* Does one of the first two lines say `coding: latin-1`? */
static bool is_latin1(const char *text, size_t size) {
    const char *end = text + size, *at = text;
    for (int i = 0; i < 2 && at < end; i++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((newline ? newline : end) - at);
        const char *coding = memmem(at, length, "coding", 6);
        if (coding && *at == '#') {
            coding += 6;
            if (*coding == ':' || *coding == '=') {
                coding++;
                while (*coding == ' ' || *coding == '\t')
                    coding++;
                return !strncasecmp(coding, "latin", 5) || !strncasecmp(coding, "iso-8859", 8);
            }
        }
        if (!newline)
            break;
        at = newline + 1;
    }
    return false;
}

static Str *decode(const char *bytes, size_t size, bool latin1) {
    if (latin1)
        return str_from_latin1((const uint8_t *)bytes, size);
    Str *text = str_from_utf8(bytes, size);
    if (text || !exception_clear_if(&exc_UnicodeDecodeError))
        return text;
    return str_from_latin1((const uint8_t *)bytes, size);
}

Str *source_text_line(Str *filename, int line) {
    if (line < 1)
        return NULL;
    Value pending = exception_fetch();
    size_t size;
    const char *text = text_of(filename, &size);
    Str *result = NULL;
    if (text) {
        const char *at = text, *end = text + size;
        for (int i = 1; at && i < line; i++) {
            at = memchr(at, '\n', (size_t)(end - at));
            at = at ? at + 1 : NULL;
        }
        if (at && at < end) {
            const char *newline = memchr(at, '\n', (size_t)(end - at));
            const char *stop = newline ? newline : end;
            while (stop > at && (stop[-1] == '\r' || stop[-1] == '\f'))
                stop--;
            if (line == 1 && stop - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
                at += 3;
            result = decode(at, (size_t)(stop - at), is_latin1(text, size));
        }
    }
    exception_clear();
    exception_restore_steal(pending);
    return result;
}
