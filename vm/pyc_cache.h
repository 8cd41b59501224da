/* The cache of compiled modules: __pycache__/NAME.TAG.pyc beside the source. */
#ifndef VM_PYC_CACHE_H
#define VM_PYC_CACHE_H

#include "compiler/code.h"
#include "compiler/pyc.h"
#include "vm/objects/str.h"

/* --check-hash-based-pycs: when a cache file that goes by its source's hash is compared with it. */
enum { CHECK_HASH_DEFAULT /* as the file says */, CHECK_HASH_ALWAYS, CHECK_HASH_NEVER };
extern const char *const check_hash_names[3];

/* What a source file is now; false if it cannot be had (nothing raised). */
bool pyc_cache_stat(const char *source, PycInfo *info);
/* The Code of the source's cache file, or null: any trouble is as if there were none (-v tells). If
 * the file goes by the source's hash, `info` does too from now on. */
Code *pyc_cache_load(const char *source, PycInfo *info);
/* Writes the cache file as a whole or not at all; trouble is no error. */
void pyc_cache_store(const char *source, const PycInfo *info, const Code *code);
/* Says (with -v) why a file is not used. */
void pyc_cache_tell_refusal(const char *file, const char *reason);
/* The cache file's name, for __cached__: owned; null if it has none or on errors. */
Str *pyc_cache_name(Str *source);
/* The Code of a .pyc file that is there without a source, of the bytes of one: ImportError,
 * EOFError and others, which name the module and the path. */
MUST_CHECK Code *pyc_file_load(Str *file, Value module /* or null */);
MUST_CHECK Code *pyc_code(const uint8_t *bytes, size_t size, Value module,
                          Value path /* or null */);

#endif
