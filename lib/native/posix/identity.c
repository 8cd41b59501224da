/* Users and groups of the process, and its priority. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"

#include <grp.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

bool id_argument(Value argument, const char *kind, uint32_t *id) {
    int64_t number;
    if (!is_int(argument) && !type_of(argument)->to_index)
        return raise_type_error("%s should be integer, not %T", kind, argument);
    Value index = object_index(argument);
    if (!index)
        return false;
    bool fits = int_fits_int64(index, &number), negative = int_sign(index) < 0;
    decref(index);
    if (negative && (!fits || number < -1)) /* -1: as it is */
        return raise_overflow_error("%s is less than minimum", kind);
    if (!fits || number > UINT32_MAX)
        return raise_overflow_error("%s is greater than maximum", kind);
    *id = (uint32_t)number;
    return true;
}

#define SET_IDS(name, kind, count, call)                                                           \
    static Value fn_##name(Value self, Value *args) {                                              \
        uint32_t id[3];                                                                            \
        for (int i = 0; i < count; i++) {                                                          \
            if (!id_argument(args[i], kind, &id[i]))                                               \
                return NULL;                                                                       \
        }                                                                                          \
        return (call) < 0 ? posix_raise(NULL) : NONE;                                              \
    }
SET_IDS(setuid, "uid", 1, setuid(id[0]))
SET_IDS(setgid, "gid", 1, setgid(id[0]))
SET_IDS(seteuid, "uid", 1, seteuid(id[0]))
SET_IDS(setegid, "gid", 1, setegid(id[0]))
SET_IDS(setreuid, "uid", 2, setreuid(id[0], id[1]))
SET_IDS(setregid, "gid", 2, setregid(id[0], id[1]))
SET_IDS(setresuid, "uid", 3, setresuid(id[0], id[1], id[2]))
SET_IDS(setresgid, "gid", 3, setresgid(id[0], id[1], id[2]))
#undef SET_IDS

static Value three_ids(uint32_t real, uint32_t effective, uint32_t saved) {
    return value_of(tuple_pack(3, value_of_small_int(real), value_of_small_int(effective),
                               value_of_small_int(saved)));
}
static Value fn_getresuid(Value self, Value *args) {
    uid_t real, effective, saved;
    return getresuid(&real, &effective, &saved) < 0 ? posix_raise(NULL)
                                                    : three_ids(real, effective, saved);
}
static Value fn_getresgid(Value self, Value *args) {
    gid_t real, effective, saved;
    return getresgid(&real, &effective, &saved) < 0 ? posix_raise(NULL)
                                                    : three_ids(real, effective, saved);
}

/* ---- groups ---------------------------------------------------------------------------------- */

enum { GROUPS_MAX = 65536 };

static Value groups_value(const gid_t *groups, int count) {
    List *list = list_new((size_t)count);
    for (int i = 0; list && i < count; i++) {
        if (!list_append_steal(list, value_from_int64(groups[i]))) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    return value_of(list);
}

static gid_t *groups_new(size_t count) {
    gid_t *groups = mem_malloc((count + 1) * sizeof *groups);
    return groups ? groups : raise_no_memory();
}

static Value fn_getgroups(Value self, Value *args) {
    gid_t *groups = groups_new(GROUPS_MAX);
    if (!groups)
        return NULL;
    int count = getgroups(GROUPS_MAX, groups);
    Value result = count < 0 ? posix_raise(NULL) : groups_value(groups, count);
    mem_free(groups);
    return result;
}

static Value set_groups_of(Tuple *ids) {
    if (ids->count > GROUPS_MAX)
        return raise_value_error("too many groups");
    gid_t *groups = groups_new(ids->count);
    bool good = groups != NULL;
    for (size_t i = 0; good && i < ids->count; i++)
        good = is_int(ids->items[i]) ? id_argument(ids->items[i], "gid", &groups[i])
                                     : raise_type_error("groups must be integers") != NULL;
    Value result = !good ? NULL : setgroups(ids->count, groups) < 0 ? posix_raise(NULL) : NONE;
    mem_free(groups);
    return result;
}
static Value fn_setgroups(Value self, Value *args) {
    if (!type_of(args[0])->get_item || is_dict(args[0]))
        return raise_type_error("setgroups argument must be a sequence");
    Tuple *ids = tuple_from_iterable(args[0]);
    Value result = ids ? set_groups_of(ids) : NULL;
    decref_maybe(value_of(ids));
    return result;
}

static Bytes *user_name(Value argument, const char *function) {
    if (!is_str(argument))
        return raise_type_error("%s() argument 1 must be str, not %T", function, argument);
    return str_to_file_name(argument);
}

static Value fn_getgrouplist(Value self, Value *args) {
    uint32_t group;
    Bytes *user = user_name(args[0], "getgrouplist");
    if (!user || !id_argument(args[1], "gid", &group)) {
        decref_maybe(value_of(user));
        return NULL;
    }
    gid_t *groups = groups_new(GROUPS_MAX);
    int count = GROUPS_MAX, found = 0;
    if (groups) {
        gil_release();
        found = getgrouplist((const char *)user->data, group, groups, &count);
        gil_acquire();
    }
    GIVE_UP(user);
    Value result = !groups ? NULL : found < 0 ? posix_raise(NULL) : groups_value(groups, count);
    mem_free(groups);
    return result;
}
static Value fn_initgroups(Value self, Value *args) {
    uint32_t group;
    Bytes *user = user_name(args[0], "initgroups");
    Value result = NULL;
    if (user && id_argument(args[1], "gid", &group))
        result = initgroups((const char *)user->data, group) < 0 ? posix_raise(NULL) : NONE;
    decref_maybe(value_of(user));
    return result;
}

/* ---- priority -------------------------------------------------------------------------------- */

static Value fn_getpriority(Value self, Value *args) {
    int which, who;
    if (!int_as_int(args[0], &which) || !int_as_int(args[1], &who))
        return NULL;
    errno = 0;
    int priority = getpriority((__priority_which_t)which, (id_t)who);
    return errno ? posix_raise(NULL) : value_of_small_int(priority);
}
static Value fn_setpriority(Value self, Value *args) {
    int which, who, priority;
    if (!int_as_int(args[0], &which) || !int_as_int(args[1], &who) ||
        !int_as_int(args[2], &priority))
        return NULL;
    return setpriority((__priority_which_t)which, (id_t)who, priority) < 0 ? posix_raise(NULL)
                                                                           : NONE;
}

const NativeMethod posix_identity_functions[] = {
    NATIVE("setuid(uid, /)", fn_setuid, "Set the current process's user id."),
    NATIVE("setgid(gid, /)", fn_setgid, "Set the current process's group id."),
    NATIVE("seteuid(euid, /)", fn_seteuid, "Set the current process's effective user id."),
    NATIVE("setegid(egid, /)", fn_setegid, "Set the current process's effective group id."),
    NATIVE("setreuid(ruid, euid, /)", fn_setreuid,
           "Set the current process's real and effective user ids."),
    NATIVE("setregid(rgid, egid, /)", fn_setregid,
           "Set the current process's real and effective group ids."),
    NATIVE("setresuid(ruid, euid, suid, /)", fn_setresuid,
           "Set the current process's real, effective, and saved user ids."),
    NATIVE("setresgid(rgid, egid, sgid, /)", fn_setresgid,
           "Set the current process's real, effective, and saved group ids."),
    NATIVE("getresuid()", fn_getresuid,
           "Return a tuple of the current process's real, effective, and saved user ids."),
    NATIVE("getresgid()", fn_getresgid,
           "Return a tuple of the current process's real, effective, and saved group ids."),
    NATIVE("getgroups()", fn_getgroups, "Return list of supplemental group IDs for the process."),
    NATIVE("setgroups(groups, /)", fn_setgroups, "Set the groups of the current process to list."),
    NATIVE("getgrouplist(user, group, /)", fn_getgrouplist,
           "Returns a list of groups to which a user belongs."),
    NATIVE("initgroups(username, gid, /)", fn_initgroups, "Initialize the group access list."),
    NATIVE("getpriority(which, who)", fn_getpriority, "Return program scheduling priority."),
    NATIVE("setpriority(which, who, priority)", fn_setpriority, "Set program scheduling priority."),
    NATIVE_END,
};
