/* sys.version_info, flags, float_info and the other tables of sys that never change. */
#include "vm/sys_info.h"
#include "vm/objects/simple_namespace.h"
#include "vm/objects/struct_sequence.h"
#include "vm/sys.h"
#include "vm/vm.h"

#include <float.h>
#include <math.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static StructSequence version_info, flags, float_info, int_info, hash_info, thread_info,
    async_gen_hooks, unraisable_hook_args;

/* ---- version --------------------------------------------------------------------------------- */

static Value version_tuple(void) {
    static const StructSequenceField fields[] = {
        {"major", "Major release number"},
        {"minor", "Minor release number"},
        {"micro", "Patch release number"},
        {"releaselevel", "'alpha', 'beta', 'candidate', or 'final'"},
        {"serial", "Serial release number"},
    };
    if (!struct_sequence_ready(&version_info, "sys.version_info",
                               "sys.version_info\n\nVersion information as a named tuple.", fields,
                               5, 5))
        return NULL;
    version_info.type.flags |= TYPE_NO_INSTANTIATION;
    Value values[] = {value_of_small_int(PYTHON_MAJOR), value_of_small_int(PYTHON_MINOR),
                      value_of_small_int(PYTHON_MICRO), value_of(str_from_c("final")),
                      value_of_small_int(0)};
    return struct_sequence_new_steal(&version_info, values);
}

static Value implementation(Value version) {
    Dict *dict = dict_new();
    if (!dict)
        return NULL;
    Value result = NULL;
    if (dict_set_c_steal(dict, "name", value_of(str_from_c("folio"))) &&
        dict_set_c_steal(dict, "cache_tag", value_of(str_from_c(FOLIO_CACHE_TAG))) &&
        dict_set_c(dict, "version", version) &&
        dict_set_c(dict, "hexversion", value_of_small_int(PYTHON_HEX_VERSION)) &&
        dict_set_c_steal(dict, "_multiarch", value_of(str_from_c("x86_64-linux-gnu"))))
        result = simple_namespace_new(dict);
    GIVE_UP(dict);
    return result;
}

/* ---- flags ----------------------------------------------------------------------------------- */

static Value flags_tuple(void) {
    static const StructSequenceField fields[] = {
        {"debug", "-d"},
        {"inspect", "-i"},
        {"interactive", "-i"},
        {"optimize", "-O or -OO"},
        {"dont_write_bytecode", "-B"},
        {"no_user_site", "-s"},
        {"no_site", "-S"},
        {"ignore_environment", "-E"},
        {"verbose", "-v"},
        {"bytes_warning", "-b"},
        {"quiet", "-q"},
        {"hash_randomization", "-R"},
        {"isolated", "-I"},
        {"dev_mode", "-X dev"},
        {"utf8_mode", "-X utf8"},
        {"warn_default_encoding", "-X warn_default_encoding"},
        {"safe_path", "-P"},
        {"int_max_str_digits", "-X int_max_str_digits"},
        {"gil", "-X gil"}, /* no item: only by name */
    };
    if (!struct_sequence_ready(&flags, "sys.flags",
                               "sys.flags\n\nFlags provided through command line arguments or "
                               "environment vars.",
                               fields, COUNT_OF(fields) - 1, COUNT_OF(fields)))
        return NULL;
    flags.type.flags |= TYPE_NO_INSTANTIATION;
    Settings *s = &settings;
    Value values[] = {
        value_of_small_int(s->debug),
        value_of_small_int(s->inspect),
        value_of_small_int(s->interactive),
        value_of_small_int(s->optimize),
        value_of_small_int(s->dont_write_bytecode),
        value_of_small_int(s->no_user_site),
        value_of_small_int(s->no_site),
        value_of_small_int(s->ignore_environment),
        value_of_small_int(s->verbose),
        value_of_small_int(s->bytes_warning),
        value_of_small_int(s->quiet),
        value_of_small_int(s->hash_randomization),
        value_of_small_int(s->isolated),
        value_of_bool(s->dev_mode),
        value_of_small_int(s->utf8_mode),
        value_of_small_int(s->warn_default_encoding),
        value_of_bool(s->safe_path),
        value_of_small_int(s->int_max_str_digits),
        value_of_small_int(1),
    };
    _Static_assert(COUNT_OF(values) == COUNT_OF(fields), "a value per field");
    return struct_sequence_new_steal(&flags, values);
}

/* ---- numbers --------------------------------------------------------------------------------- */

static Value float_tuple(void) {
    static const StructSequenceField fields[] = {
        {"max", "DBL_MAX -- maximum representable finite float"},
        {"max_exp", "DBL_MAX_EXP -- maximum int e such that radix**(e-1) is representable"},
        {"max_10_exp", "DBL_MAX_10_EXP -- maximum int e such that 10**e is representable"},
        {"min", "DBL_MIN -- Minimum positive normalized float"},
        {"min_exp", "DBL_MIN_EXP -- minimum int e such that radix**(e-1) is a normalized float"},
        {"min_10_exp", "DBL_MIN_10_EXP -- minimum int e such that 10**e is a normalized float"},
        {"dig", "DBL_DIG -- maximum number of decimal digits that can be faithfully represented in "
                "a float"},
        {"mant_dig", "DBL_MANT_DIG -- mantissa digits"},
        {"epsilon", "DBL_EPSILON -- Difference between 1 and the next representable float"},
        {"radix", "FLT_RADIX -- radix of exponent"},
        {"rounds", "FLT_ROUNDS -- rounding mode used for arithmetic operations"},
    };
    if (!struct_sequence_ready(&float_info, "sys.float_info",
                               "sys.float_info\n\nA named tuple holding information about the "
                               "float type.",
                               fields, 11, 11))
        return NULL;
    Value values[] = {
        float_new(DBL_MAX),
        value_of_small_int(DBL_MAX_EXP),
        value_of_small_int(DBL_MAX_10_EXP),
        float_new(DBL_MIN),
        value_of_small_int(DBL_MIN_EXP),
        value_of_small_int(DBL_MIN_10_EXP),
        value_of_small_int(DBL_DIG),
        value_of_small_int(DBL_MANT_DIG),
        float_new(DBL_EPSILON),
        value_of_small_int(FLT_RADIX),
        value_of_small_int(FLT_ROUNDS),
    };
    return struct_sequence_new_steal(&float_info, values);
}

static Value int_tuple(void) {
    static const StructSequenceField fields[] = {
        {"bits_per_digit", "size of a digit in bits"},
        {"sizeof_digit", "size in bytes of the C type used to represent a digit"},
        {"default_max_str_digits", "maximum string conversion digits limitation"},
        {"str_digits_check_threshold", "minimum positive value for int_max_str_digits"},
    };
    if (!struct_sequence_ready(&int_info, "sys.int_info",
                               "sys.int_info\n\nA named tuple that holds information about "
                               "Python's\ninternal representation of integers.  The attributes are "
                               "read only.",
                               fields, 4, 4))
        return NULL;
    Value values[] = {value_of_small_int(30), value_of_small_int(4), value_of_small_int(4300),
                      value_of_small_int(640)};
    return struct_sequence_new_steal(&int_info, values);
}

static Value hash_tuple(void) {
    static const StructSequenceField fields[] = {
        {"width", "width of the type used for hashing, in bits"},
        {"modulus", "prime number giving the modulus on which the hash function is based"},
        {"inf", "value to be used for hash of a positive infinity"},
        {"nan", "not used"},
        {"imag", "multiplier used for the imaginary part of a complex number"},
        {"algorithm", "name of the algorithm for hashing of str, bytes and memoryviews"},
        {"hash_bits", "internal output size of hash algorithm"},
        {"seed_bits", "seed size of hash algorithm"},
        {"cutoff", "small string optimization cutoff"},
    };
    if (!struct_sequence_ready(&hash_info, "sys.hash_info",
                               "hash_info\n\nA named tuple providing parameters used for computing "
                               "hashes. The attributes are read only.",
                               fields, 9, 9))
        return NULL;
    Value values[] = {
        value_of_small_int(64),      value_of_small_int((INT64_C(1) << 61) - 1),
        value_of_small_int(314159),  value_of_small_int(0),
        value_of_small_int(1000003), value_of(str_from_c("siphash13")),
        value_of_small_int(64),      value_of_small_int(128),
        value_of_small_int(0),
    };
    return struct_sequence_new_steal(&hash_info, values);
}

static Value thread_tuple(void) {
    static const StructSequenceField fields[] = {
        {"name", "name of the thread implementation"},
        {"lock", "name of the lock implementation"},
        {"version", "name and version of the thread library"},
    };
    if (!struct_sequence_ready(&thread_info, "sys.thread_info",
                               "sys.thread_info\n\nA named tuple holding information about the "
                               "thread implementation.",
                               fields, 3, 3))
        return NULL;
    Value values[] = {value_of(str_from_c("pthread")), value_of(str_from_c("mutex+cond")), NONE};
    return struct_sequence_new_steal(&thread_info, values);
}

Value sys_async_gen_hooks(void) {
    static const StructSequenceField fields[] = {{"firstiter", NULL}, {"finalizer", NULL}};
    if (!struct_sequence_ready(&async_gen_hooks, "asyncgen_hooks", NULL, fields, 2, 2))
        return NULL;
    Value first = current_thread->async_gen_firstiter, last = current_thread->async_gen_finalizer;
    Value values[] = {own(first ? first : NONE), own(last ? last : NONE)};
    return struct_sequence_new_steal(&async_gen_hooks, values);
}

Value sys_unraisable_hook_args(Value type, Value value, Value traceback, Value message,
                               Value object) {
    static const StructSequenceField fields[] = {
        {"exc_type", "Exception type"},
        {"exc_value", "Exception value"},
        {"exc_traceback", "Exception traceback"},
        {"err_msg", "Error message"},
        {"object", "Object causing the exception"},
    };
    if (!struct_sequence_ready(&unraisable_hook_args, "UnraisableHookArgs", NULL, fields, 5, 5))
        return NULL;
    Value values[] = {own(type), own(value), own(traceback), own(message), own(object)};
    return struct_sequence_new_steal(&unraisable_hook_args, values);
}

/* ---- into the module ------------------------------------------------------------------------- */

static Value git_tuple(void) {
    Value name = value_of(str_from_c("Folio")), empty = value_of(str_empty());
    Tuple *tuple = name ? tuple_pack(3, name, empty, empty) : NULL;
    decref_maybe(name);
    decref(empty);
    return value_of(tuple);
}

static bool add_version(Module *sys) {
    Value version = version_tuple();
    bool done = version && dict_set_c(sys->dict, "version_info", version) &&
                module_add_steal(sys, "implementation", implementation(version));
    decref_maybe(version);
    return done && module_add_int(sys, "hexversion", PYTHON_HEX_VERSION) &&
           module_add_int(sys, "api_version", 1013) &&
           module_add_text(sys, "version", sys_version_text()) &&
           module_add_text(sys, "copyright", "Folio is free software; see its LICENSE.") &&
           module_add_steal(sys, "_git", git_tuple());
}

const char *sys_version_text(void) {
    return PYTHON_VERSION " (Folio " FOLIO_VERSION ") ["
#if defined(__clang__)
                          "Clang " __clang_version__
#else
                          "GCC " __VERSION__
#endif
                          "]";
}

bool sys_add_tables(Module *sys) {
    return add_version(sys) && module_add_steal(sys, "flags", flags_tuple()) &&
           module_add_steal(sys, "float_info", float_tuple()) &&
           module_add_steal(sys, "int_info", int_tuple()) &&
           module_add_steal(sys, "hash_info", hash_tuple()) &&
           module_add_steal(sys, "thread_info", thread_tuple()) &&
           module_add_text(sys, "float_repr_style", "short") &&
           module_add_int(sys, "maxsize", PTRDIFF_MAX) &&
           module_add_int(sys, "maxunicode", 0x10ffff) &&
           module_add_text(sys, "byteorder", "little") &&
           module_add_text(sys, "platform", "linux") && module_add_text(sys, "abiflags", "") &&
           module_add_text(sys, "platlibdir", "lib") && module_add_text(sys, "_framework", "");
}
