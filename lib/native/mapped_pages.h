/* Mapped files that become shorter: pages behind the end of a file are answered by SIGBUS.
 *
 * A fault in a mapping that was told of here puts zeros in place of its lost rest, and the mapping
 * is lost: who has read or written in it asks afterwards, and raises. */
#ifndef LIB_NATIVE_MAPPED_PAGES_H
#define LIB_NATIVE_MAPPED_PAGES_H

#include "vm/vm.h"

typedef struct MappedPages MappedPages;

/* Null: no memory, nothing is pending. */
MappedPages *mapped_pages_add(const void *data, size_t size);
void mapped_pages_move(MappedPages *pages, const void *data, size_t size);
void mapped_pages_remove(MappedPages *pages /* may be null */);
bool mapped_pages_are_lost(const MappedPages *pages /* may be null */);

#endif
