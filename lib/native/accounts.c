/* Modules pwd and grp: the users and groups of the system, as the C library finds them.
 *
 * The reentrant functions want a buffer, which is made larger till the entry fits. */
#include "vm/objects/list.h"
#include "vm/objects/struct_sequence.h"
#include "vm/vm.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_BUFFER = 1024, LARGEST_BUFFER = 1 << 20 };

static const StructSequenceField user_fields[] = {
    {"pw_name", "user name"},      {"pw_passwd", "password"},
    {"pw_uid", "user id"},         {"pw_gid", "group id"},
    {"pw_gecos", "real name"},     {"pw_dir", "home directory"},
    {"pw_shell", "shell program"}, {NULL, NULL},
};
static const StructSequenceField group_fields[] = {
    {"gr_name", "group name"},
    {"gr_passwd", "password"},
    {"gr_gid", "group id"},
    {"gr_mem", "group members"},
    {NULL, NULL},
};
static StructSequence user_result, group_result;

static Value text_of(const char *text) {
    return text ? value_of(str_from_file_name(text, strlen(text))) : NONE;
}

static Value user_value(const struct passwd *user) {
    if (!struct_sequence_ready(&user_result, "pwd.struct_passwd",
                               "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object "
                               "may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,"
                               "pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as "
                               "named in the above tuple.",
                               user_fields, 7, 7))
        return NULL;
    Value values[] = {
        text_of(user->pw_name),         text_of(user->pw_passwd), value_from_int64(user->pw_uid),
        value_from_int64(user->pw_gid), text_of(user->pw_gecos),  text_of(user->pw_dir),
        text_of(user->pw_shell),
    };
    return struct_sequence_new_steal(&user_result, values);
}

static Value group_value(const struct group *group) {
    if (!struct_sequence_ready(&group_result, "grp.struct_group",
                               "grp.struct_group: Results from getgr*() routines.\n\nThis object "
                               "may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,"
                               "gr_mem)\nor via the object attributes as named in the above "
                               "tuple.\n",
                               group_fields, 4, 4))
        return NULL;
    List *members = list_new(0);
    for (char **member = group->gr_mem; members && *member; member++) {
        Value name = text_of(*member);
        if (!name || !list_append_steal(members, name)) {
            GIVE_UP(members);
            members = NULL;
        }
    }
    Value values[] = {text_of(group->gr_name), text_of(group->gr_passwd),
                      value_from_int64(group->gr_gid), members ? value_of(members) : NULL};
    return struct_sequence_new_steal(&group_result, values);
}

/* A user or group id; ids that no account can have miss like others. */
static bool id_of(Value value, int64_t *id, bool *possible) {
    if (!is_int(value))
        return raise_type_error("an integer is required (got type %s)", type_of(value)->mem.name);
    *possible = int_as_int64(value, id);
    if (!*possible) {
        exception_clear();
        return true;
    }
    *possible = *id >= -1 && *id <= (int64_t)UINT32_MAX;
    return true;
}

/* One lookup: by name if it is not null, else by id. The buffer grows while the C library says
 * that it is too small. */
#define LOOK_UP(kind, by_name, by_id, make, result)                                                \
    do {                                                                                           \
        size_t size = FIRST_BUFFER;                                                                \
        char *buffer = NULL;                                                                       \
        struct kind entry, *found = NULL;                                                          \
        int error;                                                                                 \
        do {                                                                                       \
            mem_free(buffer);                                                                      \
            buffer = mem_malloc(size *= 2);                                                        \
            if (!buffer)                                                                           \
                return raise_no_memory();                                                          \
            error = name ? by_name(name, &entry, buffer, size, &found)                             \
                         : by_id((uid_t)id, &entry, buffer, size, &found);                         \
        } while (error == ERANGE && size < LARGEST_BUFFER);                                        \
        result = found ? make(found) : NULL;                                                       \
        mem_free(buffer);                                                                          \
    } while (0)

static Value find_user(const char *name, int64_t id) {
    Value result;
    LOOK_UP(passwd, getpwnam_r, getpwuid_r, user_value, result);
    return result;
}

static Value find_group(const char *name, int64_t id) {
    Value result;
    LOOK_UP(group, getgrnam_r, getgrgid_r, group_value, result);
    return result;
}

static Value by_name(Value argument, Value (*find)(const char *, int64_t), const char *function) {
    if (!is_str(argument))
        return raise_type_error("%s() argument must be str, not %s", function,
                                type_of(argument)->mem.name);
    Bytes *name = str_to_file_name(argument);
    if (!name)
        return NULL;
    Value result = NULL;
    if (strlen((const char *)name->data) != name->size)
        raise_value_error("embedded null byte");
    else
        result = find((const char *)name->data, 0);
    GIVE_UP(name);
    if (!result && !exception_pending())
        return raise_error(&exc_KeyError, "%s(): name not found: %R", function, argument);
    return result;
}

static Value by_id(Value argument, Value (*find)(const char *, int64_t), const char *function,
                   const char *kind) {
    int64_t id = 0;
    bool possible = false;
    if (!id_of(argument, &id, &possible))
        return NULL;
    Value result = possible ? find(NULL, id) : NULL;
    if (!result && !exception_pending())
        return raise_error(&exc_KeyError, "%s(): %s not found: %S", function, kind, argument);
    return result;
}

static Value getpwnam_function(Value self, Value *args) {
    return by_name(args[0], find_user, "getpwnam");
}

static Value getpwuid_function(Value self, Value *args) {
    return by_id(args[0], find_user, "getpwuid", "uid");
}

static Value getgrnam_function(Value self, Value *args) {
    return by_name(args[0], find_group, "getgrnam");
}

static Value getgrgid_function(Value self, Value *args) {
    return by_id(args[0], find_group, "getgrgid", "gid");
}

static Value getpwall_function(Value self, Value *args) {
    List *list = list_new(0);
    setpwent();
    for (struct passwd *user; list && (user = getpwent());) {
        Value value = user_value(user);
        if (!value || !list_append_steal(list, value)) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    endpwent();
    return list ? value_of(list) : NULL;
}

static Value getgrall_function(Value self, Value *args) {
    List *list = list_new(0);
    setgrent();
    for (struct group *group; list && (group = getgrent());) {
        Value value = group_value(group);
        if (!value || !list_append_steal(list, value)) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    endgrent();
    return list ? value_of(list) : NULL;
}

static bool add_user_type(Module *module) {
    struct passwd nobody = {.pw_name = (char[]){""}};
    Value value = user_value(&nobody);
    bool done = value && dict_set_c(module->dict, "struct_passwd", value_of(type_of(value)));
    decref_maybe(value);
    return done;
}

static bool add_group_type(Module *module) {
    char *members[] = {NULL};
    struct group none = {.gr_name = (char[]){""}, .gr_mem = members};
    Value value = group_value(&none);
    bool done = value && dict_set_c(module->dict, "struct_group", value_of(type_of(value)));
    decref_maybe(value);
    return done;
}

static const NativeMethod user_functions[] = {
    NATIVE("getpwuid($module, uidobj, /)", getpwuid_function,
           "Return the password database entry for the given numeric user ID.\n\nSee "
           "`help(pwd)` for more on password database entries."),
    NATIVE("getpwnam($module, name, /)", getpwnam_function,
           "Return the password database entry for the given user name.\n\nSee `help(pwd)` for "
           "more on password database entries."),
    NATIVE("getpwall($module, /)", getpwall_function,
           "Return a list of all available password database entries, in arbitrary order.\n\nSee "
           "help(pwd) for more on password database entries."),
    {0},
};

static const NativeMethod group_functions[] = {
    NATIVE("getgrgid($module, /, id)", getgrgid_function,
           "Return the group database entry for the given numeric group ID.\n\nIf id is not "
           "valid, raise KeyError."),
    NATIVE("getgrnam($module, /, name)", getgrnam_function,
           "Return the group database entry for the given group name.\n\nIf name is not valid, "
           "raise KeyError."),
    NATIVE("getgrall($module, /)", getgrall_function,
           "Return a list of all available group entries, in arbitrary order.\n\nAn entry whose "
           "name starts with '+' or '-' represents an instruction\nto use YP/NIS and may not be "
           "accessible via getgrnam or getgrgid."),
    {0},
};

const NativeModule pwd_module = {
    .name = "pwd",
    .doc = "This module provides access to the Unix password database.\nIt is available on all "
           "Unix versions.",
    .functions = user_functions,
    .exec = add_user_type,
};

const NativeModule grp_module = {
    .name = "grp",
    .doc = "Access to the Unix group database.",
    .functions = group_functions,
    .exec = add_group_type,
};
