/* date, and what its isocalendar() gives. */
#include "lib/native/datetime/parts.h"
#include "vm/hash.h"
#include "vm/import.h"

static const Clock midnight = {0};

Value date_make(Type *type, Day day) {
    Date *date = type_allocate(type, 0);
    if (!date)
        return NULL;
    date->hash = -1;
    date->year = day.year;
    date->month = day.month;
    date->day = day.day;
    if (type->mem.kind == MEM_CONTAINER)
        mem_gc_track(date);
    return value_of(date);
}

/* Through the class's own constructor. */
static Value date_of_class(Value class, Day day) {
    if (type_cast(class) == &date_type)
        return date_make(&date_type, day);
    return call_3(class, value_of_small_int(day.year), value_of_small_int(day.month),
                  value_of_small_int(day.day));
}

static Value date_of_ordinal(Value class, int64_t ordinal) {
    if (ordinal < 1 || ordinal > ORDINAL_MAX)
        return raise_overflow_error("date value out of range");
    return date_of_class(class, day_of_ordinal((int)ordinal));
}

static int date_ordinal(const Date *date) {
    return ordinal_of(date->year, date->month, date->day);
}

/* ---- making ---------------------------------------------------------------------------------- */

/* The bytes that __reduce__ gives: year, month and day. */
static bool read_state(Value *args, size_t count, Tuple *keywords, Day *day) {
    const uint8_t *bytes;
    if (count != 1 || keywords)
        return false;
    if (is_bytes(args[0]) && bytes_of(args[0])->size == 4)
        bytes = bytes_of(args[0])->data;
    else if (is_str(args[0]) && str_of(args[0])->length == 4 && str_of(args[0])->width == 1)
        bytes = str_of(args[0])->data; /* from Python 2 */
    else
        return false;
    *day = (Day){bytes[0] << 8 | bytes[1], bytes[2], bytes[3]};
    return day->month >= 1 && day->month <= 12;
}

static Value date_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("(year, month, day)");
    Day state;
    if (read_state(args, count, keywords, &state))
        return date_make(type, state);
    Value bound[3];
    int64_t year = 0, month = 0, day = 0;
    if (!arguments_bind(&signature, args, count, keywords, bound) || !read_field(bound[0], &year) ||
        !read_field(bound[1], &month) || !read_field(bound[2], &day) ||
        !check_day(year, month, day))
        return NULL;
    return date_make(type, (Day){(int32_t)year, (uint8_t)month, (uint8_t)day});
}

static void date_dealloc(Object *object) {
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static Value date_fromordinal(Value class, Value *args) {
    int64_t ordinal = 0;
    if (!read_field(args[0], &ordinal))
        return NULL;
    if (ordinal < 1)
        return raise_value_error("ordinal must be >= 1");
    if (ordinal > ORDINAL_MAX)
        return raise_value_error("year %d is out of range", (int)day_of_ordinal((int)ordinal).year);
    return date_of_ordinal(class, ordinal);
}

static Value date_of_seconds(Value class, int64_t seconds) {
    Day day;
    Clock clock;
    return local_fields(seconds, true, &day, &clock) ? date_of_class(class, day) : NULL;
}

static Value date_fromtimestamp(Value class, Value *args) {
    double number;
    int64_t seconds, microseconds;
    if (is_float(args[0])) { /* what is below a second does not count */
        number = float_of(args[0]);
        Value whole = NULL;
        if (number == number && number - number == 0)
            whole = float_floor_divide(number, 1);
        else
            whole = own(args[0]);
        bool fine = whole && timestamp_read(whole, &seconds, &microseconds);
        decref_maybe(whole);
        return fine ? date_of_seconds(class, seconds) : NULL;
    }
    return timestamp_read(args[0], &seconds, &microseconds) ? date_of_seconds(class, seconds)
                                                            : NULL;
}

static Value date_today(Value class, Value *args) {
    Value time = import_attribute("time", "time");
    Value now = time ? call_0(time) : NULL;
    decref_maybe(time);
    if (!now)
        return NULL;
    Value result = NULL;
    if (type_cast(class) == &date_type)
        result = date_fromtimestamp(class, &now);
    else {
        Str *name = str_interned("fromtimestamp");
        result = name ? call_method_1(class, name, now) : NULL;
        decref_maybe(value_of(name));
    }
    decref(now);
    return result;
}

static Value date_fromisoformat(Value class, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("fromisoformat: argument must be str");
    const Str *text = str_of(args[0]);
    Day day;
    bool fits = text->ascii && (text->length == 7 || text->length == 8 || text->length == 10);
    if (fits && parse_iso_date((const char *)text->data, text->length, &day))
        return date_of_class(class, day);
    return exception_pending() ? NULL : raise_bad_iso(args[0]);
}

static Value date_fromisocalendar(Value class, Value *args) {
    int64_t year = 0, week = 0, weekday = 0;
    if (!read_field(args[0], &year) || !read_field(args[1], &week) ||
        !read_field(args[2], &weekday)) {
        if (exception_clear_if(&exc_OverflowError))
            raise_value_error("ISO calendar component out of range");
        return NULL;
    }
    Day day;
    switch (day_of_iso((IsoDay){(int32_t)year, (int32_t)week, (int32_t)weekday}, &day)) {
    case ISO_FINE:
        return date_of_class(class, day);
    case ISO_BAD_YEAR:
        return raise_value_error("Year is out of range: %zd", (ptrdiff_t)year);
    case ISO_BAD_WEEK:
        return raise_value_error("Invalid week: %zd", (ptrdiff_t)week);
    case ISO_BAD_DAY:
        break;
    }
    return raise_value_error("Invalid day: %zd (range is [1, 7])", (ptrdiff_t)weekday);
}

/* ---- fields and texts ------------------------------------------------------------------------ */

static Value get_year(Value self) {
    return value_of_small_int(date_of(self)->year);
}

static Value get_month(Value self) {
    return value_of_small_int(date_of(self)->month);
}

static Value get_day(Value self) {
    return value_of_small_int(date_of(self)->day);
}

static Value date_repr(Value self) {
    const Date *date = date_of(self);
    return value_of(
        str_format("%s(%d, %d, %d)", type_name_of(self), date->year, date->month, date->day));
}

static Value date_isoformat(Value self, Value *args) {
    StrBuilder builder;
    str_builder_init(&builder);
    format_day(&builder, date_of(self));
    return value_of(str_builder_finish(&builder));
}

static Value date_str(Value self) {
    return call_method_0(self, datetime_names[NAME_ISOFORMAT]);
}

static Value date_ctime(Value self, Value *args) {
    return moment_ctime(date_of(self), &midnight);
}

static Value date_strftime(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("strftime() argument 1 must be str, not %N", args[0]);
    return moment_strftime(self, str_of(args[0]));
}

static Value date_timetuple(Value self, Value *args) {
    return time_tuple(date_of(self), &midnight, -1);
}

static Value date_toordinal(Value self, Value *args) {
    return value_of_small_int(date_ordinal(date_of(self)));
}

static Value date_weekday(Value self, Value *args) {
    return value_of_small_int(weekday_of(date_ordinal(date_of(self))));
}

static Value date_isoweekday(Value self, Value *args) {
    return value_of_small_int(weekday_of(date_ordinal(date_of(self))) + 1);
}

/* ---- replace --------------------------------------------------------------------------------- */

static Signature replace_signature =
    SIGNATURE("replace(year=unchanged, month=unchanged, day=unchanged)");

static Value date_replace(Value self, Value *args) {
    const Date *date = date_of(self);
    int64_t year = date->year, month = date->month, day = date->day;
    if (!read_field(args[0], &year) || !read_field(args[1], &month) || !read_field(args[2], &day))
        return NULL;
    if (!check_day(year, month, day))
        return NULL;
    return date_of_class(value_of(type_of(self)),
                         (Day){(int32_t)year, (uint8_t)month, (uint8_t)day});
}

static Value date_replace_protocol(Value self, Value *args, size_t count, Tuple *keywords) {
    Value bound[3];
    if (!arguments_check("__replace__", count, NULL, 0, 0) ||
        !arguments_bind(&replace_signature, args, count, keywords, bound))
        return NULL;
    return date_replace(self, bound);
}

/* ---- arithmetic ------------------------------------------------------------------------------ */

static Value date_add(Value left, Value right) {
    if (is_datetime(left) || is_datetime(right))
        return NOT_IMPLEMENTED;
    Value date = is_date(left) ? left : right, delta = is_date(left) ? right : left;
    if (!is_delta(delta))
        return NOT_IMPLEMENTED;
    return date_of_ordinal(value_of(type_of(date)),
                           (int64_t)date_ordinal(date_of(date)) + delta_of(delta)->days);
}

static Value date_subtract(Value left, Value right) {
    if (!is_date(left) || is_datetime(left) || is_datetime(right))
        return NOT_IMPLEMENTED;
    int64_t ordinal = date_ordinal(date_of(left));
    if (is_date(right))
        return delta_new((Wide)(ordinal - date_ordinal(date_of(right))) * US_PER_DAY);
    if (is_delta(right))
        return date_of_ordinal(value_of(type_of(left)), ordinal - delta_of(right)->days);
    return NOT_IMPLEMENTED;
}

static Value date_compare(Value self, Value other, CompareOp op) {
    if (!is_date(other) || is_datetime(other))
        return NOT_IMPLEMENTED;
    return value_of_bool(
        order_satisfies(date_ordinal(date_of(self)) - date_ordinal(date_of(other)), op));
}

static Hash date_hash(Value self) {
    Date *date = date_of(self);
    if (date->hash == -1) {
        const uint8_t bytes[] = {(uint8_t)(date->year >> 8), (uint8_t)date->year, date->month,
                                 date->day};
        date->hash = hash_bytes(bytes, sizeof bytes);
    }
    return date->hash;
}

static Value date_reduce(Value self, Value *args) {
    const Date *date = date_of(self);
    const uint8_t bytes[] = {(uint8_t)(date->year >> 8), (uint8_t)date->year, date->month,
                             date->day};
    Bytes *state = bytes_new(bytes, sizeof bytes);
    Tuple *arguments = state ? tuple_pack(1, value_of(state)) : NULL;
    Tuple *result = arguments ? tuple_pack(2, value_of(type_of(self)), value_of(arguments)) : NULL;
    decref_maybe(value_of(state));
    decref_maybe(value_of(arguments));
    return value_of(result);
}

/* ---- isocalendar ----------------------------------------------------------------------------- */

typedef struct { /* a tuple of three small ints */
    Object header;
    size_t count;
    Value items[3];
} IsoCalendar;

static void isocalendar_dealloc(Object *object) {
    mem_gc_untrack(object);
    mem_object_free(object, sizeof(IsoCalendar));
}

static Value isocalendar_make(IsoDay iso) {
    IsoCalendar *tuple = mem_object_new(&isocalendar_type.mem, sizeof *tuple);
    if (!tuple)
        return raise_no_memory();
    tuple->count = 3;
    tuple->items[0] = value_of_small_int(iso.year);
    tuple->items[1] = value_of_small_int(iso.week);
    tuple->items[2] = value_of_small_int(iso.weekday);
    mem_gc_track(tuple);
    return value_of(tuple);
}

static Value date_isocalendar(Value self, Value *args) {
    const Date *date = date_of(self);
    return isocalendar_make(iso_day_of(date->year, date->month, date->day));
}

static Value isocalendar_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("IsoCalendarDate(year, week, weekday)");
    Value bound[3];
    int64_t year = 0, week = 0, weekday = 0;
    if (!arguments_bind(&signature, args, count, keywords, bound) || !read_field(bound[0], &year) ||
        !read_field(bound[1], &week) || !read_field(bound[2], &weekday))
        return NULL;
    return isocalendar_make((IsoDay){(int32_t)year, (int32_t)week, (int32_t)weekday});
}

static Value isocalendar_repr(Value self) {
    const Tuple *tuple = tuple_of(self);
    return value_of(str_format("%s(year=%R, week=%R, weekday=%R)", type_name_of(self),
                               tuple->items[0], tuple->items[1], tuple->items[2]));
}

static Value isocalendar_reduce(Value self, Value *args) {
    Tuple *plain = tuple_from_array(tuple_of(self)->items, 3);
    Tuple *arguments = plain ? tuple_pack(1, value_of(plain)) : NULL;
    Tuple *result = arguments ? tuple_pack(2, value_of(&tuple_type), value_of(arguments)) : NULL;
    decref_maybe(value_of(plain));
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static Value isocalendar_year(Value self) {
    return own(tuple_of(self)->items[0]);
}

static Value isocalendar_week(Value self) {
    return own(tuple_of(self)->items[1]);
}

static Value isocalendar_weekday(Value self) {
    return own(tuple_of(self)->items[2]);
}

static const NativeGetSet isocalendar_getsets[] = {{"year", isocalendar_year, NULL, NULL},
                                                   {"week", isocalendar_week, NULL, NULL},
                                                   {"weekday", isocalendar_weekday, NULL, NULL},
                                                   {NULL, NULL, NULL, NULL}};
static const NativeMethod isocalendar_methods[] = {
    NATIVE("__reduce__($self, /)", isocalendar_reduce, NULL), NATIVE_END};

Type isocalendar_type = {
    TYPE_INIT_CONTAINER("datetime.IsoCalendarDate", sizeof(IsoCalendar), isocalendar_dealloc, NULL,
                        NULL),
    .flags = TYPE_IS_TUPLE | TYPE_SEQUENCE | TYPE_IMMUTABLE,
    .base = &tuple_type,
    .doc = "The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be "
           "accessed either as a tuple of\n  ((year, week, weekday))\nor via the object's "
           "attributes as in a named tuple.",
    .methods = isocalendar_methods,
    .getsets = isocalendar_getsets,
    .new = isocalendar_new,
    .repr = isocalendar_repr,
};

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeGetSet getsets[] = {{"year", get_year, NULL, NULL},
                                       {"month", get_month, NULL, NULL},
                                       {"day", get_day, NULL, NULL},
                                       {NULL, NULL, NULL, NULL}};

static const NativeMethod methods[] = {
    NATIVE_OF_CLASS("fromtimestamp($type, timestamp, /)", date_fromtimestamp,
                    "Create a date from a POSIX timestamp.\n\nThe timestamp is a number, e.g. "
                    "created via time.time(), that is interpreted\nas local time."),
    NATIVE_OF_CLASS("fromordinal(ordinal, /)", date_fromordinal,
                    "int -> date corresponding to a proleptic Gregorian ordinal."),
    NATIVE_OF_CLASS("fromisoformat($type, object, /)", date_fromisoformat,
                    "str -> Construct a date from a string in ISO 8601 format."),
    NATIVE_OF_CLASS("fromisocalendar(year, week, day)", date_fromisocalendar,
                    "int, int, int -> Construct a date from the ISO year, week number and "
                    "weekday.\n\nThis is the inverse of the date.isocalendar() function"),
    NATIVE_OF_CLASS("today($type, /)", date_today,
                    "Current date or datetime:  same as "
                    "self.__class__.fromtimestamp(time.time())."),
    NATIVE("ctime($self, /)", date_ctime, "Return ctime() style string."),
    NATIVE("strftime(format)", date_strftime, "format -> strftime() style string."),
    NATIVE("__format__(format, /)", moment_format, "Formats self with strftime."),
    NATIVE("timetuple($self, /)", date_timetuple,
           "Return time tuple, compatible with time.localtime()."),
    NATIVE("isocalendar($self, /)", date_isocalendar,
           "Return a named tuple containing ISO year, week number, and weekday."),
    NATIVE("isoformat($self, /)", date_isoformat, "Return string in ISO 8601 format, YYYY-MM-DD."),
    NATIVE("isoweekday($self, /)", date_isoweekday,
           "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7"),
    NATIVE("toordinal($self, /)", date_toordinal,
           "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1."),
    NATIVE("weekday($self, /)", date_weekday,
           "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6"),
    NATIVE("replace($self, /, year=unchanged, month=unchanged, day=unchanged)", date_replace,
           "Return date with new specified fields."),
    NATIVE_RAW("__replace__($self, /, **changes)", date_replace_protocol, "The same as replace()."),
    NATIVE("__reduce__($self, /)", date_reduce, "__reduce__() -> (cls, state)"),
    NATIVE_END};

Type date_type = {
    TYPE_INIT_ATOM("datetime.date", sizeof(Date), date_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "date(year, month, day) --> date object",
    .methods = methods,
    .getsets = getsets,
    .new = date_new,
    .repr = date_repr,
    .str = date_str,
    .hash = date_hash,
    .compare = date_compare,
    .binary = {[NUMBER_ADD] = date_add, [NUMBER_SUBTRACT] = date_subtract},
};

bool date_add_constants(void) {
    return type_ready(&isocalendar_type) &&
           dict_set_c_steal(date_type.dict, "min", date_make(&date_type, (Day){1, 1, 1})) &&
           dict_set_c_steal(date_type.dict, "max", date_make(&date_type, (Day){9999, 12, 31})) &&
           dict_set_c_steal(date_type.dict, "resolution", delta_new(US_PER_DAY));
}
