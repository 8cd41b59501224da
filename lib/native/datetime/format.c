/* Texts of moments: ISO 8601, strftime, ctime. */
#include "lib/native/datetime/parts.h"
#include "vm/import.h"

#include <stdlib.h>

void format_digits(StrBuilder *builder, uint32_t number, int digits) {
    char text[10];
    for (int i = digits; i-- > 0; number /= 10)
        text[i] = (char)('0' + number % 10);
    str_builder_ascii(builder, text, (size_t)digits);
}

void format_day(StrBuilder *builder, const Date *date) {
    format_digits(builder, (uint32_t)date->year, 4);
    str_builder_character(builder, '-');
    format_digits(builder, date->month, 2);
    str_builder_character(builder, '-');
    format_digits(builder, date->day, 2);
}

bool time_spec_read(Value value, TimeSpec *spec) {
    static const char *const names[] = {"auto",    "hours",        "minutes",
                                        "seconds", "milliseconds", "microseconds"};
    *spec = SPEC_AUTO;
    if (!value)
        return true;
    if (!is_str(value))
        return raise_type_error("isoformat() argument 'timespec' must be str, not %N", value);
    for (int i = 0; i <= SPEC_MICRO; i++)
        if (str_equal_c(str_of(value), names[i])) {
            *spec = (TimeSpec)i;
            return true;
        }
    return raise_value_error("Unknown timespec value");
}

void format_clock(StrBuilder *builder, const Clock *clock, TimeSpec spec) {
    if (spec == SPEC_AUTO)
        spec = clock->microsecond ? SPEC_MICRO : SPEC_SECONDS;
    format_digits(builder, clock->hour, 2);
    if (spec >= SPEC_MINUTES) {
        str_builder_character(builder, ':');
        format_digits(builder, clock->minute, 2);
    }
    if (spec >= SPEC_SECONDS) {
        str_builder_character(builder, ':');
        format_digits(builder, clock->second, 2);
    }
    if (spec >= SPEC_MILLI) {
        bool milli = spec == SPEC_MILLI;
        str_builder_character(builder, '.');
        format_digits(builder, (uint32_t)clock->microsecond / (milli ? 1000 : 1), milli ? 3 : 6);
    }
}

void format_offset(StrBuilder *builder, int64_t microseconds, const char *separator) {
    str_builder_character(builder, microseconds < 0 ? '-' : '+');
    uint64_t number = (uint64_t)llabs(microseconds);
    uint32_t seconds = (uint32_t)(number / US_PER_SECOND);
    uint32_t rest = (uint32_t)(number % US_PER_SECOND);
    format_digits(builder, seconds / 3600, 2);
    str_builder_c(builder, separator);
    format_digits(builder, seconds / 60 % 60, 2);
    if (seconds % 60 || rest) {
        str_builder_c(builder, separator);
        format_digits(builder, seconds % 60, 2);
    }
    if (rest) {
        str_builder_character(builder, '.');
        format_digits(builder, rest, 6);
    }
}

Value moment_ctime(const Date *date, const Clock *clock) {
    static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    StrBuilder builder;
    str_builder_init(&builder);
    int weekday = weekday_of(ordinal_of(date->year, date->month, date->day));
    str_builder_format(&builder, "%s %s %s%d ", days[weekday], months[date->month - 1],
                       date->day < 10 ? " " : "", date->day);
    format_clock(&builder, clock, SPEC_SECONDS);
    str_builder_character(&builder, ' ');
    format_digits(&builder, (uint32_t)date->year, 4);
    return value_of(str_builder_finish(&builder));
}

static Tuple *nine_fields(const Date *date, const Clock *clock, int dst) {
    int ordinal = ordinal_of(date->year, date->month, date->day);
    const int fields[] = {date->year,
                          date->month,
                          date->day,
                          clock->hour,
                          clock->minute,
                          clock->second,
                          weekday_of(ordinal),
                          days_before_month(date->year, date->month) + date->day,
                          dst};
    Tuple *tuple = tuple_new(9);
    for (size_t i = 0; tuple && i < 9; i++)
        tuple->items[i] = value_of_small_int(fields[i]);
    return tuple;
}

Value time_tuple(const Date *date, const Clock *clock, int dst) {
    Value class = import_attribute("time", "struct_time");
    Tuple *fields = class ? nine_fields(date, clock, dst) : NULL;
    Value result = fields ? call_1(class, value_of(fields)) : NULL;
    decref_maybe(class);
    decref_maybe(value_of(fields));
    return result;
}

/* ---- strftime -------------------------------------------------------------------------------- */

/* What strftime writes of: `self` is asked for its time zone. */
typedef struct {
    Value self, tzinfo;
    Date date; /* only its fields count */
    Clock clock;
} Moment;

static Moment moment_of(Value self) {
    Moment moment = {.self = self, .tzinfo = NONE, .date = {.year = 1900, .month = 1, .day = 1}};
    if (is_time(self)) {
        moment.clock = time_of(self)->clock;
        moment.tzinfo = time_of(self)->tzinfo;
        return moment;
    }
    moment.date = *date_of(self);
    if (is_datetime(self)) {
        moment.clock = datetime_of(self)->clock;
        moment.tzinfo = datetime_of(self)->tzinfo;
    }
    return moment;
}

static Value zone_argument(const Moment *moment) {
    return is_time(moment->self) ? NONE : moment->self;
}

static bool write_offset(StrBuilder *builder, const Moment *moment, const char *separator) {
    Offset offset;
    if (!zone_offset(moment->tzinfo, zone_argument(moment), &offset))
        return false;
    if (offset.known)
        format_offset(builder, offset.microseconds, separator);
    return true;
}

/* With its per cent signs doubled if they are to pass strftime. */
static bool write_zone_name(StrBuilder *builder, const Moment *moment, bool doubled) {
    Value name = zone_ask(moment->tzinfo, ZONE_TZNAME, zone_argument(moment));
    if (!name)
        return false;
    if (name != NONE) {
        Str *text = str_of(name);
        for (size_t i = 0; i < text->length; i++) {
            uint32_t c = str_at(text, i);
            str_builder_character(builder, c);
            if (c == '%' && doubled)
                str_builder_character(builder, c);
        }
    }
    decref(name);
    return true;
}

typedef enum { DIRECTIVE_WRITTEN, DIRECTIVE_OTHER, DIRECTIVE_ERROR } Directive;

/* The directives that strftime does not know. *at is at the letter, and is moved on. */
static Directive write_own(StrBuilder *builder, const Moment *moment, const Str *format, size_t *at,
                           bool doubled) {
    uint32_t c = str_at(format, *at);
    bool fine = true;
    if (c == 'f')
        format_digits(builder, (uint32_t)moment->clock.microsecond, 6);
    else if (c == 'z')
        fine = write_offset(builder, moment, "");
    else if (c == 'Z')
        fine = write_zone_name(builder, moment, doubled);
    else if (c == ':' && *at + 1 < format->length && str_at(format, *at + 1) == 'z') {
        (*at)++;
        fine = write_offset(builder, moment, ":");
    } else
        return DIRECTIVE_OTHER;
    (*at)++;
    return fine ? DIRECTIVE_WRITTEN : DIRECTIVE_ERROR;
}

/* The common directives, which are the same in every locale. */
static bool write_number(StrBuilder *builder, const Moment *moment, uint32_t letter) {
    const Date *date = &moment->date;
    const Clock *clock = &moment->clock;
    switch (letter) {
    case 'Y':
        if (date->year < 1000) /* not padded by every system */
            return false;
        format_digits(builder, (uint32_t)date->year, 4);
        return true;
    case 'y':
        format_digits(builder, (uint32_t)date->year % 100, 2);
        return true;
    case 'm':
        format_digits(builder, date->month, 2);
        return true;
    case 'd':
        format_digits(builder, date->day, 2);
        return true;
    case 'H':
        format_digits(builder, clock->hour, 2);
        return true;
    case 'I':
        format_digits(builder, (uint32_t)(clock->hour + 11) % 12 + 1, 2);
        return true;
    case 'M':
        format_digits(builder, clock->minute, 2);
        return true;
    case 'S':
        format_digits(builder, clock->second, 2);
        return true;
    case 'j':
        format_digits(builder, (uint32_t)(days_before_month(date->year, date->month) + date->day),
                      3);
        return true;
    case '%':
        str_builder_character(builder, '%');
        return true;
    }
    return false;
}

/* The whole text, if nothing in the format needs the locale: *text null if something does. */
static bool format_directly(const Moment *moment, const Str *format, Str **text) {
    StrBuilder builder;
    str_builder_init(&builder);
    *text = NULL;
    for (size_t i = 0; i < format->length;) {
        uint32_t c = str_at(format, i++);
        if (c != '%') {
            str_builder_character(&builder, c);
            continue;
        }
        if (i < format->length && write_number(&builder, moment, str_at(format, i))) {
            i++;
            continue;
        }
        Directive directive =
            i < format->length ? write_own(&builder, moment, format, &i, false) : DIRECTIVE_OTHER;
        if (directive == DIRECTIVE_WRITTEN)
            continue;
        str_builder_abandon(&builder);
        return directive == DIRECTIVE_OTHER;
    }
    *text = str_builder_finish(&builder);
    return *text != NULL;
}

/* The format for time.strftime: what it does not know is replaced by its text. */
static Str *replace_own(const Moment *moment, const Str *format) {
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = 0; i < format->length;) {
        uint32_t c = str_at(format, i++);
        if (c != '%' || i == format->length) {
            str_builder_character(&builder, c);
            continue;
        }
        Directive directive = write_own(&builder, moment, format, &i, true);
        if (directive == DIRECTIVE_ERROR) {
            str_builder_abandon(&builder);
            return NULL;
        }
        if (directive == DIRECTIVE_OTHER) {
            str_builder_character(&builder, '%');
            str_builder_character(&builder, str_at(format, i++));
        }
    }
    return str_builder_finish(&builder);
}

Value moment_strftime(Value self, Str *format) {
    Moment moment = moment_of(self);
    Type *type = type_of(self);
    if (type == &date_type || type == &datetime_type || type == &time_of_day_type) {
        Str *text;
        if (!format_directly(&moment, format, &text))
            return NULL;
        if (text)
            return value_of(text);
    }
    Value fields = is_time(self) ? value_of(nine_fields(&moment.date, &moment.clock, -1))
                                 : call_method_0(self, datetime_names[NAME_TIMETUPLE]);
    Str *replaced = fields ? replace_own(&moment, format) : NULL;
    Value function = replaced ? import_attribute("time", "strftime") : NULL;
    Value result = function ? call_2(function, value_of(replaced), fields) : NULL;
    decref_maybe(fields);
    decref_maybe(value_of(replaced));
    decref_maybe(function);
    return result;
}

Value moment_format(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("__format__() argument 1 must be str, not %N", args[0]);
    if (str_of(args[0])->length == 0)
        return object_str(self);
    return call_method_1(self, datetime_names[NAME_STRFTIME], args[0]);
}
