/* tzinfo, what zones derive from, and timezone, a fixed offset. */
#include "lib/native/datetime/parts.h"

/* ---- asking a zone --------------------------------------------------------------------------- */

static Value timezone_name(const TimeZone *zone);

static Value ask_method(Value tzinfo, ZoneQuestion question, Value argument) {
    static const int name_of[] = {NAME_UTCOFFSET, NAME_DST, NAME_TZNAME};
    return call_method_1(tzinfo, datetime_names[name_of[question]], argument);
}

static Value check_offset_steal(Value offset, const char *method) {
    if (!offset || offset == NONE)
        return offset;
    if (!is_delta(offset)) {
        raise_type_error("tzinfo.%s() must return None or a timedelta, not '%T'", method, offset);
    } else {
        Wide number = delta_microseconds(delta_of(offset));
        if (number > -US_PER_DAY && number < US_PER_DAY)
            return offset;
        raise_value_error("offset must be a timedelta strictly between -timedelta(hours=24) and "
                          "timedelta(hours=24).");
    }
    decref(offset);
    return NULL;
}

Value zone_ask(Value tzinfo, ZoneQuestion question, Value argument) {
    if (tzinfo == NONE)
        return NONE;
    bool fixed = has_type(tzinfo, &timezone_type);
    const TimeZone *zone = fixed ? (TimeZone *)object_of(tzinfo) : NULL;
    switch (question) {
    case ZONE_UTCOFFSET:
        return fixed ? own(value_of(zone->offset))
                     : check_offset_steal(ask_method(tzinfo, question, argument), "utcoffset");
    case ZONE_DST:
        return fixed ? NONE : check_offset_steal(ask_method(tzinfo, question, argument), "dst");
    case ZONE_TZNAME:
        break;
    }
    if (fixed)
        return timezone_name(zone);
    Value name = ask_method(tzinfo, question, argument);
    if (name && name != NONE && !is_str(name)) {
        raise_type_error("tzinfo.tzname() must return None or a string, not '%T'", name);
        clear_value(&name);
    }
    return name;
}

bool zone_offset(Value tzinfo, Value argument, Offset *offset) {
    *offset = (Offset){false, 0};
    if (tzinfo == NONE)
        return true;
    Value delta = zone_ask(tzinfo, ZONE_UTCOFFSET, argument);
    if (!delta)
        return false;
    if (delta != NONE)
        *offset = (Offset){true, (int64_t)delta_microseconds(delta_of(delta))};
    decref(delta);
    return true;
}

bool zone_check(Value tzinfo) {
    if (tzinfo == NONE || is_tzinfo(tzinfo))
        return true;
    return raise_type_error("tzinfo argument must be None or of a tzinfo subclass, not type '%T'",
                            tzinfo);
}

/* ---- tzinfo ---------------------------------------------------------------------------------- */

static Value tzinfo_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    Object *object = type_allocate(type, 0);
    if (object && type->mem.kind == MEM_CONTAINER)
        mem_gc_track(object);
    return value_of(object);
}

static void tzinfo_dealloc(Object *object) {
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static COLD void *not_implemented(const char *method) {
    return raise_error(&exc_NotImplementedError, "a tzinfo subclass must implement %s()", method);
}

static Value tzinfo_utcoffset(Value self, Value *args) {
    return not_implemented("utcoffset");
}

static Value tzinfo_dst(Value self, Value *args) {
    return not_implemented("dst");
}

static Value tzinfo_tzname(Value self, Value *args) {
    return not_implemented("tzname");
}

static bool check_own(Value self, Value datetime) {
    if (!is_datetime(datetime))
        return raise_type_error("fromutc: argument must be a datetime");
    if (datetime_of(datetime)->tzinfo != self)
        return raise_value_error("fromutc: dt.tzinfo is not self");
    return true;
}

static bool ask_known(Value datetime, ZoneQuestion question, const char *complaint, Wide *number) {
    Value delta = zone_ask(datetime_of(datetime)->tzinfo, question, datetime);
    if (!delta)
        return false;
    bool known = delta != NONE;
    if (known)
        *number = delta_microseconds(delta_of(delta));
    decref(delta);
    return known || raise_value_error("%s", complaint);
}

/* The standard offset first; then what daylight saving adds at the time that gives. */
static Value tzinfo_fromutc(Value self, Value *args) {
    Wide offset, dst, later;
    if (!check_own(self, args[0]) ||
        !ask_known(args[0], ZONE_UTCOFFSET, "fromutc: non-None utcoffset() result required",
                   &offset) ||
        !ask_known(args[0], ZONE_DST, "fromutc: non-None dst() result required", &dst))
        return NULL;
    Value standard = datetime_add_us(args[0], offset - dst);
    if (!standard)
        return NULL;
    bool fine = ask_known(standard, ZONE_DST,
                          "fromutc: tz.dst() gave inconsistent results; cannot convert", &later);
    Value result = !fine ? NULL : later == 0 ? own(standard) : datetime_add_us(standard, later);
    decref(standard);
    return result;
}

static Value tzinfo_reduce(Value self, Value *args) {
    Value initial = NULL, state = NULL, result = NULL;
    Str *name = str_interned("__getinitargs__");
    if (!name)
        return NULL;
    Lookup found = attribute_lookup(self, name, &initial);
    GIVE_UP(name);
    Value arguments = found == LOOKUP_FOUND     ? call_0(initial)
                      : found == LOOKUP_MISSING ? value_of(tuple_empty())
                                                : NULL;
    decref_maybe(initial);
    if (arguments)
        state = call_method_0(self, names.__getstate__);
    if (state)
        result = value_of(tuple_pack(3, value_of(type_of(self)), arguments, state));
    decref_maybe(arguments);
    decref_maybe(state);
    return result;
}

static const NativeMethod tzinfo_methods[] = {
    NATIVE("tzname($self, object, /)", tzinfo_tzname, "datetime -> string name of time zone."),
    NATIVE("utcoffset($self, object, /)", tzinfo_utcoffset,
           "datetime -> timedelta showing offset from UTC, negative values indicating West of "
           "UTC"),
    NATIVE("dst($self, object, /)", tzinfo_dst,
           "datetime -> DST offset as timedelta positive east of UTC."),
    NATIVE("fromutc($self, object, /)", tzinfo_fromutc,
           "datetime in UTC -> datetime in local time."),
    NATIVE("__reduce__($self, /)", tzinfo_reduce, "-> (cls, state)"),
    NATIVE_END};

Type tzinfo_type = {
    TYPE_INIT_ATOM("datetime.tzinfo", sizeof(Object), tzinfo_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Abstract base class for time zone info objects.",
    .methods = tzinfo_methods,
    .new = tzinfo_new,
};

/* ---- timezone -------------------------------------------------------------------------------- */

static Delta zero_offset = {.header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &delta_type.mem},
                            .hash = -1};

TimeZone timezone_utc = {.header = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &timezone_type.mem},
                         .offset = &zero_offset};

Value timezone_new(Value offset, Value name) {
    Wide number = delta_microseconds(delta_of(offset));
    if (number == 0 && !name)
        return value_of(&timezone_utc);
    if (number <= -US_PER_DAY || number >= US_PER_DAY)
        return raise_value_error("offset must be a timedelta strictly between "
                                 "-timedelta(hours=24) and timedelta(hours=24), not %R.",
                                 offset);
    TimeZone *zone = type_allocate(&timezone_type, 0);
    if (!zone)
        return NULL;
    zone->offset = delta_of(own(offset));
    zone->name = own_maybe(name);
    return value_of(zone);
}

static Value timezone_new_type(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("timezone(offset, name=None)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    if (!is_delta(bound[0]))
        return raise_type_error("timezone() argument 1 must be datetime.timedelta, not %N",
                                bound[0]);
    if (bound[1] && !is_str(bound[1]))
        return raise_type_error("timezone() argument 2 must be str, not %N", bound[1]);
    return timezone_new(bound[0], bound[1]);
}

static void timezone_dealloc(Object *object) {
    TimeZone *zone = (TimeZone *)object;
    GIVE_UP(zone->offset);
    decref_maybe(zone->name);
    mem_object_free(object, sizeof *zone);
}

static TimeZone *zone_of(Value value) {
    return (TimeZone *)object_of(value);
}

static Value timezone_name(const TimeZone *zone) {
    if (zone->name)
        return own(zone->name);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_c(&builder, "UTC");
    int64_t offset = (int64_t)delta_microseconds(zone->offset);
    if (offset)
        format_offset(&builder, offset, ":");
    return value_of(str_builder_finish(&builder));
}

static bool check_argument(Value argument, const char *method) {
    if (argument == NONE || is_datetime(argument))
        return true;
    return raise_type_error("%s(dt) argument must be a datetime instance or None, not %T", method,
                            argument);
}

static Value timezone_str(Value self) {
    return timezone_name(zone_of(self));
}

static Value timezone_tzname(Value self, Value *args) {
    return check_argument(args[0], "tzname") ? timezone_name(zone_of(self)) : NULL;
}

static Value timezone_utcoffset(Value self, Value *args) {
    return check_argument(args[0], "utcoffset") ? own(value_of(zone_of(self)->offset)) : NULL;
}

static Value timezone_dst(Value self, Value *args) {
    return check_argument(args[0], "dst") ? NONE : NULL;
}

static Value timezone_fromutc(Value self, Value *args) {
    return check_own(self, args[0])
               ? datetime_add_us(args[0], delta_microseconds(zone_of(self)->offset))
               : NULL;
}

static Value timezone_initial(Value self, Value *args) {
    const TimeZone *zone = zone_of(self);
    return value_of(zone->name ? tuple_pack(2, value_of(zone->offset), zone->name)
                               : tuple_pack(1, value_of(zone->offset)));
}

static Value timezone_repr(Value self) {
    const TimeZone *zone = zone_of(self);
    if (zone == &timezone_utc)
        return value_of(str_format("%s.utc", type_name_of(self)));
    if (zone->name)
        return value_of(
            str_format("%s(%R, %R)", type_name_of(self), value_of(zone->offset), zone->name));
    return value_of(str_format("%s(%R)", type_name_of(self), value_of(zone->offset)));
}

static Hash timezone_hash(Value self) {
    return delta_hash(value_of(zone_of(self)->offset));
}

static Value timezone_compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !has_type(other, &timezone_type))
        return NOT_IMPLEMENTED;
    bool equal =
        delta_microseconds(zone_of(self)->offset) == delta_microseconds(zone_of(other)->offset);
    return value_of_bool(equal == (op == COMPARE_EQ));
}

static const NativeMethod timezone_methods[] = {
    NATIVE("tzname($self, object, /)", timezone_tzname,
           "If name is specified when timezone is created, returns the name.  Otherwise returns "
           "offset as 'UTC(+|-)HH:MM'."),
    NATIVE("utcoffset($self, object, /)", timezone_utcoffset, "Return fixed offset."),
    NATIVE("dst($self, object, /)", timezone_dst, "Return None."),
    NATIVE("fromutc($self, object, /)", timezone_fromutc,
           "datetime in UTC -> datetime in local time."),
    NATIVE("__getinitargs__($self, /)", timezone_initial, "pickle support"),
    NATIVE_END};

Type timezone_type = {
    TYPE_INIT_ATOM("datetime.timezone", sizeof(TimeZone), timezone_dealloc),
    .flags = TYPE_IMMUTABLE,
    .base = &tzinfo_type,
    .doc = "Fixed offset from UTC implementation of tzinfo.",
    .methods = timezone_methods,
    .new = timezone_new_type,
    .repr = timezone_repr,
    .str = timezone_str,
    .hash = timezone_hash,
    .compare = timezone_compare,
};

static bool add_zone(const char *name, int minutes) {
    Value offset = delta_new((Wide)minutes * 60 * US_PER_SECOND);
    Value zone = offset ? timezone_new(offset, NULL) : NULL;
    decref_maybe(offset);
    return dict_set_c_steal(timezone_type.dict, name, zone);
}

bool zone_add_constants(void) {
    return dict_set_c(timezone_type.dict, "utc", value_of(&timezone_utc)) &&
           add_zone("min", -23 * 60 - 59) && add_zone("max", 23 * 60 + 59);
}
