/* _lzma: xz, legacy .lzma and raw streams by liblzma. */
#include "lib/foreign.h"
#include "lib/native/compression/pump.h"
#include "lib/native/compression/turn.h"
#include "lib/native/exception_class.h"
#include "lib/native/named_numbers.h"

#include <lzma.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define FUNCTIONS(F)                                                                               \
    F(lzma_code) F(lzma_end) F(lzma_easy_encoder) F(lzma_stream_encoder) F(lzma_alone_encoder)     \
    F(lzma_raw_encoder) F(lzma_raw_decoder) F(lzma_auto_decoder) F(lzma_stream_decoder)            \
    F(lzma_alone_decoder) F(lzma_get_check) F(lzma_check_is_supported) F(lzma_lzma_preset)       \
    F(lzma_properties_size) F(lzma_properties_encode) F(lzma_properties_decode)
/* clang-format on */
static struct { FUNCTIONS(FOREIGN_POINTER) } xz;
static ForeignLibrary library = FOREIGN_LIBRARY("lzma", "liblzma.so.5", "liblzma5", FUNCTIONS, xz);
static ExceptionClass error = {.module = "_lzma", .name = "LZMAError", .base = &exc_Exception};

enum { FORMAT_AUTO, FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW, CHECK_UNKNOWN = LZMA_CHECK_ID_MAX + 1 };

typedef struct Stream {
    Object header;
    lzma_stream xz;
    int check;
    Rest rest; /* of a compressor: only whether it ended */
    Turn turn;
} Stream;

enum { STEP_SIZE = 4 * 1024 }; /* between two looks at signals: some milliseconds */

static Type compressor_type, decompressor_type;

static Stream *stream_of(Value value) {
    return (Stream *)object_of(value);
}

static COLD void *raise_code(lzma_ret code) {
    switch (code) {
    case LZMA_UNSUPPORTED_CHECK:
        return raise_of(&error, "Unsupported integrity check");
    case LZMA_MEM_ERROR:
        return raise_no_memory();
    case LZMA_MEMLIMIT_ERROR:
        return raise_of(&error, "Memory usage limit exceeded");
    case LZMA_FORMAT_ERROR:
        return raise_of(&error, "Input format not supported by decoder");
    case LZMA_OPTIONS_ERROR:
        return raise_of(&error, "Invalid or unsupported options");
    case LZMA_DATA_ERROR:
        return raise_of(&error, "Corrupt input data");
    case LZMA_BUF_ERROR:
        return raise_of(&error, "Insufficient buffer space");
    case LZMA_PROG_ERROR:
        return raise_of(&error, "Internal error");
    default:
        return raise_of(&error, "Unrecognized error from liblzma: %d", (int)code);
    }
}

static void stream_dealloc(Object *object) {
    Stream *stream = (Stream *)object;
    xz.lzma_end(&stream->xz);
    rest_fini(&stream->rest);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* ---- filters --------------------------------------------------------------------------------- */

typedef struct {
    lzma_filter filters[LZMA_FILTERS_MAX + 1];
    union {
        lzma_options_lzma lzma;
        lzma_options_delta delta;
        lzma_options_bcj bcj;
    } options[LZMA_FILTERS_MAX];
} Chain;

/* FOUND: *number is the entry of that name. */
static Lookup read_entry(Dict *spec, const char *text, uint64_t *number) {
    Str *name = str_interned(text);
    Value value;
    if (!name)
        return LOOKUP_ERROR;
    Lookup found = dict_lookup(spec, value_of(name), &value);
    GIVE_UP(name);
    if (found != LOOKUP_FOUND)
        return found;
    bool fine = int_as_uint64(value, number);
    decref(value);
    return fine ? LOOKUP_FOUND : LOOKUP_ERROR;
}

/* Besides "id" it has entries only of these names, a list that null ends. */
static bool check_entries(Dict *spec, const char *const *known, const char *filter) {
    size_t position = 0;
    Value key, value;
    while (dict_next(spec, &position, &key, &value)) {
        bool fine = is_str(key) && str_equal_c(str_of(key), "id");
        for (const char *const *name = known; !fine && *name; name++)
            fine = is_str(key) && str_equal_c(str_of(key), *name);
        if (!fine)
            return raise_value_error("Invalid filter specifier for %s filter", filter);
    }
    return true;
}

static bool read_lzma_options(Dict *spec, lzma_options_lzma *options) {
    uint64_t number = LZMA_PRESET_DEFAULT;
    if (read_entry(spec, "preset", &number) == LOOKUP_ERROR)
        return false;
    if (xz.lzma_lzma_preset(options, (uint32_t)number))
        return raise_of(&error, "Invalid compression preset: %zu", (size_t)number);
    const struct {
        const char *name;
        uint32_t *field;
    } fields[] = {{"dict_size", &options->dict_size},
                  {"lc", &options->lc},
                  {"lp", &options->lp},
                  {"pb", &options->pb},
                  {"nice_len", &options->nice_len},
                  {"depth", &options->depth}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        Lookup found = read_entry(spec, fields[i].name, &number);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_FOUND)
            *fields[i].field = (uint32_t)number;
    }
    Lookup mode = read_entry(spec, "mode", &number);
    if (mode == LOOKUP_FOUND)
        options->mode = (lzma_mode)number;
    Lookup finder = read_entry(spec, "mf", &number);
    if (finder == LOOKUP_FOUND)
        options->mf = (lzma_match_finder)number;
    return mode != LOOKUP_ERROR && finder != LOOKUP_ERROR;
}

static bool read_filter(Value value, Chain *chain, size_t place) {
    uint64_t id, number;
    if (!is_dict(value))
        return raise_type_error("Filter specifier must be a dict or dict-like object");
    Dict *spec = dict_of(value);
    Lookup found = read_entry(spec, "id", &id);
    if (found == LOOKUP_MISSING)
        return raise_value_error("Filter specifier must have an \"id\" entry");
    if (found == LOOKUP_ERROR)
        return false;
    static const char *const lzma_entries[] = {"preset", "dict_size", "lc", "lp",    "pb",
                                               "mode",   "nice_len",  "mf", "depth", NULL};
    static const char *const delta_entries[] = {"dist", NULL};
    static const char *const bcj_entries[] = {"start_offset", NULL};
    lzma_filter *filter = &chain->filters[place];
    *filter = (lzma_filter){.id = id, .options = &chain->options[place]};
    memset(&chain->options[place], 0, sizeof chain->options[place]);
    switch (id) {
    case LZMA_FILTER_LZMA1:
    case LZMA_FILTER_LZMA2:
        return check_entries(spec, lzma_entries, "LZMA") &&
               read_lzma_options(spec, &chain->options[place].lzma);
    case LZMA_FILTER_DELTA:
        number = 1;
        if (!check_entries(spec, delta_entries, "delta") ||
            read_entry(spec, "dist", &number) == LOOKUP_ERROR)
            return false;
        chain->options[place].delta.type = LZMA_DELTA_TYPE_BYTE;
        chain->options[place].delta.dist = (uint32_t)number;
        return true;
    case LZMA_FILTER_X86:
    case LZMA_FILTER_POWERPC:
    case LZMA_FILTER_IA64:
    case LZMA_FILTER_ARM:
    case LZMA_FILTER_ARMTHUMB:
    case LZMA_FILTER_SPARC:
        number = 0;
        if (!check_entries(spec, bcj_entries, "BCJ") ||
            read_entry(spec, "start_offset", &number) == LOOKUP_ERROR)
            return false;
        chain->options[place].bcj.start_offset = (uint32_t)number;
        return true;
    }
    return raise_value_error("Invalid filter ID: %zu", (size_t)id);
}

static bool read_chain(Value value, Chain *chain) {
    if (is_dict(value))
        return raise_type_error("dict is not a sequence");
    List *specs = list_from_iterable(value);
    if (!specs)
        return false;
    bool fine =
        specs->count <= LZMA_FILTERS_MAX ||
        raise_value_error("Too many filters - liblzma supports a maximum of %d", LZMA_FILTERS_MAX);
    size_t count = fine ? specs->count : 0;
    for (size_t i = 0; fine && i < count; i++)
        fine = read_filter(specs->items[i], chain, i);
    chain->filters[count].id = LZMA_VLI_UNKNOWN;
    GIVE_UP(specs);
    return fine;
}

/* ---- moving a stream on ---------------------------------------------------------------------- */

static StepResult step(Pump *pump, Piece *piece) {
    Stream *stream = pump->stream;
    stream->xz.next_in = piece->in;
    stream->xz.avail_in = piece->in_size;
    stream->xz.next_out = piece->out;
    stream->xz.avail_out = piece->out_size;
    lzma_ret code = xz.lzma_code(&stream->xz, (lzma_action)pump->action);
    *piece = (Piece){stream->xz.next_in, stream->xz.avail_in, stream->xz.next_out,
                     stream->xz.avail_out, piece->last};
    pump->code = (int)code;
    if (code == LZMA_STREAM_END)
        return STEP_END;
    if (code == LZMA_BUF_ERROR && piece->in_size == 0 && piece->out_size > 0)
        return STEP_ON; /* it only wants more */
    if (code == LZMA_NO_CHECK || code == LZMA_GET_CHECK)
        stream->check = (int)xz.lzma_get_check(&stream->xz);
    else if (code != LZMA_OK)
        return STEP_REFUSED;
    return STEP_ON;
}

static COLD void *fail(Pump *pump) {
    return raise_code((lzma_ret)pump->code);
}

static Pump pump_for(Stream *stream, lzma_action action) {
    return (Pump){.step = step,
                  .fail = fail,
                  .step_size = STEP_SIZE,
                  .stream = stream,
                  .action = (int)action,
                  .to_end = action == LZMA_FINISH};
}

/* What the library needs counts as ours, and is refused as ours is. */
static void *allocate(void *opaque, size_t count, size_t size) {
    return mem_raw_malloc(count * size); /* the library has checked the product */
}

static void release(void *opaque, void *memory) {
    mem_raw_free(memory);
}

static const lzma_allocator allocator = {.alloc = allocate, .free = release};

static Stream *stream_new(Type *type) {
    Stream *stream = type_allocate(type, 0);
    if (!stream)
        return NULL;
    stream->xz = (lzma_stream)LZMA_STREAM_INIT;
    stream->xz.allocator = &allocator;
    stream->check = CHECK_UNKNOWN;
    if (rest_init(&stream->rest))
        return stream;
    GIVE_UP(stream);
    return NULL;
}

static Value started_steal(Stream *stream, lzma_ret code) {
    if (code == LZMA_OK)
        return value_of(stream);
    GIVE_UP(stream);
    return raise_code(code);
}

static bool read_int(Value value, int fallback, int *number) {
    *number = fallback;
    return !value || value == NONE || int_as_int(value, number);
}

/* ---- LZMACompressor -------------------------------------------------------------------------- */

static bool start_encoder(Stream *stream, int format, int check, Value preset_value, Value filters,
                          lzma_ret *code) {
    uint64_t preset = LZMA_PRESET_DEFAULT;
    Chain chain;
    lzma_options_lzma options;
    if (preset_value && preset_value != NONE && !int_as_uint64(preset_value, &preset))
        return false;
    if (filters && !read_chain(filters, &chain))
        return false;
    switch (format) {
    case FORMAT_XZ:
        *code = filters ? xz.lzma_stream_encoder(&stream->xz, chain.filters, (lzma_check)check)
                        : xz.lzma_easy_encoder(&stream->xz, (uint32_t)preset, (lzma_check)check);
        return true;
    case FORMAT_ALONE:
        if (filters &&
            (chain.filters[0].id != LZMA_FILTER_LZMA1 || chain.filters[1].id != LZMA_VLI_UNKNOWN))
            return raise_value_error("Invalid filter chain for FORMAT_ALONE - must be a single "
                                     "LZMA1 filter");
        if (!filters && xz.lzma_lzma_preset(&options, (uint32_t)preset))
            return raise_of(&error, "Invalid compression preset: %zu", (size_t)preset);
        *code = xz.lzma_alone_encoder(&stream->xz, filters ? &chain.options[0].lzma : &options);
        return true;
    case FORMAT_RAW:
        if (!filters)
            return raise_value_error("Must specify filters for FORMAT_RAW");
        *code = xz.lzma_raw_encoder(&stream->xz, chain.filters);
        return true;
    }
    return raise_value_error("Invalid container format: %d", format);
}

static Value compressor_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)");
    Value bound[4];
    int format, check;
    if (!arguments_bind(&signature, args, count, keywords, bound) ||
        !read_int(bound[0], FORMAT_XZ, &format) || !read_int(bound[1], -1, &check))
        return NULL;
    Value filters = bound[3] && bound[3] != NONE ? bound[3] : NULL;
    if (bound[2] && bound[2] != NONE && filters)
        return raise_value_error("Cannot specify both preset and filter chain");
    if (format != FORMAT_XZ && check != -1 && check != LZMA_CHECK_NONE)
        return raise_value_error("Integrity checks are only supported by FORMAT_XZ");
    Stream *stream = stream_new(type);
    lzma_ret code = LZMA_OK;
    if (!stream)
        return NULL;
    if (!start_encoder(stream, format, check == -1 ? LZMA_CHECK_CRC64 : check, bound[2], filters,
                       &code)) {
        GIVE_UP(stream);
        return NULL;
    }
    return started_steal(stream, code);
}

static Value compressor_compress_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    if (stream->rest.ended)
        return raise_value_error("Compressor has been flushed");
    Pump pump = pump_for(stream, LZMA_RUN);
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
    Pump pump = pump_for(stream, LZMA_FINISH);
    return pump_run(&pump, NULL, 0, 0, -1, &left);
}

static Value compressor_flush(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, compressor_flush_alone, self, args);
}

/* ---- LZMADecompressor ------------------------------------------------------------------------ */

static bool start_decoder(Stream *stream, int format, uint64_t limit, Value filters,
                          lzma_ret *code) {
    enum { FLAGS = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK };
    Chain chain;
    switch (format) {
    case FORMAT_AUTO:
        *code = xz.lzma_auto_decoder(&stream->xz, limit, FLAGS);
        return true;
    case FORMAT_XZ:
        *code = xz.lzma_stream_decoder(&stream->xz, limit, FLAGS);
        return true;
    case FORMAT_ALONE:
        stream->check = LZMA_CHECK_NONE;
        *code = xz.lzma_alone_decoder(&stream->xz, limit);
        return true;
    case FORMAT_RAW:
        stream->check = LZMA_CHECK_NONE;
        if (!read_chain(filters, &chain))
            return false;
        *code = xz.lzma_raw_decoder(&stream->xz, chain.filters);
        return true;
    }
    return raise_value_error("Invalid container format: %d", format);
}

static Value decompressor_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("LZMADecompressor(format=FORMAT_AUTO, memlimit=None, filters=None)");
    Value bound[3];
    int format;
    uint64_t limit = UINT64_MAX;
    if (!arguments_bind(&signature, args, count, keywords, bound) ||
        !read_int(bound[0], FORMAT_AUTO, &format))
        return NULL;
    if (bound[1] && bound[1] != NONE) {
        if (format == FORMAT_RAW)
            return raise_value_error("Cannot specify memory limit with FORMAT_RAW");
        if (!int_as_uint64(bound[1], &limit))
            return NULL;
    }
    Value filters = bound[2] && bound[2] != NONE ? bound[2] : NULL;
    if (format == FORMAT_RAW && !filters)
        return raise_value_error("Must specify filters for FORMAT_RAW");
    if (format != FORMAT_RAW && filters)
        return raise_value_error("Cannot specify filters except with FORMAT_RAW");
    Stream *stream = stream_new(type);
    lzma_ret code = LZMA_OK;
    if (!stream)
        return NULL;
    if (!start_decoder(stream, format, limit, filters, &code)) {
        GIVE_UP(stream);
        return NULL;
    }
    return started_steal(stream, code);
}

static Value decompressor_decompress_alone(Value self, Value *args) {
    Stream *stream = stream_of(self);
    Pump pump = pump_for(stream, LZMA_RUN);
    return rest_decompress(&stream->rest, &pump, args, "Already at end of stream");
}

static Value decompressor_decompress(Value self, Value *args) {
    return turn_call(&stream_of(self)->turn, decompressor_decompress_alone, self, args);
}

/* ---- the properties of a filter, as archives keep them --------------------------------------- */

static Value encode_properties(Value module, Value *args) {
    Chain chain;
    uint32_t size;
    if (!read_filter(args[0], &chain, 0))
        return NULL;
    lzma_ret code = xz.lzma_properties_size(&size, chain.filters);
    if (code != LZMA_OK)
        return raise_code(code);
    Bytes *result = bytes_new(NULL, size);
    if (result && (code = xz.lzma_properties_encode(chain.filters, result->data)) != LZMA_OK) {
        GIVE_UP(result);
        return raise_code(code);
    }
    return value_of(result);
}

static bool add_number(Dict *spec, const char *name, uint64_t number) {
    return dict_set_c_steal(spec, name, value_from_uint64(number));
}

/* The entries of what liblzma has decoded, which is NULL where all is as by default. */
static bool add_options(Dict *spec, const lzma_filter *filter) {
    const lzma_options_lzma *lzma = filter->options;
    const lzma_options_delta *delta = filter->options;
    const lzma_options_bcj *bcj = filter->options;
    if (!filter->options)
        return true;
    switch (filter->id) {
    case LZMA_FILTER_LZMA1:
        return add_number(spec, "lc", lzma->lc) && add_number(spec, "lp", lzma->lp) &&
               add_number(spec, "pb", lzma->pb) && add_number(spec, "dict_size", lzma->dict_size);
    case LZMA_FILTER_LZMA2:
        return add_number(spec, "dict_size", lzma->dict_size);
    case LZMA_FILTER_DELTA:
        return add_number(spec, "dist", delta->dist);
    case LZMA_FILTER_X86:
    case LZMA_FILTER_POWERPC:
    case LZMA_FILTER_IA64:
    case LZMA_FILTER_ARM:
    case LZMA_FILTER_ARMTHUMB:
    case LZMA_FILTER_SPARC:
        return add_number(spec, "start_offset", bcj->start_offset);
    }
    return raise_value_error("Invalid filter ID: %zu", (size_t)filter->id);
}

static Value decode_properties(Value module, Value *args) {
    lzma_filter filter = {0};
    Buffer properties;
    if (!int_as_uint64(args[0], &filter.id) || !buffer_get(args[1], &properties, false))
        return NULL;
    lzma_ret code = xz.lzma_properties_decode(&filter, NULL, properties.bytes, properties.size);
    buffer_release(&properties);
    if (code != LZMA_OK)
        return raise_code(code);
    Value result = value_of(dict_new());
    if (result &&
        (!add_number(dict_of(result), "id", filter.id) || !add_options(dict_of(result), &filter)))
        clear_value(&result);
    free(filter.options); /* malloc()ed by liblzma */
    return result;
}

/* ---- the module ------------------------------------------------------------------------------ */

static Value is_check_supported(Value module, Value *args) {
    int check;
    return int_as_int(args[0], &check)
               ? value_of_bool(xz.lzma_check_is_supported((lzma_check)check))
               : NULL;
}

static const NativeMethod functions[] = {
    NATIVE("is_check_supported($module, check_id, /)", is_check_supported,
           "Test whether the given integrity check is supported.\n\nAlways returns True for "
           "CHECK_NONE and CHECK_CRC32."),
    NATIVE("_encode_filter_properties($module, filter, /)", encode_properties,
           "Return a bytes object encoding the options (properties) of the filter specified by "
           "*filter* (a dict).\n\nThe result does not include the filter ID itself, only the "
           "options."),
    NATIVE("_decode_filter_properties($module, filter_id, encoded_props, /)", decode_properties,
           "Return a dict describing a filter with ID *filter_id*, and options (properties) "
           "decoded from the bytes object *encoded_props*."),
    NATIVE_END};
static const NativeMethod compressor_methods[] = {
    NATIVE("compress($self, data, /)", compressor_compress,
           "Provide data to the compressor object."),
    NATIVE("flush($self, /)", compressor_flush, "Finish the compression process."), NATIVE_END};
static const NativeMethod decompressor_methods[] = {
    NATIVE("decompress($self, /, data, max_length=-1)", decompressor_decompress,
           "Decompress *data*, returning uncompressed data as bytes."),
    NATIVE_END};
static const NativeMember decompressor_members[] = {
    {"check", MEMBER_INT32, offsetof(Stream, check), false,
     "ID of the integrity check used by the input stream."},
    {"eof", MEMBER_BOOL, offsetof(Stream, rest.ended), false,
     "True if the end-of-stream marker has been reached."},
    {"unused_data", MEMBER_VALUE, offsetof(Stream, rest.unused), false,
     "Data found after the end of the compressed stream."},
    {"needs_input", MEMBER_BOOL, offsetof(Stream, rest.needs_input), false,
     "True if more input is needed before more decompressed data can be produced."},
    {NULL, 0, 0, false, NULL}};

static Type compressor_type = {
    TYPE_INIT_ATOM("_lzma.LZMACompressor", sizeof(Stream), stream_dealloc),
    .flags = TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Create a compressor object for compressing data incrementally.",
    .methods = compressor_methods,
    .new = compressor_new,
};
static Type decompressor_type = {
    TYPE_INIT_ATOM("_lzma.LZMADecompressor", sizeof(Stream), stream_dealloc),
    .flags = TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Create a decompressor object for decompressing data incrementally.",
    .methods = decompressor_methods,
    .members = decompressor_members,
    .new = decompressor_new,
};

#define CONSTANT(name)                                                                             \
    { #name, (int64_t)LZMA_##name }
static const NamedNumber constants[] = {
    NAMED(FORMAT_AUTO),       NAMED(FORMAT_XZ),          NAMED(FORMAT_ALONE),
    NAMED(FORMAT_RAW),        NAMED(CHECK_UNKNOWN),      CONSTANT(CHECK_NONE),
    CONSTANT(CHECK_CRC32),    CONSTANT(CHECK_CRC64),     CONSTANT(CHECK_SHA256),
    CONSTANT(CHECK_ID_MAX),   CONSTANT(FILTER_LZMA1),    CONSTANT(FILTER_LZMA2),
    CONSTANT(FILTER_DELTA),   CONSTANT(FILTER_X86),      CONSTANT(FILTER_IA64),
    CONSTANT(FILTER_ARM),     CONSTANT(FILTER_ARMTHUMB), CONSTANT(FILTER_SPARC),
    CONSTANT(FILTER_POWERPC), CONSTANT(MF_HC3),          CONSTANT(MF_HC4),
    CONSTANT(MF_BT2),         CONSTANT(MF_BT3),          CONSTANT(MF_BT4),
    CONSTANT(MODE_FAST),      CONSTANT(MODE_NORMAL),     CONSTANT(PRESET_DEFAULT),
    CONSTANT(PRESET_EXTREME)};

static bool lzma_exec(Module *module) {
    if (!foreign_library_open(&library) || !exception_class_use(&error, module))
        return false;
    return MODULE_ADD_NUMBERS(module, constants) && type_ready(&compressor_type) &&
           type_ready(&decompressor_type) && module_add_type(module, &compressor_type) &&
           module_add_type(module, &decompressor_type);
}

static void lzma_fini(void) {
    exception_class_fini(&error);
}

const NativeModule _lzma_module = {
    .name = "_lzma",
    .doc = "Compression by liblzma.",
    .functions = functions,
    .exec = lzma_exec,
    .fini = lzma_fini,
};
