/* Escapes of a pattern: what a backslash and what is behind it mean. */
#include "lexer/character_names.h"
#include "lib/native/re_parse_parts.h"

#include <string.h>

static bool next_is_octal(const RegexParser *p) {
    return !p->next_escaped && p->next - '0' < 8;
}

static bool is_ascii_letter(uint32_t c) {
    return (c | 32) - 'a' < 26;
}

static int hex_value(uint32_t c) {
    return c - '0' < 10 ? (int)(c - '0') : (c | 32) - 'a' < 6 ? (int)((c | 32) - 'a' + 10) : -1;
}

static void *escape_error(RegexParser *p, size_t start, const char *format) {
    size_t end = regex_tell(p);
    Str *escape = regex_pattern_part(p, start, end);
    if (escape) {
        regex_raise(p->text, (ptrdiff_t)start, format, escape);
        GIVE_UP(escape);
    }
    return NULL;
}

static bool read_hex(RegexParser *p, size_t start, unsigned digits, RegexMeaning *meaning) {
    uint64_t value = 0;
    unsigned count = 0;
    for (; count < digits && !p->next_escaped && p->next != NO_TOKEN && hex_value(p->next) >= 0;
         count++) {
        value = value << 4 | (uint64_t)hex_value(p->next);
        if (!regex_advance(p))
            return false;
    }
    if (count < digits)
        return escape_error(p, start, "incomplete escape %U");
    if (value > 0x10ffff)
        return escape_error(p, start, "bad escape %U");
    meaning->character = (uint32_t)value;
    return true;
}

static bool read_character_name(RegexParser *p, RegexMeaning *meaning) {
    bool good = true;
    if (!regex_take(p, '{', &good))
        return regex_parse_error(p, 0, "missing {");
    size_t start, end;
    if (!good || !regex_read_until(p, '}', "character name", &start, &end))
        return false;
    Str *name = regex_pattern_part(p, start, end);
    if (!name)
        return false;
    good = name->ascii &&
           character_find_name((const char *)name->data, name->length, &meaning->character);
    if (!good)
        regex_parse_error(p, name->length + 4, "undefined character name %R", value_of(name));
    GIVE_UP(name);
    return good;
}

/* Up to two more digits. */
static bool read_octal(RegexParser *p, uint32_t value, RegexMeaning *meaning) {
    for (int i = 0; i < 2 && next_is_octal(p); i++) {
        value = value * 8 + (p->next - '0');
        if (!regex_advance(p))
            return false;
    }
    meaning->character = value;
    return true;
}

static bool check_octal(RegexParser *p, size_t start, uint32_t value) {
    if (value <= 0377)
        return true;
    return escape_error(p, start, "octal escape value %U outside of range 0-0o377");
}

/* Escapes with the same meaning inside and outside of sets; MISSING: none of them. */
static Lookup read_common_escape(RegexParser *p, size_t start, uint32_t c, RegexMeaning *meaning) {
    static const char letters[] = "afnrtv\\", meanings[] = "\a\f\n\r\t\v\\";
    const char *letter = c && c < 128 ? strchr(letters, (int)c) : NULL;
    if (letter) {
        meaning->character = (uint8_t)meanings[letter - letters];
        return LOOKUP_FOUND;
    }
    switch (c) {
    case 'd':
    case 'D':
        meaning->category = CATEGORY_DIGIT;
        break;
    case 's':
    case 'S':
        meaning->category = CATEGORY_SPACE;
        break;
    case 'w':
    case 'W':
        meaning->category = CATEGORY_WORD;
        break;
    case 'x':
        return read_hex(p, start, 2, meaning) ? LOOKUP_FOUND : LOOKUP_ERROR;
    case 'u':
        if (!p->text->is_str)
            return LOOKUP_MISSING;
        return read_hex(p, start, 4, meaning) ? LOOKUP_FOUND : LOOKUP_ERROR;
    case 'U':
        if (!p->text->is_str)
            return LOOKUP_MISSING;
        return read_hex(p, start, 8, meaning) ? LOOKUP_FOUND : LOOKUP_ERROR;
    case 'N':
        if (!p->text->is_str)
            return LOOKUP_MISSING;
        return read_character_name(p, meaning) ? LOOKUP_FOUND : LOOKUP_ERROR;
    default:
        return LOOKUP_MISSING;
    }
    meaning->kind = MEANS_CATEGORY;
    meaning->negated = c < 'a';
    return LOOKUP_FOUND;
}

/* The escape token with character c, already taken, inside a set. */
bool regex_read_class_escape(RegexParser *p, size_t start, uint32_t c, RegexMeaning *meaning) {
    *meaning = (RegexMeaning){.kind = MEANS_LITERAL};
    if (c == 'b') {
        meaning->character = '\b';
        return true;
    }
    Lookup common = read_common_escape(p, start, c, meaning);
    if (common != LOOKUP_MISSING)
        return common == LOOKUP_FOUND;
    if (c - '0' < 8)
        return read_octal(p, c - '0', meaning) && check_octal(p, start, meaning->character);
    if (c - '0' < 10 || is_ascii_letter(c))
        return escape_error(p, start, "bad escape %U");
    meaning->character = c;
    return true;
}

static bool read_group_reference(RegexParser *p, size_t start, uint32_t c, RegexMeaning *meaning) {
    uint32_t group = c - '0';
    if (regex_next_is_digit(p)) {
        uint32_t second = p->next - '0';
        if (!regex_advance(p))
            return false;
        if (group < 8 && second < 8 && next_is_octal(p)) {
            uint32_t value = (group * 8 + second) * 8 + (p->next - '0');
            if (!regex_advance(p))
                return false;
            meaning->character = value;
            return check_octal(p, start, value);
        }
        group = group * 10 + second;
    }
    size_t length = regex_tell(p) - start;
    if (group >= p->tree->groups)
        return regex_parse_error(p, length - 1, "invalid group reference %u", group);
    if (!regex_is_closed(p, group))
        return regex_parse_error(p, length, "cannot refer to an open group");
    if (!regex_check_lookbehind(p, group))
        return false;
    meaning->kind = MEANS_GROUP;
    meaning->character = group;
    return true;
}

static bool read_escape(RegexParser *p, size_t start, uint32_t c, RegexMeaning *meaning) {
    *meaning = (RegexMeaning){.kind = MEANS_LITERAL};
    if (c == 'A' || c == 'b' || c == 'B' || c == 'Z') {
        meaning->kind = MEANS_AT;
        meaning->at = c == 'A'   ? AT_BEGINNING_STRING
                      : c == 'Z' ? AT_END_STRING
                      : c == 'b' ? AT_BOUNDARY
                                 : AT_NON_BOUNDARY;
        return true;
    }
    Lookup common = read_common_escape(p, start, c, meaning);
    if (common != LOOKUP_MISSING)
        return common == LOOKUP_FOUND;
    if (c == '0')
        return read_octal(p, 0, meaning);
    if (c - '0' < 10)
        return read_group_reference(p, start, c, meaning);
    if (is_ascii_letter(c))
        return escape_error(p, start, "bad escape %U");
    meaning->character = c;
    return true;
}

bool regex_append_escape(RegexParser *p, Sequence *sequence, size_t start, uint32_t c) {
    RegexMeaning meaning;
    if (!read_escape(p, start, c, &meaning))
        return false;
    if (meaning.kind == MEANS_LITERAL)
        return regex_append_literal(p, sequence, meaning.character);
    RegexNode *node = regex_node_new(p, meaning.kind == MEANS_AT      ? REGEX_AT
                                        : meaning.kind == MEANS_GROUP ? REGEX_GROUPREF
                                                                      : REGEX_SET);
    if (!node)
        return false;
    if (meaning.kind == MEANS_AT)
        node->at = meaning.at;
    else if (meaning.kind == MEANS_GROUP)
        node->group_ref = meaning.character;
    else if (!regex_add_item(p, node,
                             (SetItem){.category = meaning.category, .negated = meaning.negated}))
        return false;
    return regex_append(p, sequence, node);
}
