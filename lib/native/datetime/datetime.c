/* datetime: a date and a time of day, perhaps with a time zone; its fields and texts. */
#include "lib/native/datetime/datetime.h"

#include "vm/import.h"

#include <string.h>

Value datetime_make(Type *type, Day day, const Clock *clock, Value tzinfo) {
    DateTime *datetime = type_allocate(type, 0);
    if (!datetime)
        return NULL;
    datetime->date.hash = -1;
    datetime->date.year = day.year;
    datetime->date.month = day.month;
    datetime->date.day = day.day;
    datetime->clock = *clock;
    datetime->tzinfo = own(tzinfo);
    if (tzinfo != NONE || type->flags & TYPE_HEAP)
        mem_gc_track(datetime);
    return value_of(datetime);
}

Value datetime_of_class(Value class, Day day, const Clock *clock, Value tzinfo) {
    if (type_cast(class) == &datetime_type)
        return datetime_make(&datetime_type, day, clock, tzinfo);
    Value args[] = {value_of_small_int(day.year),
                    value_of_small_int(day.month),
                    value_of_small_int(day.day),
                    value_of_small_int(clock->hour),
                    value_of_small_int(clock->minute),
                    value_of_small_int(clock->second),
                    value_of_small_int(clock->microsecond),
                    tzinfo};
    Value result = call(class, args, 8, NULL);
    if (result && is_datetime(result))
        datetime_of(result)->clock.fold = clock->fold;
    return result;
}

static void datetime_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((DateTime *)object)->tzinfo, visit, context);
}

static void datetime_dealloc(Object *object) {
    mem_gc_untrack(object);
    decref(((DateTime *)object)->tzinfo);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* ---- making ---------------------------------------------------------------------------------- */

/* What __reduce__ gave: ten bytes (the month's high bit is the fold), and perhaps a tzinfo. */
static bool read_state(Value *args, size_t count, Tuple *keywords, Day *day, Clock *clock) {
    const uint8_t *bytes;
    if (count < 1 || count > 2 || keywords)
        return false;
    if (is_bytes(args[0]) && bytes_of(args[0])->size == 10)
        bytes = bytes_of(args[0])->data;
    else if (is_str(args[0]) && str_of(args[0])->length == 10 && str_of(args[0])->width == 1)
        bytes = str_of(args[0])->data;
    else
        return false;
    *day = (Day){bytes[0] << 8 | bytes[1], bytes[2] & 127, bytes[3]};
    *clock = (Clock){bytes[4], bytes[5], bytes[6], bytes[2] >> 7,
                     bytes[7] << 16 | bytes[8] << 8 | bytes[9]};
    return day->month >= 1 && day->month <= 12;
}

/* The arguments of the constructor and of replace, over what day and clock hold. */
static bool read_fields(Value *args, Day *day, Clock *clock) {
    int64_t year = day->year, month = day->month, number = day->day;
    int64_t hour = clock->hour, minute = clock->minute, second = clock->second;
    int64_t microsecond = clock->microsecond, fold = clock->fold;
    if (!read_field(args[0], &year) || !read_field(args[1], &month) ||
        !read_field(args[2], &number) || !read_field(args[3], &hour) ||
        !read_field(args[4], &minute) || !read_field(args[5], &second) ||
        !read_field(args[6], &microsecond) || !read_field(args[8], &fold) ||
        !check_day(year, month, number) || !check_clock(hour, minute, second, microsecond, fold))
        return false;
    *day = (Day){(int32_t)year, (uint8_t)month, (uint8_t)number};
    *clock = (Clock){(uint8_t)hour, (uint8_t)minute, (uint8_t)second, (uint8_t)fold,
                     (int32_t)microsecond};
    return true;
}

static Value datetime_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("(year, month, day, hour=0, minute=0, second=0, microsecond=0, "
                  "tzinfo=None, *, fold=0)");
    Day day = {0};
    Clock clock = {0};
    if (read_state(args, count, keywords, &day, &clock)) {
        Value tzinfo = count == 2 ? args[1] : NONE;
        return tzinfo == NONE || is_tzinfo(tzinfo) ? datetime_make(type, day, &clock, tzinfo)
                                                   : raise_type_error("bad tzinfo state arg");
    }
    Value bound[9];
    clock = (Clock){0};
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Value tzinfo = bound[7] ? bound[7] : NONE;
    if (!read_fields(bound, &day, &clock) || !zone_check(tzinfo))
        return NULL;
    return datetime_make(type, day, &clock, tzinfo);
}

/* A moment in the zone, from its fields in UTC. */
static Value from_utc_steal(Value utc, Value tzinfo) {
    if (!utc || tzinfo == NONE)
        return utc;
    Value result = call_method_1(tzinfo, datetime_names[NAME_FROMUTC], utc);
    decref(utc);
    return result;
}

static Value at_timestamp(Value class, int64_t seconds, int64_t microseconds, Value tzinfo) {
    return from_utc_steal(
        datetime_from_timestamp(class, seconds, microseconds, tzinfo == NONE, tzinfo), tzinfo);
}

static Value datetime_now(Value class, Value *args) {
    Value tzinfo = args[0] ? args[0] : NONE;
    if (!zone_check(tzinfo))
        return NULL;
    int64_t seconds, microseconds;
    clock_now(&seconds, &microseconds);
    return at_timestamp(class, seconds, microseconds, tzinfo);
}

static Value datetime_utcnow(Value class, Value *args) {
    if (!warn(&exc_DeprecationWarning, 1,
              "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future "
              "version. Use timezone-aware objects to represent datetimes in UTC: "
              "datetime.datetime.now(datetime.UTC)."))
        return NULL;
    int64_t seconds, microseconds;
    clock_now(&seconds, &microseconds);
    return datetime_from_timestamp(class, seconds, microseconds, false, NONE);
}

static Value datetime_fromtimestamp(Value class, Value *args) {
    int64_t seconds, microseconds;
    Value tzinfo = args[1] ? args[1] : NONE;
    if (!zone_check(tzinfo) || !timestamp_read(args[0], &seconds, &microseconds))
        return NULL;
    return at_timestamp(class, seconds, microseconds, tzinfo);
}

static Value datetime_utcfromtimestamp(Value class, Value *args) {
    int64_t seconds, microseconds;
    if (!warn(&exc_DeprecationWarning, 1,
              "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a "
              "future version. Use timezone-aware objects to represent datetimes in UTC: "
              "datetime.datetime.fromtimestamp(timestamp, datetime.UTC).") ||
        !timestamp_read(args[0], &seconds, &microseconds))
        return NULL;
    return datetime_from_timestamp(class, seconds, microseconds, false, NONE);
}

static Value datetime_strptime(Value class, Value *args) {
    for (int i = 0; i < 2; i++)
        if (!is_str(args[i]))
            return raise_type_error("strptime() argument %d must be str, not %N", i + 1, args[i]);
    Value function = import_attribute("_strptime", "_strptime_datetime");
    Value result = function ? call_3(function, class, args[0], args[1]) : NULL;
    decref_maybe(function);
    return result;
}

static Value datetime_combine(Value class, Value *args) {
    if (!is_date(args[0]))
        return raise_type_error("combine() argument 1 must be datetime.date, not %N", args[0]);
    if (!is_time(args[1]))
        return raise_type_error("combine() argument 2 must be datetime.time, not %N", args[1]);
    const Date *date = date_of(args[0]);
    const Time *time = time_of(args[1]);
    Value tzinfo = args[2] ? args[2] : time->tzinfo;
    if (!zone_check(tzinfo))
        return NULL;
    return datetime_of_class(class, (Day){date->year, date->month, date->day}, &time->clock,
                             tzinfo);
}

/* ASCII of an ISO text: the separator may be any character. 0: it cannot be one. */
static size_t iso_ascii(const Str *text, char *ascii, size_t room) {
    if (text->length < 7 || text->length > room)
        return 0;
    for (size_t i = 0; i < text->length; i++) {
        uint32_t c = str_at(text, i);
        if (c >= 128) {
            if (i != 7 && i != 8 && i != 10)
                return 0;
            c = 'T';
        }
        ascii[i] = (char)c;
    }
    return text->length;
}

static Value datetime_fromisoformat(Value class, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("fromisoformat: argument must be str");
    char text[256];
    size_t size = iso_ascii(str_of(args[0]), text, sizeof text);
    size_t date_size = size ? iso_date_size(text, size) : 0;
    Day day;
    ParsedTime parsed = {0};
    if (!size || date_size > size || !parse_iso_date(text, date_size, &day) ||
        (size > date_size + 1 &&
         !parse_iso_time(text + date_size + 1, size - date_size - 1, &parsed)))
        return exception_pending() ? NULL : raise_bad_iso(args[0]);
    Value zone = parsed_zone(&parsed);
    Value result = zone ? datetime_of_class(class, day, &parsed.clock, zone) : NULL;
    decref_maybe(zone);
    return result;
}

/* ---- parts ----------------------------------------------------------------------------------- */

static Day day_of(const DateTime *datetime) {
    return (Day){datetime->date.year, datetime->date.month, datetime->date.day};
}

static Value datetime_date(Value self, Value *args) {
    return date_make(&date_type, day_of(datetime_of(self)));
}

static Value datetime_time(Value self, Value *args) {
    return time_make(&time_of_day_type, &datetime_of(self)->clock, NONE);
}

static Value datetime_timetz(Value self, Value *args) {
    return time_make(&time_of_day_type, &datetime_of(self)->clock, datetime_of(self)->tzinfo);
}

/* ---- texts ----------------------------------------------------------------------------------- */

static Value datetime_repr(Value self) {
    const DateTime *datetime = datetime_of(self);
    const Clock *clock = &datetime->clock;
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_format(&builder, "%s(%d, %d, %d, %d, %d", type_name_of(self), datetime->date.year,
                       datetime->date.month, datetime->date.day, clock->hour, clock->minute);
    if (clock->second || clock->microsecond)
        str_builder_format(&builder, ", %d", clock->second);
    if (clock->microsecond)
        str_builder_format(&builder, ", %d", clock->microsecond);
    if (clock->fold)
        str_builder_c(&builder, ", fold=1");
    if (datetime->tzinfo != NONE)
        str_builder_format(&builder, ", tzinfo=%R", datetime->tzinfo);
    str_builder_character(&builder, ')');
    return value_of(str_builder_finish(&builder));
}

static Value isoformat(Value self, uint32_t separator, TimeSpec spec) {
    const DateTime *datetime = datetime_of(self);
    Offset offset;
    if (!zone_offset(datetime->tzinfo, self, &offset))
        return NULL;
    StrBuilder builder;
    str_builder_init(&builder);
    format_day(&builder, &datetime->date);
    str_builder_character(&builder, separator);
    format_clock(&builder, &datetime->clock, spec);
    if (offset.known)
        format_offset(&builder, offset.microseconds, ":");
    return value_of(str_builder_finish(&builder));
}

static Value datetime_isoformat(Value self, Value *args) {
    TimeSpec spec;
    uint32_t separator = 'T';
    if (args[0]) {
        if (!is_str(args[0]))
            return raise_type_error("isoformat() argument 1 must be a unicode character, not %N",
                                    args[0]);
        if (str_of(args[0])->length != 1)
            return raise_type_error("isoformat() argument 1 must be a unicode character, not str");
        separator = str_at(str_of(args[0]), 0);
    }
    return time_spec_read(args[1], &spec) ? isoformat(self, separator, spec) : NULL;
}

static Value datetime_str(Value self) {
    if (has_type(self, &datetime_type))
        return isoformat(self, ' ', SPEC_AUTO);
    Str *space = str_from_character(' ');
    Value result =
        space ? call_method_1(self, datetime_names[NAME_ISOFORMAT], value_of(space)) : NULL;
    decref_maybe(value_of(space));
    return result;
}

static Value datetime_ctime(Value self, Value *args) {
    return moment_ctime(&datetime_of(self)->date, &datetime_of(self)->clock);
}

static Value datetime_timetuple(Value self, Value *args) {
    const DateTime *datetime = datetime_of(self);
    int flag = -1;
    Value dst = zone_ask(datetime->tzinfo, ZONE_DST, self);
    if (!dst)
        return NULL;
    if (dst != NONE)
        flag = delta_microseconds(delta_of(dst)) != 0;
    decref(dst);
    return time_tuple(&datetime->date, &datetime->clock, flag);
}

static Value datetime_utctimetuple(Value self, Value *args) {
    const DateTime *datetime = datetime_of(self);
    Offset offset;
    if (!zone_offset(datetime->tzinfo, self, &offset))
        return NULL;
    if (offset.microseconds == 0)
        return time_tuple(&datetime->date, &datetime->clock, 0);
    Value utc = datetime_add_us(self, -(Wide)offset.microseconds);
    Value result = utc ? time_tuple(&datetime_of(utc)->date, &datetime_of(utc)->clock, 0) : NULL;
    decref_maybe(utc);
    return result;
}

/* ---- replace --------------------------------------------------------------------------------- */

static Signature replace_signature =
    SIGNATURE("replace(year=unchanged, month=unchanged, day=unchanged, hour=unchanged, "
              "minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, "
              "fold=unchanged)");

static Value datetime_replace(Value self, Value *args) {
    const DateTime *datetime = datetime_of(self);
    Day day = day_of(datetime);
    Clock clock = datetime->clock;
    Value tzinfo = args[7] ? args[7] : datetime->tzinfo;
    if (!read_fields(args, &day, &clock) || !zone_check(tzinfo))
        return NULL;
    return datetime_of_class(value_of(type_of(self)), day, &clock, tzinfo);
}

static Value datetime_replace_protocol(Value self, Value *args, size_t count, Tuple *keywords) {
    Value bound[9];
    if (!arguments_check("__replace__", count, NULL, 0, 0) ||
        !arguments_bind(&replace_signature, args, count, keywords, bound))
        return NULL;
    return datetime_replace(self, bound);
}

/* ---- pickling -------------------------------------------------------------------------------- */

static Value reduce(Value self, int64_t protocol) {
    const DateTime *datetime = datetime_of(self);
    uint8_t bytes[10];
    datetime_state(datetime, datetime->clock.fold && protocol > 3, bytes);
    Bytes *state = bytes_new(bytes, sizeof bytes);
    Tuple *arguments = !state ? NULL
                       : datetime->tzinfo == NONE
                           ? tuple_pack(1, value_of(state))
                           : tuple_pack(2, value_of(state), datetime->tzinfo);
    Tuple *result = arguments ? tuple_pack(2, value_of(type_of(self)), value_of(arguments)) : NULL;
    decref_maybe(value_of(state));
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static Value datetime_reduce_ex(Value self, Value *args) {
    int64_t protocol = 0;
    return read_field(args[0], &protocol) ? reduce(self, protocol) : NULL;
}

static Value datetime_reduce(Value self, Value *args) {
    return reduce(self, 2);
}

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE_OF_CLASS("now($type, /, tz=None)", datetime_now,
                    "Returns new datetime object representing current time local to tz.\n\n  tz\n  "
                    "  Timezone object.\n\nIf no tz is specified, uses local timezone."),
    NATIVE_OF_CLASS("utcnow($type, /)", datetime_utcnow,
                    "Return a new datetime representing UTC day and time."),
    NATIVE_OF_CLASS("fromtimestamp(timestamp, tz=None)", datetime_fromtimestamp,
                    "timestamp[, tz] -> tz's local time from POSIX timestamp."),
    NATIVE_OF_CLASS("utcfromtimestamp(timestamp, /)", datetime_utcfromtimestamp,
                    "Construct a naive UTC datetime from a POSIX timestamp."),
    NATIVE_OF_CLASS("strptime(string, format, /)", datetime_strptime,
                    "string, format -> new datetime parsed from a string (like time.strptime())."),
    NATIVE_OF_CLASS("combine(date, time, tzinfo=unchanged)", datetime_combine,
                    "date, time -> datetime with same date and time fields"),
    NATIVE_OF_CLASS("fromisoformat($type, object, /)", datetime_fromisoformat,
                    "string -> datetime from a string in most ISO 8601 formats"),
    NATIVE("date($self, /)", datetime_date, "Return date object with same year, month and day."),
    NATIVE("time($self, /)", datetime_time,
           "Return time object with same time but with tzinfo=None."),
    NATIVE("timetz($self, /)", datetime_timetz, "Return time object with same time and tzinfo."),
    NATIVE("ctime($self, /)", datetime_ctime, "Return ctime() style string."),
    NATIVE("timetuple($self, /)", datetime_timetuple,
           "Return time tuple, compatible with time.localtime()."),
    NATIVE("timestamp($self, /)", datetime_timestamp, "Return POSIX timestamp as float."),
    NATIVE("utctimetuple($self, /)", datetime_utctimetuple,
           "Return UTC time tuple, compatible with time.localtime()."),
    NATIVE("isoformat(sep='T', timespec='auto')", datetime_isoformat,
           "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n"
           "sep is used to separate the year from the time, and defaults to 'T'.\nThe optional "
           "argument timespec specifies the number of additional terms\nof the time to include. "
           "Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and "
           "'microseconds'.\n"),
    NATIVE("utcoffset($self, /)", clock_utcoffset, "Return self.tzinfo.utcoffset(self)."),
    NATIVE("tzname($self, /)", clock_tzname, "Return self.tzinfo.tzname(self)."),
    NATIVE("dst($self, /)", clock_dst, "Return self.tzinfo.dst(self)."),
    NATIVE("replace($self, /, year=unchanged, month=unchanged, day=unchanged, "
           "hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, "
           "tzinfo=unchanged, *, fold=unchanged)",
           datetime_replace, "Return datetime with new specified fields."),
    NATIVE_RAW("__replace__($self, /, **changes)", datetime_replace_protocol,
               "The same as replace()."),
    NATIVE("astimezone(tz=None)", datetime_astimezone,
           "tz -> convert to local time in new timezone tz\n"),
    NATIVE("__reduce_ex__(protocol, /)", datetime_reduce_ex,
           "__reduce_ex__(proto) -> (cls, state)"),
    NATIVE("__reduce__($self, /)", datetime_reduce, "__reduce__() -> (cls, state)"),
    NATIVE_END};

Type datetime_type = {
    TYPE_INIT_CONTAINER("datetime.datetime", sizeof(DateTime), datetime_dealloc, datetime_traverse,
                        NULL), /* a cycle is broken at its tzinfo */
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &date_type,
    .doc = "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe "
           "year, month and day arguments are required. tzinfo may be None, or an\ninstance of a "
           "tzinfo subclass. The remaining arguments may be ints.\n",
    .methods = methods,
    .getsets = clock_getsets,
    .new = datetime_new,
    .repr = datetime_repr,
    .str = datetime_str,
    .hash = datetime_hash,
    .compare = datetime_compare,
    .binary = {[NUMBER_ADD] = datetime_add, [NUMBER_SUBTRACT] = datetime_subtract},
};

bool datetime_add_constants(void) {
    static const Clock first = {0}, last = {23, 59, 59, 0, 999999};
    Dict *dict = datetime_type.dict;
    Day first_day = {1, 1, 1}, last_day = {9999, 12, 31};
    return dict_set_c_steal(dict, "min", datetime_make(&datetime_type, first_day, &first, NONE)) &&
           dict_set_c_steal(dict, "max", datetime_make(&datetime_type, last_day, &last, NONE)) &&
           dict_set_c_steal(dict, "resolution", delta_new(1));
}
