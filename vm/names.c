/* The table of interned names: one str per line of names.def, made before anything else runs and
 * given up at the very end. Interned names are immortal in between. */
#include "vm/names.h"
#include "vm/objects/str.h"

Names names;

static const char *const texts[] = {
#define NAME(name)           #name,
#define NAME_AS(field, text) text,
#include "vm/names.def"
#undef NAME
#undef NAME_AS
};

enum { NAME_COUNT = sizeof texts / sizeof texts[0] };
_Static_assert(sizeof(Names) == NAME_COUNT * sizeof(Str *), "one pointer per name");

bool names_init(void) {
    Str **slots = (Str **)(void *)&names;
    for (size_t i = 0; i < NAME_COUNT; i++) {
        slots[i] = str_interned(texts[i]);
        if (!slots[i])
            return false;
    }
    return true;
}

void names_fini(void) {
    Str **slots = (Str **)(void *)&names;
    for (size_t i = 0; i < NAME_COUNT; i++) {
        Value name = slots[i] ? value_of(slots[i]) : NULL;
        slots[i] = NULL;
        decref_maybe(name);
    }
}
