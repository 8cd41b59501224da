/* The methods of str, by the file that has them, and the list that makes them str's. */
#ifndef VM_OBJECTS_STR_METHODS_H
#define VM_OBJECTS_STR_METHODS_H

#include "vm/arguments.h"
#include "vm/objects/str.h"

Value str_exact(Value self); /* the exact str of a str or an instance of a subclass; owned */

Value str_method_encode(Value self, Value *args);
Value str_method_replace(Value self, Value *args);
Value str_method_split(Value self, Value *args);
Value str_method_rsplit(Value self, Value *args);
Value str_method_join(Value self, Value *args);
Value str_method_capitalize(Value self, Value *args);
Value str_method_casefold(Value self, Value *args);
Value str_method_title(Value self, Value *args);
Value str_method_center(Value self, Value *args);
Value str_method_expandtabs(Value self, Value *args);
Value str_method_partition(Value self, Value *args);
Value str_method_ljust(Value self, Value *args);
Value str_method_lower(Value self, Value *args);
Value str_method_lstrip(Value self, Value *args);
Value str_method_rjust(Value self, Value *args);
Value str_method_rstrip(Value self, Value *args);
Value str_method_rpartition(Value self, Value *args);
Value str_method_splitlines(Value self, Value *args);
Value str_method_strip(Value self, Value *args);
Value str_method_swapcase(Value self, Value *args);
Value str_method_translate(Value self, Value *args);
Value str_method_upper(Value self, Value *args);
Value str_method_removeprefix(Value self, Value *args);
Value str_method_removesuffix(Value self, Value *args);
Value str_method_isascii(Value self, Value *args);
Value str_method_islower(Value self, Value *args);
Value str_method_isupper(Value self, Value *args);
Value str_method_istitle(Value self, Value *args);
Value str_method_isspace(Value self, Value *args);
Value str_method_isdecimal(Value self, Value *args);
Value str_method_isdigit(Value self, Value *args);
Value str_method_isnumeric(Value self, Value *args);
Value str_method_isalpha(Value self, Value *args);
Value str_method_isalnum(Value self, Value *args);
Value str_method_isidentifier(Value self, Value *args);
Value str_method_isprintable(Value self, Value *args);
Value str_method_zfill(Value self, Value *args);
Value str_method_format_map(Value self, Value *args);
Value str_method_format_spec(Value self, Value *args);
Value str_method_sizeof(Value self, Value *args);
Value str_method_getnewargs(Value self, Value *args);
Value str_method_maketrans(Value self, Value *args);
Value str_method_count(Value self, Value *args, size_t count, Tuple *names);
Value str_method_find(Value self, Value *args, size_t count, Tuple *names);
Value str_method_rfind(Value self, Value *args, size_t count, Tuple *names);
Value str_method_index(Value self, Value *args, size_t count, Tuple *names);
Value str_method_rindex(Value self, Value *args, size_t count, Tuple *names);
Value str_method_startswith(Value self, Value *args, size_t count, Tuple *names);
Value str_method_endswith(Value self, Value *args, size_t count, Tuple *names);
Value str_method_format(Value self, Value *args, size_t count, Tuple *names);

/* clang-format off */
#define STR_METHODS \
    NATIVE("encode($self, /, encoding='utf-8', errors='strict')", str_method_encode,\
           "The bytes of the text in an encoding."), \
    NATIVE("replace($self, old, new, /, count=-1)", str_method_replace,\
           "A copy with occurrences of old replaced by new, at most count if it is not negative."), \
    NATIVE("split($self, /, sep=None, maxsplit=-1)", str_method_split,\
           "The parts between separators, as a list; None separates at runs of whitespace."), \
    NATIVE("rsplit($self, /, sep=None, maxsplit=-1)", str_method_rsplit,\
           "As split, beginning at the end."), \
    NATIVE("join($self, iterable, /)", str_method_join,\
           "The strings of the iterable with this one between them."), \
    NATIVE("capitalize($self, /)", str_method_capitalize,\
           "A copy whose first character is upper case and the rest lower case."), \
    NATIVE("casefold($self, /)", str_method_casefold,\
           "A copy for comparison without regard to case."), \
    NATIVE("title($self, /)", str_method_title,\
           "A copy in which each word begins upper case and goes on lower case."), \
    NATIVE("center($self, width, fillchar=' ', /)", str_method_center,\
           "Centered in a string of the given width."), \
    NATIVE("expandtabs($self, /, tabsize=8)", str_method_expandtabs,\
           "A copy with tabs replaced by spaces."), \
    NATIVE("partition($self, sep, /)", str_method_partition,\
           "What is before the separator, the separator, and what is after it."), \
    NATIVE("ljust($self, width, fillchar=' ', /)", str_method_ljust,\
           "At the left of a string of the given width."), \
    NATIVE("lower($self, /)", str_method_lower,\
           "A copy in lower case."), \
    NATIVE("lstrip($self, chars=None, /)", str_method_lstrip,\
           "A copy without the given characters (or whitespace) at the beginning."), \
    NATIVE("rjust($self, width, fillchar=' ', /)", str_method_rjust,\
           "At the right of a string of the given width."), \
    NATIVE("rstrip($self, chars=None, /)", str_method_rstrip,\
           "A copy without the given characters (or whitespace) at the end."), \
    NATIVE("rpartition($self, sep, /)", str_method_rpartition,\
           "As partition, at the last separator."), \
    NATIVE("splitlines($self, /, keepends=False)", str_method_splitlines,\
           "The lines, as a list."), \
    NATIVE("strip($self, chars=None, /)", str_method_strip,\
           "A copy without the given characters (or whitespace) at both ends."), \
    NATIVE("swapcase($self, /)", str_method_swapcase,\
           "A copy with upper and lower case exchanged."), \
    NATIVE("translate($self, table, /)", str_method_translate,\
           "A copy with each character replaced by what the table says."), \
    NATIVE("upper($self, /)", str_method_upper,\
           "A copy in upper case."), \
    NATIVE("removeprefix($self, prefix, /)", str_method_removeprefix,\
           "A copy without the prefix, if it begins so."), \
    NATIVE("removesuffix($self, suffix, /)", str_method_removesuffix,\
           "A copy without the suffix, if it ends so."), \
    NATIVE("isascii($self, /)", str_method_isascii,\
           "Are all characters ASCII?"), \
    NATIVE("islower($self, /)", str_method_islower,\
           "Are all cased characters lower case, and is there one?"), \
    NATIVE("isupper($self, /)", str_method_isupper,\
           "Are all cased characters upper case, and is there one?"), \
    NATIVE("istitle($self, /)", str_method_istitle,\
           "Is it in title case, with at least one cased character?"), \
    NATIVE("isspace($self, /)", str_method_isspace,\
           "Is all of it whitespace, and not empty?"), \
    NATIVE("isdecimal($self, /)", str_method_isdecimal,\
           "Is all of it decimal digits, and not empty?"), \
    NATIVE("isdigit($self, /)", str_method_isdigit,\
           "Is all of it digits, and not empty?"), \
    NATIVE("isnumeric($self, /)", str_method_isnumeric,\
           "Is all of it numeric, and not empty?"), \
    NATIVE("isalpha($self, /)", str_method_isalpha,\
           "Is all of it letters, and not empty?"), \
    NATIVE("isalnum($self, /)", str_method_isalnum,\
           "Is all of it letters or numbers, and not empty?"), \
    NATIVE("isidentifier($self, /)", str_method_isidentifier,\
           "Could it be a Python identifier (perhaps a keyword)?"), \
    NATIVE("isprintable($self, /)", str_method_isprintable,\
           "Would repr show all of it as it is?"), \
    NATIVE("zfill($self, width, /)", str_method_zfill,\
           "Padded with zeros at the left, behind the sign."), \
    NATIVE("format_map($self, mapping, /)", str_method_format_map,\
           "As format(**mapping), without copying the mapping."), \
    NATIVE("__format__($self, format_spec, /)", str_method_format_spec,\
           "Formatted as the specification says."), \
    NATIVE("__sizeof__($self, /)", str_method_sizeof,\
           "Bytes in memory."), \
    NATIVE("__getnewargs__($self, /)", str_method_getnewargs,\
           "What copy and pickle need."), \
    NATIVE_RAW("count($self, sub[, start[, end]], /)", str_method_count,\
               "Occurrences of sub that do not overlap."), \
    NATIVE_RAW("find($self, sub[, start[, end]], /)", str_method_find,\
               "Lowest index where sub is found, or -1."), \
    NATIVE_RAW("rfind($self, sub[, start[, end]], /)", str_method_rfind,\
               "Highest index where sub is found, or -1."), \
    NATIVE_RAW("index($self, sub[, start[, end]], /)", str_method_index,\
               "As find, but ValueError if it is not found."), \
    NATIVE_RAW("rindex($self, sub[, start[, end]], /)", str_method_rindex,\
               "As rfind, but ValueError if it is not found."), \
    NATIVE_RAW("startswith($self, prefix[, start[, end]], /)", str_method_startswith,\
               "Does it begin with the prefix, or one of a tuple of them?"), \
    NATIVE_RAW("endswith($self, suffix[, start[, end]], /)", str_method_endswith,\
               "Does it end with the suffix, or one of a tuple of them?"), \
    NATIVE_RAW("format($self, /, *args, **kwargs)", str_method_format,\
               "A copy with the fields in braces replaced by the arguments."), \
    NATIVE_OF_STATIC("maketrans(x, y=<unrepresentable>, z=<unrepresentable>, /)",\
                     str_method_maketrans, "A table for translate."),
/* clang-format on */

#endif
