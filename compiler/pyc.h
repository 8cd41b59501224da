/* .pyc files: a Code on disk, with what tells whether it still belongs to its source.
 *
 *     offset  size
 *      0       4   magic: PYC_MAGIC, changes with the instructions or the format
 *      4       4   flags: PYC_HASH, PYC_CHECK_SOURCE
 *      8       8   PYC_HASH: the source's hash; else 4 bytes the source's modification time in
 *                  seconds and 4 bytes its size, both modulo 2**32
 *     16       1   'c', or with the bit 0x80
 *     17       4   size of the body
 *     21           body: code_serialize
 *      .       4   nanoseconds of that time (0 with PYC_HASH)
 *      .       8   checksum of all before it
 *
 * Numbers are little-endian. The first 16 bytes are laid out as PEP 552 says, and what follows, up
 * to the end of the body, is marshal.dumps(code): programs that write such files themselves leave
 * the rest out, which is read as well. */
#ifndef COMPILER_PYC_H
#define COMPILER_PYC_H

#include "compiler/serialize.h"

enum {
    PYC_PUBLIC_HEADER_SIZE = 16, /* as in PEP 552 */
    PYC_HEADER_SIZE = 21,
    PYC_TRAILER_SIZE = 12,
    PYC_HASH = 1,         /* belongs to a source with this hash, whatever its time */
    PYC_CHECK_SOURCE = 2, /* with PYC_HASH: compare the hash with the source's */
};

typedef struct PycInfo {
    uint32_t flags;
    int64_t mtime_seconds;
    uint32_t mtime_nanoseconds;
    uint64_t source_size;
    uint64_t source_hash;
    const char *filename; /* for reading: what the source is called now; null: as it was */
} PycInfo;

typedef enum PycStatus {
    PYC_VALID,
    PYC_BAD_MAGIC, /* of another version, or no .pyc at all */
    PYC_STALE,     /* the source is not the one it was made from */
    PYC_CORRUPT,   /* too short, wrong checksum, or refused by the verifier */
    PYC_NO_MEMORY,
} PycStatus;

/* The first four bytes, as importlib.util.MAGIC_NUMBER. */
uint32_t pyc_magic(void);

/* SipHash-1-3 (Aumasson and Bernstein, 2012) of bytes, as _imp.source_hash gives it. */
uint64_t pyc_keyed_hash(uint64_t key, const void *bytes, size_t size);

/* The same of a source's bytes, with the magic number as the key. */
uint64_t pyc_source_hash(const char *source, size_t size);

/* The file's bytes. */
MEM_MUST_CHECK bool pyc_write(const Code *code, const PycInfo *info, SerializedCode *file,
                              Diagnostic *diagnostic);

/* What the header says; false if it is no header of this version. */
bool pyc_read_info(const uint8_t *bytes, size_t size, PycInfo *info);

/* The Code of a file that was made from the source `expected` describes (its flags do not matter;
 * source_hash is compared only with PYC_HASH | PYC_CHECK_SOURCE in the file). Null `expected`: from
 * any source. On PYC_VALID `*code` is the caller's, else `diagnostic` says why not. */
MEM_MUST_CHECK PycStatus pyc_read(const uint8_t *bytes, size_t size, const PycInfo *expected,
                                  Code **code, Diagnostic *diagnostic);

#endif
