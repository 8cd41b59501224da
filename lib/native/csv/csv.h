/* The parts of module _csv: dialects, the reader, the writer. */
#ifndef LIB_NATIVE_CSV_CSV_H
#define LIB_NATIVE_CSV_CSV_H

#include "lib/native/exception_class.h"
#include "vm/vm.h"

enum {
    QUOTE_MINIMAL,
    QUOTE_ALL,
    QUOTE_NONNUMERIC,
    QUOTE_NONE,
    QUOTE_STRINGS,
    QUOTE_NOTNULL,
    QUOTE_KINDS
};

#define CHARACTER_NONE UINT32_MAX /* no such character: equals none */

typedef struct Dialect {
    Object header;
    uint32_t delimiter, quote, escape;
    int quoting;
    bool double_quote, skip_space, strict;
    Value line_terminator; /* owned Str */
} Dialect;

extern Type csv_dialect_type, csv_reader_type, csv_writer_type;
extern ExceptionClass csv_error;
extern Dict *csv_dialects;      /* name -> Dialect; owned while the module lives */
extern int64_t csv_field_limit; /* characters */

#define raise_csv_error(...) raise_of(&csv_error, __VA_ARGS__)

/* Dialect(dialect, **parameters): what reader, writer and register_dialect do with theirs. */
MUST_CHECK Dialect *csv_dialect_get(Value dialect /* or null */, Value *values, Tuple *names);
MUST_CHECK Value csv_dialect_registered(Value name);
/* reader(iterable, dialect='excel', **parameters) and writer(file, ...). */
Value csv_reader(Value module, Value *args, size_t count, Tuple *keywords);
Value csv_writer(Value module, Value *args, size_t count, Tuple *keywords);

#endif
