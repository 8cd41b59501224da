/* The method tables of bytes and bytearray. */
#include "vm/objects/bytes_methods.h"

/* clang-format off */
#define SHARED_METHODS \
    NATIVE("capitalize($self, /)", bytes_method_capitalize, \
           "A copy whose first byte is upper case and the rest lower case."), \
    NATIVE("center($self, width, fillchar=b' ', /)", bytes_method_center, \
           "Centered in a length of the given width."), \
    NATIVE("decode($self, /, encoding='utf-8', errors='strict')", bytes_method_decode, \
           "The text that the bytes encode."), \
    NATIVE("expandtabs($self, /, tabsize=8)", bytes_method_expandtabs, \
           "A copy with tabs replaced by spaces."), \
    NATIVE("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)", bytes_method_hex, \
           "As text of two hexadecimal digits for each byte, with a separator after every\n"      \
           "bytes_per_sep bytes, counted from the right or, if negative, from the left.\n\n"      \
           ">>> b'\\x01\\x02\\xff'.hex()\n'0102ff'\n"                                              \
           ">>> b'\\x01\\x02\\xff'.hex(':', 2)\n'01:02ff'"),                                       \
    NATIVE("isalnum($self, /)", bytes_method_isalnum, \
           "Is all of it ASCII letters or digits, and not empty?"), \
    NATIVE("isalpha($self, /)", bytes_method_isalpha, \
           "Is all of it ASCII letters, and not empty?"), \
    NATIVE("isascii($self, /)", bytes_method_isascii, \
           "Is all of it ASCII?"), \
    NATIVE("isdigit($self, /)", bytes_method_isdigit, \
           "Is all of it ASCII digits, and not empty?"), \
    NATIVE("islower($self, /)", bytes_method_islower, \
           "Are all letters lower case, and is there one?"), \
    NATIVE("isspace($self, /)", bytes_method_isspace, \
           "Is all of it ASCII whitespace, and not empty?"), \
    NATIVE("istitle($self, /)", bytes_method_istitle, \
           "Is it in title case, with at least one letter?"), \
    NATIVE("isupper($self, /)", bytes_method_isupper, \
           "Are all letters upper case, and is there one?"), \
    NATIVE("join($self, iterable_of_bytes, /)", bytes_method_join, \
           "The bytes of the iterable with these between them."), \
    NATIVE("ljust($self, width, fillchar=b' ', /)", bytes_method_ljust, \
           "At the left of a length of the given width."), \
    NATIVE("lower($self, /)", bytes_method_lower, \
           "A copy in lower case."), \
    NATIVE("lstrip($self, bytes=None, /)", bytes_method_lstrip, \
           "A copy without the given bytes (or whitespace) at the beginning."), \
    NATIVE("partition($self, sep, /)", bytes_method_partition, \
           "What is before the separator, the separator, and what is after it."), \
    NATIVE("replace($self, old, new, count=-1, /)", bytes_method_replace, \
           "A copy with occurrences of old replaced by new."), \
    NATIVE("removeprefix($self, prefix, /)", bytes_method_removeprefix, \
           "A copy without the prefix, if it begins so."), \
    NATIVE("removesuffix($self, suffix, /)", bytes_method_removesuffix, \
           "A copy without the suffix, if it ends so."), \
    NATIVE("rjust($self, width, fillchar=b' ', /)", bytes_method_rjust, \
           "At the right of a length of the given width."), \
    NATIVE("rpartition($self, sep, /)", bytes_method_rpartition, \
           "As partition, at the last separator."), \
    NATIVE("rsplit($self, /, sep=None, maxsplit=-1)", bytes_method_rsplit, \
           "As split, beginning at the end."), \
    NATIVE("rstrip($self, bytes=None, /)", bytes_method_rstrip, \
           "A copy without the given bytes (or whitespace) at the end."), \
    NATIVE("split($self, /, sep=None, maxsplit=-1)", bytes_method_split, \
           "The parts between separators, as a list."), \
    NATIVE("splitlines($self, /, keepends=False)", bytes_method_splitlines, \
           "The lines, as a list."), \
    NATIVE("strip($self, bytes=None, /)", bytes_method_strip, \
           "A copy without the given bytes (or whitespace) at both ends."), \
    NATIVE("swapcase($self, /)", bytes_method_swapcase, \
           "A copy with upper and lower case exchanged."), \
    NATIVE("title($self, /)", bytes_method_title, \
           "A copy in which each word begins upper case and goes on lower case."), \
    NATIVE("translate($self, table, /, delete=b'')", bytes_method_translate, \
           "A copy with each byte replaced by what the table says."), \
    NATIVE("upper($self, /)", bytes_method_upper, \
           "A copy in upper case."), \
    NATIVE("zfill($self, width, /)", bytes_method_zfill, \
           "Padded with zeros at the left, behind the sign."), \
    NATIVE_RAW("count($self, sub[, start[, end]], /)", bytes_method_count, \
               "Occurrences of sub that do not overlap."), \
    NATIVE_RAW("find($self, sub[, start[, end]], /)", bytes_method_find, \
               "Lowest index where sub is found, or -1."), \
    NATIVE_RAW("rfind($self, sub[, start[, end]], /)", bytes_method_rfind, \
               "Highest index where sub is found, or -1."), \
    NATIVE_RAW("index($self, sub[, start[, end]], /)", bytes_method_index, \
               "As find, but ValueError if it is not found."), \
    NATIVE_RAW("rindex($self, sub[, start[, end]], /)", bytes_method_rindex, \
               "As rfind, but ValueError if it is not found."), \
    NATIVE_RAW("startswith($self, prefix[, start[, end]], /)", bytes_method_startswith, \
               "Does it begin with the prefix, or one of a tuple of them?"), \
    NATIVE_RAW("endswith($self, suffix[, start[, end]], /)", bytes_method_endswith, \
               "Does it end with the suffix, or one of a tuple of them?"), \
    NATIVE_OF_CLASS("fromhex($type, string, /)", bytes_method_fromhex, \
                    "From text of hexadecimal digits."), \
    NATIVE_OF_STATIC("maketrans(frm, to, /)", bytes_method_maketrans, \
                     "A table for translate."),

const NativeMethod bytes_methods[] = {
    SHARED_METHODS
    NATIVE("__getnewargs__($self, /)", bytes_method_getnewargs, "What copy and pickle need."),
    NATIVE("__bytes__($self, /)", bytes_method_bytes, "Itself, as exact bytes."),
    NATIVE("__sizeof__($self, /)", bytes_method_sizeof, "Bytes in memory."),
    NATIVE_END};

const NativeMethod bytearray_methods[] = {
    SHARED_METHODS
    NATIVE("append($self, item, /)", bytearray_method_append, "Add a byte at the end."),
    NATIVE("extend($self, iterable_of_ints, /)", bytearray_method_extend, "Add many bytes at the end."),
    NATIVE("insert($self, index, item, /)", bytearray_method_insert, "Put a byte in at the index."),
    NATIVE("pop($self, index=-1, /)", bytearray_method_pop, "Take a byte out and return it."),
    NATIVE("remove($self, value, /)", bytearray_method_remove, "Take the first such byte out."),
    NATIVE("clear($self, /)", bytearray_method_clear, "Remove all bytes."),
    NATIVE("copy($self, /)", bytearray_method_copy, "A copy."),
    NATIVE("reverse($self, /)", bytearray_method_reverse, "Turn the order around, in place."),
    NATIVE("__alloc__($self, /)", bytearray_method_alloc, "Bytes that are allocated for the content."),
    NATIVE("__sizeof__($self, /)", bytearray_method_sizeof, "Bytes in memory."),
    NATIVE("__reduce__($self, /)", bytearray_method_reduce, "What pickle needs."),
    NATIVE("__reduce_ex__($self, proto=0, /)", bytearray_method_reduce_ex, "What pickle needs."),
    NATIVE_END};
/* clang-format on */
