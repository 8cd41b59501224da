/* Module _zone_table: ZoneTable, what zoneinfo asks for the clock of a datetime, and Zone, which
 * has one.
 *
 * A table has the times at which a zone's clocks change, sorted, three times over: by UTC, and by
 * the local clock for both folds. kinds[0] counts before the first, kinds[i + 1] from times[i] on;
 * behind the last, rules may tell (start and end of DST in each year). So a look-up is a bisection.
 * Times are seconds since 1970, with local ones as if the local clock showed UTC. */
#include "lib/native/datetime/parts.h"

#include <string.h>

enum { EPOCH_ORDINAL = 719163, RECENT_YEARS = 8 };
enum { LOCAL_FIRST, LOCAL_SECOND, BY_UTC, CLOCKS };

typedef struct Span { /* of DST: from `start` by standard time to `end` by its own */
    int64_t start, end;
} Span;

typedef struct ZoneTable {
    Object header;
    size_t count;
    int64_t *times[CLOCKS]; /* one block */
    int64_t *offsets;       /* of the kinds; in the same block */
    Value kinds;            /* Tuple of count + 1 */
    Value after, unknown;   /* kinds behind the last time, and for no datetime */
    Value spans;            /* called with a year for (start, end); null: no rules */
    Value standard, dst;    /* kinds, of the rules */
    int64_t standard_offset, dst_offset;
    struct {
        int64_t year; /* 0: free */
        Span span;
    } recent[RECENT_YEARS]; /* by the year's last bits */
} ZoneTable;

static ZoneTable *table_of(Value value) {
    return (ZoneTable *)object_of(value);
}

/* ---- making ---------------------------------------------------------------------------------- */

static bool read_times(List *list, size_t count, int64_t *times) {
    if (list->count != count)
        return raise_value_error("the lists of a zone differ in length");
    for (size_t i = 0; i < count; i++)
        if (!int_as_int64(list->items[i], &times[i]))
            return false;
    return true;
}

static bool read_rules(ZoneTable *table, Value rules) {
    if (rules == NONE)
        return true;
    if (!is_tuple(rules) || tuple_of(rules)->count != 5)
        return raise_type_error("rules are (spans, standard, dst, standard_offset, dst_offset)");
    Value *items = tuple_of(rules)->items;
    table->spans = own(items[0]);
    table->standard = own(items[1]);
    table->dst = own(items[2]);
    return int_as_int64(items[3], &table->standard_offset) &&
           int_as_int64(items[4], &table->dst_offset);
}

enum { TIMES, FIRST, SECOND, KINDS, OFFSETS, AFTER, UNKNOWN, RULES, PARAMETERS };

static bool fill(ZoneTable *table, Value *bound) {
    static const int lists[] = {TIMES, FIRST, SECOND, OFFSETS};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!is_list(bound[lists[i]]))
            return raise_type_error("a zone's times are lists");
    size_t count = list_of(bound[TIMES])->count;
    int64_t *block = mem_malloc(((CLOCKS + 1) * count + 1) * sizeof *block);
    if (!block)
        return raise_no_memory();
    for (size_t i = 0; i < CLOCKS; i++)
        table->times[i] = block + i * count;
    table->offsets = block + CLOCKS * count;
    table->count = count;
    table->after = own(bound[AFTER]);
    table->unknown = own(bound[UNKNOWN]);
    table->kinds = value_of(tuple_from_iterable(bound[KINDS]));
    if (!table->kinds)
        return false;
    if (tuple_of(table->kinds)->count != count + 1)
        return raise_value_error("the lists of a zone differ in length");
    return read_times(list_of(bound[TIMES]), count, table->times[BY_UTC]) &&
           read_times(list_of(bound[FIRST]), count, table->times[LOCAL_FIRST]) &&
           read_times(list_of(bound[SECOND]), count, table->times[LOCAL_SECOND]) &&
           read_times(list_of(bound[OFFSETS]), count + 1, table->offsets) &&
           read_rules(table, bound[RULES]);
}

static Value table_new(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("ZoneTable(times, first, second, kinds, offsets, after, "
                                           "unknown, rules)");
    Value bound[PARAMETERS];
    if (!arguments_bind(&signature, args, count, names, bound))
        return NULL;
    ZoneTable *table = type_allocate(type, 0);
    if (!table)
        return NULL;
    mem_gc_track(table);
    if (fill(table, bound))
        return value_of(table);
    GIVE_UP(table);
    return NULL;
}

static void table_clear(Object *object) {
    ZoneTable *table = (ZoneTable *)object;
    clear_value(&table->spans);
}

static void table_dealloc(Object *object) {
    ZoneTable *table = (ZoneTable *)object;
    mem_gc_untrack(object);
    Value fields[] = {table->kinds, table->after,    table->unknown,
                      table->spans, table->standard, table->dst};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        decref_maybe(fields[i]);
    mem_free(table->times[0]);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static void table_traverse(Object *object, MemVisit visit, void *context) {
    ZoneTable *table = (ZoneTable *)object;
    visit_value(table->kinds, visit, context);
    visit_value(table->after, visit, context);
    visit_value(table->unknown, visit, context);
    visit_value(table->spans, visit, context);
    visit_value(table->standard, visit, context);
    visit_value(table->dst, visit, context);
}

/* ---- rules ----------------------------------------------------------------------------------- */

static bool ask_span(ZoneTable *table, int64_t year, Span *span) {
    Value answer = table->spans ? call_1(table->spans, value_of_small_int(year)) : NULL;
    bool done = answer && is_tuple(answer) && tuple_of(answer)->count == 2 &&
                int_as_int64(tuple_of(answer)->items[0], &span->start) &&
                int_as_int64(tuple_of(answer)->items[1], &span->end);
    decref_maybe(answer);
    return done || exception_pending()
               ? done
               : raise_type_error("the span of a year is two integers") != NULL;
}

static bool find_span(ZoneTable *table, int64_t year, Span *span) {
    size_t place = (size_t)year % RECENT_YEARS;
    if (table->recent[place].year != year) {
        if (!ask_span(table, year, span))
            return false;
        table->recent[place].year = year;
        table->recent[place].span = *span;
    }
    *span = table->recent[place].span;
    return true;
}

/* In the south DST ends before it starts. */
static bool is_in(const Span *span, int64_t time) {
    return span->start < span->end ? span->start <= time && time < span->end
                                   : !(span->end <= time && time < span->start);
}

static Value by_local_rules(ZoneTable *table, const DateTime *datetime, int64_t time) {
    Span span;
    if (!find_span(table, datetime->date.year, &span))
        return NULL;
    int64_t difference = table->dst_offset - table->standard_offset;
    if (datetime->clock.fold == (difference >= 0))
        span.end -= difference;
    else
        span.start += difference;
    return own(is_in(&span, time) ? table->dst : table->standard);
}

/* The kind, and whether the local time is the second of its kind. */
static Value answer(Value kind, bool fold) {
    return value_of(tuple_pack(2, kind, value_of_bool(fold)));
}

static Value by_utc_rules(ZoneTable *table, int64_t year, int64_t time) {
    Span span;
    if (!find_span(table, year, &span))
        return NULL;
    int64_t difference = table->dst_offset - table->standard_offset;
    span.start -= table->standard_offset;
    span.end -= table->dst_offset;
    int64_t back = difference > 0 ? span.end : span.start; /* when clocks are turned back */
    int64_t length = difference > 0 ? difference : -difference;
    return answer(is_in(&span, time) ? table->dst : table->standard,
                  back <= time && time < back + length);
}

/* ---- look-ups -------------------------------------------------------------------------------- */

static int64_t seconds_of(const DateTime *datetime) {
    const Date *date = &datetime->date;
    const Clock *clock = &datetime->clock;
    int64_t days = ordinal_of(date->year, date->month, date->day) - EPOCH_ORDINAL;
    return days * SECONDS_PER_DAY + clock->hour * 3600 + clock->minute * 60 + clock->second;
}

/* How many of the times have come. */
static size_t count_until(const int64_t *times, size_t count, int64_t time) {
    size_t low = 0;
    while (low < count) {
        size_t middle = (low + count) / 2;
        if (times[middle] <= time)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

static bool is_behind(const ZoneTable *table, int clock, int64_t time) {
    return table->count == 0 || time > table->times[clock][table->count - 1];
}

static Value at_local(Value self, Value *args) {
    ZoneTable *table = table_of(self);
    if (args[0] == NONE)
        return own(table->unknown);
    if (!is_datetime(args[0]))
        return raise_type_error("a datetime is expected, not %T", args[0]);
    const DateTime *datetime = datetime_of(args[0]);
    int clock = datetime->clock.fold ? LOCAL_SECOND : LOCAL_FIRST;
    int64_t time = seconds_of(datetime);
    if (is_behind(table, clock, time))
        return table->spans ? by_local_rules(table, datetime, time) : own(table->after);
    size_t passed = count_until(table->times[clock], table->count, time);
    return own(tuple_of(table->kinds)->items[passed]);
}

static Value at_utc(Value self, Value *args) {
    ZoneTable *table = table_of(self);
    if (!is_datetime(args[0]))
        return raise_type_error("a datetime is expected, not %T", args[0]);
    int64_t time = seconds_of(datetime_of(args[0]));
    bool behind = is_behind(table, BY_UTC, time);
    if (behind && table->spans)
        return by_utc_rules(table, datetime_of(args[0])->date.year, time);
    size_t passed = count_until(table->times[BY_UTC], table->count, time);
    if (passed == 0)
        return answer(table->count ? tuple_of(table->kinds)->items[0] : table->after, false);
    int64_t turned_back = table->offsets[passed - 1] - table->offsets[passed];
    int64_t since = time - table->times[BY_UTC][passed - 1];
    return answer(behind ? table->after : tuple_of(table->kinds)->items[passed],
                  turned_back > since);
}

static const NativeMethod methods[] = {
    NATIVE("at_local($self, dt, /)", at_local, "The kind of clock at a local time."),
    NATIVE("at_utc($self, dt, /)", at_utc,
           "The kind of clock at a UTC time, and whether its local time is the second of its "
           "kind."),
    NATIVE_END};

static Type table_type = {
    TYPE_INIT_CONTAINER("_zone_table.ZoneTable", sizeof(ZoneTable), table_dealloc, table_traverse,
                        table_clear),
    .base = &object_type,
    .doc = "The times at which the clocks of a zone change.",
    .methods = methods,
    .new = table_new,
};

/* ---- the tzinfo that has one ----------------------------------------------------------------- */

/* Base of zoneinfo.ZoneInfo, which asks through it in 0.6 of the time. Not a container: a table
 * knows no zone. */
typedef struct Zone {
    Object header;
    Value table; /* owned; null until _use */
} Zone;

static Value zone_new(Type *type, Value *args, size_t count, Tuple *names) {
    return value_of((Zone *)type_allocate(type, 0));
}

static void zone_dealloc(Object *object) {
    decref_maybe(((Zone *)object)->table);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static Value zone_use(Value self, Value *args) {
    if (!has_type(args[0], &table_type))
        return raise_type_error("a ZoneTable is expected, not %T", args[0]);
    replace_value(&((Zone *)object_of(self))->table, own(args[0]));
    return NONE;
}

/* What a kind of clock is: (offset, how much of it is DST, name). */
static Value ask(Value self, Value *args, ZoneQuestion question) {
    Value table = own_maybe(((Zone *)object_of(self))->table);
    Value kind = table ? at_local(table, args) : own(NONE);
    decref_maybe(table);
    if (!kind)
        return NULL;
    Value result = is_tuple(kind) && tuple_of(kind)->count > question
                       ? own(tuple_of(kind)->items[question])
                       : raise_type_error("a zone without clocks");
    decref(kind);
    return result;
}

static Value zone_utcoffset(Value self, Value *args) {
    return ask(self, args, ZONE_UTCOFFSET);
}

static Value zone_dst(Value self, Value *args) {
    return ask(self, args, ZONE_DST);
}

static Value zone_tzname(Value self, Value *args) {
    return ask(self, args, ZONE_TZNAME);
}

static const NativeMethod zone_methods[] = {
    NATIVE("_use($self, table, /)", zone_use, NULL),
    NATIVE("utcoffset($self, dt, /)", zone_utcoffset,
           "How far the local clock is ahead of UTC then."),
    NATIVE("dst($self, dt, /)", zone_dst, "How much of that is because of daylight saving time."),
    NATIVE("tzname($self, dt, /)", zone_tzname, "What the time is called then."), NATIVE_END};

static Type zone_type = {
    TYPE_INIT_ATOM("_zone_table.Zone", sizeof(Zone), zone_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &tzinfo_type,
    .methods = zone_methods,
    .new = zone_new,
};

static bool exec(Module *module) {
    return module_add_type(module, &table_type) && module_add_type(module, &zone_type);
}

const NativeModule _zone_table_module = {
    .name = "_zone_table",
    .doc = "Look-ups for zoneinfo.",
    .exec = exec,
};
