/* Timestamps, and the local time of the system.
 *
 * Seconds count from 1970 in UTC; "local seconds" are those that a clock on the wall would have
 * counted. Their difference changes at transitions, where a local time is missing or comes twice:
 * the fold says which of the two is meant. */
#define _GNU_SOURCE /* tm_gmtoff, tm_zone */
#include "lib/native/datetime/parts.h"

#include <errno.h>
#include <math.h>
#include <time.h>

#define EPOCH_ORDINAL 719163

bool timestamp_read(Value value, int64_t *seconds, int64_t *microseconds) {
    *microseconds = 0;
    if (!is_float(value)) {
        Value index = object_index(value);
        if (!index)
            return false;
        bool fits = int_fits_int64(index, seconds);
        decref(index);
        return fits || raise_overflow_error("timestamp out of range for platform time_t");
    }
    double whole, number = float_of(value);
    if (isnan(number))
        return raise_value_error("Invalid value NaN (not a number)");
    double rest = nearbyint(modf(number, &whole) * 1e6); /* to the nearest, a tie to the even */
    if (rest >= 1e6) {
        rest -= 1e6;
        whole += 1;
    } else if (rest < 0) {
        rest += 1e6;
        whole -= 1;
    }
    if (!(whole >= -9.2e18 && whole <= 9.2e18))
        return raise_overflow_error("timestamp out of range for platform time_t");
    *seconds = (int64_t)whole;
    *microseconds = (int64_t)rest;
    return true;
}

static bool break_down(int64_t seconds, bool local, struct tm *tm) {
    time_t timestamp = (time_t)seconds;
    errno = 0;
    if (local ? localtime_r(&timestamp, tm) : gmtime_r(&timestamp, tm))
        return true;
    return raise_os_error(errno ? errno : EINVAL, NULL);
}

static int64_t seconds_of(const Day *day, const Clock *clock) {
    return (int64_t)(ordinal_of(day->year, day->month, day->day) - EPOCH_ORDINAL) *
               SECONDS_PER_DAY +
           clock->hour * 3600 + clock->minute * 60 + clock->second;
}

bool local_fields(int64_t seconds, bool local, Day *day, Clock *clock) {
    struct tm tm;
    if (!break_down(seconds, local, &tm))
        return false;
    int64_t year = (int64_t)tm.tm_year + 1900;
    if (year < YEAR_MIN || year > YEAR_MAX)
        return raise_value_error("year %zd is out of range", (ptrdiff_t)year);
    int second = tm.tm_sec > 59 ? 59 : tm.tm_sec; /* a leap second */
    *day = (Day){(int32_t)year, (uint8_t)(tm.tm_mon + 1), (uint8_t)tm.tm_mday};
    *clock = (Clock){(uint8_t)tm.tm_hour, (uint8_t)tm.tm_min, (uint8_t)second, 0, 0};
    return true;
}

/* Local seconds of a moment. */
static bool to_local(int64_t seconds, int64_t *local) {
    Day day;
    Clock clock;
    if (!local_fields(seconds, true, &day, &clock))
        return false;
    *local = seconds_of(&day, &clock);
    return true;
}

/* A transition moves the clock by less than a day: try the offset that is in force near the
 * moment, then the one a day before (or after, for the second of two). */
bool local_to_seconds(const DateTime *datetime, int fold, int64_t *seconds) {
    const Date *date = &datetime->date;
    Day day = {date->year, date->month, date->day};
    int64_t wanted = seconds_of(&day, &datetime->clock), local;
    if (!to_local(wanted, &local))
        return false;
    int64_t offset = local - wanted, first = wanted - offset, other_offset;
    if (!to_local(first, &local))
        return false;
    bool first_fits = local == wanted;
    if (first_fits) {
        int64_t beyond = fold ? first + SECONDS_PER_DAY : first - SECONDS_PER_DAY;
        int64_t there;
        if (!to_local(beyond, &there))
            return false;
        other_offset = there - beyond;
        if (other_offset == offset) {
            *seconds = first;
            return true;
        }
    } else
        other_offset = local - first;
    int64_t second = wanted - other_offset;
    if (!to_local(second, &local))
        return false;
    if (local == wanted)
        *seconds = second;
    else if (first_fits)
        *seconds = first;
    else /* in a gap */
        *seconds = (fold != 0) == (first < second) ? first : second;
    return true;
}

/* Is the local time of this moment the second of two? */
static bool is_second_of_two(int64_t seconds, const Day *day, const Clock *clock, bool *second) {
    int64_t local = seconds_of(day, clock), before;
    *second = false;
    if (seconds < -62135596800 + 2 * SECONDS_PER_DAY) /* near the beginning of time */
        return true;
    if (!to_local(seconds - SECONDS_PER_DAY, &before))
        return false;
    int64_t transition = local - before - SECONDS_PER_DAY;
    if (transition < 0) {
        if (!to_local(seconds + transition, &before))
            return false;
        *second = before == local;
    }
    return true;
}

Value datetime_from_timestamp(Value class, int64_t seconds, int64_t microseconds, bool local,
                              Value tzinfo) {
    Day day;
    Clock clock;
    if (!local_fields(seconds, local, &day, &clock))
        return NULL;
    clock.microsecond = (int32_t)microseconds;
    bool second = false;
    if (local && !is_second_of_two(seconds, &day, &clock, &second))
        return NULL;
    clock.fold = second;
    return datetime_of_class(class, day, &clock, tzinfo);
}

Value local_zone(int64_t seconds) {
    struct tm tm;
    if (!break_down(seconds, true, &tm))
        return NULL;
    Value offset = delta_new((Wide)tm.tm_gmtoff * US_PER_SECOND);
    Value name = offset ? value_of(str_from_c(tm.tm_zone)) : NULL;
    Value zone = name ? timezone_new(offset, name) : NULL;
    decref_maybe(offset);
    decref_maybe(name);
    return zone;
}
