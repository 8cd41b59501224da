/* datetimes as points in time: sums, differences, order, hashes, conversion between zones.
 *
 * Two datetimes with the same tzinfo object are compared and subtracted by their fields; else each
 * is taken to UTC by its own offset first. */
#include "lib/native/datetime/datetime.h"
#include "vm/deterministic.h"
#include "vm/hash.h"

#include <string.h>
#include <time.h>

/* From the beginning of year 1 to 1970. */
#define EPOCH_MICROSECONDS (INT64_C(719162) * US_PER_DAY)

/* Microseconds since the beginning of year 1. */
static int64_t datetime_microseconds(const DateTime *datetime) {
    const Date *date = &datetime->date;
    const Clock *clock = &datetime->clock;
    int64_t days = ordinal_of(date->year, date->month, date->day) - 1;
    int64_t seconds =
        days * SECONDS_PER_DAY + clock->hour * 3600 + clock->minute * 60 + clock->second;
    return seconds * US_PER_SECOND + clock->microsecond;
}

static bool fields_of(Wide microseconds, Day *day, Clock *clock) {
    if (microseconds < 0 || microseconds >= (Wide)ORDINAL_MAX * US_PER_DAY)
        return raise_overflow_error("date value out of range");
    int64_t number = (int64_t)microseconds, rest = number % US_PER_DAY;
    int seconds = (int)(rest / US_PER_SECOND);
    *day = day_of_ordinal((int)(number / US_PER_DAY) + 1);
    *clock = (Clock){(uint8_t)(seconds / 3600), (uint8_t)(seconds / 60 % 60),
                     (uint8_t)(seconds % 60), 0, (int32_t)(rest % US_PER_SECOND)};
    return true;
}

/* Of the same class and in the same zone. */
Value datetime_add_us(Value self, Wide microseconds) {
    const DateTime *datetime = datetime_of(self);
    Day day;
    Clock clock;
    if (!fields_of(datetime_microseconds(datetime) + microseconds, &day, &clock))
        return NULL;
    return datetime_of_class(value_of(type_of(self)), day, &clock, datetime->tzinfo);
}

Value datetime_add(Value left, Value right) {
    Value datetime = is_datetime(left) ? left : right, delta = is_datetime(left) ? right : left;
    if (!is_delta(delta))
        return NOT_IMPLEMENTED;
    return datetime_add_us(datetime, delta_microseconds(delta_of(delta)));
}

Value datetime_subtract(Value left, Value right) {
    if (!is_datetime(left))
        return NOT_IMPLEMENTED;
    if (is_delta(right))
        return datetime_add_us(left, -delta_microseconds(delta_of(right)));
    if (!is_datetime(right))
        return NOT_IMPLEMENTED;
    const DateTime *from = datetime_of(right), *to = datetime_of(left);
    Wide difference = (Wide)datetime_microseconds(to) - datetime_microseconds(from);
    if (from->tzinfo != to->tzinfo) {
        Offset first, second;
        if (!zone_offset(to->tzinfo, left, &first) || !zone_offset(from->tzinfo, right, &second))
            return NULL;
        if (first.known != second.known)
            return raise_type_error("can't subtract offset-naive and offset-aware datetimes");
        difference -= first.microseconds - second.microseconds;
    }
    return delta_new(difference);
}

/* ---- comparing ------------------------------------------------------------------------------- */

static Value with_fold(Value self, bool fold) {
    const DateTime *datetime = datetime_of(self);
    Clock clock = datetime->clock;
    clock.fold = fold;
    return datetime_make(&datetime_type,
                         (Day){datetime->date.year, datetime->date.month, datetime->date.day},
                         &clock, datetime->tzinfo);
}

/* Does its offset depend on the fold? Then it equals nothing in another zone. */
static Answer depends_on_fold(Value self, const Offset *offset) {
    Value flipped = with_fold(self, !datetime_of(self)->clock.fold);
    Offset other;
    bool fine = flipped && zone_offset(datetime_of(self)->tzinfo, flipped, &other);
    decref_maybe(flipped);
    if (!fine)
        return ANSWER_ERROR;
    return other.known != offset->known || other.microseconds != offset->microseconds;
}

static COLD Value compare_across_zones(Value self, Value other, CompareOp op, int64_t difference) {
    Offset first, second;
    bool equality = op == COMPARE_EQ || op == COMPARE_NE;
    if (!zone_offset(datetime_of(self)->tzinfo, self, &first) ||
        !zone_offset(datetime_of(other)->tzinfo, other, &second))
        return NULL;
    if (first.known != second.known) {
        if (equality)
            return value_of_bool(op == COMPARE_NE);
        return raise_type_error("can't compare offset-naive and offset-aware datetimes");
    }
    difference -= first.microseconds - second.microseconds;
    if (equality && difference == 0) {
        Answer depends = depends_on_fold(self, &first);
        if (depends == ANSWER_NO)
            depends = depends_on_fold(other, &second);
        if (depends == ANSWER_ERROR)
            return NULL;
        difference = depends;
    }
    return value_of_bool(order_satisfies((difference > 0) - (difference < 0), op));
}

/* Orders datetimes of one zone but for the microseconds: month and day, and the parts of the time,
 * are neighbours that are read at once. Sorting takes half of the time that counting takes. */
static inline int64_t seconds_key(const DateTime *datetime) {
    _Static_assert(offsetof(Date, day) == offsetof(Date, month) + 1, "read as one");
    _Static_assert(offsetof(Clock, fold) == 3, "read as one");
    uint16_t day;
    uint32_t clock; /* and the fold, which does not count */
    memcpy(&day, &datetime->date.month, sizeof day);
    memcpy(&clock, &datetime->clock, sizeof clock);
    return (int64_t)datetime->date.year << 40 | (int64_t)__builtin_bswap16(day) << 24 |
           __builtin_bswap32(clock) >> 8;
}

Value datetime_compare(Value self, Value other, CompareOp op) {
    if (!is_datetime(other))
        return NOT_IMPLEMENTED;
    const DateTime *left = datetime_of(self), *right = datetime_of(other);
    if (left->tzinfo != right->tzinfo)
        return compare_across_zones(self, other, op,
                                    datetime_microseconds(left) - datetime_microseconds(right));
    int64_t difference = seconds_key(left) - seconds_key(right);
    if (difference == 0)
        difference = left->clock.microsecond - right->clock.microsecond;
    return value_of_bool(order_satisfies((difference > 0) - (difference < 0), op));
}

void datetime_state(const DateTime *datetime, bool fold, uint8_t bytes[10]) {
    const Date *date = &datetime->date;
    const Clock *clock = &datetime->clock;
    bytes[0] = (uint8_t)(date->year >> 8);
    bytes[1] = (uint8_t)date->year;
    bytes[2] = (uint8_t)(date->month | (fold ? 128 : 0));
    bytes[3] = date->day;
    bytes[4] = clock->hour;
    bytes[5] = clock->minute;
    bytes[6] = clock->second;
    bytes[7] = (uint8_t)(clock->microsecond >> 16);
    bytes[8] = (uint8_t)(clock->microsecond >> 8);
    bytes[9] = (uint8_t)clock->microsecond;
}

/* As for times: equal datetimes have equal hashes, and the fold does not count. */
Hash datetime_hash(Value self) {
    DateTime *datetime = datetime_of(self);
    if (datetime->date.hash != -1)
        return datetime->date.hash;
    Value subject = datetime->clock.fold ? with_fold(self, false) : own(self);
    Offset offset;
    bool fine = subject && zone_offset(datetime->tzinfo, subject, &offset);
    decref_maybe(subject);
    if (!fine)
        return -1;
    if (!offset.known) {
        uint8_t bytes[10];
        datetime_state(datetime, false, bytes);
        datetime->date.hash = hash_bytes(bytes, sizeof bytes);
    } else {
        /* Days are ordinals. */
        Value delta =
            delta_new((Wide)datetime_microseconds(datetime) + US_PER_DAY - offset.microseconds);
        datetime->date.hash = delta ? delta_hash(delta) : -1;
        decref_maybe(delta);
    }
    return datetime->date.hash;
}

/* ---- zones ----------------------------------------------------------------------------------- */

void clock_now(int64_t *seconds, int64_t *microseconds) {
    struct timespec now;
    system_clock(CLOCK_REALTIME, &now);
    *seconds = now.tv_sec;
    *microseconds = now.tv_nsec / 1000;
}

Value datetime_timestamp(Value self, Value *args) {
    const DateTime *datetime = datetime_of(self);
    if (datetime->tzinfo == NONE) {
        int64_t seconds;
        if (!local_to_seconds(datetime, datetime->clock.fold, &seconds))
            return NULL;
        return float_new((double)seconds + datetime->clock.microsecond / 1e6);
    }
    Offset offset;
    if (!zone_offset(datetime->tzinfo, self, &offset))
        return NULL;
    int64_t number = datetime_microseconds(datetime) - EPOCH_MICROSECONDS - offset.microseconds;
    return int_true_divide(value_of_small_int(number), value_of_small_int(US_PER_SECOND));
}

/* A moment at which the zone is the one that a local time means. A time in a gap is taken for
 * before the transition, with fold for after it, though timestamp() is then on the other side. */
static bool local_zone_seconds(const DateTime *datetime, int64_t *seconds) {
    int fold = datetime->clock.fold;
    int64_t other;
    if (!local_to_seconds(datetime, fold, seconds) || !local_to_seconds(datetime, !fold, &other))
        return false;
    bool in_gap = other != *seconds && (other > *seconds) == (fold != 0);
    if (in_gap)
        *seconds = other;
    return true;
}

/* The zone of the system, for a local time or a time in UTC. */
static Value system_zone(Value self, bool is_local) {
    const DateTime *datetime = datetime_of(self);
    int64_t seconds;
    if (is_local) {
        if (!local_zone_seconds(datetime, &seconds))
            return NULL;
    } else {
        int64_t number = datetime_microseconds(datetime) - EPOCH_MICROSECONDS;
        seconds = number / US_PER_SECOND - (number % US_PER_SECOND < 0);
    }
    return local_zone(seconds);
}

/* self's own zone and offset; of a naive one (or one that does not know) the system's. */
static Value zone_and_offset(Value self, Offset *offset) {
    Value zone = own(datetime_of(self)->tzinfo);
    *offset = (Offset){false, 0};
    if (zone != NONE && !zone_offset(zone, self, offset)) {
        decref(zone);
        return NULL;
    }
    if (!offset->known) {
        replace_value(&zone, system_zone(self, true));
        if (zone && !zone_offset(zone, self, offset))
            clear_value(&zone);
    }
    return zone;
}

Value datetime_astimezone(Value self, Value *args) {
    Value target = args[0] ? args[0] : NONE;
    const DateTime *datetime = datetime_of(self);
    if (!zone_check(target))
        return NULL;
    if (target != NONE && target == datetime->tzinfo)
        return own(self);
    Offset offset;
    Value zone = zone_and_offset(self, &offset);
    if (!zone)
        return NULL;
    bool same = zone == target;
    decref(zone);
    if (same)
        return own(self);

    Day day;
    Clock clock;
    if (!fields_of((Wide)datetime_microseconds(datetime) - offset.microseconds, &day, &clock))
        return NULL;
    Value utc = datetime_of_class(value_of(type_of(self)), day, &clock, value_of(&timezone_utc));
    target = !utc ? NULL : target == NONE ? system_zone(utc, false) : own(target);
    Value moved = target ? datetime_of_class(value_of(type_of(self)), day, &clock, target) : NULL;
    Value result = moved ? call_method_1(target, datetime_names[NAME_FROMUTC], moved) : NULL;
    decref_maybe(utc);
    decref_maybe(target);
    decref_maybe(moved);
    return result;
}
