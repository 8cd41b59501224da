/* zlib: deflate and inflate by libz, and its two check sums.
 *
 * One Stream serves compressors and decompressors: what differs is the library's function that
 * moves it on. That works without the GIL. */
#include "lib/foreign.h"
#include "lib/native/crc32.h"
#include "lib/native/compression/pump.h"
#include "lib/native/compression/turn.h"
#include "lib/native/exception_class.h"
#include "lib/native/named_numbers.h"
#include "vm/pass.h"

#include <string.h>
#include <zlib.h>

/* clang-format off */
#define FUNCTIONS(F)                                                                               \
    F(deflateInit2_) F(deflate) F(deflateEnd) F(deflateCopy) F(deflateSetDictionary)               \
    F(inflateInit2_) F(inflate) F(inflateEnd) F(inflateCopy) F(inflateSetDictionary)               \
    F(adler32) F(zlibVersion)
/* clang-format on */
static struct { FUNCTIONS(FOREIGN_POINTER) } z;
static ForeignLibrary library = FOREIGN_LIBRARY("zlib", "libz.so.1", "zlib1g", FUNCTIONS, z);
static ExceptionClass error = {.module = "zlib", .name = "error", .base = &exc_Exception};

enum {
    DEFAULT_BUFFER = 16384,
    STEP_SIZE = 64 * 1024,         /* between two looks at signals */
    CHECK_SUM_RELEASES = 5 * 1024, /* bytes worth to let the GIL go for, where a sum is made */
};

/* What the library needs counts as ours, and is refused as ours is. */
static voidpf allocate(voidpf opaque, uInt count, uInt size) {
    return mem_raw_malloc((size_t)count * size);
}

static void release(voidpf opaque, voidpf memory) {
    mem_raw_free(memory);
}

static const z_stream new_stream = {.zalloc = allocate, .zfree = release};

static COLD void *fail(const z_stream *stream, int code, const char *doing) {
    const char *reason = code == Z_VERSION_ERROR ? "library version mismatch" : stream->msg;
    if (!reason)
        reason = code == Z_BUF_ERROR      ? "incomplete or truncated stream"
                 : code == Z_STREAM_ERROR ? "inconsistent stream state"
                 : code == Z_DATA_ERROR   ? "invalid input data"
                                          : NULL;
    if (reason)
        return raise_of(&error, "Error %d %s: %.200s", code, doing, reason);
    return raise_of(&error, "Error %d %s", code, doing);
}

/* ---- moving a stream on ---------------------------------------------------------------------- */

typedef struct {
    Pump pump; /* its stream is a z_stream */
    int (*function)(z_stream *, int);
    const Bytes *dictionary; /* for inflate: given when asked for; may be null */
    bool whole;              /* one call: without memory it is a MemoryError */
    const char *doing;
} Motion;

static StepResult step(Pump *pump, Piece *piece) {
    Motion *motion = (Motion *)pump;
    z_stream *stream = pump->stream;
    stream->next_in = (Bytef *)piece->in;
    stream->avail_in = (uInt)piece->in_size;
    stream->next_out = piece->out;
    stream->avail_out = (uInt)piece->out_size;
    int code = motion->function(stream, piece->last ? pump->action : Z_NO_FLUSH);
    *piece = (Piece){stream->next_in, stream->avail_in, stream->next_out, stream->avail_out,
                     piece->last};
    if (code == Z_NEED_DICT && motion->dictionary)
        code = z.inflateSetDictionary(stream, motion->dictionary->data,
                                      (uInt)motion->dictionary->size);
    pump->code = code;
    return code == Z_STREAM_END                  ? STEP_END
           : code == Z_OK || code == Z_BUF_ERROR ? STEP_ON
                                                 : STEP_REFUSED;
}

static COLD void *fail_moving(Pump *pump) {
    const Motion *motion = (Motion *)pump;
    if (motion->whole && pump->code == Z_MEM_ERROR)
        return raise_error(&exc_MemoryError, "Out of memory %s", motion->doing);
    return fail(pump->stream, pump->code, motion->doing);
}

static Motion motion_of(z_stream *stream, int (*function)(z_stream *, int), int flush,
                        const char *doing) {
    Pump pump = {.step = step,
                 .fail = fail_moving,
                 .step_size = STEP_SIZE,
                 .stream = stream,
                 .action = flush};
    return (Motion){.pump = pump, .function = function, .doing = doing};
}

static Motion inflating(z_stream *stream, Value dictionary) {
    Motion motion = motion_of(stream, z.inflate, Z_SYNC_FLUSH, "while decompressing data");
    motion.dictionary = dictionary ? bytes_of(dictionary) : NULL;
    return motion;
}

/* ---- in one call ----------------------------------------------------------------------------- */

/* The output of a stream that must end with its input. */
static Value run_whole(Motion *motion, const Buffer *input, size_t room) {
    size_t left;
    motion->whole = true;
    Value result = pump_run(&motion->pump, input->bytes, input->size, room, -1, &left);
    if (!result || motion->pump.ended)
        return result;
    decref(result);
    return fail(motion->pump.stream, Z_BUF_ERROR, motion->doing);
}

static bool read_int(Value value, int fallback, int *number) {
    *number = fallback;
    return !value || int_as_int(value, number);
}

static Value compress_whole(Value module, Value *args) {
    int level, wbits;
    Buffer input;
    if (!read_int(args[1], Z_DEFAULT_COMPRESSION, &level) ||
        !read_int(args[2], MAX_WBITS, &wbits) || !buffer_get(args[0], &input, false))
        return NULL;
    z_stream stream = new_stream;
    int code = z.deflateInit2_(&stream, level, Z_DEFLATED, wbits, 8, Z_DEFAULT_STRATEGY,
                               ZLIB_VERSION, sizeof stream);
    Value result = NULL;
    if (code == Z_OK) {
        Motion motion = motion_of(&stream, z.deflate, Z_FINISH, "while compressing data");
        result = run_whole(&motion, &input, 0);
        z.deflateEnd(&stream);
    } else if (code == Z_MEM_ERROR)
        raise_error(&exc_MemoryError, "Out of memory while compressing data");
    else if (code == Z_STREAM_ERROR)
        raise_of(&error, "Bad compression level");
    else
        fail(&stream, code, "while compressing data");
    buffer_release(&input);
    return result;
}

static bool read_room(Value value, ptrdiff_t *room) {
    *room = DEFAULT_BUFFER;
    return !value || int_as_size(value, room);
}

static Value decompress_whole(Value module, Value *args) {
    int wbits;
    ptrdiff_t room;
    Buffer input;
    if (!read_int(args[1], MAX_WBITS, &wbits) || !read_room(args[2], &room) ||
        !buffer_get(args[0], &input, false))
        return NULL;
    Value result = NULL;
    z_stream stream = new_stream;
    if (room < 0)
        raise_value_error("bufsize must be non-negative");
    else {
        int code = z.inflateInit2_(&stream, wbits, ZLIB_VERSION, sizeof stream);
        if (code == Z_OK) {
            Motion motion = inflating(&stream, NULL);
            result = run_whole(&motion, &input, room ? (size_t)room : 1);
            z.inflateEnd(&stream);
        } else if (code == Z_MEM_ERROR)
            raise_error(&exc_MemoryError, "Out of memory while decompressing data");
        else
            fail(&stream, code, "while preparing to decompress data");
    }
    buffer_release(&input);
    return result;
}

/* ---- streams --------------------------------------------------------------------------------- */

typedef struct Stream {
    Object header;
    z_stream z;
    bool open;
    Value dictionary; /* bytes or null */
    Rest rest;        /* of a decompressor */
    Turn turn;
} Stream;

static Type compress_type, decompress_type, decompressor_type;

static Stream *stream_of(Value value) {
    return (Stream *)object_of(value);
}

static Stream *stream_new(Type *type) {
    Stream *stream = type_allocate(type, 0);
    if (!stream)
        return NULL;
    stream->z = new_stream;
    if (rest_init(&stream->rest))
        return stream;
    GIVE_UP(stream);
    return NULL;
}

static void stream_dealloc(Object *object) {
    Stream *stream = (Stream *)object;
    if (stream->open)
        (object->type == &compress_type.mem ? z.deflateEnd : z.inflateEnd)(&stream->z);
    decref_maybe(stream->dictionary);
    rest_fini(&stream->rest);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* A copy of the dictionary that was given, as bytes. */
static bool keep_dictionary(Stream *stream, Value value) {
    Buffer buffer;
    if (!value || value == NONE)
        return true;
    if (!type_of(value)->get_buffer)
        return raise_type_error("zdict argument must support the buffer protocol");
    if (!buffer_get(value, &buffer, false))
        return false;
    if (buffer.size)
        stream->dictionary = value_of(bytes_new(buffer.bytes, buffer.size));
    bool fine = !buffer.size || stream->dictionary;
    buffer_release(&buffer);
    return fine;
}

static Value set_deflate_dictionary(Stream *stream) {
    const Bytes *dictionary = stream->dictionary ? bytes_of(stream->dictionary) : NULL;
    int code = dictionary
                   ? z.deflateSetDictionary(&stream->z, dictionary->data, (uInt)dictionary->size)
                   : Z_OK;
    if (code == Z_OK)
        return value_of(stream);
    GIVE_UP(stream);
    return code == Z_STREAM_ERROR ? raise_value_error("Invalid dictionary")
                                  : raise_value_error("deflateSetDictionary()");
}

static Value compressobj(Value module, Value *args) {
    int level, method, wbits, memory, strategy;
    if (!read_int(args[0], Z_DEFAULT_COMPRESSION, &level) ||
        !read_int(args[1], Z_DEFLATED, &method) || !read_int(args[2], MAX_WBITS, &wbits) ||
        !read_int(args[3], 8, &memory) || !read_int(args[4], Z_DEFAULT_STRATEGY, &strategy))
        return NULL;
    Stream *stream = stream_new(&compress_type);
    if (!stream)
        return NULL;
    if (!keep_dictionary(stream, args[5])) {
        GIVE_UP(stream);
        return NULL;
    }
    int code = z.deflateInit2_(&stream->z, level, method, wbits, memory, strategy, ZLIB_VERSION,
                               sizeof stream->z);
    if (code == Z_OK) {
        stream->open = true;
        return set_deflate_dictionary(stream);
    }
    if (code == Z_MEM_ERROR)
        raise_error(&exc_MemoryError, "Can't allocate memory for compression object");
    else if (code == Z_STREAM_ERROR)
        raise_value_error("Invalid initialization option");
    else
        fail(&stream->z, code, "while creating compression object");
    GIVE_UP(stream);
    return NULL;
}

static bool set_inflate_dictionary(Stream *stream) {
    const Bytes *dictionary = bytes_of(stream->dictionary);
    int code = z.inflateSetDictionary(&stream->z, dictionary->data, (uInt)dictionary->size);
    return code == Z_OK || fail(&stream->z, code, "while setting zdict");
}

static Value inflate_stream_new(Type *type, int wbits, Value dictionary) {
    Stream *stream = stream_new(type);
    if (!stream)
        return NULL;
    if (!keep_dictionary(stream, dictionary)) {
        GIVE_UP(stream);
        return NULL;
    }
    int code = z.inflateInit2_(&stream->z, wbits, ZLIB_VERSION, sizeof stream->z);
    stream->open = code == Z_OK;
    if (stream->open) {
        /* A raw stream cannot ask for its dictionary. */
        if (!stream->dictionary || wbits >= 0 || set_inflate_dictionary(stream))
            return value_of(stream);
    } else if (code == Z_MEM_ERROR)
        raise_error(&exc_MemoryError, "Can't allocate memory for decompression object");
    else if (code == Z_STREAM_ERROR)
        raise_value_error("Invalid initialization option");
    else
        fail(&stream->z, code, "while creating decompression object");
    GIVE_UP(stream);
    return NULL;
}

static Value decompressobj(Value module, Value *args) {
    int wbits;
    return read_int(args[0], MAX_WBITS, &wbits)
               ? inflate_stream_new(&decompress_type, wbits, args[1])
               : NULL;
}

static bool replace_bytes(Value *field, const uint8_t *bytes, size_t size) {
    Value fresh = value_of(bytes_new(bytes, size));
    if (fresh)
        replace_value(field, fresh);
    return fresh != NULL;
}

/* ---- Compress -------------------------------------------------------------------------------- */

static Value compress_compress_alone(Value self, Value *args) {
    Motion motion = motion_of(&stream_of(self)->z, z.deflate, Z_NO_FLUSH, "while compressing data");
    return pump_all(&motion.pump, args[0]);
}

static Value compress_compress(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, compress_compress_alone, self, args);
}

static Value compress_flush_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    int mode;
    size_t left;
    if (!read_int(args[0], Z_FINISH, &mode))
        return NULL;
    if (mode == Z_NO_FLUSH)
        return value_of(bytes_new(NULL, 0));
    Motion motion = motion_of(&stream->z, z.deflate, mode, "while flushing");
    Value result = pump_run(&motion.pump, NULL, 0, 0, -1, &left);
    if (result && motion.pump.ended && mode == Z_FINISH) {
        z.deflateEnd(&stream->z);
        stream->open = false;
    }
    return result;
}

static Value compress_flush(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, compress_flush_alone, self, args);
}

static Value copy_state(Stream *from, Stream *to, int code, const char *what) {
    if (code == Z_OK) {
        to->open = true;
        to->dictionary = own_maybe(from->dictionary);
        to->rest.ended = from->rest.ended;
        replace_value(&to->rest.unused, own(from->rest.unused));
        replace_value(&to->rest.waiting, own(from->rest.waiting));
        return value_of(to);
    }
    if (code == Z_MEM_ERROR)
        raise_error(&exc_MemoryError, "Can't allocate memory for %s object", what);
    else if (code == Z_STREAM_ERROR)
        raise_value_error("Inconsistent stream state");
    else
        fail(&from->z, code, "while copying stream");
    GIVE_UP(to);
    return NULL;
}

static Value compress_copy_alone(Value self, Value *args) {
    Stream *from = stream_of(self), *to = stream_new(&compress_type);
    if (!to)
        return NULL;
    int code = from->open ? z.deflateCopy(&to->z, &from->z) : Z_STREAM_ERROR;
    return copy_state(from, to, code, "compression");
}

static Value compress_copy(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, compress_copy_alone, self, args);
}

/* ---- Decompress ------------------------------------------------------------------------------ */

/* What is left over: behind the end it is unused, before it waits for more room. */
static bool keep_rest(Rest *rest, const uint8_t *bytes, size_t left, bool ended) {
    if (ended) {
        rest->ended = true;
        if (left) {
            Output all;
            Bytes *before = bytes_of(rest->unused);
            if (!output_start(&all, before->size + left, -1))
                return false;
            memcpy(all.bytes->data, before->data, before->size);
            memcpy(all.bytes->data + before->size, bytes, left);
            replace_value(&rest->unused, value_of(all.bytes));
        }
        return bytes_of(rest->waiting)->size == 0 || replace_bytes(&rest->waiting, NULL, 0);
    }
    return (left == 0 && bytes_of(rest->waiting)->size == 0) ||
           replace_bytes(&rest->waiting, bytes, left);
}

static Value inflate_piece(Stream *stream, const uint8_t *bytes, size_t size, size_t room,
                           ptrdiff_t most) {
    size_t left;
    Motion motion = inflating(&stream->z, stream->dictionary);
    Value result = pump_run(&motion.pump, bytes, size, room, most, &left);
    if (result && !keep_rest(&stream->rest, bytes + size - left, left, motion.pump.ended))
        clear_value(&result);
    return result;
}

static Value decompress_decompress_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    ptrdiff_t most = 0;
    Buffer input;
    if (args[1] && !object_index_as_size(args[1], &most, &exc_OverflowError))
        return NULL;
    if (most < 0)
        return raise_value_error("max_length must be non-negative");
    if (!buffer_get(args[0], &input, false))
        return NULL;
    Value result;
    if (stream->rest.ended) {
        result = value_of(bytes_new(NULL, 0));
        if (result && !keep_rest(&stream->rest, input.bytes, input.size, true))
            clear_value(&result);
    } else
        result = inflate_piece(stream, input.bytes, input.size, DEFAULT_BUFFER, most ? most : -1);
    buffer_release(&input);
    return result;
}

static Value decompress_decompress(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, decompress_decompress_alone, self, args);
}

static Value decompress_flush_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    ptrdiff_t room = DEFAULT_BUFFER;
    if (args[0] && !object_index_as_size(args[0], &room, &exc_OverflowError))
        return NULL;
    if (room <= 0)
        return raise_value_error("length must be greater than zero");
    if (stream->rest.ended) {
        if (stream->open)
            z.inflateEnd(&stream->z); /* from now on there is nothing to copy */
        stream->open = false;
        return value_of(bytes_new(NULL, 0));
    }
    Value input = own(stream->rest.waiting);
    Bytes *bytes = bytes_of(input);
    Value result = inflate_piece(stream, bytes->data, bytes->size, (size_t)room, -1);
    decref(input);
    return result;
}

static Value decompress_flush(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, decompress_flush_alone, self, args);
}

static Value decompress_copy_alone(Value self, Value *args) {
    Stream *from = stream_of(self), *to = stream_new(&decompress_type);
    if (!to)
        return NULL;
    int code = from->open ? z.inflateCopy(&to->z, &from->z) : Z_STREAM_ERROR;
    return copy_state(from, to, code, "decompression");
}

static Value decompress_copy(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, decompress_copy_alone, self, args);
}

/* ---- _ZlibDecompressor ----------------------------------------------------------------------- */

static Value decompressor_new(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("_ZlibDecompressor(wbits=15, zdict=b'')");
    Value bound[2];
    int wbits;
    if (!arguments_bind(&signature, args, count, names, bound) ||
        !read_int(bound[0], MAX_WBITS, &wbits))
        return NULL;
    return inflate_stream_new(type, wbits, bound[1]);
}

static Value decompressor_decompress_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    Motion motion = inflating(&stream->z, stream->dictionary);
    return rest_decompress(&stream->rest, &motion.pump, args, "End of stream already reached");
}

static Value decompressor_decompress(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, decompressor_decompress_alone, self, args);
}

/* ---- check sums ------------------------------------------------------------------------------ */

static Value check_sum(Value *args, uLong (*step)(uLong, const Bytef *, uInt), uLong start) {
    Buffer input;
    if (args[1]) {
        Value number = object_index(args[1]);
        if (!number)
            return NULL;
        start = (uint32_t)int_as_mask64(number);
        decref(number);
    }
    if (!buffer_get(args[0], &input, false))
        return NULL;
    const uint8_t *bytes = input.bytes;
    size_t left = input.size;
    bool done = true;
    if (left < CHECK_SUM_RELEASES) {
        start = step(start, bytes, (uInt)left);
        left = 0;
    }
    while (done && left > 0) {
        uInt part = left > PASS_BYTES ? PASS_BYTES : (uInt)left;
        gil_release();
        start = step(start, bytes, part);
        gil_acquire();
        bytes += part;
        left -= part;
        done = pass_may_go_on();
    }
    buffer_release(&input);
    if (!done)
        return NULL;
    return value_of_small_int((int64_t)(start & 0xffffffff));
}

static Value adler32_of(Value module, Value *args) {
    return check_sum(args, z.adler32, 1);
}

/* As zlib's, by folding: a quarter of its time. */
static uLong folded_crc32(uLong crc, const Bytef *bytes, uInt size) {
    return (uint32_t)~crc32_add(~(uint32_t)crc, bytes, size);
}

static Value crc32_of(Value module, Value *args) {
    return check_sum(args, folded_crc32, 0);
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod compress_methods[] = {
    NATIVE("compress($self, data, /)", compress_compress,
           "Returns a bytes object containing compressed data."),
    NATIVE("flush($self, mode=zlib.Z_FINISH, /)", compress_flush,
           "Return a bytes object containing any remaining compressed data."),
    NATIVE("copy($self, /)", compress_copy, "Return a copy of the compression object."),
    NATIVE("__copy__($self, /)", compress_copy, NULL),
    NATIVE("__deepcopy__($self, memo, /)", compress_copy, NULL),
    NATIVE_END};

static const NativeMethod decompress_methods[] = {
    NATIVE("decompress($self, data, /, max_length=0)", decompress_decompress,
           "Return a bytes object containing the decompressed version of the data."),
    NATIVE("flush($self, length=zlib.DEF_BUF_SIZE, /)", decompress_flush,
           "Return a bytes object containing any remaining decompressed data."),
    NATIVE("copy($self, /)", decompress_copy, "Return a copy of the decompression object."),
    NATIVE("__copy__($self, /)", decompress_copy, NULL),
    NATIVE("__deepcopy__($self, memo, /)", decompress_copy, NULL),
    NATIVE_END};

static const NativeMethod decompressor_methods[] = {
    NATIVE("decompress($self, /, data, max_length=-1)", decompressor_decompress,
           "Decompress *data*, returning uncompressed data as bytes."),
    NATIVE_END};

#define MEMBER(name, kind, field)                                                                  \
    { name, kind, offsetof(Stream, field), false, NULL }
static const NativeMember decompress_members[] = {
    MEMBER("unused_data", MEMBER_VALUE, rest.unused),
    MEMBER("unconsumed_tail", MEMBER_VALUE, rest.waiting),
    MEMBER("eof", MEMBER_BOOL, rest.ended),
    {NULL, 0, 0, false, NULL}};
static const NativeMember decompressor_members[] = {
    MEMBER("unused_data", MEMBER_VALUE, rest.unused),
    MEMBER("needs_input", MEMBER_BOOL, rest.needs_input),
    MEMBER("eof", MEMBER_BOOL, rest.ended),
    {NULL, 0, 0, false, NULL}};

static Type compress_type = {
    TYPE_INIT_ATOM("zlib.Compress", sizeof(Stream), stream_dealloc),
    .flags = TYPE_NO_INSTANTIATION | TYPE_IMMUTABLE,
    .base = &object_type,
    .methods = compress_methods,
};
static Type decompress_type = {
    TYPE_INIT_ATOM("zlib.Decompress", sizeof(Stream), stream_dealloc),
    .flags = TYPE_NO_INSTANTIATION | TYPE_IMMUTABLE,
    .base = &object_type,
    .methods = decompress_methods,
    .members = decompress_members,
};
static Type decompressor_type = {
    TYPE_INIT_ATOM("zlib._ZlibDecompressor", sizeof(Stream), stream_dealloc),
    .flags = TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Create a decompressor object for decompressing data incrementally.",
    .methods = decompressor_methods,
    .members = decompressor_members,
    .new = decompressor_new,
};

static const NativeMethod functions[] = {
    NATIVE("adler32($module, data, value=1, /)", adler32_of,
           "Compute an Adler-32 checksum of data.\n\n  value\n    Starting value of the "
           "checksum.\n\nThe returned checksum is an integer."),
    NATIVE("crc32($module, data, value=0, /)", crc32_of,
           "Compute a CRC-32 checksum of data.\n\n  value\n    Starting value of the "
           "checksum.\n\nThe returned checksum is an integer."),
    NATIVE("compress($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)",
           compress_whole, "Returns a bytes object containing compressed data."),
    NATIVE("decompress($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)", decompress_whole,
           "Returns a bytes object containing the uncompressed data."),
    NATIVE("compressobj($module, level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, "
           "memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None)",
           compressobj, "Return a compressor object."),
    NATIVE("decompressobj($module, wbits=MAX_WBITS, zdict=b'')", decompressobj,
           "Return a decompressor object."),
    NATIVE_END};

static const NamedNumber constants[] = {NAMED(MAX_WBITS),
                                        {"DEFLATED", Z_DEFLATED},
                                        {"DEF_MEM_LEVEL", 8},
                                        {"DEF_BUF_SIZE", DEFAULT_BUFFER},
                                        NAMED(Z_NO_COMPRESSION),
                                        NAMED(Z_BEST_SPEED),
                                        NAMED(Z_BEST_COMPRESSION),
                                        NAMED(Z_DEFAULT_COMPRESSION),
                                        NAMED(Z_FILTERED),
                                        NAMED(Z_HUFFMAN_ONLY),
                                        NAMED(Z_RLE),
                                        NAMED(Z_FIXED),
                                        NAMED(Z_DEFAULT_STRATEGY),
                                        NAMED(Z_NO_FLUSH),
                                        NAMED(Z_PARTIAL_FLUSH),
                                        NAMED(Z_SYNC_FLUSH),
                                        NAMED(Z_FULL_FLUSH),
                                        NAMED(Z_FINISH),
                                        NAMED(Z_BLOCK),
                                        NAMED(Z_TREES)};

static bool zlib_exec(Module *module) {
    if (!foreign_library_open(&library) || !exception_class_use(&error, module))
        return false;
    if (!MODULE_ADD_NUMBERS(module, constants))
        return false;
    return module_add_text(module, "ZLIB_VERSION", ZLIB_VERSION) &&
           module_add_text(module, "ZLIB_RUNTIME_VERSION", z.zlibVersion()) &&
           module_add_text(module, "__version__", "1.0") && type_ready(&compress_type) &&
           type_ready(&decompress_type) && module_add_type(module, &decompressor_type);
}

static void zlib_fini(void) {
    exception_class_fini(&error);
}

const NativeModule zlib_module = {
    .name = "zlib",
    .doc = "The functions in this module allow compression and decompression using the\nzlib "
           "library, which is based on GNU zip.",
    .functions = functions,
    .exec = zlib_exec,
    .fini = zlib_fini,
};
