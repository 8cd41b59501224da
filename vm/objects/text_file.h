/* The standard streams as text files on descriptors, and writing to any file-like object. */
#ifndef VM_OBJECTS_TEXT_FILE_H
#define VM_OBJECTS_TEXT_FILE_H

#include "vm/type.h"

/* For descriptor 0, 1 or 2; None if it is closed. */
MUST_CHECK Value text_file_standard(int descriptor, bool unbuffered);

/* file.write(text), file.flush(): of any object; quick for the standard streams. */
MUST_CHECK bool file_write(Value file, Value text);
MUST_CHECK bool file_write_c(Value file, const char *text);
MUST_CHECK bool file_flush(Value file);

#endif
