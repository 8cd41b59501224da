/* The parts of module _datetime.
 *
 * A Moment holds the fields of all three of date, time and datetime; an object has those it needs:
 * datetime is a date with more behind it, time has the second half. Arithmetic is done in
 * microseconds: 64 bits hold any datetime, 128 bits any timedelta.
 *
 * None of the types is a container (as CPython's): a tzinfo that refers back to a datetime that
 * holds it is not collected. Instances of subclasses are. */
#ifndef LIB_NATIVE_DATETIME_PARTS_H
#define LIB_NATIVE_DATETIME_PARTS_H

#include "vm/vm.h"

#define US_PER_SECOND INT64_C(1000000)
#define US_PER_DAY    (INT64_C(86400) * US_PER_SECOND)
enum { YEAR_MIN = 1, YEAR_MAX = 9999, ORDINAL_MAX = 3652059, SECONDS_PER_DAY = 86400 };

typedef __int128 Wide;

typedef struct Delta {
    Object header;
    Hash hash; /* -1: not computed yet */
    int32_t days, seconds, microseconds;
} Delta;

typedef struct Clock { /* a time of day */
    uint8_t hour, minute, second, fold;
    int32_t microsecond;
} Clock;

typedef struct Date {
    Object header;
    Hash hash;
    int32_t year;
    uint8_t month, day;
} Date;

typedef struct DateTime { /* begins as a Date does */
    Date date;
    Clock clock;
    Value tzinfo; /* owned; NONE if naive */
} DateTime;

typedef struct Time {
    Object header;
    Hash hash;
    Clock clock;
    Value tzinfo;
} Time;

typedef struct TimeZone {
    Object header;
    Delta *offset; /* owned */
    Value name;    /* owned Str or null */
} TimeZone;

extern Type delta_type, date_type, datetime_type, time_of_day_type, tzinfo_type, timezone_type,
    isocalendar_type;
extern TimeZone timezone_utc;

static inline Delta *delta_of(Value value) {
    return (Delta *)object_of(value);
}
static inline Date *date_of(Value value) {
    return (Date *)object_of(value);
}
static inline DateTime *datetime_of(Value value) {
    return (DateTime *)object_of(value);
}
static inline Time *time_of(Value value) {
    return (Time *)object_of(value);
}
static inline bool is_delta(Value value) {
    return is_object(value) && is_instance_of(value, &delta_type);
}
static inline bool is_date(Value value) {
    return is_object(value) && is_instance_of(value, &date_type);
}
static inline bool is_datetime(Value value) {
    return is_object(value) && is_instance_of(value, &datetime_type);
}
static inline bool is_time(Value value) {
    return is_object(value) && is_instance_of(value, &time_of_day_type);
}
static inline bool is_tzinfo(Value value) {
    return is_object(value) && is_instance_of(value, &tzinfo_type);
}

/* ---- calendar.c: the proleptic Gregorian calendar; 1 January of year 1 is day 1 ---- */

typedef struct Day {
    int32_t year;
    uint8_t month, day;
} Day;

typedef struct IsoDay {
    int32_t year, week, weekday;
} IsoDay;

int days_before_month(int year, int month);
int ordinal_of(int year, int month, int day);
Day day_of_ordinal(int ordinal);
static inline int weekday_of(int ordinal) { /* Monday is 0 */
    return (ordinal + 6) % 7;
}
IsoDay iso_day_of(int year, int month, int day);
/* The reverse; what is out of range, null if nothing. */
typedef enum { ISO_FINE, ISO_BAD_YEAR, ISO_BAD_WEEK, ISO_BAD_DAY } IsoProblem;
IsoProblem day_of_iso(IsoDay iso, Day *day);

MUST_CHECK bool check_day(int64_t year, int64_t month, int64_t day);
MUST_CHECK bool check_clock(int64_t hour, int64_t minute, int64_t second, int64_t microsecond,
                            int64_t fold);

/* ---- delta.c ---- */

MUST_CHECK Value delta_new(Wide microseconds); /* OverflowError */
static inline Wide delta_microseconds(const Delta *delta) {
    return ((Wide)delta->days * SECONDS_PER_DAY + delta->seconds) * US_PER_SECOND +
           delta->microseconds;
}
Hash delta_hash(Value self);

/* ---- zone.c: tzinfo and timezone ---- */

/* An offset as a method of a tzinfo gives it. */
typedef struct Offset {
    bool known;
    int64_t microseconds;
} Offset;

typedef enum { ZONE_UTCOFFSET, ZONE_DST, ZONE_TZNAME } ZoneQuestion;

/* tzinfo.utcoffset(argument), checked: a timedelta or None, owned. */
MUST_CHECK Value zone_ask(Value tzinfo, ZoneQuestion question, Value argument);
/* For the tables of datetime and time. */
extern const NativeGetSet clock_getsets[];
MUST_CHECK Value clock_utcoffset(Value self, Value *args);
MUST_CHECK Value clock_dst(Value self, Value *args);
MUST_CHECK Value clock_tzname(Value self, Value *args);
MUST_CHECK bool zone_offset(Value tzinfo, Value argument, Offset *offset);
MUST_CHECK bool zone_check(Value tzinfo /* or None */);
MUST_CHECK Value timezone_new(Value offset, Value name /* Str or null */);

/* ---- format.c ---- */

typedef enum { SPEC_AUTO, SPEC_HOURS, SPEC_MINUTES, SPEC_SECONDS, SPEC_MILLI, SPEC_MICRO } TimeSpec;

MUST_CHECK bool time_spec_read(Value value /* or null */, TimeSpec *spec);
void format_digits(StrBuilder *builder, uint32_t number, int digits);
void format_day(StrBuilder *builder, const Date *date);
void format_clock(StrBuilder *builder, const Clock *clock, TimeSpec spec);
void format_offset(StrBuilder *builder, int64_t microseconds, const char *separator);
/* strftime of a date, time or datetime, `moment`; the fields of what it has not are those of 1 Jan
 * 1900, midnight. */
MUST_CHECK Value moment_strftime(Value moment, Str *format);
MUST_CHECK Value moment_format(Value self, Value *args); /* __format__ */
MUST_CHECK Value moment_ctime(const Date *date, const Clock *clock);
MUST_CHECK Value time_tuple(const Date *date, const Clock *clock, int dst);

/* ---- parse.c: ISO 8601 ---- */

typedef struct ParsedTime {
    Clock clock;
    bool has_zone;
    int64_t offset; /* microseconds east of UTC */
} ParsedTime;

/* False if the text is not of the form (nothing raised) or, with an exception pending, if a field
 * is out of range. */
MUST_CHECK bool parse_iso_date(const char *text, size_t size, Day *day);
MUST_CHECK bool parse_iso_time(const char *text, size_t size, ParsedTime *time);
MUST_CHECK Value parsed_zone(const ParsedTime *time); /* NONE or a timezone, owned */
/* How many characters of the text are its date. */
size_t iso_date_size(const char *text, size_t size);
COLD void *raise_bad_iso(Value text);

/* ---- date.c, time.c, datetime.c ---- */

MUST_CHECK Value date_make(Type *type, Day day);
MUST_CHECK Value time_make(Type *type, const Clock *clock, Value tzinfo);
MUST_CHECK Value datetime_make(Type *type, Day day, const Clock *clock, Value tzinfo);
/* As an instance of a class, by calling it if it is not the builtin one. */
MUST_CHECK Value datetime_of_class(Value class, Day day, const Clock *clock, Value tzinfo);
MUST_CHECK Value datetime_add_us(Value datetime, Wide microseconds);

/* int arguments of constructors; the field keeps its value if the argument is null. */
MUST_CHECK bool read_field(Value value, int64_t *field);

/* clock.c: timestamps and the system's local time. */
MUST_CHECK bool timestamp_read(Value value, int64_t *seconds, int64_t *microseconds);
MUST_CHECK Value datetime_from_timestamp(Value class, int64_t seconds, int64_t microseconds,
                                         bool local, Value tzinfo);
MUST_CHECK bool local_fields(int64_t seconds, bool local, Day *day, Clock *clock);
/* Seconds since 1970 of a naive datetime in local time. */
MUST_CHECK bool local_to_seconds(const DateTime *datetime, int fold, int64_t *seconds);
MUST_CHECK Value local_zone(int64_t seconds); /* a timezone */

/* Constants in the classes' dicts, made when the module is. */
MUST_CHECK bool delta_add_constants(void);
MUST_CHECK bool date_add_constants(void);
MUST_CHECK bool time_add_constants(void);
MUST_CHECK bool datetime_add_constants(void);
MUST_CHECK bool zone_add_constants(void);
/* The method of that name; the names are interned for good when the module is made. */
enum {
    NAME_UTCOFFSET,
    NAME_DST,
    NAME_TZNAME,
    NAME_FROMUTC,
    NAME_STRFTIME,
    NAME_ISOFORMAT,
    NAME_TIMETUPLE,
    NAME_COUNT
};
extern Str *datetime_names[NAME_COUNT];

#endif
