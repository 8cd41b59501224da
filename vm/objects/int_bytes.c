/* int: from and to bytes in either order, signed or not. */
#include "vm/objects/int_internal.h"

#include <string.h>

typedef struct FromBytes {
    mp_limb_t *limbs;
    const uint8_t *bytes;
    size_t count, size; /* of the limbs, of the bytes */
    bool little, negative;
} FromBytes;

static void read_bytes(void *context) {
    const FromBytes *work = context;
    uint8_t *target = (uint8_t *)work->limbs; /* limbs and the machine are little-endian */
    memset(target, work->negative ? 0xff : 0, work->count * 8);
    if (work->little)
        memcpy(target, work->bytes, work->size);
    else
        for (size_t i = 0; i < work->size; i++)
            target[i] = work->bytes[work->size - 1 - i];
    if (work->negative)
        mpn_neg(work->limbs, work->limbs, (mp_size_t)work->count);
}

Value int_from_bytes(const uint8_t *bytes, size_t size, bool little, bool is_signed) {
    bool negative = is_signed && size && bytes[little ? size - 1 : 0] >> 7;
    size_t count = size / 8 + 1;
    mp_limb_t local[8];
    IntObject *object = NULL;
    mp_limb_t *limbs = local;
    if (count > 8) {
        object = int_allocate(count);
        if (!object)
            return NULL;
        limbs = object->limbs;
    }
    FromBytes work = {limbs, bytes, count, size, little, negative};
    if (!int_run_long(read_bytes, &work, count)) {
        int_discard(object);
        return NULL;
    }
    return object ? int_finish(object, negative) : int_from_limbs(limbs, count, negative);
}

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "limbs are copied as bytes");

typedef struct ToBytes {
    IntView view;
    uint8_t *bytes;
    size_t size;
    bool little;
} ToBytes;

/* Copies the bytes of the view, negated if it is negative. */
static void write_bytes(void *context) {
    const ToBytes *work = context;
    const IntView *view = &work->view;
    uint8_t *bytes = work->bytes;
    size_t size = work->size;
    const uint8_t *source = (const uint8_t *)view->limbs;
    size_t filled = view->count * 8 < size ? view->count * 8 : size;
    memcpy(bytes, source, filled);
    memset(bytes + filled, 0, size - filled);
    if (view->negative) {
        unsigned carry = 1;
        for (size_t i = 0; i < size; i++) {
            unsigned sum = (uint8_t)~bytes[i] + carry;
            bytes[i] = (uint8_t)sum;
            carry = sum >> 8;
        }
    }
    if (!work->little)
        for (size_t i = 0; i < size / 2; i++) {
            uint8_t swap = bytes[i];
            bytes[i] = bytes[size - 1 - i];
            bytes[size - 1 - i] = swap;
        }
}

bool int_to_bytes(Value value, uint8_t *bytes, size_t size, bool little, bool is_signed) {
    ToBytes work = {.bytes = bytes, .size = size, .little = little};
    int_view(value, &work.view);
    const IntView view = work.view;
    if (view.negative && !is_signed)
        return raise_overflow_error("can't convert negative int to unsigned");
    size_t bits = limbs_bit_length(view.limbs, view.count);
    if (is_signed && bits) { /* a sign bit more, except for -2**(8n - 1) */
        bool lowest = view.negative && bits - 1 == mpn_scan1(view.limbs, 0);
        bits += !lowest;
    }
    if (size < (bits + 7) / 8 && !(size == 0 && view.negative && bits == 1))
        return raise_overflow_error("int too big to convert");
    return int_run_long(write_bytes, &work, size / 8);
}
