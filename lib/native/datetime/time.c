/* time: a time of day, perhaps with a time zone. */
#include "lib/native/datetime/parts.h"
#include "vm/hash.h"

Value time_make(Type *type, const Clock *clock, Value tzinfo) {
    Time *time = type_allocate(type, 0);
    if (!time)
        return NULL;
    time->hash = -1;
    time->clock = *clock;
    time->tzinfo = own(tzinfo);
    if (tzinfo != NONE || type->flags & TYPE_HEAP)
        mem_gc_track(time);
    return value_of(time);
}

static void time_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((Time *)object)->tzinfo, visit, context);
}

static void time_dealloc(Object *object) {
    mem_gc_untrack(object);
    decref(((Time *)object)->tzinfo);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* ---- making ---------------------------------------------------------------------------------- */

/* What __reduce__ gave: six bytes (the hour's high bit is the fold), and perhaps a tzinfo. */
static bool read_state(Value *args, size_t count, Tuple *keywords, Clock *clock) {
    const uint8_t *bytes;
    if (count < 1 || count > 2 || keywords)
        return false;
    if (is_bytes(args[0]) && bytes_of(args[0])->size == 6)
        bytes = bytes_of(args[0])->data;
    else if (is_str(args[0]) && str_of(args[0])->length == 6 && str_of(args[0])->width == 1)
        bytes = str_of(args[0])->data;
    else
        return false;
    *clock = (Clock){bytes[0] & 127, bytes[1], bytes[2], bytes[0] >> 7,
                     bytes[3] << 16 | bytes[4] << 8 | bytes[5]};
    return clock->hour < 24;
}

static COLD void *raise_bad_state_zone(void) {
    return raise_type_error("bad tzinfo state arg");
}

static bool read_clock(Value *args, Value fold_argument, Clock *clock) {
    int64_t hour = clock->hour, minute = clock->minute, second = clock->second;
    int64_t microsecond = clock->microsecond, fold = clock->fold;
    if (!read_field(args[0], &hour) || !read_field(args[1], &minute) ||
        !read_field(args[2], &second) || !read_field(args[3], &microsecond) ||
        !read_field(fold_argument, &fold) || !check_clock(hour, minute, second, microsecond, fold))
        return false;
    *clock = (Clock){(uint8_t)hour, (uint8_t)minute, (uint8_t)second, (uint8_t)fold,
                     (int32_t)microsecond};
    return true;
}

static Value time_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)");
    Clock clock = {0};
    if (read_state(args, count, keywords, &clock)) {
        Value tzinfo = count == 2 ? args[1] : NONE;
        return tzinfo == NONE || is_tzinfo(tzinfo) ? time_make(type, &clock, tzinfo)
                                                   : raise_bad_state_zone();
    }
    clock = (Clock){0};
    Value bound[6];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Value tzinfo = bound[4] ? bound[4] : NONE;
    if (!read_clock(bound, bound[5], &clock) || !zone_check(tzinfo))
        return NULL;
    return time_make(type, &clock, tzinfo);
}

static Value time_of_class(Value class, const Clock *clock, Value tzinfo) {
    if (type_cast(class) == &time_of_day_type)
        return time_make(&time_of_day_type, clock, tzinfo);
    Value args[] = {value_of_small_int(clock->hour), value_of_small_int(clock->minute),
                    value_of_small_int(clock->second), value_of_small_int(clock->microsecond),
                    tzinfo};
    Value result = call(class, args, 5, NULL);
    if (result && is_time(result))
        time_of(result)->clock.fold = clock->fold;
    return result;
}

static Value time_fromisoformat(Value class, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("fromisoformat: argument must be str");
    const Str *text = str_of(args[0]);
    const char *start = (const char *)text->data;
    size_t size = text->length;
    if (size && *start == 'T') {
        start++;
        size--;
    }
    ParsedTime parsed;
    if (!text->ascii || !parse_iso_time(start, size, &parsed))
        return exception_pending() ? NULL : raise_bad_iso(args[0]);
    Value zone = parsed_zone(&parsed);
    Value result = zone ? time_of_class(class, &parsed.clock, zone) : NULL;
    decref_maybe(zone);
    return result;
}

/* ---- texts ----------------------------------------------------------------------------------- */

static Value time_repr(Value self) {
    const Time *time = time_of(self);
    const Clock *clock = &time->clock;
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_format(&builder, "%s(%d, %d", type_name_of(self), clock->hour, clock->minute);
    if (clock->second || clock->microsecond)
        str_builder_format(&builder, ", %d", clock->second);
    if (clock->microsecond)
        str_builder_format(&builder, ", %d", clock->microsecond);
    if (time->tzinfo != NONE)
        str_builder_format(&builder, ", tzinfo=%R", time->tzinfo);
    if (clock->fold)
        str_builder_c(&builder, ", fold=1");
    str_builder_character(&builder, ')');
    return value_of(str_builder_finish(&builder));
}

static Value time_isoformat(Value self, Value *args) {
    TimeSpec spec;
    Offset offset;
    if (!time_spec_read(args[0], &spec) || !zone_offset(time_of(self)->tzinfo, NONE, &offset))
        return NULL;
    StrBuilder builder;
    str_builder_init(&builder);
    format_clock(&builder, &time_of(self)->clock, spec);
    if (offset.known)
        format_offset(&builder, offset.microseconds, ":");
    return value_of(str_builder_finish(&builder));
}

static Value time_str(Value self) {
    return call_method_0(self, datetime_names[NAME_ISOFORMAT]);
}

static Value time_strftime(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("strftime() argument 1 must be str, not %N", args[0]);
    return moment_strftime(self, str_of(args[0]));
}

/* ---- replace --------------------------------------------------------------------------------- */

static Signature replace_signature =
    SIGNATURE("replace(hour=unchanged, minute=unchanged, second=unchanged, "
              "microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)");

static Value time_replace(Value self, Value *args) {
    Clock clock = time_of(self)->clock;
    Value tzinfo = args[4] ? args[4] : time_of(self)->tzinfo;
    if (!read_clock(args, args[5], &clock) || !zone_check(tzinfo))
        return NULL;
    return time_of_class(value_of(type_of(self)), &clock, tzinfo);
}

static Value time_replace_protocol(Value self, Value *args, size_t count, Tuple *keywords) {
    Value bound[6];
    if (!arguments_check("__replace__", count, NULL, 0, 0) ||
        !arguments_bind(&replace_signature, args, count, keywords, bound))
        return NULL;
    return time_replace(self, bound);
}

/* ---- comparing ------------------------------------------------------------------------------- */

static int64_t clock_microseconds(const Clock *clock) {
    return ((clock->hour * 60 + clock->minute) * INT64_C(60) + clock->second) * US_PER_SECOND +
           clock->microsecond;
}

static Value time_compare(Value self, Value other, CompareOp op) {
    if (!is_time(other))
        return NOT_IMPLEMENTED;
    const Time *left = time_of(self), *right = time_of(other);
    int64_t difference = clock_microseconds(&left->clock) - clock_microseconds(&right->clock);
    if (left->tzinfo != right->tzinfo) {
        Offset first, second;
        if (!zone_offset(left->tzinfo, NONE, &first) || !zone_offset(right->tzinfo, NONE, &second))
            return NULL;
        if (first.known != second.known) {
            if (op == COMPARE_EQ || op == COMPARE_NE)
                return value_of_bool(op == COMPARE_NE);
            return raise_type_error("can't compare offset-naive and offset-aware times");
        }
        difference -= first.microseconds - second.microseconds;
    }
    return value_of_bool(order_satisfies((difference > 0) - (difference < 0), op));
}

static void write_state(const Clock *clock, bool fold, uint8_t bytes[6]) {
    bytes[0] = (uint8_t)(clock->hour | (fold ? 128 : 0));
    bytes[1] = clock->minute;
    bytes[2] = clock->second;
    bytes[3] = (uint8_t)(clock->microsecond >> 16);
    bytes[4] = (uint8_t)(clock->microsecond >> 8);
    bytes[5] = (uint8_t)clock->microsecond;
}

/* Equal times have equal hashes: that of a naive time is of its bytes, of others of the time in
 * UTC. The fold does not count. */
static Hash time_hash(Value self) {
    Time *time = time_of(self);
    if (time->hash != -1)
        return time->hash;
    Offset offset;
    Value subject = own(self);
    if (time->clock.fold) {
        Clock clock = time->clock;
        clock.fold = 0;
        replace_value(&subject, time_make(&time_of_day_type, &clock, time->tzinfo));
    }
    bool fine = subject && zone_offset(time->tzinfo, NONE, &offset);
    decref_maybe(subject);
    if (!fine)
        return -1;
    if (!offset.known) {
        uint8_t bytes[6];
        write_state(&time->clock, false, bytes);
        time->hash = hash_bytes(bytes, sizeof bytes);
    } else {
        Value delta = delta_new(clock_microseconds(&time->clock) - offset.microseconds);
        time->hash = delta ? delta_hash(delta) : -1;
        decref_maybe(delta);
    }
    return time->hash;
}

/* ---- pickling -------------------------------------------------------------------------------- */

static Value reduce(Value self, int64_t protocol) {
    const Time *time = time_of(self);
    uint8_t bytes[6];
    write_state(&time->clock, time->clock.fold && protocol > 3, bytes);
    Bytes *state = bytes_new(bytes, sizeof bytes);
    Tuple *arguments = !state                 ? NULL
                       : time->tzinfo == NONE ? tuple_pack(1, value_of(state))
                                              : tuple_pack(2, value_of(state), time->tzinfo);
    Tuple *result = arguments ? tuple_pack(2, value_of(type_of(self)), value_of(arguments)) : NULL;
    decref_maybe(value_of(state));
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static Value time_reduce_ex(Value self, Value *args) {
    int64_t protocol = 0;
    return read_field(args[0], &protocol) ? reduce(self, protocol) : NULL;
}

static Value time_reduce(Value self, Value *args) {
    return reduce(self, 2);
}

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE("isoformat(timespec='auto')", time_isoformat,
           "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nThe optional "
           "argument timespec specifies the number of additional terms\nof the time to include. "
           "Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and "
           "'microseconds'.\n"),
    NATIVE("strftime(format)", time_strftime, "format -> strftime() style string."),
    NATIVE("__format__(format, /)", moment_format, "Formats self with strftime."),
    NATIVE("utcoffset($self, /)", clock_utcoffset, "Return self.tzinfo.utcoffset(self)."),
    NATIVE("tzname($self, /)", clock_tzname, "Return self.tzinfo.tzname(self)."),
    NATIVE("dst($self, /)", clock_dst, "Return self.tzinfo.dst(self)."),
    NATIVE("replace($self, /, hour=unchanged, minute=unchanged, second=unchanged, "
           "microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)",
           time_replace, "Return time with new specified fields."),
    NATIVE_RAW("__replace__($self, /, **changes)", time_replace_protocol, "The same as replace()."),
    NATIVE_OF_CLASS("fromisoformat($type, object, /)", time_fromisoformat,
                    "string -> time from a string in ISO 8601 format"),
    NATIVE("__reduce_ex__(protocol, /)", time_reduce_ex, "__reduce_ex__(proto) -> (cls, state)"),
    NATIVE("__reduce__($self, /)", time_reduce, "__reduce__() -> (cls, state)"),
    NATIVE_END};

Type time_of_day_type = {
    TYPE_INIT_CONTAINER("datetime.time", sizeof(Time), time_dealloc, time_traverse,
                        NULL), /* a cycle is broken at its tzinfo */
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll "
           "arguments are optional. tzinfo may be None, or an instance of\na tzinfo subclass. The "
           "remaining arguments may be ints.\n",
    .methods = methods,
    .getsets = clock_getsets,
    .new = time_new,
    .repr = time_repr,
    .str = time_str,
    .hash = time_hash,
    .compare = time_compare,
};

bool time_add_constants(void) {
    static const Clock first = {0}, last = {23, 59, 59, 0, 999999};
    Dict *dict = time_of_day_type.dict;
    return dict_set_c_steal(dict, "min", time_make(&time_of_day_type, &first, NONE)) &&
           dict_set_c_steal(dict, "max", time_make(&time_of_day_type, &last, NONE)) &&
           dict_set_c_steal(dict, "resolution", delta_new(1));
}
