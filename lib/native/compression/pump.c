/* See pump.h. */
#include "lib/native/compression/pump.h"

#include "vm/pass.h"

#include <string.h>

/* False: an exception is pending. */
static bool move_on(Pump *pump, const uint8_t *input, size_t size, Output *output, size_t *left) {
    Piece piece = {.in = input};
    StepResult result;
    do {
        if (piece.in_size == 0) {
            piece.in_size = size > pump->step_size ? pump->step_size : size;
            size -= piece.in_size;
        }
        if (!output_room(output, &piece.out, &piece.out_size))
            return false;
        if (piece.out_size == 0)
            break;
        if (piece.out_size > pump->step_size)
            piece.out_size = pump->step_size;
        piece.last = size == 0;
        size_t given = piece.out_size;
        gil_release();
        result = pump->step(pump, &piece);
        gil_acquire();
        output->used += given - piece.out_size;
        if (!pass_may_go_on())
            return false;
        if (result == STEP_REFUSED)
            return pump->fail(pump);
        pump->ended = result == STEP_END;
    } while (!pump->ended && (pump->to_end || piece.in_size || size || piece.out_size == 0));
    *left = piece.in_size + size;
    return true;
}

Value pump_run(Pump *pump, const uint8_t *input, size_t size, size_t room, ptrdiff_t most,
               size_t *left) {
    Output output;
    if (!output_start(&output, room, most))
        return NULL;
    if (move_on(pump, input, size, &output, left))
        return output_finish(&output);
    output_abandon(&output);
    return NULL;
}

Value pump_all(Pump *pump, Value data) {
    Buffer input;
    size_t left;
    if (!buffer_get(data, &input, false))
        return NULL;
    Value result = pump_run(pump, input.bytes, input.size, 0, -1, &left);
    buffer_release(&input);
    return result;
}

bool rest_init(Rest *rest) {
    rest->needs_input = true;
    rest->unused = value_of(bytes_new(NULL, 0));
    rest->waiting = value_of(bytes_new(NULL, 0));
    return rest->unused && rest->waiting;
}

void rest_fini(Rest *rest) {
    decref_maybe(rest->unused);
    decref_maybe(rest->waiting);
}

/* What waits and then the new data. Owned. */
static Bytes *joined(const Rest *rest, Value data) {
    Buffer input;
    if (!buffer_get(data, &input, false))
        return NULL;
    const Bytes *before = bytes_of(rest->waiting);
    Bytes *all = bytes_new(NULL, before->size + input.size);
    if (all) {
        memcpy(all->data, before->data, before->size);
        memcpy(all->data + before->size, input.bytes, input.size);
    }
    buffer_release(&input);
    return all;
}

Value rest_decompress(Rest *rest, Pump *pump, Value *args, const char *at_end) {
    ptrdiff_t most = -1;
    if (args[1] && !object_index_as_size(args[1], &most, &exc_OverflowError))
        return NULL;
    if (rest->ended)
        return raise_error(&exc_EOFError, at_end);
    Bytes *all = joined(rest, args[0]);
    if (!all)
        return NULL;
    size_t left;
    Value result = pump_run(pump, all->data, all->size, 0, most, &left);
    Value kept = result ? value_of(bytes_new(all->data + all->size - left, left)) : NULL;
    if (kept) {
        rest->ended = pump->ended;
        rest->needs_input =
            !pump->ended && left == 0 && (most < 0 || (ptrdiff_t)bytes_of(result)->size < most);
        replace_value(pump->ended ? &rest->unused : &rest->waiting, kept);
    } else
        clear_value(&result);
    GIVE_UP(all);
    return result;
}
