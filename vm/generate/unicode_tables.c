/* Build-time program: reads the Unicode character database and writes vm/unicode.c's tables.
 *
 *     unicode_tables DIRECTORY TABLES DATA
 *
 * DIRECTORY is where Debian's package unicode-data puts UnicodeData.txt and its companions. Every
 * character's properties become a record; equal records are stored once, and a two-stage table
 * maps characters to records. The data is of Unicode 15.0; what 15.1 added is in add_15_1. What
 * only the module unicodedata needs (decompositions, names of sequences) goes into the file DATA.
 */
#include "vm/unicode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHARACTERS = 0x110000, FIELDS_MAX = 16, SPECIAL_MAX = 4000 };

static UnicodeRecord characters[CHARACTERS];
static char numeric_text[CHARACTERS][24];
static char *decompositions[CHARACTERS]; /* null: none */
static UnicodeSpecialCase special[SPECIAL_MAX];
static size_t special_count;

static const char *const categories[] = {
    "Cn", "Lu", "Ll", "Lt", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs",
    "Co", "Lm", "Lo", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", NULL};
static const char *const bidirectional[] = {
    "",   "L",   "LRE", "LRO", "R", "AL", "RLE", "RLO", "PDF", "EN",  "ES",  "ET", "AN",
    "CS", "NSM", "BN",  "B",   "S", "WS", "ON",  "LRI", "RLI", "FSI", "PDI", NULL};
static const char *const widths[] = {"N", "F", "H", "W", "Na", "A", NULL};

static void fail(const char *what, const char *detail) {
    fprintf(stderr, "unicode_tables: %s: %s\n", what, detail);
    exit(1);
}

static unsigned index_of(const char *const *names, const char *name) {
    for (unsigned i = 0; names[i]; i++) {
        if (strcmp(names[i], name) == 0)
            return i;
    }
    fail("unknown property value", name);
    return 0;
}

/* ---- reading -------------------------------------------------------------------------------- */

static const char *directory;

static FILE *open_file(const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail("cannot open (install unicode-data)", path);
    return file;
}

static char *trim(char *text) {
    while (*text == ' ' || *text == '\t')
        text++;
    size_t size = strlen(text);
    while (size && strchr(" \t\n\r", text[size - 1]))
        text[--size] = 0;
    return text;
}

/* The fields of the next line with data, comments cut off; 0 at the end. */
static unsigned read_fields(FILE *file, char *line, size_t line_size, char **fields) {
    while (fgets(line, (int)line_size, file)) {
        char *comment = strchr(line, '#');
        if (comment)
            *comment = 0;
        if (!*trim(line))
            continue;
        unsigned count = 0;
        char *at = line;
        while (at && count < FIELDS_MAX) {
            char *next = strchr(at, ';');
            if (next)
                *next++ = 0;
            fields[count++] = trim(at);
            at = next;
        }
        for (unsigned i = count; i < FIELDS_MAX; i++)
            fields[i] = "";
        return count;
    }
    return 0;
}

static void parse_range(const char *text, uint32_t *first, uint32_t *last) {
    char *end;
    *first = *last = (uint32_t)strtoul(text, &end, 16);
    if (end[0] == '.' && end[1] == '.')
        *last = (uint32_t)strtoul(end + 2, NULL, 16);
    if (*last >= CHARACTERS)
        fail("range", text);
}

static int32_t difference(const char *text, uint32_t c) {
    return *text ? (int32_t)strtol(text, NULL, 16) - (int32_t)c : 0;
}

static void read_unicode_data(void) {
    FILE *file = open_file("UnicodeData.txt");
    char line[2048], *fields[FIELDS_MAX];
    uint32_t range_start = 0;
    while (read_fields(file, line, sizeof line, fields)) {
        uint32_t c = (uint32_t)strtoul(fields[0], NULL, 16);
        UnicodeRecord record = {0};
        record.category = (uint8_t)index_of(categories, fields[2]);
        record.combining = (uint8_t)atoi(fields[3]);
        record.bidirectional = (uint8_t)index_of(bidirectional, fields[4]);
        record.decimal = *fields[6] ? (int8_t)atoi(fields[6]) : -1;
        record.digit = *fields[7] ? (int8_t)atoi(fields[7]) : -1;
        if (fields[9][0] == 'Y')
            record.flags |= UNICODE_MIRRORED;
        record.upper = difference(fields[12], c);
        record.lower = difference(fields[13], c);
        record.title = *fields[14] ? difference(fields[14], c) : record.upper;
        if (*fields[5])
            decompositions[c] = strdup(fields[5]);
        if (strstr(fields[1], ", First>"))
            range_start = c;
        uint32_t first = strstr(fields[1], ", Last>") ? range_start : c;
        for (uint32_t i = first; i <= c; i++)
            characters[i] = record;
    }
    fclose(file);
}

static void read_widths(void) {
    FILE *file = open_file("EastAsianWidth.txt");
    char line[2048], *fields[FIELDS_MAX];
    while (read_fields(file, line, sizeof line, fields)) {
        uint32_t first, last;
        parse_range(fields[0], &first, &last);
        for (uint32_t c = first; c <= last; c++)
            characters[c].east_asian_width = (uint8_t)index_of(widths, fields[1]);
    }
    fclose(file);
}

static void read_properties(void) {
    static const struct {
        const char *name;
        unsigned flag;
    } wanted[] = {{"Uppercase", UNICODE_UPPER},     {"Lowercase", UNICODE_LOWER},
                  {"XID_Start", UNICODE_XID_START}, {"XID_Continue", UNICODE_XID_CONTINUE},
                  {"Cased", UNICODE_CASED},         {"Case_Ignorable", UNICODE_CASE_IGNORABLE}};
    FILE *file = open_file("DerivedCoreProperties.txt");
    char line[2048], *fields[FIELDS_MAX];
    while (read_fields(file, line, sizeof line, fields)) {
        uint32_t first, last;
        parse_range(fields[0], &first, &last);
        for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
            if (strcmp(wanted[i].name, fields[1]) == 0) {
                for (uint32_t c = first; c <= last; c++)
                    characters[c].flags |= (uint16_t)wanted[i].flag;
            }
        }
    }
    fclose(file);
}

/* Which characters Unicode 3.2 had: those of an age up to it. */
static void read_ages(void) {
    FILE *file = open_file("DerivedAge.txt");
    char line[2048], *fields[FIELDS_MAX];
    while (read_fields(file, line, sizeof line, fields)) {
        uint32_t first, last;
        parse_range(fields[0], &first, &last);
        for (uint32_t c = first; c <= last && strtod(fields[1], NULL) < 3.25; c++)
            characters[c].flags |= UNICODE_IN_3_2;
    }
    fclose(file);
}

static void read_numeric(void) {
    FILE *file = open_file("extracted/DerivedNumericValues.txt");
    char line[2048], *fields[FIELDS_MAX];
    while (read_fields(file, line, sizeof line, fields)) {
        uint32_t first, last;
        parse_range(fields[0], &first, &last);
        for (uint32_t c = first; c <= last; c++) {
            characters[c].flags |= UNICODE_NUMERIC;
            snprintf(numeric_text[c], sizeof numeric_text[c], "%s", fields[3]);
        }
    }
    fclose(file);
}

static UnicodeSpecialCase *special_for(uint32_t c) {
    for (size_t i = 0; i < special_count; i++) {
        if (special[i].character == c)
            return &special[i];
    }
    if (special_count == SPECIAL_MAX)
        fail("too many special cases", "");
    UnicodeSpecialCase *entry = &special[special_count++];
    entry->character = c;
    entry->upper[0] = (uint32_t)((int32_t)c + characters[c].upper);
    entry->lower[0] = (uint32_t)((int32_t)c + characters[c].lower);
    entry->title[0] = (uint32_t)((int32_t)c + characters[c].title);
    entry->fold[0] = entry->lower[0];
    characters[c].flags |= UNICODE_SPECIAL_CASE;
    return entry;
}

static void parse_mapping(const char *text, uint32_t mapped[3]) {
    char *end;
    memset(mapped, 0, 3 * sizeof *mapped);
    for (unsigned i = 0; i < 3; i++) {
        mapped[i] = (uint32_t)strtoul(text, &end, 16);
        if (end == text)
            return;
        text = end;
    }
}

static void read_special_casing(void) {
    FILE *file = open_file("SpecialCasing.txt");
    char line[2048], *fields[FIELDS_MAX];
    while (read_fields(file, line, sizeof line, fields)) {
        if (*fields[4])
            continue; /* conditional */
        UnicodeSpecialCase *entry = special_for((uint32_t)strtoul(fields[0], NULL, 16));
        parse_mapping(fields[1], entry->lower);
        parse_mapping(fields[2], entry->title);
        parse_mapping(fields[3], entry->upper);
        memcpy(entry->fold, entry->lower, sizeof entry->fold);
    }
    fclose(file);
}

static void read_folding(void) {
    FILE *file = open_file("CaseFolding.txt");
    char line[2048], *fields[FIELDS_MAX];
    static uint8_t has_fold[CHARACTERS];
    while (read_fields(file, line, sizeof line, fields)) {
        uint32_t c = (uint32_t)strtoul(fields[0], NULL, 16), mapped[3];
        if (fields[1][0] != 'C' && fields[1][0] != 'F')
            continue;
        has_fold[c] = 1;
        parse_mapping(fields[2], mapped);
        if (mapped[1] || mapped[0] != (uint32_t)((int32_t)c + characters[c].lower) ||
            characters[c].flags & UNICODE_SPECIAL_CASE)
            memcpy(special_for(c)->fold, mapped, sizeof mapped);
    }
    fclose(file);
    /* Without an entry a character folds to itself, also where it has a lower case. */
    for (uint32_t c = 0; c < CHARACTERS; c++) {
        if (!has_fold[c] && characters[c].lower) {
            UnicodeSpecialCase *entry = special_for(c);
            memset(entry->fold, 0, sizeof entry->fold);
            entry->fold[0] = c;
        }
    }
}

/* What Unicode 15.1 added: CJK Extension I and five description characters, four characters that
 * continue identifiers, and values of ideographs. */
static void add_15_1(void) {
    UnicodeRecord ideograph = characters[0x4e00];
    ideograph.flags &= (uint16_t) ~(UNICODE_NUMERIC | UNICODE_IN_3_2);
    for (uint32_t c = 0x2ebf0; c <= 0x2ee5d; c++)
        characters[c] = ideograph;
    static const uint32_t continuing[] = {0x200c, 0x200d, 0x30fb, 0xff65};
    for (unsigned i = 0; i < 4; i++)
        characters[continuing[i]].flags |= UNICODE_XID_CONTINUE;
    static const struct {
        uint32_t character;
        const char *value;
    } values[] = {{0x4e24, "2"},          {0x4eac, "10000000000000000"},
                  {0x4fe9, "2"},          {0x5006, "2"},
                  {0x5146, "1000000"},    {0x62d0, "7"},
                  {0x6d1e, "0"},          {0x7695, "200"},
                  {0x79ed, "1000000000"}, {0x920e, "9"},
                  {0x94a9, "9"}};
    for (unsigned i = 0; i < sizeof values / sizeof values[0]; i++) {
        characters[values[i].character].flags |= UNICODE_NUMERIC;
        strcpy(numeric_text[values[i].character], values[i].value);
    }
    static const uint32_t symbols[] = {0x2ffc, 0x2ffd, 0x2ffe, 0x2fff, 0x31ef};
    for (unsigned i = 0; i < 5; i++) {
        characters[symbols[i]] = characters[0x2ff0];
        characters[symbols[i]].flags &= (uint16_t)~UNICODE_IN_3_2;
    }
}

static void derive(void) {
    for (uint32_t c = 0; c < CHARACTERS; c++) {
        UnicodeRecord *record = &characters[c];
        const char *category = categories[record->category];
        const char *bidi = bidirectional[record->bidirectional];
        unsigned flags = 0;
        if (category[0] == 'L')
            flags |= UNICODE_ALPHA;
        if (strcmp(category, "Lt") == 0)
            flags |= UNICODE_TITLE;
        if (strcmp(category, "Zs") == 0 || strcmp(bidi, "WS") == 0 || strcmp(bidi, "B") == 0 ||
            strcmp(bidi, "S") == 0)
            flags |= UNICODE_SPACE;
        if ((c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 ||
            c == 0x2029)
            flags |= UNICODE_LINE_BREAK;
        if ((category[0] != 'C' && category[0] != 'Z') || c == ' ')
            flags |= UNICODE_PRINTABLE;
        if (flags & UNICODE_ALPHA || record->decimal >= 0 || record->digit >= 0 ||
            record->flags & UNICODE_NUMERIC)
            flags |= UNICODE_ALPHANUMERIC;
        record->flags |= (uint16_t)flags;
    }
}

/* ---- writing -------------------------------------------------------------------------------- */

static FILE *out;

static void write_names(const char *variable, const char *const *names) {
    fprintf(out, "const char *const %s[] = {", variable);
    for (unsigned i = 0; names[i]; i++)
        fprintf(out, "\"%s\", ", names[i]);
    fprintf(out, "0};\n");
}

static void write_numbers(const char *variable, const uint16_t *numbers, size_t count) {
    fprintf(out, "const uint16_t %s[] = {", variable);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%u,", i % 24 ? "" : "\n", numbers[i]);
    fprintf(out, "};\n");
}

static void write_records(void) {
    static UnicodeRecord records[8192];
    static uint16_t index[CHARACTERS], stage1[CHARACTERS >> UNICODE_SHIFT], stage2[CHARACTERS];
    enum { HASH_SIZE = 32768, BLOCK = 1 << UNICODE_SHIFT };
    static int table[HASH_SIZE]; /* record index + 1 */
    size_t count = 0, blocks = 0;
    for (uint32_t c = 0; c < CHARACTERS; c++) {
        const uint8_t *bytes = (const uint8_t *)&characters[c];
        uint32_t hash = 2166136261u;
        for (size_t i = 0; i < sizeof(UnicodeRecord); i++)
            hash = (hash ^ bytes[i]) * 16777619u;
        uint32_t slot = (hash ^ hash >> 15) % HASH_SIZE;
        while (table[slot] &&
               memcmp(&records[table[slot] - 1], &characters[c], sizeof(UnicodeRecord)) != 0)
            slot = (slot + 1) % HASH_SIZE;
        if (!table[slot]) {
            if (count == sizeof records / sizeof records[0])
                fail("too many different records", "");
            records[count] = characters[c];
            table[slot] = (int)++count;
        }
        index[c] = (uint16_t)(table[slot] - 1);
    }
    for (uint32_t c = 0; c < CHARACTERS; c += BLOCK) {
        size_t block = 0;
        while (block < blocks && memcmp(stage2 + block * BLOCK, index + c, BLOCK * 2) != 0)
            block++;
        if (block == blocks)
            memcpy(stage2 + blocks++ * BLOCK, index + c, BLOCK * 2);
        stage1[c / BLOCK] = (uint16_t)block;
    }
    fprintf(out, "const UnicodeRecord unicode_records[] = {\n");
    for (size_t i = 0; i < count; i++) {
        const UnicodeRecord *r = &records[i];
        fprintf(out, "{%u,%u,%u,%u,%u,%d,%d,%d,%d,%d},\n", r->category, r->bidirectional,
                r->combining, r->east_asian_width, r->flags, r->decimal, r->digit, (int)r->upper,
                (int)r->lower, (int)r->title);
    }
    fprintf(out, "};\n");
    write_numbers("unicode_stage1", stage1, CHARACTERS / BLOCK);
    write_numbers("unicode_stage2", stage2, blocks * BLOCK);
}

static int compare_special(const void *left, const void *right) {
    uint32_t a = ((const UnicodeSpecialCase *)left)->character;
    uint32_t b = ((const UnicodeSpecialCase *)right)->character;
    return a < b ? -1 : a > b;
}

static void write_special(void) {
    qsort(special, special_count, sizeof *special, compare_special);
    fprintf(out, "static const UnicodeSpecialCase special_cases[] = {\n");
    for (size_t i = 0; i < special_count; i++) {
        const UnicodeSpecialCase *s = &special[i];
        fprintf(out, "{%u,{%u,%u,%u},{%u,%u,%u},{%u,%u,%u},{%u,%u,%u}},\n", s->character,
                s->upper[0], s->upper[1], s->upper[2], s->lower[0], s->lower[1], s->lower[2],
                s->title[0], s->title[1], s->title[2], s->fold[0], s->fold[1], s->fold[2]);
    }
    fprintf(out, "};\n");
}

static void write_numeric(void) {
    fprintf(out, "static const NumericValue numeric_values[] = {\n");
    for (uint32_t c = 0; c < CHARACTERS; c++) {
        if (!(characters[c].flags & UNICODE_NUMERIC))
            continue;
        char *slash = strchr(numeric_text[c], '/');
        double value = strtod(numeric_text[c], NULL);
        if (slash)
            value /= strtod(slash + 1, NULL);
        fprintf(out, "{%u,%.17g},\n", c, value);
    }
    fprintf(out, "};\n");
}

static void write_decompositions(void) {
    fprintf(out, "typedef struct { uint32_t character; const char *text; } Decomposition;\n"
                 "static const Decomposition decompositions[] = {\n");
    for (uint32_t c = 0; c < CHARACTERS; c++) {
        if (decompositions[c])
            fprintf(out, "{%u,\"%s\"},\n", c, decompositions[c]);
    }
    fprintf(out, "};\n");
}

static void write_sequences(void) {
    FILE *file = open_file("NamedSequences.txt");
    char line[2048], *fields[FIELDS_MAX];
    fprintf(out, "static const struct { const char *name; uint32_t characters[5]; } "
                 "named_sequences[] = {\n");
    while (read_fields(file, line, sizeof line, fields)) {
        fprintf(out, "{\"%s\", {", fields[0]);
        char *at = fields[1], *end;
        for (unsigned long c; c = strtoul(at, &end, 16), end != at; at = end)
            fprintf(out, "%lu,", c);
        fprintf(out, "}},\n");
    }
    fprintf(out, "};\n");
    fclose(file);
}

static void open_output(const char *name) {
    out = fopen(name, "w");
    if (!out)
        fail("cannot write", name);
    fprintf(out, "/* Made by vm/generate/unicode_tables.c from the Unicode database. */\n");
}

static void close_output(const char *name) {
    if (fclose(out) != 0)
        fail("cannot write", name);
}

int main(int argc, char **argv) {
    if (argc != 4)
        fail("usage", "unicode_tables DIRECTORY TABLES DATA");
    directory = argv[1];
    for (uint32_t c = 0; c < CHARACTERS; c++)
        characters[c].decimal = characters[c].digit = -1;
    read_unicode_data();
    read_widths();
    read_properties();
    read_ages();
    read_numeric();
    add_15_1();
    read_special_casing();
    read_folding();
    derive();
    open_output(argv[2]);
    write_names("unicode_category_names", categories);
    write_names("unicode_bidirectional_names", bidirectional);
    write_names("unicode_width_names", widths);
    write_records();
    write_special();
    write_numeric();
    close_output(argv[2]);
    open_output(argv[3]);
    write_decompositions();
    write_sequences();
    close_output(argv[3]);
    return 0;
}
