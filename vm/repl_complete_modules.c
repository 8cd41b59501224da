/* Completion of imports: modules by what the finders could find, names in a module by what it holds
 * if it has been imported, else by what its source binds at its top level. Nothing is imported. */
#include "vm/finder.h"
#include "parser/parse.h"
#include "vm/line_parts.h"
#include "vm/repl_text.h"
#include "vm/static_lookup.h"
#include "vm/vm.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

typedef struct Wanted {
    const char *parent; /* dotted, empty for top-level modules */
    size_t parent_size;
    const char *prefix; /* of the last part */
    Completions *completions;
} Wanted;

static void offer(const Wanted *wanted, const char *name, size_t size) {
    bool hidden = *name == '_' && *wanted->prefix != '_';
    size_t prefix_size = strlen(wanted->prefix);
    if (!hidden && size >= prefix_size && memcmp(name, wanted->prefix, prefix_size) == 0)
        completions_add(wanted->completions, name, size);
}

/* ---- modules --------------------------------------------------------------------------------- */

/* Offers the part of a dotted name behind the parent, if it is a direct child. */
static void offer_dotted(const Wanted *wanted, const char *name) {
    if (wanted->parent_size) {
        if (strncmp(name, wanted->parent, wanted->parent_size) != 0 ||
            name[wanted->parent_size] != '.')
            return;
        name += wanted->parent_size + 1;
    }
    if (!strchr(name, '.'))
        offer(wanted, name, strlen(name));
}

static bool is_identifier(const char *name, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (!line_is_word_character((unsigned char)name[i]))
            return false;
    return size && !(*name >= '0' && *name <= '9');
}

static void offer_folder(const Wanted *wanted, const char *folder) {
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        const char *name = entry->d_name, *dot = strchr(name, '.');
        size_t size = dot ? (size_t)(dot - name) : strlen(name);
        char inside[PATH_MAX];
        bool is_module = dot && (strcmp(dot, ".py") == 0 || strcmp(dot, ".pyc") == 0);
        if (!dot && snprintf(inside, sizeof inside, "%s/%s/__init__.py", folder, name) < PATH_MAX) {
            FILE *init = fopen(inside, "r");
            is_module = init != NULL;
            if (init)
                fclose(init);
        }
        bool is_init = size == 8 && memcmp(name, "__init__", 8) == 0;
        if (is_module && !is_init && is_identifier(name, size))
            offer(wanted, name, size);
    }
    if (entries)
        closedir(entries);
}

/* The parent's dots are the folders below each entry of sys.path. */
static void offer_from_path(const Wanted *wanted) {
    Value path = sys_get_borrowed("path");
    for (size_t i = 0; path && is_list(path) && i < list_of(path)->count; i++) {
        Value entry = list_of(path)->items[i];
        const char *folder = is_exact_str(entry) ? str_utf8(str_of(entry), NULL) : NULL;
        exception_clear();
        char full[PATH_MAX];
        if (!folder || snprintf(full, sizeof full, "%s%s%.*s", *folder ? folder : ".",
                                wanted->parent_size ? "/" : "", (int)wanted->parent_size,
                                wanted->parent) >= PATH_MAX)
            continue;
        for (char *dot = full + strlen(*folder ? folder : "."); *dot; dot++)
            if (*dot == '.')
                *dot = '/';
        offer_folder(wanted, full);
    }
}

void repl_complete_module(const char *prefix, Completions *completions) {
    const char *dot = strrchr(prefix, '.');
    Wanted wanted = {.parent = prefix,
                     .parent_size = dot ? (size_t)(dot - prefix) : 0,
                     .prefix = dot ? dot + 1 : prefix,
                     .completions = completions};
    for (size_t i = 0; native_modules[i]; i++)
        offer_dotted(&wanted, native_modules[i]->name);
    for (size_t i = 0; embedded_modules[i].name; i++)
        offer_dotted(&wanted, embedded_modules[i].name);
    offer_from_path(&wanted);
}

/* ---- names in a module ----------------------------------------------------------------------- */

static void offer_name(void *context, Value object, Str *name) {
    size_t size;
    const char *bytes = str_utf8(name, &size);
    if (bytes)
        offer(context, bytes, size);
    exception_clear();
}

static void offer_target(const Wanted *wanted, const Node *target) {
    if (target->kind == NODE_NAME) {
        Text id = ((const NameNode *)target)->id;
        offer(wanted, id.bytes, id.size);
    }
}

static void offer_aliases(const Wanted *wanted, const NodeList *aliases) {
    for (size_t i = 0; i < aliases->count; i++) {
        const AliasNode *alias = (const AliasNode *)aliases->items[i];
        Text name = alias->asname.bytes ? alias->asname : alias->name;
        const char *dot = memchr(name.bytes, '.', name.size);
        if (name.size && *name.bytes != '*')
            offer(wanted, name.bytes, dot ? (size_t)(dot - name.bytes) : name.size);
    }
}

static void offer_bound_names(const Wanted *wanted, const Node *statement) {
    switch (statement->kind) {
    case NODE_FUNCTION_DEF: {
        Text name = ((const FunctionDefNode *)statement)->name;
        offer(wanted, name.bytes, name.size);
        break;
    }
    case NODE_CLASS_DEF: {
        Text name = ((const ClassDefNode *)statement)->name;
        offer(wanted, name.bytes, name.size);
        break;
    }
    case NODE_ASSIGN: {
        const NodeList *targets = &((const AssignNode *)statement)->targets;
        for (size_t i = 0; i < targets->count; i++)
            offer_target(wanted, targets->items[i]);
        break;
    }
    case NODE_ANN_ASSIGN:
        offer_target(wanted, ((const AnnAssignNode *)statement)->target);
        break;
    case NODE_IMPORT:
        offer_aliases(wanted, &((const ImportNode *)statement)->names);
        break;
    case NODE_IMPORT_FROM:
        offer_aliases(wanted, &((const ImportFromNode *)statement)->names);
        break;
    default:
        break;
    }
}

static void offer_source(const Wanted *wanted, const char *source, size_t size) {
    MemRegion *region = mem_region_new();
    Diagnostic diagnostic;
    Node *tree;
    if (region &&
        parse_source(source, size, "<module>", PARSE_EXEC, 0, region, &tree, &diagnostic)) {
        const NodeList *body = &((const ModuleNode *)tree)->body;
        for (size_t i = 0; i < body->count; i++)
            offer_bound_names(wanted, body->items[i]);
    }
    if (region)
        mem_region_free(region);
}

static void offer_found(const Wanted *wanted, const Found *found) {
    if (found->kind == FOUND_NATIVE)
        for (const NativeMethod *function = found->native->functions;
             function && function->signature; function++)
            offer(wanted, function->signature, strcspn(function->signature, "("));
    else if (found->kind == FOUND_EMBEDDED)
        offer_source(wanted, found->embedded->source,
                     (size_t)(found->embedded->end - found->embedded->source));
    else if (found->kind == FOUND_SOURCE) {
        size_t size;
        char *source = file_read_all(found->file, &size);
        if (source)
            offer_source(wanted, source, size);
        mem_free(source);
    }
}

/* Only top-level modules are looked for: where a package is, is known once it has been imported. */
static void offer_members(const Wanted *wanted, Str *name) {
    Value module = NULL;
    Found found;
    if (dict_lookup(modules_dict_borrowed(), value_of(name), &module) == LOOKUP_FOUND)
        static_attribute_names(module, offer_name, (void *)(uintptr_t)wanted);
    else if (!exception_pending() && finder_find(name, NULL, &found)) {
        offer_found(wanted, &found);
        found_release(&found);
    }
    decref_maybe(module);
    exception_clear();
}

void repl_complete_member(const char *module, const char *prefix, Completions *completions) {
    Wanted wanted = {.parent = "", .prefix = prefix, .completions = completions};
    Str *name = str_from_c(module);
    if (name) {
        offer_members(&wanted, name);
        GIVE_UP(name);
    }
    exception_clear();
    char submodules[400];
    snprintf(submodules, sizeof submodules, "%s.%s", module, prefix);
    repl_complete_module(submodules, completions);
}
