/* Calendar time: struct_time, conversion from and to seconds, formatting, the time zone. */
#define _GNU_SOURCE /* tm_gmtoff, tm_zone */
#include "lib/native/time.h"
#include "vm/deterministic.h"
#include "vm/objects/struct_sequence.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <string.h>

static StructSequence struct_time;

static bool ready_struct_time(void) {
    static const StructSequenceField fields[] = {
        {"tm_year", "year, for example, 1993"},
        {"tm_mon", "month of year, range [1, 12]"},
        {"tm_mday", "day of month, range [1, 31]"},
        {"tm_hour", "hours, range [0, 23]"},
        {"tm_min", "minutes, range [0, 59]"},
        {"tm_sec", "seconds, range [0, 61])"},
        {"tm_wday", "day of week, range [0, 6], Monday is 0"},
        {"tm_yday", "day of year, range [1, 366]"},
        {"tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"},
        {"tm_zone", "abbreviation of timezone name"},
        {"tm_gmtoff", "offset from UTC in seconds"},
    };
    return struct_sequence_ready(&struct_time, "time.struct_time",
                                 "The time value as returned by gmtime(), localtime(), and "
                                 "strptime(), and\n accepted by asctime(), mktime() and "
                                 "strftime().  May be considered as a\n sequence of 9 integers.",
                                 fields, 9, 11);
}

static Value from_tm(const struct tm *tm, const char *zone, long offset) {
    Value values[] = {
        value_of_small_int((int64_t)tm->tm_year + 1900),
        value_of_small_int(tm->tm_mon + 1),
        value_of_small_int(tm->tm_mday),
        value_of_small_int(tm->tm_hour),
        value_of_small_int(tm->tm_min),
        value_of_small_int(tm->tm_sec),
        value_of_small_int((tm->tm_wday + 6) % 7),
        value_of_small_int(tm->tm_yday + 1),
        value_of_small_int(tm->tm_isdst),
        value_of(str_from_c(zone)),
        value_of_small_int(offset),
    };
    return struct_sequence_new_steal(&struct_time, values);
}

/* Seconds since the Epoch from an argument; now if there is none. */
static bool seconds_of(Value argument, time_t *seconds) {
    if (!argument || argument == NONE) {
        *seconds = system_time();
        return true;
    }
    if (is_float(argument)) {
        double number = floor(float_of(argument));
        if (isnan(number))
            return raise_value_error("Invalid value NaN (not a number)");
        if (number < -9.2e18 || number > 9.2e18)
            return raise_overflow_error("timestamp out of range for platform time_t");
        *seconds = (time_t)number;
        return true;
    }
    int64_t number;
    Value index = object_index(argument);
    if (!index)
        return false;
    bool fits = int_fits_int64(index, &number);
    decref(index);
    if (!fits)
        return raise_overflow_error("timestamp out of range for platform time_t");
    *seconds = number;
    return true;
}

Value time_gmtime(Value self, Value *args) {
    time_t seconds;
    struct tm tm;
    if (!seconds_of(args[0], &seconds))
        return NULL;
    errno = 0;
    if (!gmtime_r(&seconds, &tm))
        return raise_os_error(errno ? errno : EINVAL, NULL);
    return from_tm(&tm, "UTC", 0);
}

Value time_localtime(Value self, Value *args) {
    time_t seconds;
    struct tm tm;
    if (!seconds_of(args[0], &seconds))
        return NULL;
    errno = 0;
    if (!localtime_r(&seconds, &tm))
        return raise_os_error(errno ? errno : EINVAL, NULL);
    return from_tm(&tm, tm.tm_zone, tm.tm_gmtoff);
}

/* ---- from tuples ----------------------------------------------------------------------------- */

static bool read_tuple(Value value, struct tm *tm, const char *function) {
    memset(tm, 0, sizeof *tm);
    if (!is_tuple(value))
        return raise_type_error("Tuple or struct_time argument required");
    Tuple *tuple = tuple_of(value);
    if (tuple->count != 9)
        return raise_type_error("%s(): illegal time tuple argument", function);
    int numbers[9];
    for (int i = 0; i < 9; i++)
        if (!int_as_int(tuple->items[i], &numbers[i]))
            return false;
    if (numbers[0] < INT_MIN + 1900)
        return raise_overflow_error("year out of range");
    tm->tm_year = numbers[0] - 1900;
    tm->tm_mon = numbers[1] - 1;
    tm->tm_mday = numbers[2];
    tm->tm_hour = numbers[3];
    tm->tm_min = numbers[4];
    tm->tm_sec = numbers[5];
    tm->tm_wday = (numbers[6] + 1) % 7;
    tm->tm_yday = numbers[7] - 1;
    tm->tm_isdst = numbers[8];
    if (has_type(value, &struct_time.type)) {
        int64_t offset;
        if (is_int(tuple->items[10]) && int_fits_int64(tuple->items[10], &offset))
            tm->tm_gmtoff = offset;
        if (is_str(tuple->items[9]))
            tm->tm_zone = str_utf8(str_of(tuple->items[9]), NULL);
    }
    return true;
}

/* 0 stands for the first of month, day and day of the year; the rest must be in range. */
static bool check_ranges(struct tm *tm) {
    if (tm->tm_mon == -1)
        tm->tm_mon = 0;
    else if (tm->tm_mon < 0 || tm->tm_mon > 11)
        return raise_value_error("month out of range");
    if (tm->tm_mday == 0)
        tm->tm_mday = 1;
    else if (tm->tm_mday < 0 || tm->tm_mday > 31)
        return raise_value_error("day of month out of range");
    if (tm->tm_hour < 0 || tm->tm_hour > 23)
        return raise_value_error("hour out of range");
    if (tm->tm_min < 0 || tm->tm_min > 59)
        return raise_value_error("minute out of range");
    if (tm->tm_sec < 0 || tm->tm_sec > 61)
        return raise_value_error("seconds out of range");
    if (tm->tm_wday < 0)
        return raise_value_error("day of week out of range");
    if (tm->tm_yday == -1)
        tm->tm_yday = 0;
    else if (tm->tm_yday < 0 || tm->tm_yday > 365)
        return raise_value_error("day of year out of range");
    return true;
}

static Value as_text(const struct tm *tm) {
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[96];
    snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %lld", days[tm->tm_wday],
             months[tm->tm_mon], tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec,
             1900 + (long long)tm->tm_year);
    return value_of(str_from_c(text));
}

static bool local_now(struct tm *tm) {
    time_t now = system_time();
    return localtime_r(&now, tm) || raise_os_error(errno, NULL);
}

Value time_asctime(Value self, Value *args) {
    struct tm tm;
    if (!args[0] ? !local_now(&tm) : !read_tuple(args[0], &tm, "asctime") || !check_ranges(&tm))
        return NULL;
    return as_text(&tm);
}

Value time_ctime(Value self, Value *args) {
    time_t seconds;
    struct tm tm;
    if (!seconds_of(args[0], &seconds))
        return NULL;
    errno = 0;
    return localtime_r(&seconds, &tm) ? as_text(&tm) : raise_os_error(errno, NULL);
}

Value time_mktime(Value self, Value *args) {
    struct tm tm;
    if (!read_tuple(args[0], &tm, "mktime"))
        return NULL;
    tm.tm_wday = -1; /* stays so only if mktime fails */
    time_t seconds = mktime(&tm);
    if (seconds == (time_t)-1 && tm.tm_wday == -1)
        return raise_overflow_error("mktime argument out of range");
    return float_new((double)seconds);
}

Value time_strftime(Value self, Value *args) {
    struct tm tm;
    if (!is_str(args[0]))
        return raise_type_error("strftime() argument 1 must be str, not %s", type_name_of(args[0]));
    if (!args[1] ? !local_now(&tm) : !read_tuple(args[1], &tm, "strftime") || !check_ranges(&tm))
        return NULL;
    if (tm.tm_isdst < -1)
        tm.tm_isdst = -1;
    else if (tm.tm_isdst > 1)
        tm.tm_isdst = 1;
    size_t format_size;
    char *format = str_wtf8_copy(str_of(args[0]), &format_size);
    if (!format)
        return NULL;
    if (memchr(format, 0, format_size)) {
        mem_free(format);
        return raise_value_error("embedded null character");
    }
    Value result = NULL;
    if (!format_size)
        result = value_of(str_empty());
    for (size_t capacity = 256 + format_size; !result; capacity *= 2) {
        char *text = mem_malloc(capacity);
        if (!text) {
            raise_no_memory();
            break;
        }
        size_t size = strftime(text, capacity, format, &tm);
        if (size || capacity > 256 * (format_size + 1))
            result = value_of(str_from_wtf8(text, size));
        mem_free(text);
        if (exception_pending())
            break;
    }
    mem_free(format);
    return result;
}

/* ---- the time zone --------------------------------------------------------------------------- */

/* Its name and distance from UTC in the middle of winter and of summer. */
static bool add_zone(Module *module) {
    enum { HALF_YEAR = 365 * 24 * 1800 };
    tzset();
    time_t start = system_time() / (2 * HALF_YEAR) * (2 * HALF_YEAR);
    struct tm january, july;
    localtime_r(&start, &january);
    time_t middle = start + HALF_YEAR;
    localtime_r(&middle, &july);
    bool northern = january.tm_gmtoff < july.tm_gmtoff;
    const struct tm *standard = northern ? &january : &july;
    const struct tm *summer = northern ? &july : &january;
    if (january.tm_gmtoff == july.tm_gmtoff) {
        standard = &january;
        summer = &january;
    }
    Value names_of[2] = {value_of(str_from_c(tzname[0])), value_of(str_from_c(tzname[1]))};
    Tuple *both = tuple_from_array_steal(names_of, 2);
    return module_add_steal(module, "tzname", value_of(both)) &&
           module_add_int(module, "timezone", -standard->tm_gmtoff) &&
           module_add_int(module, "altzone", -summer->tm_gmtoff) &&
           module_add_int(module, "daylight", january.tm_gmtoff != july.tm_gmtoff);
}

Value time_tzset(Value self, Value *args) {
    return add_zone((Module *)object_of(self)) ? NONE : NULL;
}

bool time_add_calendar(Module *module) {
    return ready_struct_time() && add_zone(module) &&
           module_add_int(module, "_STRUCT_TM_ITEMS", 11) &&
           dict_set_c(module->dict, "struct_time", value_of(&struct_time.type));
}
