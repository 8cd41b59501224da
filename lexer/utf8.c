/* UTF-8: encoding, validation with Python's reasons, counting. */
#include "lexer/utf8.h"

#include <stdbool.h>

size_t utf8_encode(uint32_t character, char *out) {
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        out[0] = (char)(0xC0 | character >> 6);
        out[1] = (char)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character < 0x10000) {
        out[0] = (char)(0xE0 | character >> 12);
        out[1] = (char)(0x80 | (character >> 6 & 0x3F));
        out[2] = (char)(0x80 | (character & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | character >> 18);
    out[1] = (char)(0x80 | (character >> 12 & 0x3F));
    out[2] = (char)(0x80 | (character >> 6 & 0x3F));
    out[3] = (char)(0x80 | (character & 0x3F));
    return 4;
}

/* Bytes a lead byte asks for, 0 if it cannot begin a sequence. */
static size_t expected_size(unsigned char lead) {
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* The second byte is narrower for some leads: no overlong forms, no surrogates, at most 10FFFF. */
static bool second_is_valid(unsigned char lead, unsigned char second) {
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

bool utf8_validate(const char *bytes, size_t size, Utf8Error *error) {
    const unsigned char *text = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < size) {
        if (text[i] < 0x80) {
            i++;
            continue;
        }
        size_t length = expected_size(text[i]);
        error->offset = i;
        if (length == 0) {
            error->reason = "invalid start byte";
            return false;
        }
        for (size_t k = 1; k < length; k++) {
            if (i + k >= size) {
                error->reason = "unexpected end of data";
                return false;
            }
            if (k == 1 ? !second_is_valid(text[i], text[i + 1]) : (text[i + k] & 0xC0) != 0x80) {
                error->reason = "invalid continuation byte";
                return false;
            }
        }
        i += length;
    }
    return true;
}

size_t utf8_count(const char *bytes, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return count;
}
