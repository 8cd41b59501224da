/* Cells: a variable that a function shares with the functions inside it. */
#include "vm/objects/function.h"
#include "vm/vm.h"

static Cell *cell_from(Value self) {
    return (Cell *)object_of(self);
}

Value cell_new(Value content) {
    Cell *cell = mem_object_new(&cell_type.mem, sizeof *cell);
    if (!cell)
        return raise_no_memory();
    cell->content = own_maybe(content);
    mem_gc_track(cell);
    return value_of(cell);
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("cell", count, keywords, 0, 1))
        return NULL;
    return cell_new(count ? args[0] : NULL);
}

static void clear(Object *object) {
    clear_value(&((Cell *)object)->content);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((Cell *)object)->content, visit, context);
}

static Value repr(Value self) {
    Value content = cell_from(self)->content;
    char address[32], inner[32];
    snprintf(address, sizeof address, "%p", (void *)object_of(self));
    if (!content)
        return value_of(str_format("<cell at %s: empty>", address));
    snprintf(inner, sizeof inner, "%p", (void *)content);
    return value_of(
        str_format("<cell at %s: %s object at %s>", address, type_name_of(content), inner));
}

/* By content; an empty cell is less than any other. */
static Value compare(Value self, Value other, CompareOp op) {
    if (!has_type(other, &cell_type))
        return NOT_IMPLEMENTED;
    Value left = cell_from(self)->content, right = cell_from(other)->content;
    if (left && right) {
        incref(left);
        incref(right);
        Value result = object_compare(left, right, op);
        decref(left);
        decref(right);
        return result;
    }
    return object_compare(value_of_small_int(left != NULL), value_of_small_int(right != NULL), op);
}

static Value contents_get(Value self) {
    Value content = cell_from(self)->content;
    return content ? own(content) : raise_value_error("Cell is empty");
}

static bool contents_set(Value self, Value value) {
    replace_value(&cell_from(self)->content, own_maybe(value));
    return true;
}

static const NativeGetSet getsets[] = {
    {"cell_contents", contents_get, contents_set, NULL},
    {NULL, NULL, NULL, NULL},
};

Type cell_type = {
    TYPE_INIT_CONTAINER("cell", sizeof(Cell), dealloc, traverse, clear),
    .doc = "cell([contents])\n--\n\n"
           "Create a new cell object.\n\n  contents\n    the contents of the cell. If not "
           "specified, the cell will be empty,\n    and \n further attempts to access its "
           "cell_contents attribute will\n    raise a ValueError.",
    .new = new,
    .repr = repr,
    .compare = compare,
    .getsets = getsets,
};
