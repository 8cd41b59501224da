/* Reading ISO 8601: dates of years, months and days or of weeks, times, offsets; the basic forms
 * without separators too. A text is ASCII; a separator of another kind was replaced before. */
#include "lib/native/datetime/parts.h"

typedef struct {
    const char *at, *end;
} Reader;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool read_number(Reader *reader, int digits, int32_t *number) {
    *number = 0;
    for (int i = 0; i < digits; i++, reader->at++) {
        if (reader->at >= reader->end || !is_digit(*reader->at))
            return false;
        *number = *number * 10 + (*reader->at - '0');
    }
    return true;
}

static bool read_character(Reader *reader, char c) {
    if (reader->at >= reader->end || *reader->at != c)
        return false;
    reader->at++;
    return true;
}

COLD void *raise_bad_iso(Value text) {
    return raise_value_error("Invalid isoformat string: %R", text);
}

static bool read_week(Reader *reader, int32_t year, bool separated, Day *day) {
    IsoDay iso = {year, 0, 1};
    if (!read_number(reader, 2, &iso.week))
        return false;
    if (reader->at < reader->end) {
        if (separated && !read_character(reader, '-'))
            return false;
        if (!read_number(reader, 1, &iso.weekday))
            return false;
    }
    return reader->at == reader->end && day_of_iso(iso, day) == ISO_FINE;
}

bool parse_iso_date(const char *text, size_t size, Day *day) {
    Reader reader = {text, text + size};
    int32_t year, month, number;
    if (!read_number(&reader, 4, &year))
        return false;
    bool separated = read_character(&reader, '-');
    if (read_character(&reader, 'W'))
        return read_week(&reader, year, separated, day);
    if (!read_number(&reader, 2, &month) || (separated && !read_character(&reader, '-')) ||
        !read_number(&reader, 2, &number) || reader.at != reader.end)
        return false;
    *day = (Day){year, (uint8_t)month, (uint8_t)number};
    return check_day(year, month, number);
}

/* Digits of a fraction: six count. */
static bool read_fraction(Reader *reader, int32_t *microseconds) {
    int32_t digit;
    int count = 0;
    *microseconds = 0;
    while (count < 6 && read_number(reader, 1, &digit)) {
        *microseconds = *microseconds * 10 + digit;
        count++;
    }
    if (count == 0)
        return false;
    for (; count < 6; count++)
        *microseconds *= 10;
    while (read_number(reader, 1, &digit))
        ;
    return true;
}

typedef struct {
    int32_t hour, minute, second, microsecond;
} Fields;

/* HH, HH:MM, HH:MM:SS or HH:MM:SS.fff, or the same without colons; all of the text. */
static bool read_fields(Reader *reader, Fields *fields) {
    *fields = (Fields){0};
    if (!read_number(reader, 2, &fields->hour))
        return false;
    if (reader->at == reader->end)
        return true;
    bool separated = read_character(reader, ':');
    if (!read_number(reader, 2, &fields->minute))
        return false;
    if (reader->at == reader->end)
        return true;
    if (separated && !read_character(reader, ':'))
        return false;
    if (!read_number(reader, 2, &fields->second))
        return false;
    if (reader->at == reader->end)
        return true;
    if (!read_character(reader, '.') && !read_character(reader, ','))
        return false;
    return read_fraction(reader, &fields->microsecond) && reader->at == reader->end;
}

static bool read_zone(Reader *reader, ParsedTime *time) {
    bool negative = *reader->at == '-';
    time->has_zone = true;
    if (read_character(reader, 'Z'))
        return reader->at == reader->end;
    reader->at++;
    Fields fields;
    if (!read_fields(reader, &fields))
        return false;
    time->offset =
        ((int64_t)fields.hour * 3600 + fields.minute * 60 + fields.second) * US_PER_SECOND +
        fields.microsecond;
    if (negative)
        time->offset = -time->offset;
    return true;
}

bool parse_iso_time(const char *text, size_t size, ParsedTime *time) {
    const char *end = text + size, *zone = text;
    while (zone < end && *zone != '+' && *zone != '-' && *zone != 'Z')
        zone++;
    *time = (ParsedTime){0};
    Reader reader = {text, zone}, behind = {zone, end};
    Fields fields;
    if (!read_fields(&reader, &fields) || (zone < end && !read_zone(&behind, time)))
        return false;
    if (!check_clock(fields.hour, fields.minute, fields.second, fields.microsecond, 0))
        return false;
    time->clock = (Clock){(uint8_t)fields.hour, (uint8_t)fields.minute, (uint8_t)fields.second, 0,
                          fields.microsecond};
    return true;
}

Value parsed_zone(const ParsedTime *time) {
    if (!time->has_zone)
        return NONE;
    if (time->offset == 0)
        return value_of(&timezone_utc);
    Value offset = delta_new(time->offset);
    Value zone = offset ? timezone_new(offset, NULL) : NULL;
    decref_maybe(offset);
    return zone;
}

/* Any character may stand between date and time: the form of the date says where it ends. Behind
 * YYYYWww an odd number of digits begins with the day. */
size_t iso_date_size(const char *text, size_t size) {
    if (size == 7)
        return 7;
    if (text[4] == '-') {
        if (text[5] != 'W')
            return 10;
        if (size > 8 && text[8] == '-' && !(size > 10 && is_digit(text[10])))
            return 10;
        return 8;
    }
    if (text[4] != 'W')
        return 8;
    size_t end = 7;
    while (end < size && is_digit(text[end]))
        end++;
    return end < 9 ? end : end % 2 == 0 ? 7 : 8;
}
