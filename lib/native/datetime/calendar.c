/* Days: year, month and day to ordinals and back, ISO weeks, the checks of fields. */
#include "lib/native/datetime/parts.h"

static const uint8_t month_days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
static const uint16_t days_before[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
    return month == 2 && is_leap(year) ? 29 : month_days[month];
}

int days_before_month(int year, int month) {
    return days_before[month] + (month > 2 && is_leap(year));
}

static int days_before_year(int year) {
    int before = year - 1;
    return before * 365 + before / 4 - before / 100 + before / 400;
}

int ordinal_of(int year, int month, int day) {
    return days_before_year(year) + days_before_month(year, month) + day;
}

/* 400 years are a cycle of 146097 days; centuries, leap periods and years divide what is left. */
Day day_of_ordinal(int ordinal) {
    int left = ordinal - 1;
    int cycles = left / 146097;
    left %= 146097;
    int centuries = left / 36524;
    left %= 36524;
    int fours = left / 1461;
    left %= 1461;
    int years = left / 365;
    left %= 365;
    int year = cycles * 400 + centuries * 100 + fours * 4 + years + 1;
    if (years == 4 || centuries == 4) /* the last day of a leap year */
        return (Day){year - 1, 12, 31};
    int month = (left + 50) >> 5; /* right or one too large */
    if (days_before_month(year, month) > left)
        month--;
    return (Day){year, (uint8_t)month, (uint8_t)(left - days_before_month(year, month) + 1)};
}

/* The Monday of week 1, the week with the year's first Thursday. */
static int iso_first_monday(int year) {
    int first = days_before_year(year) + 1, weekday = weekday_of(first);
    return first - weekday + (weekday > 3 ? 7 : 0);
}

IsoDay iso_day_of(int year, int month, int day) {
    int ordinal = ordinal_of(year, month, day), monday = iso_first_monday(year);
    if (ordinal < monday)
        monday = iso_first_monday(--year);
    else if (ordinal >= iso_first_monday(year + 1))
        monday = iso_first_monday(++year);
    return (IsoDay){year, (ordinal - monday) / 7 + 1, weekday_of(ordinal) + 1};
}

IsoProblem day_of_iso(IsoDay iso, Day *day) {
    if (iso.year < YEAR_MIN || iso.year > YEAR_MAX)
        return ISO_BAD_YEAR;
    int monday = iso_first_monday(iso.year);
    if (iso.week < 1 || iso.week > (iso_first_monday(iso.year + 1) - monday) / 7)
        return ISO_BAD_WEEK;
    if (iso.weekday < 1 || iso.weekday > 7)
        return ISO_BAD_DAY;
    int ordinal = monday + (iso.week - 1) * 7 + iso.weekday - 1;
    if (ordinal < 1 || ordinal > ORDINAL_MAX)
        return ISO_BAD_YEAR;
    *day = day_of_ordinal(ordinal);
    return ISO_FINE;
}

bool check_day(int64_t year, int64_t month, int64_t day) {
    if (year < YEAR_MIN || year > YEAR_MAX)
        return raise_value_error("year %zd is out of range", (ptrdiff_t)year);
    if (month < 1 || month > 12)
        return raise_value_error("month must be in 1..12");
    if (day < 1 || day > days_in_month((int)year, (int)month))
        return raise_value_error("day is out of range for month");
    return true;
}

bool check_clock(int64_t hour, int64_t minute, int64_t second, int64_t microsecond, int64_t fold) {
    if (hour < 0 || hour > 23)
        return raise_value_error("hour must be in 0..23");
    if (minute < 0 || minute > 59)
        return raise_value_error("minute must be in 0..59");
    if (second < 0 || second > 59)
        return raise_value_error("second must be in 0..59");
    if (microsecond < 0 || microsecond > 999999)
        return raise_value_error("microsecond must be in 0..999999");
    if (fold != 0 && fold != 1)
        return raise_value_error("fold must be either 0 or 1");
    return true;
}

bool read_field(Value value, int64_t *field) {
    if (!value)
        return true;
    if (is_small_int(value)) {
        *field = small_int_of(value);
    } else {
        Value index = object_index(value);
        if (!index)
            return false;
        bool fits = int_fits_int64(index, field);
        decref(index);
        if (!fits)
            return raise_overflow_error("Python int too large to convert to C long");
    }
    if (*field > INT32_MAX)
        return raise_overflow_error("signed integer is greater than maximum");
    if (*field < INT32_MIN)
        return raise_overflow_error("signed integer is less than minimum");
    return true;
}
