/* Unicode's normal forms of UTF-8 texts. */
#ifndef LEXER_NORMALIZE_H
#define LEXER_NORMALIZE_H

#include "memory/memory.h"
#include "lexer/text.h"

typedef enum NormalForm { NORMAL_NFD, NORMAL_NFC, NORMAL_NFKD, NORMAL_NFKC } NormalForm;

/* Characters in, characters out: the result is a raw buffer (mem_raw_free) of `*out_count`.
 * Null: memory exhausted. */
MEM_MUST_CHECK uint32_t *normalize_characters(NormalForm form, const uint32_t *characters,
                                              size_t count, size_t *out_count);
/* The same for UTF-8, into the region. */
MEM_MUST_CHECK bool normalize_text(NormalForm form, Text text, MemRegion *region, Text *normal);

#endif
