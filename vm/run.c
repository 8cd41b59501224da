/* Running what the command line names, as module __main__. */
#define _GNU_SOURCE /* memmem */
#include "vm/run.h"
#include "compiler/pyc.h"
#include "vm/cli_parts.h"
#include "vm/environment.h"
#include "vm/import_load.h"
#include "vm/interpreter.h"
#include "vm/objects/exception.h"
#include "vm/objects/module_spec.h"
#include "vm/runtime.h"
#include "vm/source_lines.h"
#include "vm/traceback.h"
#include "vm/watch.h"
#include "vm/vm.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- __main__ -------------------------------------------------------------------------------- */

static Module *make_main(void) {
    Module *module = module_new(value_of(names.__main__));
    if (!module)
        return NULL;
    Str *builtins_name = str_interned("builtins");
    Value builtins = builtins_name ? import_module(builtins_name) : NULL;
    Dict *annotations = builtins ? dict_new() : NULL;
    bool done = annotations && type_ready(&builtin_importer_type) &&
                dict_set_name(module->dict, names.__annotations__, value_of(annotations)) &&
                dict_set_name(module->dict, names.__builtins__, builtins) &&
                dict_set_name(module->dict, names.__loader__, value_of(&builtin_importer_type)) &&
                dict_set(modules_dict_borrowed(), value_of(names.__main__), value_of(module));
    if (builtins_name)
        GIVE_UP(builtins_name);
    decref_maybe(builtins);
    decref_maybe(value_of(annotations));
    if (!done) {
        GIVE_UP(module);
        return NULL;
    }
    return module;
}

/* sys.path[0] of this program. */
static bool insert_path(const char *folder) {
    snprintf(settings.path_0, sizeof settings.path_0, "%s", folder);
    Value path = sys_get_borrowed("path");
    Str *entry = str_from_file_name(folder, strlen(folder));
    bool done = entry && path && is_list(path) && list_insert(list_of(path), 0, value_of(entry));
    if (entry)
        GIVE_UP(entry);
    return done;
}

/* The same, unless -P or -I forbid it. */
static bool prepend_path(const char *folder) {
    return settings.safe_path || insert_path(folder);
}

static bool set_argument_0(Value text) {
    Value argv = sys_get_borrowed("argv");
    return !argv || !is_list(argv) || !list_of(argv)->count ||
           object_set_item(argv, value_of_small_int(0), text);
}

/* sys.argv[0] of a module of the library: the path it would have there. */
static bool name_program(const EmbeddedModule *embedded) {
    char path[256];
    snprintf(path, sizeof path, "%s.py", embedded->name);
    for (char *dot = path; (dot = strchr(dot, '.')) && strcmp(dot, ".py") != 0;)
        *dot = '/';
    Str *file = str_from_c(path);
    bool done = file && set_argument_0(value_of(file));
    if (file)
        GIVE_UP(file);
    return done;
}

static bool run_in_main(Module *module, CodeObject *code) {
    Value result = run_code(code, module->dict, value_of(module->dict));
    decref_maybe(result);
    return result != NULL;
}

static CodeObject *compile_main(const char *text, size_t size, const char *filename,
                                unsigned parse_flags) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = filename;
    options.parse_flags = parse_flags;
    options.optimize = settings.optimize;
    return compile_to_code_object(text, size, &options);
}

static bool run_and_give_up(Module *module, CodeObject *code) {
    bool done = code && run_in_main(module, code);
    if (code)
        GIVE_UP(code);
    return done;
}

/* ---- -c -------------------------------------------------------------------------------------- */

/* Bytes that are no UTF-8 cannot be a program. */
static bool is_decodable(const char *command) {
    Str *text = str_from_file_name(command, strlen(command));
    bool decodable = text && str_utf8(text, NULL);
    if (text)
        GIVE_UP(text);
    if (!decodable)
        sys_write_stderr("Unable to decode the command from the command line:\n");
    return decodable;
}

static bool run_command(Module *module, const char *command) {
    size_t size = strlen(command);
    if (!is_decodable(command))
        return false;
    char *text = mem_malloc(size + 2); /* with a newline at its end */
    if (!text)
        return raise_no_memory();
    memcpy(text, command, size);
    text[size] = '\n';
    text[size + 1] = 0;
    CodeObject *code =
        prepend_path("") ? compile_main(text, size + 1, "<string>", PARSE_SOURCE_IS_UTF8) : NULL;
    /* Warnings of the compiler come without the line, as CPython's do. */
    bool known = code && source_lines_register("<string>", text, size + 1);
    mem_free(text);
    if (known)
        return run_and_give_up(module, code);
    decref_maybe(value_of(code));
    return false;
}

/* ---- a file ---------------------------------------------------------------------------------- */

static bool set_main_file(Module *module, Str *path, Type *loader_type) {
    Value loader = source_loader_new(loader_type, value_of(names.__main__), value_of(path));
    bool done = loader && dict_set_name(module->dict, names.__file__, value_of(path)) &&
                dict_set_name(module->dict, names.__cached__, NONE) &&
                dict_set_name(module->dict, names.__loader__, loader);
    decref_maybe(loader);
    return done;
}

/* The folder that the script is really in. */
static void script_folder(const char *path, char *folder) {
    if (!realpath(path, folder))
        strcpy(folder, ".");
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = 0;
}

/* A compiled file, told by its name or its first bytes. */
static bool is_pyc(const char *path, const char *text, size_t size) {
    size_t length = strlen(path);
    uint32_t magic = pyc_magic();
    return (length > 4 && strcmp(path + length - 4, ".pyc") == 0) ||
           (size >= sizeof magic && memcmp(text, &magic, sizeof magic) == 0);
}

static bool run_pyc(Module *module, const char *path, Str *name) {
    char folder[PATH_MAX + 1];
    script_folder(path, folder);
    if (!prepend_path(folder) || !set_main_file(module, name, &sourceless_loader_type))
        return false;
    return run_and_give_up(module, import_bytecode_code(name, NULL));
}

static bool run_file_in(Module *module, const char *path, const char *absolute,
                        bool skip_first_line) {
    Str *name = str_from_file_name(absolute, strlen(absolute));
    size_t size;
    char *text = name ? file_read_all(name, &size) : NULL;
    bool done = false;
    if (text && is_pyc(path, text, size)) {
        mem_free(text);
        done = run_pyc(module, path, name);
        GIVE_UP(name);
        return done;
    }
    if (text) {
        char folder[PATH_MAX + 1];
        script_folder(path, folder);
        const char *start = text;
        if (skip_first_line) { /* its newline stays, so that lines are counted right */
            const char *newline = memchr(text, '\n', size);
            start = newline ? newline : text + size;
        }
        done = prepend_path(folder) && set_main_file(module, name, &source_loader_type) &&
               run_and_give_up(module, compile_main(start, size - (size_t)(start - text), absolute,
                                                    PARSE_SOURCE_IS_FILE));
    }
    mem_free(text);
    if (name)
        GIVE_UP(name);
    return done;
}

static bool make_absolute(const char *path, char *absolute) {
    if (*path == '/' || !getcwd(absolute, PATH_MAX))
        *absolute = 0;
    size_t size = strlen(absolute);
    if (size + strlen(path) + 2 > PATH_MAX)
        return false;
    if (size && absolute[size - 1] != '/')
        absolute[size++] = '/';
    strcpy(absolute + size, path);
    return true;
}

/* ---- modules --------------------------------------------------------------------------------- */

/* Tracebacks begin with what the program did, not with how runpy went about it. */
static void hide_runpy_frames(void) {
    Value exception = exception_fetch();
    Value *begin = &exception_of(exception)->traceback, at = *begin;
    while (at && str_equal_c(str_of(frame_object_code(traceback_of(at)->frame)->filename),
                             "<frozen runpy>"))
        at = traceback_of(at)->next;
    if (at && at != *begin)
        replace_value(begin, own(at));
    exception_restore_steal(exception);
}

/* As runpy finds and runs modules. `names_program`: its file becomes sys.argv[0]. */
static bool run_by_runpy(Str *name, bool names_program) {
    Value run = import_core_attribute("runpy", "_run_module_as_main");
    Value result = run ? call_2(run, value_of(name), value_of_bool(names_program)) : NULL;
    decref_maybe(run);
    decref_maybe(result);
    if (!result)
        hide_runpy_frames();
    return result;
}

static bool run_module(const char *text) {
    char folder[PATH_MAX];
    Str *name = str_from_file_name(text, strlen(text));
    bool done = name && prepend_path(getcwd(folder, sizeof folder) ? folder : "") &&
                run_by_runpy(name, true);
    if (name)
        GIVE_UP(name);
    return done;
}

/* Runs a module in the binary as __main__ that knows its place. */
static bool run_embedded(Module *module, Str *name, const EmbeddedModule *embedded) {
    Dict *dict = module->dict;
    Value spec = import_embedded_spec(name, embedded);
    Value file = value_of(str_format("<frozen %U>", name));
    Str *package = str_empty();
    CodeObject *code = NULL;
    bool done = spec && file && dict_set_name(dict, names.__spec__, spec) &&
                dict_set_name(dict, names.__loader__, value_of(&frozen_importer_type)) &&
                dict_set_name(dict, names.__package__, value_of(package)) &&
                dict_set_name(dict, names.__cached__, NONE) &&
                dict_set_name(dict, names.__file__, file) && name_program(embedded) &&
                (code = import_embedded_code(embedded)) && run_in_main(module, code);
    decref_maybe(spec);
    decref_maybe(file);
    GIVE_UP(package);
    if (code)
        GIVE_UP(code);
    return done;
}

/* A sub-command's module: the one in the binary, whatever the working folder holds. It is imported
 * before that folder comes into sys.path, for those that import it again. */
static bool run_subcommand(Module *module, const char *text) {
    const EmbeddedModule *embedded = embedded_module_lookup(text);
    if (!embedded)
        return run_module(text);
    char folder[PATH_MAX];
    Str *name = str_from_c(text);
    Value imported = name ? import_module(name) : NULL;
    bool done = imported && prepend_path(getcwd(folder, sizeof folder) ? folder : "") &&
                run_embedded(module, name, embedded);
    decref_maybe(imported);
    if (name)
        GIVE_UP(name);
    return done;
}

/* ---- folders and zip files ------------------------------------------------------------------- */

static bool ends_in(const char *text, const char *ending) {
    size_t size = strlen(text), ending_size = strlen(ending);
    return size >= ending_size && strcmp(text + size - ending_size, ending) == 0;
}

/* A zip file ends with a directory, which begins with these bytes; a comment may follow it. */
static bool is_zip(const char *absolute) {
    char end[22 + 1024];
    FILE *file = fopen(absolute, "rb");
    size_t size = 0;
    if (file && (fseek(file, -(long)sizeof end, SEEK_END) == 0 || fseek(file, 0, SEEK_SET) == 0))
        size = fread(end, 1, sizeof end, file);
    if (file)
        fclose(file);
    return size >= 22 && memmem(end, size, "PK\5\6", 4);
}

/* The __main__ that is in it. */
static bool run_main_of(const char *absolute) {
    return insert_path(absolute) && run_by_runpy(names.__main__, false);
}

static bool run_regular_file(Module *module, const char *path, const char *absolute,
                             bool skip_first_line) {
    if (!ends_in(path, ".py") && is_zip(absolute))
        return run_main_of(absolute);
    return run_file_in(module, path, absolute, skip_first_line);
}

static bool run_file(Module *module, const char *path, bool skip_first_line) {
    char absolute[PATH_MAX + 1];
    struct stat status;
    int error = make_absolute(path, absolute) ? 0 : ENAMETOOLONG;
    if (!error && stat(absolute, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            return run_main_of(absolute);
        if (access(absolute, R_OK) == 0)
            return run_regular_file(module, path, absolute, skip_first_line);
    }
    if (!error)
        error = errno;
    sys_write_stderr("%s: can't open file '%s': [Errno %d] %s\n", settings.executable, absolute,
                     error, strerror(error));
    const char *meant = error == ENOENT ? cli_similar_subcommand(path) : NULL;
    if (meant)
        sys_write_stderr("Did you mean the sub-command `%s'?\n", meant);
    raise_class(&exc_SystemExit, value_of_small_int(2));
    return false;
}

/* ---- standard input -------------------------------------------------------------------------- */

static bool run_stdin(Module *module) {
    char *text = NULL;
    size_t size = 0, capacity = 0;
    for (;;) {
        if (size + 4096 > capacity) {
            capacity = capacity ? capacity * 2 : 8192;
            char *larger = mem_realloc(text, capacity);
            if (!larger) {
                mem_free(text);
                return raise_no_memory();
            }
            text = larger;
        }
        ssize_t count = read(0, text + size, capacity - size - 1);
        if (count < 0 && errno == EINTR && eval_breaker_handle())
            continue;
        if (count <= 0)
            break;
        size += (size_t)count;
    }
    text[size] = 0;
    bool done = !exception_pending() && prepend_path("") &&
                dict_set_c_steal(module->dict, "__file__", value_of(str_from_c("<stdin>"))) &&
                dict_set_name(module->dict, names.__cached__, NONE) &&
                run_and_give_up(module, compile_main(text, size, "<stdin>", 0));
    mem_free(text);
    return done;
}

/* ---- what was asked for ---------------------------------------------------------------------- */

static int dump_target(const CommandLine *line) {
    if (line->mode == RUN_COMMAND)
        return dump_source(line->target, strlen(line->target), "<string>", settings.dump);
    if (line->mode != RUN_FILE) {
        fprintf(stderr, "folio: -X dump needs a file or -c\n");
        return 2;
    }
    Str *name = str_from_file_name(line->target, strlen(line->target));
    size_t size;
    char *text = name ? file_read_all(name, &size) : NULL;
    int status = text ? dump_source(text, size, line->target, settings.dump)
                      : runtime_handle_exit_exception();
    mem_free(text);
    if (name)
        GIVE_UP(name);
    return status;
}

static bool run_as_asked(const CommandLine *line, Module *module) {
    switch (line->mode) {
    case RUN_COMMAND:
        return run_command(module, line->target);
    case RUN_SUBCOMMAND:
        return run_subcommand(module, line->target);
    case RUN_MODULE:
        return run_module(line->target);
    case RUN_FILE:
        return run_file(module, line->target, line->skip_first_line);
    default:
        return run_stdin(module);
    }
}

static bool is_stdin_interactive(void) {
    return settings.interactive || isatty(STDIN_FILENO);
}

/* A program can also ask for the prompt that follows it by setting the variable. */
static bool wants_prompt_after(const CommandLine *line) {
    return (settings.inspect || environment_get("PYTHONINSPECT")) && is_stdin_interactive() &&
           line->mode != RUN_PROMPT_OR_STDIN;
}

/* What runs after a script, at the prompt or at exit, is not of its file any more; after the
 * __main__ of a folder or zip file, which has a spec, it still is. */
static void forget_script_file(Module *module) {
    Dict *dict = module->dict;
    if (dict_get_name_borrowed(dict, names.__spec__) == NONE &&
        (dict_delete(dict, value_of(names.__file__)) == LOOKUP_ERROR ||
         dict_delete(dict, value_of(names.__cached__)) == LOOKUP_ERROR))
        exception_clear();
}

static int run_program(const CommandLine *line, Module *module) {
    int status = 0;
    bool done = run_as_asked(line, module), prompt = wants_prompt_after(line);
    bool exits = !done && exception_matches(&exc_SystemExit);
    if (!done && prompt)
        runtime_report_before_prompt();
    else if (!done)
        status = runtime_handle_exit_exception();
    if (prompt || !exits)
        forget_script_file(module);
    return prompt ? repl_run(module, true) : status;
}

int run_command_line(const CommandLine *line) {
    if (settings.dump)
        return dump_target(line);
    Module *module = make_main();
    if (!module)
        return runtime_handle_exit_exception();
    bool at_prompt =
        line->mode == RUN_PROMPT || (line->mode == RUN_PROMPT_OR_STDIN && is_stdin_interactive());
    int status = 0;
    if (!watch_begin())
        status = runtime_handle_exit_exception();
    else if (at_prompt)
        status = prepend_path("") ? repl_run(module, false) : runtime_handle_exit_exception();
    else
        status = run_program(line, module);
    watch_end(status);
    GIVE_UP(module);
    return status;
}
