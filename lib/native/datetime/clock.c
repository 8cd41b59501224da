/* What datetime and time have in common: the fields of their clock, and what their tzinfo says. */
#include "lib/native/datetime/parts.h"

static const Clock *clock_of(Value self) {
    return is_datetime(self) ? &datetime_of(self)->clock : &time_of(self)->clock;
}

static Value zone_of(Value self) {
    return is_datetime(self) ? datetime_of(self)->tzinfo : time_of(self)->tzinfo;
}

static Value get_hour(Value self) {
    return value_of_small_int(clock_of(self)->hour);
}

static Value get_minute(Value self) {
    return value_of_small_int(clock_of(self)->minute);
}

static Value get_second(Value self) {
    return value_of_small_int(clock_of(self)->second);
}

static Value get_microsecond(Value self) {
    return value_of_small_int(clock_of(self)->microsecond);
}

static Value get_fold(Value self) {
    return value_of_small_int(clock_of(self)->fold);
}

static Value get_tzinfo(Value self) {
    return own(zone_of(self));
}

const NativeGetSet clock_getsets[] = {{"hour", get_hour, NULL, NULL},
                                      {"minute", get_minute, NULL, NULL},
                                      {"second", get_second, NULL, NULL},
                                      {"microsecond", get_microsecond, NULL, NULL},
                                      {"tzinfo", get_tzinfo, NULL, NULL},
                                      {"fold", get_fold, NULL, NULL},
                                      {NULL, NULL, NULL, NULL}};

/* A time of no day asks for None. */
static Value ask(Value self, ZoneQuestion question) {
    return zone_ask(zone_of(self), question, is_datetime(self) ? self : NONE);
}

Value clock_utcoffset(Value self, Value *args) {
    return ask(self, ZONE_UTCOFFSET);
}

Value clock_dst(Value self, Value *args) {
    return ask(self, ZONE_DST);
}

Value clock_tzname(Value self, Value *args) {
    return ask(self, ZONE_TZNAME);
}
