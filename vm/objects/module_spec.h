/* ModuleSpec and the loaders that modules carry as __spec__ and __loader__. */
#ifndef VM_OBJECTS_MODULE_SPEC_H
#define VM_OBJECTS_MODULE_SPEC_H

#include "vm/type.h"

typedef struct ModuleSpec {
    Object header;
    uintptr_t shape;                                             /* attribute word */
    Value name, loader, origin, loader_state, locations, cached; /* owned; null reads as None */
    Value uninitialized_submodules;                              /* list or null */
    bool has_location, initializing;
} ModuleSpec;

typedef struct SourceLoader { /* SourceFileLoader and SourcelessFileLoader */
    Object header;
    uintptr_t shape;
    Value name, path;
} SourceLoader;

extern Type module_spec_type, source_loader_type, sourceless_loader_type, builtin_importer_type,
    frozen_importer_type, path_finder_type;

/* A spec; loader, origin and locations (a list) may be null. */
MUST_CHECK Value module_spec_new(Value name, Value loader, Value origin, Value locations);
MUST_CHECK Value source_loader_new(Type *type, Value name, Value path);

#endif
