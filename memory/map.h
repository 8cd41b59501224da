/* The forms of a map: a function each. */
#ifndef MEMORY_MAP_H
#define MEMORY_MAP_H

#include "memory/snapshot.h"

void map_text(const MemSnapshot *snapshot, FILE *file);
void map_overview(const MemSnapshot *snapshot, FILE *file);
void map_json(const MemSnapshot *snapshot, FILE *file);
void map_html(const MemSnapshot *snapshot, FILE *file);

#endif
