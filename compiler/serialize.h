/* A Code as bytes and back: the body of a .pyc file, and what the marshal module stores of a code
 * object. The format is described in compiler/README.md. */
#ifndef COMPILER_SERIALIZE_H
#define COMPILER_SERIALIZE_H

#include "compiler/code.h"
#include "lexer/diagnostic.h"

typedef struct SerializedCode {
    uint8_t *bytes; /* raw allocation, the caller's */
    size_t size;
} SerializedCode;

/* False: no memory, or codes nested too deeply to be stored; `diagnostic` is filled. */
MEM_MUST_CHECK bool code_serialize(const Code *code, SerializedCode *result,
                                   Diagnostic *diagnostic);

/* A Code like this one that is whole: read, verified, with a count of its own; or itself, retained.
 * Null: `diagnostic` says why. */
MEM_MUST_CHECK Code *code_complete(const Code *code, Diagnostic *diagnostic);

/* The Code that `bytes` hold, checked and verified down to the last instruction: whatever the bytes
 * are, the Code is safe to run. Null: `diagnostic` says why (DIAGNOSTIC_VALUE: bad bytes). */
MEM_MUST_CHECK Code *code_deserialize(const uint8_t *bytes, size_t size, Diagnostic *diagnostic);

/* The same, but codes within are only begun: they are read and verified when code_complete is
 * asked. The source is called `filename` now (null: as written), also in the codes within. */
MEM_MUST_CHECK Code *code_begin(const uint8_t *bytes, size_t size, const char *filename,
                                Diagnostic *diagnostic);

/* The same without verifying: for bytes that are part of the program and stay where they are. */
MEM_MUST_CHECK Code *code_begin_trusted(const uint8_t *bytes, size_t size, Diagnostic *diagnostic);

#endif
