/* _bz2: compression by libbz2. */
#include "lib/foreign.h"
#include "lib/native/compression/pump.h"
#include "lib/native/compression/turn.h"

#include <bzlib.h>

/* clang-format off */
#define FUNCTIONS(F)                                                                               \
    F(BZ2_bzCompressInit) F(BZ2_bzCompress) F(BZ2_bzCompressEnd) F(BZ2_bzDecompressInit)           \
    F(BZ2_bzDecompress) F(BZ2_bzDecompressEnd)
/* clang-format on */
static struct { FUNCTIONS(FOREIGN_POINTER) } bz;
static ForeignLibrary library =
    FOREIGN_LIBRARY("bz2", "libbz2.so.1.0", "libbz2-1.0", FUNCTIONS, bz);

typedef struct Stream {
    Object header;
    bz_stream bz;
    bool open, compressing;
    Rest rest; /* of a compressor: only whether it ended */
    Turn turn;
} Stream;

enum { STEP_SIZE = 16 * 1024 }; /* between two looks at signals */

static Type compressor_type, decompressor_type;

static Stream *stream_of(Value value) {
    return (Stream *)object_of(value);
}

static COLD void *raise_code(int code) {
    switch (code) {
    case BZ_PARAM_ERROR:
        return raise_value_error("Internal error - invalid parameters passed to libbzip2");
    case BZ_MEM_ERROR:
        return raise_no_memory();
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC:
        return raise_error(&exc_OSError, "Invalid data stream");
    case BZ_IO_ERROR:
        return raise_error(&exc_OSError, "Unknown I/O error");
    case BZ_UNEXPECTED_EOF:
        return raise_error(&exc_EOFError,
                           "Compressed file ended before the logical end-of-stream was detected");
    case BZ_SEQUENCE_ERROR:
        return raise_runtime_error("Internal error - Invalid sequence of commands sent to "
                                   "libbzip2");
    }
    return raise_error(&exc_OSError, "Unrecognized error from libbzip2: %d", code);
}

static void stream_dealloc(Object *object) {
    Stream *stream = (Stream *)object;
    if (stream->open)
        (stream->compressing ? bz.BZ2_bzCompressEnd : bz.BZ2_bzDecompressEnd)(&stream->bz);
    rest_fini(&stream->rest);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* What the library needs counts as ours, and is refused as ours is. */
static void *allocate(void *opaque, int count, int size) {
    return mem_raw_malloc((size_t)count * (size_t)size);
}

static void release(void *opaque, void *memory) {
    mem_raw_free(memory);
}

static Stream *stream_new(Type *type) {
    Stream *stream = type_allocate(type, 0);
    if (stream) {
        stream->bz.bzalloc = allocate;
        stream->bz.bzfree = release;
    }
    return stream;
}

/* ---- moving a stream on ---------------------------------------------------------------------- */

/* A whole block of up to 900 kB may fall due in one step. */
static StepResult step(Pump *pump, Piece *piece) {
    Stream *stream = pump->stream;
    int action = piece->last ? pump->action : BZ_RUN;
    if (stream->compressing && action == BZ_RUN && piece->in_size == 0)
        return STEP_ON; /* the library takes that for a mistake */
    stream->bz.next_in = (char *)piece->in;
    stream->bz.avail_in = (unsigned)piece->in_size;
    stream->bz.next_out = (char *)piece->out;
    stream->bz.avail_out = (unsigned)piece->out_size;
    pump->code = stream->compressing ? bz.BZ2_bzCompress(&stream->bz, action)
                                     : bz.BZ2_bzDecompress(&stream->bz);
    *piece = (Piece){(uint8_t *)stream->bz.next_in, stream->bz.avail_in,
                     (uint8_t *)stream->bz.next_out, stream->bz.avail_out, piece->last};
    return pump->code < 0 ? STEP_REFUSED : pump->code == BZ_STREAM_END ? STEP_END : STEP_ON;
}

static COLD void *fail(Pump *pump) {
    return raise_code(pump->code);
}

static Pump pump_for(Stream *stream, int action) {
    return (Pump){.step = step,
                  .fail = fail,
                  .step_size = STEP_SIZE,
                  .stream = stream,
                  .action = action,
                  .to_end = action == BZ_FINISH};
}

/* ---- BZ2Compressor --------------------------------------------------------------------------- */

static Value compressor_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("BZ2Compressor(compresslevel=9, /)");
    Value bound[1];
    int level = 9;
    if (!arguments_bind(&signature, args, count, keywords, bound) ||
        (bound[0] && !int_as_int(bound[0], &level)))
        return NULL;
    if (level < 1 || level > 9)
        return raise_value_error("compresslevel must be between 1 and 9");
    Stream *stream = stream_new(type);
    if (!stream)
        return NULL;
    stream->compressing = true;
    int code = bz.BZ2_bzCompressInit(&stream->bz, level, 0, 0);
    stream->open = code == BZ_OK;
    if (stream->open)
        return value_of(stream);
    GIVE_UP(stream);
    return raise_code(code);
}

static Value compressor_compress_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    if (stream->rest.ended)
        return raise_value_error("Compressor has been flushed");
    Pump pump = pump_for(stream, BZ_RUN);
    return pump_all(&pump, args[0]);
}

static Value compressor_compress(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, compressor_compress_alone, self, args);
}

static Value compressor_flush_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    size_t left;
    if (stream->rest.ended)
        return raise_value_error("Repeated call to flush()");
    stream->rest.ended = true;
    Pump pump = pump_for(stream, BZ_FINISH);
    return pump_run(&pump, NULL, 0, 0, -1, &left);
}

static Value compressor_flush(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, compressor_flush_alone, self, args);
}

/* ---- BZ2Decompressor ------------------------------------------------------------------------- */

static Value decompressor_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("BZ2Decompressor()");
    if (!arguments_bind(&signature, args, count, keywords, NULL))
        return NULL;
    Stream *stream = stream_new(type);
    if (!stream)
        return NULL;
    int code = rest_init(&stream->rest) ? bz.BZ2_bzDecompressInit(&stream->bz, 0, 0) : BZ_MEM_ERROR;
    stream->open = code == BZ_OK;
    if (stream->open)
        return value_of(stream);
    GIVE_UP(stream);
    return raise_code(code);
}

static Value decompressor_decompress_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    Pump pump = pump_for(stream, BZ_RUN);
    return rest_decompress(&stream->rest, &pump, args, "End of stream already reached");
}

static Value decompressor_decompress(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, decompressor_decompress_alone, self, args);
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod compressor_methods[] = {
    NATIVE("compress($self, data, /)", compressor_compress,
           "Provide data to the compressor object."),
    NATIVE("flush($self, /)", compressor_flush, "Finish the compression process."), NATIVE_END};
static const NativeMethod decompressor_methods[] = {
    NATIVE("decompress($self, /, data, max_length=-1)", decompressor_decompress,
           "Decompress *data*, returning uncompressed data as bytes."),
    NATIVE_END};
static const NativeMember decompressor_members[] = {
    {"eof", MEMBER_BOOL, offsetof(Stream, rest.ended), false,
     "True if the end-of-stream marker has been reached."},
    {"unused_data", MEMBER_VALUE, offsetof(Stream, rest.unused), false,
     "Data found after the end of the compressed stream."},
    {"needs_input", MEMBER_BOOL, offsetof(Stream, rest.needs_input), false,
     "True if more input is needed before more decompressed data can be produced."},
    {NULL, 0, 0, false, NULL}};

static Type compressor_type = {
    TYPE_INIT_ATOM("_bz2.BZ2Compressor", sizeof(Stream), stream_dealloc),
    .flags = TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Create a compressor object for compressing data incrementally.",
    .methods = compressor_methods,
    .new = compressor_new,
};
static Type decompressor_type = {
    TYPE_INIT_ATOM("_bz2.BZ2Decompressor", sizeof(Stream), stream_dealloc),
    .flags = TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Create a decompressor object for decompressing data incrementally.",
    .methods = decompressor_methods,
    .members = decompressor_members,
    .new = decompressor_new,
};

static bool bz2_exec(Module *module) {
    return foreign_library_open(&library) && type_ready(&compressor_type) &&
           type_ready(&decompressor_type) && module_add_type(module, &compressor_type) &&
           module_add_type(module, &decompressor_type);
}

const NativeModule _bz2_module = {
    .name = "_bz2",
    .doc = "Compression by libbz2.",
    .exec = bz2_exec,
};
