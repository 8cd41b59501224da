/* list.sort: a stable, adaptive merge sort of the timsort family.
 *
 * The items are cut into runs that ascend already (or descend strictly, and are turned round);
 * short runs are filled up by binary insertion. Runs are merged in the order that powersort gives,
 * which keeps the merges balanced. A merge takes items one by one until one run wins often, then
 * gallops: doubling steps from where the last find was.
 *
 * While sorting, the list looks empty and its items belong to the sort; comparisons may run any
 * code. If the list is not as it was left then, it was modified, and that is an error. After a
 * failed comparison the array still holds every item once.
 *
 * The keys are looked at first: if all are small ints, floats, one-byte strs, or tuples that begin
 * with such, they are compared without asking their type each time. */

#include "vm/vm.h"

#include <string.h>

enum { RUNS_MAX = 90, GALLOP_MIN = 7, TEMPORARY_ON_STACK = 128, SHORT_RUN_MAX = 64 };

typedef struct Sort Sort;
typedef int (*Less)(Sort *sort, Value left, Value right); /* 1, 0, or -1: error */

typedef struct Run {
    size_t start, count;
    int power; /* of the boundary with the next run */
} Run;

typedef struct Items { /* values go where their keys go; null: the keys are the items */
    Value *keys, *values;
} Items;

struct Sort {
    Items items;
    size_t count;
    Less less;
    Less less_first; /* of the first items of tuples */
    Type *type;      /* of all keys, for less_of_type */
    Items temporary;
    size_t temporary_count;
    Value on_stack[TEMPORARY_ON_STACK];
    size_t gallop_min;
    Run runs[RUNS_MAX];
    size_t run_count;
};

/* ---- comparisons ----------------------------------------------------------------------------- */

static int less_any(Sort *sort, Value left, Value right) {
    return (int)object_compare_truth(left, right, COMPARE_LT);
}

static int less_small_int(Sort *sort, Value left, Value right) {
    return (intptr_t)left < (intptr_t)right;
}

static int less_int(Sort *sort, Value left, Value right) {
    return int_compare(left, right) < 0;
}

static int less_float(Sort *sort, Value left, Value right) {
    return float_of(left) < float_of(right);
}

static int less_latin1(Sort *sort, Value left, Value right) {
    const Str *a = str_of(left), *b = str_of(right);
    int order = memcmp(a->data, b->data, a->length < b->length ? a->length : b->length);
    return order != 0 ? order < 0 : a->length < b->length;
}

static int less_str(Sort *sort, Value left, Value right) {
    return str_compare(str_of(left), str_of(right)) < 0;
}

/* All keys have the same type. */
static int less_of_type(Sort *sort, Value left, Value right) {
    if (type_of(left) != sort->type || type_of(right) != sort->type ||
        sort->type->compare == NULL) /* a comparison changed a __class__ */
        return less_any(sort, left, right);
    Value result = sort->type->compare(left, right, COMPARE_LT);
    if (result == NULL)
        return -1;
    if (result == TRUE_VALUE || result == FALSE_VALUE)
        return result == TRUE_VALUE;
    if (result == NOT_IMPLEMENTED)
        return less_any(sort, left, right);
    Answer truth = object_truth(result);
    decref(result);
    return (int)truth;
}

/* Exact tuples; their first items suit less_first. */
static int less_tuple(Sort *sort, Value left, Value right) {
    const Tuple *a = tuple_of(left), *b = tuple_of(right);
    size_t shorter = a->count < b->count ? a->count : b->count, i = 0;
    for (; i < shorter; i++) {
        if (a->items[i] == b->items[i])
            continue;
        Answer equal = object_equal(a->items[i], b->items[i]);
        if (equal == ANSWER_ERROR)
            return -1;
        if (equal == ANSWER_NO)
            break;
    }
    if (i == shorter)
        return a->count < b->count;
    return i == 0 ? sort->less_first(sort, a->items[0], b->items[0])
                  : less_any(sort, a->items[i], b->items[i]);
}

/* What holds for all of some values. */
typedef struct Kinds {
    bool same_type, small_ints, ints, latin1;
    Type *type;
} Kinds;

static void kinds_add(Kinds *kinds, Value value) {
    Type *type = type_of(value);
    if (kinds->type == NULL)
        *kinds = (Kinds){true, true, true, true, type};
    kinds->same_type &= type == kinds->type;
    kinds->small_ints &= is_small_int(value);
    kinds->ints &= is_exact_int(value);
    kinds->latin1 &= type == &str_type && str_of(value)->width == 1;
}

static Less less_for(const Kinds *kinds) {
    if (kinds->small_ints)
        return less_small_int;
    if (kinds->ints)
        return less_int;
    if (!kinds->same_type)
        return less_any;
    if (kinds->type == &float_type)
        return less_float;
    if (kinds->type == &str_type)
        return kinds->latin1 ? less_latin1 : less_str;
    return NULL;
}

static void choose_comparison(Sort *sort) {
    Kinds keys = {0}, firsts = {0};
    bool tuples = true;
    for (size_t i = 0; i < sort->count; i++) {
        Value key = sort->items.keys[i];
        kinds_add(&keys, key);
        tuples = tuples && is_exact_tuple(key) && tuple_of(key)->count > 0;
        if (tuples)
            kinds_add(&firsts, tuple_of(key)->items[0]);
        else if (!keys.same_type && !keys.ints)
            break;
    }
    sort->type = keys.type;
    sort->less = tuples ? less_tuple : less_for(&keys);
    if (sort->less == NULL)
        sort->less = keys.type->compare != NULL ? less_of_type : less_any;
    Less first = tuples ? less_for(&firsts) : NULL;
    sort->less_first = first != NULL ? first : less_any;
}

static inline int less(Sort *sort, Value left, Value right) {
    return sort->less(sort, left, right);
}

/* ---- moving items ---------------------------------------------------------------------------- */

static inline void move(Items to, size_t target, Items from, size_t source, size_t count) {
    memmove(to.keys + target, from.keys + source, count * sizeof(Value));
    if (to.values != NULL)
        memmove(to.values + target, from.values + source, count * sizeof(Value));
}

static inline void move_one(Items to, size_t target, Items from, size_t source) {
    to.keys[target] = from.keys[source];
    if (to.values != NULL)
        to.values[target] = from.values[source];
}

static void reverse_values(Value *values, size_t count) {
    for (size_t low = 0, high = count; low + 1 < high; low++) {
        Value value = values[low];
        values[low] = values[--high];
        values[high] = value;
    }
}

static void reverse(Items items, size_t start, size_t count) {
    reverse_values(items.keys + start, count);
    if (items.values != NULL)
        reverse_values(items.values + start, count);
}

/* ---- runs ------------------------------------------------------------------------------------ */

/* The length of the run at `start`, made ascending; 0: error. */
static size_t count_run(Sort *sort, size_t start, size_t end) {
    const Value *keys = sort->items.keys;
    if (end - start < 2)
        return end - start;
    size_t i = start + 1;
    int descends = less(sort, keys[i], keys[i - 1]);
    if (descends < 0)
        return 0;
    for (i++; i < end; i++) {
        int answer = less(sort, keys[i], keys[i - 1]);
        if (answer < 0)
            return 0;
        if (answer != descends)
            break;
    }
    if (descends)
        reverse(sort->items, start, i - start);
    return i - start;
}

/* Sorts [start, end), of which [start, sorted) is. */
static bool insertion_sort(Sort *sort, size_t start, size_t sorted, size_t end) {
    Value *keys = sort->items.keys, *values = sort->items.values;
    for (size_t i = sorted; i < end; i++) {
        Value key = keys[i], value = values != NULL ? values[i] : NULL;
        size_t low = start, high = i;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            int answer = less(sort, key, keys[middle]);
            if (answer < 0)
                return false;
            if (answer)
                high = middle;
            else
                low = middle + 1;
        }
        memmove(keys + low + 1, keys + low, (i - low) * sizeof(Value));
        keys[low] = key;
        if (values != NULL) {
            memmove(values + low + 1, values + low, (i - low) * sizeof(Value));
            values[low] = value;
        }
    }
    return true;
}

/* ---- galloping ------------------------------------------------------------------------------- */

/* Where key belongs among keys[0 .. count), before equal ones; hint is a guess. -1: error. */
static ptrdiff_t gallop_left(Sort *sort, Value key, const Value *keys, size_t count, size_t hint) {
    ptrdiff_t low, high, offset = 1; /* keys[low] < key <= keys[high] */
    int answer = less(sort, keys[hint], key);
    if (answer < 0)
        return -1;
    if (answer) {
        low = (ptrdiff_t)hint;
        for (;; offset = offset * 2 + 1) {
            high = (ptrdiff_t)hint + offset;
            if (high >= (ptrdiff_t)count) {
                high = (ptrdiff_t)count;
                break;
            }
            if ((answer = less(sort, keys[high], key)) < 0)
                return -1;
            if (!answer)
                break;
            low = high;
        }
    } else {
        high = (ptrdiff_t)hint;
        for (;; offset = offset * 2 + 1) {
            low = (ptrdiff_t)hint - offset;
            if (low < 0) {
                low = -1;
                break;
            }
            if ((answer = less(sort, keys[low], key)) < 0)
                return -1;
            if (answer)
                break;
            high = low;
        }
    }
    for (low++; low < high;) {
        ptrdiff_t middle = low + (high - low) / 2;
        if ((answer = less(sort, keys[middle], key)) < 0)
            return -1;
        if (answer)
            low = middle + 1;
        else
            high = middle;
    }
    return high;
}

/* The same behind equal ones. */
static ptrdiff_t gallop_right(Sort *sort, Value key, const Value *keys, size_t count, size_t hint) {
    ptrdiff_t low, high, offset = 1; /* keys[low] <= key < keys[high] */
    int answer = less(sort, key, keys[hint]);
    if (answer < 0)
        return -1;
    if (answer) {
        high = (ptrdiff_t)hint;
        for (;; offset = offset * 2 + 1) {
            low = (ptrdiff_t)hint - offset;
            if (low < 0) {
                low = -1;
                break;
            }
            if ((answer = less(sort, key, keys[low])) < 0)
                return -1;
            if (!answer)
                break;
            high = low;
        }
    } else {
        low = (ptrdiff_t)hint;
        for (;; offset = offset * 2 + 1) {
            high = (ptrdiff_t)hint + offset;
            if (high >= (ptrdiff_t)count) {
                high = (ptrdiff_t)count;
                break;
            }
            if ((answer = less(sort, key, keys[high])) < 0)
                return -1;
            if (answer)
                break;
            low = high;
        }
    }
    for (low++; low < high;) {
        ptrdiff_t middle = low + (high - low) / 2;
        if ((answer = less(sort, key, keys[middle])) < 0)
            return -1;
        if (answer)
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}

/* ---- merging --------------------------------------------------------------------------------- */

static void release_temporary(Sort *sort) {
    if (sort->temporary.keys != sort->on_stack)
        mem_free(sort->temporary.keys);
    sort->temporary.keys = sort->on_stack;
}

static bool reserve_temporary(Sort *sort, size_t count) {
    bool pairs = sort->items.values != NULL;
    if (count > sort->temporary_count) {
        release_temporary(sort);
        Value *buffer = mem_malloc(count * (pairs ? 2 : 1) * sizeof(Value));
        if (buffer == NULL) {
            sort->temporary_count = TEMPORARY_ON_STACK / 2;
            return raise_no_memory();
        }
        sort->temporary.keys = buffer;
        sort->temporary_count = count;
    }
    sort->temporary.values = pairs ? sort->temporary.keys + sort->temporary_count : NULL;
    return true;
}

/* Ctrl-C, other threads. */
ALWAYS_INLINE bool may_go_on(void) {
    return LIKELY(eval_breaker == 0) || eval_breaker_handle();
}

/* Merges the runs [a, a + na) and [b, b + nb), b == a + na, na <= nb, upwards: the first run waits
 * in the temporary. The first item of b belongs before the first of a, the last of a behind the
 * last of b. */
static bool merge_low(Sort *sort, size_t a, size_t na, size_t b, size_t nb) {
    if (!reserve_temporary(sort, na))
        return false;
    Items items = sort->items, waiting = sort->temporary;
    move(waiting, 0, items, a, na);
    size_t target = a, i = 0, end = b + nb; /* i in waiting, b in items */
    bool done = false;
    move_one(items, target++, items, b++);
    if (b == end || na == 1)
        goto finish;
    for (;;) {
        size_t wins_a = 0, wins_b = 0;
        do { /* one by one */
            int answer = less(sort, items.keys[b], waiting.keys[i]);
            if (answer < 0 || !may_go_on())
                goto fail;
            if (answer) {
                move_one(items, target++, items, b++);
                wins_b++;
                wins_a = 0;
                if (b == end)
                    goto finish;
            } else {
                move_one(items, target++, waiting, i++);
                wins_a++;
                wins_b = 0;
                if (i + 1 == na)
                    goto finish;
            }
        } while ((wins_a | wins_b) < sort->gallop_min);
        sort->gallop_min++;
        do { /* galloping */
            sort->gallop_min -= sort->gallop_min > 1;
            ptrdiff_t found = gallop_right(sort, items.keys[b], waiting.keys + i, na - i, 0);
            if (found < 0)
                goto fail;
            wins_a = (size_t)found;
            move(items, target, waiting, i, wins_a);
            target += wins_a;
            i += wins_a;
            if (i + 1 >= na)
                goto finish;
            move_one(items, target++, items, b++);
            if (b == end)
                goto finish;
            found = gallop_left(sort, waiting.keys[i], items.keys + b, end - b, 0);
            if (found < 0)
                goto fail;
            wins_b = (size_t)found;
            move(items, target, items, b, wins_b);
            target += wins_b;
            b += wins_b;
            if (b == end)
                goto finish;
            move_one(items, target++, waiting, i++);
            if (i + 1 == na)
                goto finish;
        } while (wins_a >= GALLOP_MIN || wins_b >= GALLOP_MIN);
        sort->gallop_min++; /* leaving costs */
    }
finish:
    done = true;
    if (b < end && i + 1 == na) { /* the last of a belongs behind all of b */
        move(items, target, items, b, end - b);
        target += end - b;
    }
fail:
    move(items, target, waiting, i, na - i);
    return done;
}

/* The same downwards, for na >= nb: the second run waits in the temporary. */
static bool merge_high(Sort *sort, size_t a, size_t na, size_t b, size_t nb) {
    if (!reserve_temporary(sort, nb))
        return false;
    Items items = sort->items, waiting = sort->temporary;
    move(waiting, 0, items, b, nb);
    /* Counts of what is left: of a, of the waiting; `target` is behind the free place. */
    size_t left_a = na, left_b = nb, target = b + nb;
    bool done = false;
    move_one(items, --target, items, a + --left_a);
    if (left_a == 0 || left_b == 1)
        goto finish;
    for (;;) {
        size_t wins_a = 0, wins_b = 0;
        do {
            int answer = less(sort, waiting.keys[left_b - 1], items.keys[a + left_a - 1]);
            if (answer < 0 || !may_go_on())
                goto fail;
            if (answer) {
                move_one(items, --target, items, a + --left_a);
                wins_a++;
                wins_b = 0;
                if (left_a == 0)
                    goto finish;
            } else {
                move_one(items, --target, waiting, --left_b);
                wins_b++;
                wins_a = 0;
                if (left_b == 1)
                    goto finish;
            }
        } while ((wins_a | wins_b) < sort->gallop_min);
        sort->gallop_min++;
        do {
            sort->gallop_min -= sort->gallop_min > 1;
            ptrdiff_t found =
                gallop_right(sort, waiting.keys[left_b - 1], items.keys + a, left_a, left_a - 1);
            if (found < 0)
                goto fail;
            wins_a = left_a - (size_t)found;
            left_a -= wins_a;
            target -= wins_a;
            move(items, target, items, a + left_a, wins_a);
            if (left_a == 0)
                goto finish;
            move_one(items, --target, waiting, --left_b);
            if (left_b == 1)
                goto finish;
            found = gallop_left(sort, items.keys[a + left_a - 1], waiting.keys, left_b, left_b - 1);
            if (found < 0)
                goto fail;
            wins_b = left_b - (size_t)found;
            left_b -= wins_b;
            target -= wins_b;
            move(items, target, waiting, left_b, wins_b);
            if (left_b <= 1)
                goto finish;
            move_one(items, --target, items, a + --left_a);
            if (left_a == 0)
                goto finish;
        } while (wins_a >= GALLOP_MIN || wins_b >= GALLOP_MIN);
        sort->gallop_min++;
    }
finish:
    done = true;
    if (left_a != 0 && left_b == 1) { /* the first of b belongs before all of a */
        target -= left_a;
        move(items, target, items, a, left_a);
        left_a = 0;
    }
fail:
    move(items, target - left_b, waiting, 0, left_b);
    return done;
}

/* Merges runs i and i + 1. */
static bool merge_at(Sort *sort, size_t i) {
    size_t a = sort->runs[i].start, na = sort->runs[i].count;
    size_t b = sort->runs[i + 1].start, nb = sort->runs[i + 1].count;
    const Value *keys = sort->items.keys;
    sort->runs[i].count += nb;
    if (i + 3 == sort->run_count)
        sort->runs[i + 1] = sort->runs[i + 2];
    sort->run_count--;
    if (!may_go_on())
        return false;
    /* Items of a that are in place already, then those of b. */
    ptrdiff_t found = gallop_right(sort, keys[b], keys + a, na, 0);
    if (found < 0)
        return false;
    a += (size_t)found;
    na -= (size_t)found;
    if (na == 0)
        return true;
    found = gallop_left(sort, keys[a + na - 1], keys + b, nb, nb - 1);
    if (found < 0)
        return false;
    nb = (size_t)found;
    if (nb == 0)
        return true;
    return na <= nb ? merge_low(sort, a, na, b, nb) : merge_high(sort, a, na, b, nb);
}

/* Powersort: the depth, in an ideal binary merge tree over all items, of the boundary between the
 * run [start, start + first) and the next one. */
static int boundary_power(size_t start, size_t first, size_t second, size_t count) {
    size_t a = 2 * start + first, b = a + first + second; /* twice the middles, out of 2 * count */
    for (int power = 1;; power++) {
        bool high_a = a >= count, high_b = b >= count;
        if (high_a != high_b)
            return power;
        if (high_a) {
            a -= count;
            b -= count;
        }
        a <<= 1;
        b <<= 1;
    }
}

static bool push_run(Sort *sort, size_t start, size_t count) {
    if (sort->run_count > 0) {
        Run *last = &sort->runs[sort->run_count - 1];
        int power = boundary_power(last->start, last->count, count, sort->count);
        while (sort->run_count > 1 && sort->runs[sort->run_count - 2].power > power)
            if (!merge_at(sort, sort->run_count - 2))
                return false;
        sort->runs[sort->run_count - 1].power = power;
    }
    sort->runs[sort->run_count++] = (Run){start, count, 0};
    return true;
}

/* At least so long is a run, except the last: count / minimum is close to a power of two. */
static size_t run_minimum(size_t count) {
    size_t lost = 0;
    while (count >= SHORT_RUN_MAX) {
        lost |= count & 1;
        count >>= 1;
    }
    return count + lost;
}

static bool sort_items(Sort *sort) {
    size_t minimum = run_minimum(sort->count);
    for (size_t start = 0; start < sort->count;) {
        size_t run = count_run(sort, start, sort->count);
        if (run == 0)
            return false;
        if (run < minimum) {
            size_t wanted = sort->count - start < minimum ? sort->count - start : minimum;
            if (!insertion_sort(sort, start, start + run, start + wanted))
                return false;
            run = wanted;
        }
        if (!push_run(sort, start, run))
            return false;
        start += run;
    }
    while (sort->run_count > 1)
        if (!merge_at(sort, sort->run_count - 2))
            return false;
    return true;
}

/* ---- the list -------------------------------------------------------------------------------- */

static Value being_sorted[1]; /* the items pointer of a list that nobody touched meanwhile */

static void release_keys(Value *keys, size_t count) {
    for (size_t i = 0; i < count; i++)
        decref(keys[i]);
    mem_free(keys);
}

/* A key for every item, owned, in a buffer; null: error. */
static Value *make_keys(Value function, const Value *items, size_t count) {
    Value *keys = mem_malloc(count * sizeof(Value));
    if (keys == NULL)
        return raise_no_memory();
    for (size_t i = 0; i < count; i++)
        if ((keys[i] = call_1(function, items[i])) == NULL) {
            release_keys(keys, i);
            return NULL;
        }
    return keys;
}

static bool sort_array(Value *items, size_t count, Value key, bool reversed) {
    Value *keys = key != NULL && count != 0 ? make_keys(key, items, count) : NULL;
    if (key != NULL && count != 0 && keys == NULL)
        return false;
    bool done = true;
    if (count > 1) {
        Sort sort;
        sort.items = keys != NULL ? (Items){keys, items} : (Items){items, NULL};
        sort.count = count;
        sort.temporary.keys = sort.on_stack;
        sort.temporary_count = TEMPORARY_ON_STACK / 2;
        sort.gallop_min = GALLOP_MIN;
        sort.run_count = 0;
        choose_comparison(&sort);
        if (reversed) /* twice, so that equal items keep their order */
            reverse(sort.items, 0, count);
        done = sort_items(&sort);
        if (reversed)
            reverse(sort.items, 0, count);
        release_temporary(&sort);
    }
    if (keys != NULL)
        release_keys(keys, count);
    return done;
}

bool list_sort(List *list, Value key, bool reversed) {
    Value *items = list->items;
    size_t count = list->count, capacity = list->capacity;
    list->items = being_sorted;
    list->count = list->capacity = 0;
    bool done = sort_array(items, count, key, reversed);
    Value *strange = list->capacity != 0 ? list->items : NULL;
    size_t strange_count = list->count;
    if (list->items != being_sorted && done)
        done = raise_value_error("list modified during sort");
    list->items = items;
    list->count = count;
    list->capacity = capacity;
    for (size_t i = 0; i < strange_count; i++)
        decref(strange[i]);
    mem_free(strange);
    return done;
}
