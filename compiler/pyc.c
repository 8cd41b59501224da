/* Reading and writing .pyc files in memory; import.c in vm/ knows where they lie. */
#include "compiler/pyc.h"

#include "compiler/opcode.h"

#define NANOSECONDS_UNKNOWN UINT32_MAX

enum { FORMAT_VERSION = 6 }; /* of the format, and of what the compiler means by the instructions */

/* ---- hashes ----------------------------------------------------------------------------- */

static inline uint64_t rotate(uint64_t word, int bits) {
    return word << bits | word >> (64 - bits);
}

static inline void sip_round(uint64_t v[4]) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static uint64_t read_little(const uint8_t *bytes, size_t size) {
    uint64_t word = 0;
    for (size_t i = 0; i < size; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

static inline uint64_t read_word(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* SipHash-1-3. */
static uint64_t sip_hash(uint64_t key, const uint8_t *bytes, size_t size) {
    uint64_t v[4] = {0x736f6d6570736575u ^ key, 0x646f72616e646f6du, 0x6c7967656e657261u ^ key,
                     0x7465646279746573u};
    uint64_t last = (uint64_t)size << 56;
    for (; size >= 8; bytes += 8, size -= 8) {
        uint64_t word = read_word(bytes);
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    last |= read_little(bytes, size);
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint32_t pyc_magic(void) {
    static const char list[] =
#define OPCODE(name, pops, pushes, operand, flags, meaning)                                        \
#name "(" #pops "," #pushes "," #operand "," #flags ")"
#include "compiler/opcodes.def"
#undef OPCODE
        ;
    uint64_t hash = sip_hash(FORMAT_VERSION, (const uint8_t *)list, sizeof list);
    return (uint32_t)(hash & 0xffff) | (uint32_t)'\r' << 16 | (uint32_t)'\n' << 24;
}

uint64_t pyc_keyed_hash(uint64_t key, const void *bytes, size_t size) {
    return sip_hash(key, bytes, size);
}

uint64_t pyc_source_hash(const char *source, size_t size) {
    return sip_hash(pyc_magic(), (const uint8_t *)source, size);
}

/* ---- the header ------------------------------------------------------------------------- */

static void write_little(uint8_t *bytes, uint64_t number, size_t size) {
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
}

static uint64_t checksum(const uint8_t *file, size_t size) {
    return sip_hash(1, file, size - 8);
}

bool pyc_write(const Code *code, const PycInfo *info, SerializedCode *file,
               Diagnostic *diagnostic) {
    SerializedCode body;
    if (!code_serialize(code, &body, diagnostic))
        return false;
    file->size = PYC_HEADER_SIZE + body.size + PYC_TRAILER_SIZE;
    file->bytes = body.size <= UINT32_MAX ? mem_raw_malloc(file->size) : NULL;
    if (!file->bytes) {
        mem_raw_free(body.bytes);
        return diagnostic_set_no_memory(diagnostic);
    }
    uint8_t *bytes = file->bytes;
    memcpy(bytes + PYC_HEADER_SIZE, body.bytes, body.size);
    mem_raw_free(body.bytes);
    write_little(bytes, pyc_magic(), 4);
    write_little(bytes + 4, info->flags, 4);
    bool by_hash = info->flags & PYC_HASH;
    if (by_hash) {
        write_little(bytes + 8, info->source_hash, 8);
    } else {
        write_little(bytes + 8, (uint64_t)info->mtime_seconds, 4);
        write_little(bytes + 12, info->source_size, 4);
    }
    bytes[PYC_PUBLIC_HEADER_SIZE] = 'c';
    write_little(bytes + PYC_PUBLIC_HEADER_SIZE + 1, body.size, 4);
    uint8_t *trailer = bytes + PYC_HEADER_SIZE + body.size;
    write_little(trailer, by_hash ? 0 : info->mtime_nanoseconds, 4);
    write_little(trailer + 4, checksum(bytes, file->size), 8);
    return true;
}

/* The trailer; null: the file has none, or another size than it says. */
static const uint8_t *find_trailer(const uint8_t *bytes, size_t size) {
    uint64_t body_size = read_little(bytes + PYC_PUBLIC_HEADER_SIZE + 1, 4);
    bool there = size == PYC_HEADER_SIZE + body_size + PYC_TRAILER_SIZE;
    return there ? bytes + size - PYC_TRAILER_SIZE : NULL;
}

bool pyc_read_info(const uint8_t *bytes, size_t size, PycInfo *info) {
    if (size < PYC_HEADER_SIZE || read_little(bytes, 4) != pyc_magic())
        return false;
    *info = (PycInfo){.flags = (uint32_t)read_little(bytes + 4, 4)};
    if (info->flags & PYC_HASH) {
        info->source_hash = read_little(bytes + 8, 8);
    } else {
        info->mtime_seconds = (int64_t)read_little(bytes + 8, 4);
        info->source_size = read_little(bytes + 12, 4);
        const uint8_t *trailer = find_trailer(bytes, size);
        info->mtime_nanoseconds = trailer ? (uint32_t)read_little(trailer, 4) : NANOSECONDS_UNKNOWN;
    }
    return true;
}

static bool is_stale(const PycInfo *file, const PycInfo *source) {
    if (file->flags & PYC_HASH)
        return (file->flags & PYC_CHECK_SOURCE) && file->source_hash != source->source_hash;
    return file->mtime_seconds != (int64_t)(uint32_t)source->mtime_seconds ||
           (file->mtime_nanoseconds != NANOSECONDS_UNKNOWN &&
            file->mtime_nanoseconds != source->mtime_nanoseconds) ||
           file->source_size != (uint32_t)source->source_size;
}

static PycStatus refuse(Diagnostic *diagnostic, PycStatus status, const char *reason) {
    diagnostic_set(diagnostic, DIAGNOSTIC_VALUE, "%s", reason);
    return status;
}

PycStatus pyc_read(const uint8_t *bytes, size_t size, const PycInfo *expected, Code **code,
                   Diagnostic *diagnostic) {
    PycInfo info;
    *diagnostic = (Diagnostic){0};
    if (!pyc_read_info(bytes, size, &info))
        return refuse(diagnostic, PYC_BAD_MAGIC, "bad magic number");
    if ((info.flags & ~(uint32_t)(PYC_HASH | PYC_CHECK_SOURCE)) || info.flags == PYC_CHECK_SOURCE)
        return refuse(diagnostic, PYC_CORRUPT, "unknown flags");
    if (expected && is_stale(&info, expected))
        return refuse(diagnostic, PYC_STALE, "made from another source");
    size_t body_size = read_little(bytes + PYC_PUBLIC_HEADER_SIZE + 1, 4);
    bool has_trailer = find_trailer(bytes, size);
    if ((bytes[PYC_PUBLIC_HEADER_SIZE] & 0x7f) != 'c')
        return refuse(diagnostic, PYC_CORRUPT, "no code object");
    if (!has_trailer && size != PYC_HEADER_SIZE + body_size)
        return refuse(diagnostic, PYC_CORRUPT, "wrong size");
    if (has_trailer && read_little(bytes + size - 8, 8) != checksum(bytes, size))
        return refuse(diagnostic, PYC_CORRUPT, "wrong checksum");
    *code = code_begin(bytes + PYC_HEADER_SIZE, body_size, expected ? expected->filename : NULL,
                       diagnostic);
    if (*code)
        return PYC_VALID;
    return diagnostic->kind == DIAGNOSTIC_MEMORY ? PYC_NO_MEMORY : PYC_CORRUPT;
}
