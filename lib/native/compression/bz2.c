/* _bz2: compression by libbz2. */
#include "lib/foreign.h"
#include "lib/native/compression/output.h"
#include "lib/native/compression/turn.h"
#include "vm/pass.h"

#include <bzlib.h>
#include <string.h>

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
    bool open, compressing, finished, needs_input;
    Value unused;  /* decompressor: bytes behind the end */
    Value waiting; /* bytes not taken yet */
    Turn turn;
} Stream;

enum { STEP_SIZE = 16 * 1024 }; /* between two looks at signals */

static Type compressor_type, decompressor_type;

static Stream *stream_of(Value value) {
    return (Stream *)object_of(value);
}

static COLD void *fail(int code) {
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
    decref_maybe(stream->unused);
    decref_maybe(stream->waiting);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* One step; `action` is for compressors. A whole block of up to 900 kB may fall due in it. */
static int step(Stream *stream, int action) {
    gil_release();
    int code = stream->compressing ? bz.BZ2_bzCompress(&stream->bz, action)
                                   : bz.BZ2_bzDecompress(&stream->bz);
    gil_acquire();
    return code;
}

/* Takes input until it is used up, the stream ends, or the output is full. */
static Value move_on(Stream *stream, const uint8_t *input, size_t size, int action, ptrdiff_t most,
                     size_t *left) {
    Output output;
    if (!output_start(&output, 0, most))
        return NULL;
    stream->bz.next_in = (char *)input;
    stream->bz.avail_in = 0;
    for (;;) {
        if (stream->bz.avail_in == 0) {
            stream->bz.avail_in = size > STEP_SIZE ? STEP_SIZE : (unsigned)size;
            size -= stream->bz.avail_in;
        }
        uint8_t *to;
        size_t room;
        if (!output_room(&output, &to, &room))
            return NULL;
        if (room == 0 || (action == BZ_RUN && stream->bz.avail_in == 0 && stream->compressing))
            break;
        unsigned given = room > STEP_SIZE ? STEP_SIZE : (unsigned)room;
        stream->bz.next_out = (char *)to;
        stream->bz.avail_out = given;
        int code = step(stream, size ? BZ_RUN : action);
        output.used += given - stream->bz.avail_out;
        if (!pass_may_go_on()) {
            output_abandon(&output);
            return NULL;
        }
        if (code < 0) {
            output_abandon(&output);
            return fail(code);
        }
        if (code == BZ_STREAM_END) {
            stream->finished = true;
            break;
        }
        if (stream->bz.avail_in == 0 && size == 0 && stream->bz.avail_out > 0 &&
            (!stream->compressing || action == BZ_RUN))
            break;
    }
    *left = stream->bz.avail_in + size;
    return output_finish(&output);
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
    Stream *stream = type_allocate(type, 0);
    if (!stream)
        return NULL;
    stream->compressing = true;
    int code = bz.BZ2_bzCompressInit(&stream->bz, level, 0, 0);
    stream->open = code == BZ_OK;
    if (stream->open)
        return value_of(stream);
    GIVE_UP(stream);
    return fail(code);
}

static Value compressor_compress_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    Buffer input;
    size_t left;
    if (stream->finished)
        return raise_value_error("Compressor has been flushed");
    if (!buffer_get(args[0], &input, false))
        return NULL;
    Value result = move_on(stream, input.bytes, input.size, BZ_RUN, -1, &left);
    buffer_release(&input);
    return result;
}

static Value compressor_compress(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, compressor_compress_alone, self, args);
}

static Value compressor_flush_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    size_t left;
    if (stream->finished)
        return raise_value_error("Repeated call to flush()");
    stream->finished = true;
    return move_on(stream, NULL, 0, BZ_FINISH, -1, &left);
}

static Value compressor_flush(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, compressor_flush_alone, self, args);
}

/* ---- BZ2Decompressor ------------------------------------------------------------------------- */

static Value decompressor_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("BZ2Decompressor()");
    if (!arguments_bind(&signature, args, count, keywords, NULL))
        return NULL;
    Stream *stream = type_allocate(type, 0);
    if (!stream)
        return NULL;
    stream->needs_input = true;
    stream->unused = value_of(bytes_new(NULL, 0));
    stream->waiting = value_of(bytes_new(NULL, 0));
    int code = stream->unused && stream->waiting ? bz.BZ2_bzDecompressInit(&stream->bz, 0, 0)
                                                 : BZ_MEM_ERROR;
    stream->open = code == BZ_OK;
    if (stream->open)
        return value_of(stream);
    GIVE_UP(stream);
    return fail(code);
}

static Value decompressor_decompress_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    ptrdiff_t most = -1;
    if (args[1] && !object_index_as_size(args[1], &most, &exc_OverflowError))
        return NULL;
    if (stream->finished)
        return raise_error(&exc_EOFError, "End of stream already reached");
    Bytes *all = output_joined(stream->waiting, args[0]);
    if (!all)
        return NULL;
    size_t left;
    Value result = move_on(stream, all->data, all->size, BZ_RUN, most, &left);
    Value rest = result ? value_of(bytes_new(all->data + all->size - left, left)) : NULL;
    if (rest) {
        stream->needs_input = !stream->finished && left == 0 &&
                              (most < 0 || (ptrdiff_t)bytes_of(result)->size < most);
        replace_value(stream->finished ? &stream->unused : &stream->waiting, rest);
    } else
        clear_value(&result);
    GIVE_UP(all);
    return result;
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
    {"eof", MEMBER_BOOL, offsetof(Stream, finished), false,
     "True if the end-of-stream marker has been reached."},
    {"unused_data", MEMBER_VALUE, offsetof(Stream, unused), false,
     "Data found after the end of the compressed stream."},
    {"needs_input", MEMBER_BOOL, offsetof(Stream, needs_input), false,
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
