/* Lost pages of mapped files: see mapped_pages.h.
 *
 * The handler of SIGBUS may run at any time in any thread, with or without the GIL. What it looks
 * at are entries that are never freed, only used again, in a list that only grows; each of their
 * fields is atomic. An entry changes under the GIL, and never while its mapping is being used. */
#define _GNU_SOURCE
#include "lib/native/mapped_pages.h"
#include "vm/fault.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct MappedPages {
    MappedPages *next;
    _Atomic uintptr_t start, end; /* start 0: unused */
    _Atomic bool are_lost;
};

static MappedPages *_Atomic first;
static uintptr_t page_size;

/* In a signal handler. What is behind a lost page is lost, too. */
static bool replace_by_zeros(uintptr_t address) {
    for (MappedPages *pages = first; pages; pages = pages->next) {
        if (!pages->start || address < pages->start || address >= pages->end)
            continue;
        uintptr_t page = address & ~(page_size - 1);
        pages->are_lost = true;
        void *zeros = mmap((void *)page, pages->end - page, PROT_READ | PROT_WRITE,
                           MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return zeros != MAP_FAILED;
    }
    return false;
}

static MappedPages *find_unused(void) {
    for (MappedPages *pages = first; pages; pages = pages->next)
        if (!pages->start)
            return pages;
    MappedPages *fresh = calloc(1, sizeof *fresh); /* the process's, for good */
    if (fresh) {
        fresh->next = first;
        first = fresh;
    }
    return fresh;
}

MappedPages *mapped_pages_add(const void *data, size_t size) {
    if (!page_size) {
        page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
        fault_recover_bus_errors(replace_by_zeros);
    }
    MappedPages *pages = find_unused();
    if (pages) {
        pages->are_lost = false;
        mapped_pages_move(pages, data, size);
    }
    return pages;
}

void mapped_pages_move(MappedPages *pages, const void *data, size_t size) {
    pages->end = (uintptr_t)data + size;
    pages->start = (uintptr_t)data;
}

void mapped_pages_remove(MappedPages *pages) {
    if (pages)
        pages->start = 0;
}

bool mapped_pages_are_lost(const MappedPages *pages) {
    return pages && pages->are_lost;
}
