/* memory/'s view into the VM: where the code is, what the roots are, how to name an object.
 *
 * Sites name files by texts that must outlive the code objects and even the report of what was
 * left over at the end: each file name is kept once, uncounted, as long as the process. */
#include "vm/memory_hooks.h"

#include "vm/frame.h"
#include "vm/import.h"
#include "vm/vm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void (*memory_gc_phase)(bool is_start, unsigned generation, size_t collected);

void memory_tell_gc_phase(bool is_start, unsigned generation, size_t collected) {
    if (memory_gc_phase)
        memory_gc_phase(is_start, generation, collected);
}

/* ---- where the code is ----------------------------------------------------------------------- */

typedef struct FileName {
    struct FileName *next;
    char text[];
} FileName;

enum { FILE_BUCKETS = 64 };
static FileName *file_names[FILE_BUCKETS];

/* The kept copy of a name; "?" without memory. Raises nothing. */
static const char *keep_file_name(Value name) {
    Value pending = current_thread->exception;
    current_thread->exception = NULL;
    size_t size;
    const char *text = is_object(name) ? str_utf8((Str *)object_of(name), &size) : NULL;
    decref_maybe(current_thread->exception);
    current_thread->exception = pending;
    if (!text)
        return "?";
    uint32_t hash = 5381;
    for (size_t i = 0; i < size; i++)
        hash = hash * 33 + (uint8_t)text[i];
    FileName **bucket = &file_names[hash % FILE_BUCKETS], *file = *bucket;
    while (file && strcmp(file->text, text) != 0)
        file = file->next;
    if (!file) {
        file = malloc(sizeof *file + size + 1);
        if (!file)
            return "?";
        memcpy(file->text, text, size + 1);
        file->next = *bucket;
        *bucket = file;
    }
    return file->text;
}

size_t memory_current_site(MemSite *sites, size_t capacity) {
    static bool is_busy; /* keeping a name may allocate */
    if (!current_thread || is_busy)
        return 0;
    is_busy = true;
    size_t count = 0;
    for (Frame *frame = frame_current(); frame; frame = frame_previous(frame), count++) {
        if (count >= capacity)
            continue;
        int32_t line = frame_line(frame);
        sites[count].file = keep_file_name(frame_code(frame)->filename);
        sites[count].line = line > 0 ? (uint32_t)line : 0;
    }
    is_busy = false;
    return count;
}

/* ---- roots and names ------------------------------------------------------------------------- */

static void visit_frames(Thread *thread, MemVisit visit, void *context) {
    for (Frame *frame = thread->frame; frame && frame != thread->frames;
         frame = frame_previous(frame)) {
        visit((Object *)frame->function, context);
        for (uint32_t i = 0; i < frame_code(frame)->slot_count; i++)
            visit_value(frame->locals[i], visit, context);
        if (frame->flags & FRAME_NAMESPACE)
            visit_value(frame->namespace, visit, context);
    }
}

void memory_visit_roots(MemVisit visit, void *context) {
    if (!current_thread)
        return;
    Dict *modules = modules_dict_borrowed();
    size_t position = 0;
    Value key, value;
    while (modules && dict_next(modules, &position, &key, &value))
        visit_value(value, visit, context);
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread))
        visit_frames(thread, visit, context);
    for (Type *type = type_next_static(NULL); type; type = type_next_static(type)) {
        visit_value(value_of(type->dict), visit, context);
        visit_value(value_of(type->bases), visit, context);
        visit_value(value_of(type->mro), visit, context);
    }
}

static const char *text_of(Value value) {
    if (!value || !is_str(value))
        return NULL;
    Value pending = current_thread->exception;
    current_thread->exception = NULL;
    const char *text = str_utf8((Str *)object_of(value), NULL);
    decref_maybe(current_thread->exception);
    current_thread->exception = pending;
    return text;
}

/* The module or static type whose namespace this is. */
static const char *owner_of_dict(const Object *dict) {
    for (Type *type = type_next_static(NULL); type; type = type_next_static(type))
        if ((Object *)type->dict == dict)
            return type->mem.name;
    Dict *modules = modules_dict_borrowed();
    size_t position = 0;
    Value key, value;
    while (modules && dict_next(modules, &position, &key, &value))
        if (is_object(value) && is_instance_of(value, &module_type) &&
            (Object *)((Module *)object_of(value))->dict == dict)
            return text_of(key);
    return NULL;
}

/* Modules, their dicts and those of static types have no name of their own: their values do. */
bool memory_describe(const Object *holder, const Object *object, char *text, size_t size) {
    if (is_instance_of(value_of(object), &module_type) || owner_of_dict(object)) {
        *text = 0;
        return true;
    }
    const char *owner = holder ? owner_of_dict(holder) : NULL;
    if (!owner)
        return false;
    size_t position = 0;
    Value key, value;
    while (dict_next((Dict *)holder, &position, &key, &value)) {
        const char *name = value == value_of(object) ? text_of(key) : NULL;
        if (name) {
            snprintf(text, size, "%s.%s -> %s", owner, name, object->type->name);
            return true;
        }
    }
    return false;
}
