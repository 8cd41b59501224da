/* What each name means: the second pass over the symbol table.
 *
 * First, from the outside in: a name is local where it is bound, global where it is declared so,
 * and otherwise free if an enclosing function binds it, else global. Classes are looked through,
 * except by type scopes directly in them.
 *
 * Then, from the inside out: each scope collects what its children leave free. A function's locals
 * among these are cells; what is left passes on to the parent and becomes free in between. List,
 * set and dict comprehensions are merged into their parent here, which spares their names the
 * cells. */
#include "compiler/symbol_table.h"

/* ---- outside in ------------------------------------------------------------------------- */

typedef enum Binding { BINDING_NONE, BINDING_PLAIN, BINDING_TYPE_PARAMETER } Binding;

/* Whether a scope around `scope` binds `name` as a function's variable. */
static Binding enclosing_binding(const Scope *scope, Name name) {
    for (const Scope *outer = scope->parent; outer; outer = outer->parent) {
        if (outer->kind == SCOPE_MODULE)
            return BINDING_NONE;
        if (outer->kind == SCOPE_CLASS) {
            if (name == NAME_CLASS_CELL || name == NAME_CLASS_DICT)
                return BINDING_PLAIN;
            continue;
        }
        const Symbol *symbol = symbol_lookup(&outer->symbols, name);
        if (!symbol || (symbol->flags & DEF_MERGED))
            continue;
        if (symbol->flags & DEF_GLOBAL)
            return BINDING_NONE;
        if (symbol->flags & DEF_NONLOCAL)
            continue;
        if (symbol->flags & DEF_BOUND)
            return symbol->flags & DEF_TYPE_PARAM ? BINDING_TYPE_PARAMETER : BINDING_PLAIN;
    }
    return BINDING_NONE;
}

static CodePosition directive_position(const Scope *scope, Name name) {
    CodePosition first = scope->position;
    for (const Directive *directive = scope->directives; directive; directive = directive->next)
        if (directive->name == name)
            first = directive->position;
    return first;
}

/* The class in whose namespace a type scope looks as well. */
static const Scope *visible_class(const Scope *scope) {
    if (!scope->sees_class)
        return NULL;
    for (const Scope *outer = scope->parent; outer; outer = outer->parent) {
        if (outer->kind == SCOPE_CLASS)
            return outer;
        if (!outer->sees_class)
            return NULL;
    }
    return NULL;
}

static Variable nonlocal_variable(Context *context, const Scope *scope, const Symbol *symbol) {
    Text text = context_text(context, symbol->name);
    CodePosition at = directive_position(scope, symbol->name);
    if (scope->kind == SCOPE_MODULE)
        context_error(context, at, "nonlocal declaration not allowed at module level");
    switch (enclosing_binding(scope, symbol->name)) {
    case BINDING_NONE:
        context_error(context, at, "no binding for nonlocal '%.*s' found", TEXT_ARGS(text));
    case BINDING_TYPE_PARAMETER:
        context_error(context, at, "nonlocal binding not allowed for type parameter '%.*s'",
                      TEXT_ARGS(text));
    default:
        return VARIABLE_FREE;
    }
}

static Variable resolve_name(Context *context, const Scope *scope, const Symbol *symbol) {
    if (symbol->flags & DEF_GLOBAL) {
        if (symbol->flags & DEF_NONLOCAL) {
            Text text = context_text(context, symbol->name);
            context_error(context, directive_position(scope, symbol->name),
                          "name '%.*s' is nonlocal and global", TEXT_ARGS(text));
        }
        return VARIABLE_GLOBAL_EXPLICIT;
    }
    if (symbol->flags & DEF_NONLOCAL)
        return nonlocal_variable(context, scope, symbol);
    if (symbol->flags & DEF_BOUND)
        return VARIABLE_LOCAL;
    const Scope *class_scope = visible_class(scope);
    const Symbol *in_class =
        class_scope ? symbol_lookup(&class_scope->symbols, symbol->name) : NULL;
    if (in_class && (in_class->flags & DEF_GLOBAL))
        return VARIABLE_GLOBAL_EXPLICIT;
    if (in_class && (in_class->flags & DEF_BOUND) && !(in_class->flags & DEF_NONLOCAL))
        return VARIABLE_GLOBAL_IMPLICIT;
    return enclosing_binding(scope, symbol->name) != BINDING_NONE ? VARIABLE_FREE
                                                                  : VARIABLE_GLOBAL_IMPLICIT;
}

/* ---- inside out ------------------------------------------------------------------------- */

/* A set of names is a SymbolMap whose symbols' flags say membership. */
enum { MEMBER = 1 };

static void set_add(Context *context, SymbolMap *set, Name name) {
    symbol_add(context, set, name)->flags = MEMBER;
}
static void set_remove(SymbolMap *set, Name name) {
    Symbol *symbol = symbol_lookup(set, name);
    if (symbol)
        symbol->flags = 0;
}
static bool set_has(const SymbolMap *set, Name name) {
    const Symbol *symbol = symbol_lookup(set, name);
    return symbol && (symbol->flags & MEMBER);
}

static bool is_free_in_a_child(const Scope *scope, Name name) {
    for (uint32_t i = 0; i < scope->child_count; i++)
        if (scope_variable(scope->children[i], name) == VARIABLE_FREE)
            return true;
    return false;
}

/* Take over the names of a comprehension that runs in `scope`'s frame. */
static void merge_comprehension(Context *context, Scope *scope, Scope *comprehension,
                                SymbolMap *comprehension_free, SymbolMap *inlined_cells) {
    for (uint32_t i = 0; i < comprehension->symbols.count; i++) {
        Symbol inner = comprehension->symbols.items[i];
        if (inner.flags & DEF_PARAM)
            continue;
        if (inner.variable == VARIABLE_FREE && scope->kind == SCOPE_CLASS &&
            inner.name == NAME_CLASS_CELL) {
            /* The class is not there yet while its body runs. */
            inner.variable = comprehension->symbols.items[i].variable = VARIABLE_GLOBAL_IMPLICIT;
            set_remove(comprehension_free, inner.name);
        }
        if (inner.variable == VARIABLE_CELL || (inner.flags & DEF_COMPREHENSION_CELL))
            set_add(context, inlined_cells, inner.name);
        Symbol *outer = symbol_lookup(&scope->symbols, inner.name);
        if (outer) {
            /* Free there and bound here: an ordinary local now, unless a function within the
             * comprehension wants it too. */
            if ((outer->flags & DEF_BOUND) && scope->kind != SCOPE_CLASS &&
                !is_free_in_a_child(comprehension, inner.name))
                set_remove(comprehension_free, inner.name);
            continue;
        }
        outer = symbol_add(context, &scope->symbols, inner.name);
        outer->flags = inner.flags | DEF_MERGED;
        outer->variable = inner.variable;
    }
    comprehension->is_inlined = true;
}

/* An inlined comprehension's children become the parent's, in its place. */
static void adopt_children(Context *context, Scope *scope) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < scope->child_count; i++)
        count += scope->children[i]->is_inlined ? scope->children[i]->child_count : 1;
    Scope **children = context_alloc(context, (count ? count : 1) * sizeof *children);
    uint32_t end = 0;
    for (uint32_t i = 0; i < scope->child_count; i++) {
        Scope *child = scope->children[i];
        if (!child->is_inlined) {
            children[end++] = child;
            continue;
        }
        for (uint32_t j = 0; j < child->child_count; j++)
            children[end++] = child->children[j];
    }
    scope->children = children;
    scope->child_count = scope->child_capacity = count;
}

static void make_cells(Scope *scope, SymbolMap *free_names, const SymbolMap *inlined_cells) {
    for (uint32_t i = 0; i < scope->symbols.count; i++) {
        Symbol *symbol = &scope->symbols.items[i];
        if (symbol->variable != VARIABLE_LOCAL)
            continue;
        if (!set_has(free_names, symbol->name) && !set_has(inlined_cells, symbol->name))
            continue;
        symbol->variable = VARIABLE_CELL;
        set_remove(free_names, symbol->name);
    }
}

static void drop_class_names(Scope *scope, SymbolMap *free_names) {
    if (set_has(free_names, NAME_CLASS_CELL)) {
        set_remove(free_names, NAME_CLASS_CELL);
        scope->needs_class_cell = true;
    }
    if (set_has(free_names, NAME_CLASS_DICT)) {
        set_remove(free_names, NAME_CLASS_DICT);
        scope->needs_class_dict = true;
    }
}

/* What children leave free passes through: note it in the scope's own symbols. */
static void note_free(Context *context, Scope *scope, const SymbolMap *free_names) {
    for (uint32_t i = 0; i < free_names->count; i++) {
        if (!(free_names->items[i].flags & MEMBER))
            continue;
        Name name = free_names->items[i].name;
        Symbol *symbol = symbol_lookup(&scope->symbols, name);
        if (!symbol) {
            if (enclosing_binding(scope, name) != BINDING_NONE)
                symbol_add(context, &scope->symbols, name)->variable = VARIABLE_FREE;
        } else if (scope->sees_class ||
                   (scope->kind == SCOPE_CLASS && (symbol->flags & (DEF_BOUND | DEF_GLOBAL)))) {
            /* The scope's own use of the name means something else. */
            symbol->flags |= DEF_FREE_CLASS;
        }
    }
}

static bool is_inlinable(const Scope *parent, const Scope *child) {
    return child->comprehension != COMPREHENSION_NONE && !child->is_generator &&
           !parent->sees_class;
}

/* Resolve `scope` and all in it; what they leave free is added to `free_names`. */
static void resolve(Context *context, Scope *scope, SymbolMap *free_names) {
    context_check_stack(context);
    for (uint32_t i = 0; i < scope->symbols.count; i++) {
        Symbol *symbol = &scope->symbols.items[i];
        symbol->variable = resolve_name(context, scope, symbol);
        if (symbol->variable == VARIABLE_FREE)
            set_add(context, free_names, symbol->name);
    }
    SymbolMap from_children = {0}, inlined_cells = {0};
    bool has_inlined = false;
    for (uint32_t i = 0; i < scope->child_count; i++) {
        Scope *child = scope->children[i];
        SymbolMap child_free = {0};
        resolve(context, child, &child_free);
        if (is_inlinable(scope, child)) {
            merge_comprehension(context, scope, child, &child_free, &inlined_cells);
            has_inlined = true;
        }
        for (uint32_t j = 0; j < child_free.count; j++)
            if (child_free.items[j].flags & MEMBER)
                set_add(context, &from_children, child_free.items[j].name);
    }
    if (has_inlined)
        adopt_children(context, scope);
    if (scope_is_function_like(scope))
        make_cells(scope, &from_children, &inlined_cells);
    else if (scope->kind == SCOPE_CLASS)
        drop_class_names(scope, &from_children);
    note_free(context, scope, &from_children);
    for (uint32_t i = 0; i < inlined_cells.count; i++)
        symbol_add(context, &scope->symbols, inlined_cells.items[i].name)->flags |=
            DEF_COMPREHENSION_CELL;
    for (uint32_t i = 0; i < from_children.count; i++)
        if (from_children.items[i].flags & MEMBER)
            set_add(context, free_names, from_children.items[i].name);
}

void scope_resolve(Context *context, SymbolTable *table) {
    SymbolMap free_names = {0};
    resolve(context, table->module, &free_names);
}

/* ---- dump ------------------------------------------------------------------------------- */

static void dump_scope(FILE *out, const Context *context, const Scope *scope, int indent) {
    static const char *const kinds[] = {"module",       "class",      "function",
                                        "annotation",   "type alias", "type parameters",
                                        "type variable"};
    static const char *const variables[] = {"unknown",         "local", "explicit global",
                                            "implicit global", "free",  "cell"};
    static const struct {
        unsigned flag;
        const char *text;
    } flags[] = {{DEF_PARAM, "parameter"},
                 {DEF_LOCAL, "assigned"},
                 {DEF_USE, "used"},
                 {DEF_GLOBAL, "declared global"},
                 {DEF_NONLOCAL, "nonlocal"},
                 {DEF_IMPORT, "imported"},
                 {DEF_ANNOTATED, "annotated"},
                 {DEF_ITERATION, "iterates"},
                 {DEF_TYPE_PARAM, "type parameter"},
                 {DEF_FREE_CLASS, "free in a method"},
                 {DEF_COMPREHENSION_CELL, "cell of a comprehension"}};
    Text name = context_text(context, scope->name);
    fprintf(out, "%*s%s %.*s", indent, "", kinds[scope->kind], TEXT_ARGS(name));
    if (scope->position.line > 0)
        fprintf(out, " line %d", scope->position.line);
    fprintf(out, "%s%s%s%s%s%s\n", scope->is_nested ? " nested" : "",
            scope->is_generator ? " generator" : "", scope->is_coroutine ? " coroutine" : "",
            scope->needs_class_cell ? " needs __class__" : "",
            scope->needs_class_dict ? " needs __classdict__" : "",
            scope->sees_class ? " sees the class" : "");
    for (uint32_t i = 0; i < scope->symbols.count; i++) {
        const Symbol *symbol = &scope->symbols.items[i];
        Text text = context_text(context, symbol->name);
        fprintf(out, "%*s  %.*s: %s", indent, "", TEXT_ARGS(text), variables[symbol->variable]);
        const char *separator = " (";
        for (size_t j = 0; j < sizeof flags / sizeof *flags; j++) {
            if (!(symbol->flags & flags[j].flag))
                continue;
            fprintf(out, "%s%s", separator, flags[j].text);
            separator = ", ";
        }
        fprintf(out, "%s\n", *separator == ',' ? ")" : "");
    }
    for (uint32_t i = 0; i < scope->child_count; i++)
        dump_scope(out, context, scope->children[i], indent + 2);
}

void symbol_table_dump(FILE *out, const SymbolTable *table) {
    dump_scope(out, table->context, table->module, 0);
}
