/* Moving a stream of a compression library on, and what its decompressor keeps.
 *
 * The libraries agree on the shape of their work: a call takes some input, gives some output, and
 * says whether the stream has ended. The pump cuts input and room into steps, each without the GIL,
 * answers signals in between, and lets the output grow. */
#ifndef LIB_NATIVE_COMPRESSION_PUMP_H
#define LIB_NATIVE_COMPRESSION_PUMP_H

#include "lib/native/compression/output.h"

/* One step: how much it may take and write; it moves all four on. */
typedef struct Piece {
    const uint8_t *in;
    size_t in_size;
    uint8_t *out;
    size_t out_size;
    bool last; /* no input comes behind this */
} Piece;

typedef enum {
    STEP_ON,      /* the stream goes on */
    STEP_END,     /* the stream has ended */
    STEP_REFUSED, /* pump->code is an error */
} StepResult;

typedef struct Pump Pump;

struct Pump {
    /* One call of the library, made without the GIL: the answer also stands in pump->code. */
    StepResult (*step)(Pump *pump, Piece *piece);
    void *(*fail)(Pump *pump); /* raises what pump->code says */
    size_t step_size;          /* bytes in or out between two looks at signals */
    void *stream;              /* the library's, for `step` */
    int action;                /* how a compressor takes the last piece, for `step` */
    int code;
    bool to_end; /* go on until the stream ends, not only until the input is used up */
    bool ended;  /* it has */
};

/* Takes input until it is used up, the stream ends, or `most` bytes of output are there (negative:
 * no limit); the output, a bytes that begins with `room` (0: some). *left bytes were not taken. */
MUST_CHECK Value pump_run(Pump *pump, const uint8_t *input, size_t size, size_t room,
                          ptrdiff_t most, size_t *left);
/* All of a buffer, without a limit: the output. */
MUST_CHECK Value pump_all(Pump *pump, Value data);

/* What a decompressor keeps between its calls. */
typedef struct Rest {
    bool ended;       /* the end of the stream was reached */
    bool needs_input; /* nothing waits here or in the library */
    Value unused;     /* owned bytes: what came behind the end */
    Value waiting;    /* owned bytes: what was not taken yet, for want of room */
} Rest;

MUST_CHECK bool rest_init(Rest *rest); /* of zeros; on failure rest_fini is due as well */
void rest_fini(Rest *rest);
/* decompress(data, max_length=-1): what waits and then the new data; `at_end` is the message of the
 * EOFError where the stream has ended before. */
MUST_CHECK Value rest_decompress(Rest *rest, Pump *pump, Value *args, const char *at_end);

#endif
