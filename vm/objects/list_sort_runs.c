/* The merge sort of list.sort: stable and adaptive, of the timsort family.
 *
 * The items are cut into runs that ascend already (or descend strictly, and are turned round);
 * short runs are filled up by binary insertion. Runs are merged in the order that powersort gives,
 * which keeps the merges balanced. A merge takes items one by one until one run wins often, then
 * gallops: doubling steps from where the last find was.
 *
 * Comparisons may run any code. After a failed one the array still holds every item once.
 *
 * What compares item by item is made twice, for integer keys with the comparison inline. The
 * outcome of a comparison of unsorted items cannot be predicted: it chooses addresses and adds to
 * counts, and is not branched on (0.6 of the time for 1000 ints). */
#include "vm/objects/list_sort.h"

#include "vm/vm.h"

#include <string.h>

enum { GALLOP_MIN = 7, SHORT_RUN_MAX = 64 };

ALWAYS_INLINE int less(Sort *sort, bool integers, Value left, Value right) {
    return integers ? less_integer(sort, left, right) : sort->less(sort, left, right);
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

/* The item at `first` of `winner` if it `wins`, or the one at `second` of `other`. */
ALWAYS_INLINE void move_either(Items to, size_t target, bool wins, Items winner, size_t first,
                               Items other, size_t second) {
    to.keys[target] = *(wins ? &winner.keys[first] : &other.keys[second]);
    if (to.values != NULL)
        to.values[target] = *(wins ? &winner.values[first] : &other.values[second]);
}

static void reverse_values(Value *values, size_t count) {
    for (size_t low = 0, high = count; low + 1 < high; low++) {
        Value value = values[low];
        values[low] = values[--high];
        values[high] = value;
    }
}

void items_reverse(Items items, size_t start, size_t count) {
    reverse_values(items.keys + start, count);
    if (items.values != NULL)
        reverse_values(items.values + start, count);
}

/* ---- runs ------------------------------------------------------------------------------------ */

/* The length of the run at `start`, made ascending; 0: error. */
ALWAYS_INLINE size_t count_run(Sort *sort, bool integers, size_t start, size_t end) {
    const Value *keys = sort->items.keys;
    if (end - start < 2)
        return end - start;
    size_t i = start + 1;
    int descends = less(sort, integers, keys[i], keys[i - 1]);
    if (descends < 0)
        return 0;
    for (i++; i < end; i++) {
        int answer = less(sort, integers, keys[i], keys[i - 1]);
        if (answer < 0)
            return 0;
        if (answer != descends)
            break;
    }
    if (descends)
        items_reverse(sort->items, start, i - start);
    return i - start;
}

/* Sorts [start, end), of which [start, sorted) is. */
ALWAYS_INLINE bool insertion_sort(Sort *sort, bool integers, size_t start, size_t sorted,
                                  size_t end) {
    Value *keys = sort->items.keys, *values = sort->items.values;
    for (size_t i = sorted; i < end; i++) {
        Value key = keys[i], value = values != NULL ? values[i] : NULL;
        size_t low = start, high = i;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            int answer = less(sort, integers, key, keys[middle]);
            if (answer < 0)
                return false;
            high = answer ? middle : high;
            low = answer ? low : middle + 1;
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

/* Does the item stand before the place of key, which is before equal items or behind them? -1:
 * error. */
ALWAYS_INLINE int stands_before(Sort *sort, Value item, Value key, bool behind_equal) {
    if (!behind_equal)
        return sort->less(sort, item, key);
    int answer = sort->less(sort, key, item);
    return answer < 0 ? answer : !answer;
}

/* The place of key among keys[0 .. count); hint is a guess. -1: error. */
ALWAYS_INLINE ptrdiff_t gallop(Sort *sort, Value key, const Value *keys, size_t count, size_t hint,
                               bool behind_equal) {
    ptrdiff_t low = -1, high = (ptrdiff_t)count; /* keys[low] stands before it, keys[high] not */
    ptrdiff_t offset = 0, at = (ptrdiff_t)hint;
    int before = stands_before(sort, keys[at], key, behind_equal), direction = before ? 1 : -1;
    if (before < 0)
        return -1;
    for (;;) { /* doubling steps, upwards or downwards */
        if (before)
            low = at;
        else
            high = at;
        if (before != (direction > 0))
            break;
        offset = offset * 2 + 1;
        at = (ptrdiff_t)hint + direction * offset;
        if (at < 0 || at >= (ptrdiff_t)count)
            break;
        if ((before = stands_before(sort, keys[at], key, behind_equal)) < 0)
            return -1;
    }
    for (low++; low < high;) {
        ptrdiff_t middle = low + (high - low) / 2;
        if ((before = stands_before(sort, keys[middle], key, behind_equal)) < 0)
            return -1;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return high;
}

static ptrdiff_t gallop_left(Sort *sort, Value key, const Value *keys, size_t count, size_t hint) {
    return gallop(sort, key, keys, count, hint, false);
}

static ptrdiff_t gallop_right(Sort *sort, Value key, const Value *keys, size_t count, size_t hint) {
    return gallop(sort, key, keys, count, hint, true);
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
ALWAYS_INLINE bool merge_low(Sort *sort, bool integers, size_t a, size_t na, size_t b, size_t nb) {
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
            int answer = less(sort, integers, items.keys[b], waiting.keys[i]);
            if (answer < 0 || !may_go_on())
                goto fail;
            size_t b_wins = (size_t)answer;
            move_either(items, target++, b_wins, items, b, waiting, i);
            b += b_wins;
            i += !b_wins;
            wins_b = b_wins ? wins_b + 1 : 0;
            wins_a = b_wins ? 0 : wins_a + 1;
            if (b == end || i + 1 == na)
                goto finish;
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
ALWAYS_INLINE bool merge_high(Sort *sort, bool integers, size_t a, size_t na, size_t b, size_t nb) {
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
            int answer = less(sort, integers, waiting.keys[left_b - 1], items.keys[a + left_a - 1]);
            if (answer < 0 || !may_go_on())
                goto fail;
            size_t a_wins = (size_t)answer;
            move_either(items, --target, a_wins, items, a + left_a - 1, waiting, left_b - 1);
            left_a -= a_wins;
            left_b -= !a_wins;
            wins_a = a_wins ? wins_a + 1 : 0;
            wins_b = a_wins ? 0 : wins_b + 1;
            if (left_a == 0 || left_b == 1)
                goto finish;
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

ALWAYS_INLINE bool merge_runs(Sort *sort, bool integers, size_t i) {
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
    return na <= nb ? merge_low(sort, integers, a, na, b, nb)
                    : merge_high(sort, integers, a, na, b, nb);
}

/* Merges runs i and i + 1. */
static bool merge_at(Sort *sort, size_t i) {
    return sort->integers ? merge_runs(sort, true, i) : merge_runs(sort, false, i);
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

/* Makes a run at `start`, of at least `minimum` items if there are so many; 0: error. */
ALWAYS_INLINE size_t make_run(Sort *sort, bool integers, size_t start, size_t minimum) {
    size_t run = count_run(sort, integers, start, sort->count);
    if (run == 0 || run >= minimum)
        return run;
    size_t wanted = sort->count - start < minimum ? sort->count - start : minimum;
    return insertion_sort(sort, integers, start, start + run, start + wanted) ? wanted : 0;
}

static bool sort_runs(Sort *sort) {
    size_t minimum = run_minimum(sort->count);
    for (size_t start = 0, run; start < sort->count; start += run) {
        run = sort->integers ? make_run(sort, true, start, minimum)
                             : make_run(sort, false, start, minimum);
        if (run == 0 || !push_run(sort, start, run))
            return false;
    }
    while (sort->run_count > 1)
        if (!merge_at(sort, sort->run_count - 2))
            return false;
    return true;
}

bool sort_items(Sort *sort, Items items, size_t count) {
    sort->items = items;
    sort->count = count;
    sort->temporary.keys = sort->on_stack;
    sort->temporary_count = TEMPORARY_ON_STACK / 2;
    sort->gallop_min = GALLOP_MIN;
    sort->run_count = 0;
    bool done = sort_runs(sort);
    release_temporary(sort);
    return done;
}
