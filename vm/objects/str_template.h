/* Reading the templates of str.format: "literal {field!r:specification} ...". */
#ifndef VM_OBJECTS_STR_TEMPLATE_H
#define VM_OBJECTS_STR_TEMPLATE_H

#include "vm/objects/str.h"

typedef struct TemplateRange {
    size_t start, end;
} TemplateRange;

/* A piece of a template: literal text, then perhaps a field. */
typedef struct TemplatePiece {
    TemplateRange literal, field, specification;
    uint32_t conversion;    /* 0: none */
    bool has_field, nested; /* nested: the specification has fields in it */
} TemplatePiece;

/* The next piece of str[*at, end); *at moves behind it. */
MUST_CHECK Next template_next(const Str *str, size_t *at, size_t end, TemplatePiece *piece);

/* The parts of a field name: first a name or number, then .attribute or [item]. */
TemplateRange template_field_first(const Str *str, TemplateRange field);
typedef struct FieldStep {
    bool is_attribute;
    TemplateRange name;
    ptrdiff_t index; /* -1: not a number */
} FieldStep;
MUST_CHECK Next template_field_next(const Str *str, size_t *at, size_t end, FieldStep *step);
/* The number that a name is; -1 if it is none; false: ValueError (too many digits). */
MUST_CHECK bool template_index(const Str *str, TemplateRange name, ptrdiff_t *index);

#endif
