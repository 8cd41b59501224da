/* math's functions over several numbers: fsum, sumprod, prod, hypot, dist. */
#include "lib/native/math_parts.h"
#include "vm/iterate.h"
#include "vm/pass.h"

#include <math.h>
#include <string.h>

/* ---- fsum ------------------------------------------------------------------------------------ */

/* The exact sum so far as doubles that do not overlap, smallest first (Shewchuk). */
typedef struct Partials {
    double local[32], *items;
    size_t count, capacity;
} Partials;

static bool partials_push(Partials *partials, double x) {
    if (partials->count == partials->capacity) {
        size_t capacity = partials->capacity * 2;
        double *items = mem_malloc(capacity * sizeof(double));
        if (!items)
            return raise_no_memory();
        memcpy(items, partials->items, partials->count * sizeof(double));
        if (partials->items != partials->local)
            mem_free(partials->items);
        partials->items = items;
        partials->capacity = capacity;
    }
    partials->items[partials->count++] = x;
    return true;
}

static bool partials_add(Partials *partials, double x) {
    size_t kept = 0;
    for (size_t i = 0; i < partials->count; i++) {
        double y = partials->items[i];
        if (fabs(x) < fabs(y)) {
            double swap = x;
            x = y;
            y = swap;
        }
        double high = x + y, low = y - (high - x);
        if (low != 0)
            partials->items[kept++] = low;
        x = high;
    }
    partials->count = kept;
    return x == 0 || partials_push(partials, x);
}

/* The sum rounded once: the lower partials only break a tie. */
static double partials_total(const Partials *partials) {
    size_t n = partials->count;
    if (n == 0)
        return 0;
    const double *p = partials->items;
    double high = p[--n], low = 0;
    while (n > 0) {
        double x = high, y = p[--n];
        high = x + y;
        low = y - (high - x);
        if (low != 0)
            break;
    }
    if (n > 0 && ((low < 0 && p[n - 1] < 0) || (low > 0 && p[n - 1] > 0))) {
        double y = low * 2, x = high + y;
        if (y == x - high)
            high = x;
    }
    return high;
}

Value math_fsum(Value self, Value *args) {
    Value iterator = object_iter(args[0]), item, result = NULL;
    if (!iterator)
        return NULL;
    Partials partials = {.items = partials.local, .capacity = 32};
    double special = 0, infinities = 0;
    bool any_special = false;
    Next next;
    while ((next = iterator_next_inline(iterator, &item)) == NEXT_ITEM) {
        double x;
        bool fine = math_double(item, &x);
        decref(item);
        if (!fine)
            goto done;
        if (!isfinite(x)) {
            any_special = true;
            infinities += isinf(x) ? x : 0;
            special += x;
            continue;
        }
        if (!partials_add(&partials, x))
            goto done;
        if (partials.count && !isfinite(partials.items[partials.count - 1])) {
            raise_overflow_error("intermediate overflow in fsum");
            goto done;
        }
    }
    if (next == NEXT_ERROR)
        goto done;
    if (any_special && isnan(infinities))
        raise_value_error("-inf + inf in fsum");
    else
        result = float_new(any_special ? special : partials_total(&partials));
done:
    decref(iterator);
    if (partials.items != partials.local)
        mem_free(partials.items);
    return result;
}

/* ---- sums in two and three doubles ----------------------------------------------------------- */

typedef struct Double2 {
    double high, low;
} Double2;

static Double2 fast_sum(double a, double b) { /* |a| >= |b| */
    double high = a + b;
    return (Double2){high, (a - high) + b};
}

static Double2 sum(double a, double b) {
    double high = a + b, z = high - a;
    return (Double2){high, (a - (high - z)) + (b - z)};
}

static Double2 product(double a, double b) {
    double high = a * b;
    return (Double2){high, fma(a, b, -high)};
}

typedef struct Triple {
    double high, low, tiny;
} Triple;

static Triple triple_add_product(double x, double y, Triple total) {
    Double2 pr = product(x, y), a = sum(total.high, pr.high), b = sum(total.low, pr.low),
            c = sum(a.low, b.high);
    return (Triple){a.high, c.high, total.tiny + b.low + c.low};
}

static double triple_value(Triple total) {
    Double2 last = sum(total.low, total.tiny);
    Double2 all = sum(total.high, last.high);
    return all.high + (all.low + last.low);
}

/* ---- sumprod --------------------------------------------------------------------------------- */

/* As builtins.sum: ints while they fit, then floats in three doubles, then any objects. */
typedef struct SumProduct {
    int64_t integer;
    Triple number;
    Value total; /* owned */
    bool integers, floats, integers_used, floats_used;
} SumProduct;

static bool flush_into_total(SumProduct *s, Value owned) {
    Value total = owned ? object_add(s->total, owned) : NULL;
    decref_maybe(owned);
    if (total)
        replace_value(&s->total, total);
    return total != NULL;
}

static bool flush_integers(SumProduct *s) {
    if (!s->integers_used)
        return true;
    Value integer = value_from_int64(s->integer);
    s->integer = 0;
    s->integers_used = false;
    return flush_into_total(s, integer);
}

static bool flush_floats(SumProduct *s) {
    if (!s->floats_used)
        return true;
    Value number = float_new(triple_value(s->number));
    s->number = (Triple){0, 0, 0};
    s->floats_used = false;
    return flush_into_total(s, number);
}

static bool as_float(Value value, double *number) {
    if (is_exact_float(value)) {
        *number = float_of(value);
        return true;
    }
    if (!is_small_int(value) && value != TRUE_VALUE && value != FALSE_VALUE)
        return false;
    *number = is_small_int(value) ? (double)small_int_of(value) : (double)(value == TRUE_VALUE);
    return true;
}

static bool add_pair(SumProduct *s, Value p, Value q) {
    int64_t product_value;
    if (s->integers) {
        if (are_small_ints(p, q) &&
            !__builtin_mul_overflow(small_int_of(p), small_int_of(q), &product_value) &&
            !__builtin_add_overflow(s->integer, product_value, &product_value)) {
            s->integer = product_value;
            s->integers_used = true;
            return true;
        }
        s->integers = false;
        if (!flush_integers(s))
            return false;
    }
    double x, y;
    if (s->floats) {
        if ((is_exact_float(p) || is_exact_float(q)) && as_float(p, &x) && as_float(q, &y)) {
            Triple next = triple_add_product(x, y, s->number);
            if (isfinite(next.high)) {
                s->number = next;
                s->floats_used = true;
                return true;
            }
        }
        s->floats = false;
        if (!flush_floats(s))
            return false;
    }
    return flush_into_total(s, object_multiply(p, q));
}

Value math_sumprod(Value self, Value *args) {
    Value left = object_iter(args[0]), right = left ? object_iter(args[1]) : NULL, result = NULL;
    SumProduct s = {.total = value_of_small_int(0), .integers = true, .floats = true};
    while (right) {
        Value p = NULL, q = NULL;
        Next next_p = iterator_next(left, &p);
        Next next_q = next_p == NEXT_ERROR ? NEXT_ERROR : iterator_next(right, &q);
        bool fine = next_p == NEXT_ITEM && next_q == NEXT_ITEM && add_pair(&s, p, q);
        if (next_p == NEXT_ITEM)
            decref(p);
        if (next_q == NEXT_ITEM)
            decref(q);
        if (fine)
            continue;
        if (next_p == NEXT_DONE && next_q == NEXT_DONE) {
            if (flush_integers(&s) && flush_floats(&s))
                result = own(s.total);
        } else if (next_p != NEXT_ERROR && next_q != NEXT_ERROR && next_p != next_q)
            raise_value_error("Inputs are not the same length");
        break;
    }
    decref_maybe(left);
    decref_maybe(right);
    decref(s.total);
    return result;
}

/* ---- prod ------------------------------------------------------------------------------------ */

Value math_prod(Value self, Value *args) {
    Value iterator = object_iter(args[0]), item;
    if (!iterator)
        return NULL;
    Value result = args[1] ? own(args[1]) : value_of_small_int(1);
    Next next;
    while ((next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        Value next_result;
        if (is_exact_float(result) && is_exact_float(item))
            next_result = float_new(float_of(result) * float_of(item));
        else
            next_result = object_multiply(result, item);
        decref(item);
        if (!next_result) {
            next = NEXT_ERROR;
            break;
        }
        replace_value(&result, next_result);
    }
    decref(iterator);
    if (next == NEXT_DONE)
        return result;
    decref(result);
    return NULL;
}

/* ---- hypot, dist ----------------------------------------------------------------------------- */

/* The length of a vector of absolute values, of which `max` is the largest: squares of the
 * numbers scaled to below 1 are summed with what rounding loses, and the square root is corrected
 * by one step of Newton's method. */
static double vector_length(double *vector, size_t count, double max, bool found_nan) {
    if (isinf(max))
        return max;
    if (found_nan)
        return NAN;
    if (max == 0 || count <= 1)
        return max;
    int exponent;
    frexp(max, &exponent);
    if (exponent < -1023) { /* subnormal numbers: scaled up first */
        for (size_t i = 0; i < count; i++)
            vector[i] /= 0x1p-1022;
        return 0x1p-1022 * vector_length(vector, count, max / 0x1p-1022, found_nan);
    }
    double scale = ldexp(1.0, -exponent), total = 1.0, lost = 0, lost_squares = 0;
    for (size_t i = 0; pass_goes_on(i, count); i++) {
        Double2 square = product(vector[i] * scale, vector[i] * scale);
        Double2 next = fast_sum(total, square.high);
        total = next.high;
        lost += next.low;
        lost_squares += square.low;
    }
    double root = sqrt(total - 1.0 + (lost + lost_squares));
    Double2 square = product(-root, root);
    Double2 next = fast_sum(total, square.high);
    total = next.high;
    lost += next.low;
    lost_squares += square.low;
    double rest = total - 1.0 + (lost + lost_squares);
    root += rest / (2.0 * root);
    return root / scale;
}

static Value length_of(double *vector, size_t count) {
    double max = 0;
    bool found_nan = false;
    for (size_t i = 0; pass_goes_on(i, count); i++) {
        vector[i] = fabs(vector[i]);
        found_nan |= isnan(vector[i]);
        if (vector[i] > max)
            max = vector[i];
    }
    double length = exception_pending() ? 0 : vector_length(vector, count, max, found_nan);
    return exception_pending() ? NULL : float_new(length);
}

enum { LOCAL_COORDINATES = 16 };

Value math_hypot(Value self, Value *args, size_t count, Tuple *names) {
    if (names)
        return raise_type_error("math.hypot() takes no keyword arguments");
    double local[LOCAL_COORDINATES], *vector = local;
    if (count > LOCAL_COORDINATES && !(vector = mem_malloc(count * sizeof(double))))
        return raise_no_memory();
    bool fine = true;
    for (size_t i = 0; i < count && fine; i++)
        fine = math_double(args[i], &vector[i]);
    Value result = fine ? length_of(vector, count) : NULL;
    if (vector != local)
        mem_free(vector);
    return result;
}

Value math_dist(Value self, Value *args) {
    Tuple *p = tuple_from_iterable(args[0]), *q = p ? tuple_from_iterable(args[1]) : NULL;
    Value result = NULL;
    double local[LOCAL_COORDINATES], *vector = local;
    if (!q)
        goto done;
    if (p->count != q->count) {
        raise_value_error("both points must have the same number of dimensions");
        goto done;
    }
    if (p->count > LOCAL_COORDINATES && !(vector = mem_malloc(p->count * sizeof(double)))) {
        raise_no_memory();
        goto done;
    }
    bool fine = true;
    for (size_t i = 0; fine && pass_goes_on(i, p->count); i++) {
        double x, y;
        fine = math_double(p->items[i], &x) && math_double(q->items[i], &y);
        if (fine)
            vector[i] = x - y;
    }
    if (fine && !exception_pending())
        result = length_of(vector, p->count);
    if (vector != local)
        mem_free(vector);
done:
    decref_maybe(value_of(p));
    decref_maybe(value_of(q));
    return result;
}
