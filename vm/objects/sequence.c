/* What list, tuple, range and deque do alike (sequence.h). */
#include "vm/objects/sequence.h"

#include "vm/vm.h"

bool sequence_repeat_count(Value times_value, ptrdiff_t *times) {
    if (type_of(times_value)->to_index == NULL)
        return raise_type_error("can't multiply sequence by non-int of type '%.200s'",
                                type_name_of(times_value));
    if (!object_index_as_size(times_value, times, &exc_OverflowError))
        return false;
    if (*times < 0)
        *times = 0;
    return true;
}

bool sequence_search_bounds(Value start_value, Value stop_value, size_t count, ptrdiff_t *start,
                            ptrdiff_t *stop) {
    if ((start_value != NULL && !slice_bound_strict(start_value, start)) ||
        (stop_value != NULL && !slice_bound_strict(stop_value, stop)))
        return false;
    if (*start < 0 && (*start += (ptrdiff_t)count) < 0)
        *start = 0;
    if (*stop < 0 && (*stop += (ptrdiff_t)count) < 0)
        *stop = 0;
    return true;
}
