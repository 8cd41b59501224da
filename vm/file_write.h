/* Writing to file-like objects. */
#ifndef VM_FILE_WRITE_H
#define VM_FILE_WRITE_H

#include "vm/type.h"

/* file.write(text), file.flush(). */
MUST_CHECK bool file_write(Value file, Value text);
MUST_CHECK bool file_write_c(Value file, const char *text);
MUST_CHECK bool file_flush(Value file);

#endif
