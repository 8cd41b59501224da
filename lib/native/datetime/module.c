/* The module _datetime: its types and constants. */
#include "lib/native/datetime/parts.h"

Str *datetime_names[NAME_COUNT];

static bool intern_names(void) {
    static const char *const texts[] = {"utcoffset", "dst",       "tzname",   "fromutc",
                                        "strftime",  "isoformat", "timetuple"};
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (!datetime_names[i] &&
            !(datetime_names[i] = str_intern_forever_steal(str_from_c(texts[i]))))
            return false;
    return true;
}

/* min, max and the like, made once: the types are the same in every module object. */
static bool add_constants(void) {
    static bool done;
    if (!done)
        done = delta_add_constants() && date_add_constants() && time_add_constants() &&
               zone_add_constants() && datetime_add_constants();
    return done;
}

static bool datetime_exec(Module *module) {
    static Type *const types[] = {&delta_type,  &date_type,     &time_of_day_type,
                                  &tzinfo_type, &timezone_type, &datetime_type};
    if (!intern_names())
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!type_ready(types[i]) || !module_add_type(module, types[i]))
            return false;
    return add_constants() && module_add_int(module, "MINYEAR", YEAR_MIN) &&
           module_add_int(module, "MAXYEAR", YEAR_MAX) &&
           dict_set_c(module->dict, "UTC", value_of(&timezone_utc));
}

const NativeModule _datetime_module = {
    .name = "_datetime",
    .doc = "Fast implementation of the datetime type.",
    .exec = datetime_exec,
};
