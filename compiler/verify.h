/* The verifier: whether a Code can be run without harm, wherever it comes from. */
#ifndef COMPILER_VERIFY_H
#define COMPILER_VERIFY_H

#include "compiler/code.h"

/* Null, or what is wrong (it may lie in the region). Codes among the constants are verified on
 * their own. */
const char *code_verify(const Code *code, MemRegion *region);
/* What it answers, this very text, when there was no memory to say anything. */
extern const char code_verify_no_memory[];

/* Whether a text is one: UTF-8, surrogates allowed. */
bool verify_text(Text text);

#endif
