/* The names of elements and attributes that a parser has met: an open hash table from the bytes of
 * Expat to strs. The hash is the process's keyed one, so that no document can be made to collide.
 */
#include "lib/native/xml/etree.h"

#include "vm/hash.h"

#include <string.h>

/* The place of a name, or the free one where it belongs; the table is never full. */
static struct ElementName *find(const ElementNames *names, const char *bytes, size_t size,
                                Hash hash) {
    size_t mask = names->capacity - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        struct ElementName *place = &names->places[i];
        if (!place->bytes ||
            (place->hash == hash && place->size == size && memcmp(place->bytes, bytes, size) == 0))
            return place;
    }
}

static bool grow(ElementNames *names) {
    ElementNames larger = {.capacity = names->capacity ? names->capacity * 2 : 32};
    larger.places = mem_malloc(larger.capacity * sizeof *larger.places);
    if (!larger.places)
        return raise_no_memory();
    memset(larger.places, 0, larger.capacity * sizeof *larger.places);
    for (size_t i = 0; i < names->capacity; i++) {
        const struct ElementName *old = &names->places[i];
        if (old->bytes)
            *find(&larger, old->bytes, old->size, old->hash) = *old;
    }
    larger.count = names->count;
    mem_free(names->places);
    *names = larger;
    return true;
}

/* uri}local is shown as {uri}local. */
static Value name_from(const char *bytes, size_t size) {
    StrBuilder builder;
    str_builder_init(&builder);
    if (memchr(bytes, '}', size))
        str_builder_character(&builder, '{');
    str_builder_utf8(&builder, bytes, size);
    Str *name = str_builder_finish(&builder);
    return name ? value_of(str_intern_steal(name)) : NULL;
}

Value element_names_get(ElementNames *names, const char *utf8) {
    size_t size = strlen(utf8);
    Hash hash = hash_bytes(utf8, size);
    if (names->count * 2 >= names->capacity && !grow(names))
        return NULL;
    struct ElementName *place = find(names, utf8, size, hash);
    if (place->bytes)
        return own(place->name);
    char *bytes = mem_malloc(size + 1);
    if (!bytes)
        return raise_no_memory();
    Value name = name_from(utf8, size);
    if (!name) {
        mem_free(bytes);
        return NULL;
    }
    memcpy(bytes, utf8, size + 1);
    *place = (struct ElementName){hash, size, bytes, name};
    names->count++;
    return own(name);
}

void element_names_empty(ElementNames *names) {
    for (size_t i = 0; i < names->capacity; i++)
        if (names->places[i].bytes) {
            mem_free(names->places[i].bytes);
            decref(names->places[i].name);
        }
    mem_free(names->places);
    *names = (ElementNames){NULL, 0, 0};
}
