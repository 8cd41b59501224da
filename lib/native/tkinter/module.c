/* Module _tkinter: Tcl and Tk, for CPython's package tkinter, which is used as it is on disk.
 *
 * Both libraries are opened at the first import; a window system is asked for only by create(). */
#include "lib/native/named_numbers.h"
#include "lib/native/tkinter/tkinter.h"
#include "vm/runtime.h"
#include "vm/sys.h"

struct TclFunctions tcl;
struct TkFunctions tk;
static ForeignLibrary tcl_library =
    FOREIGN_LIBRARY("tkinter", "libtcl8.6.so", "libtcl8.6", TCL_FUNCTIONS, tcl);
static ForeignLibrary tk_library =
    FOREIGN_LIBRARY("tkinter", "libtk8.6.so", "libtk8.6", TK_FUNCTIONS, tk);

/* How often a Tcl without threads would look for events; settable, and without effect. */
static int busy_wait_ms = 20;

static Value getbusywaitinterval(Value module, Value *args) {
    return value_of_small_int(busy_wait_ms);
}

static Value setbusywaitinterval(Value module, Value *args) {
    int interval;
    if (!int_as_int(args[0], &interval))
        return NULL;
    if (interval < 0)
        return raise_value_error("busywaitinterval must be >= 0");
    busy_wait_ms = interval;
    return NONE;
}

/* ---- _flatten -------------------------------------------------------------------------------- */

enum { FLATTEN_DEPTH_MAX = 1000 };

/* Adds what is in a tuple or list, at any depth, but None. */
static bool flatten(Value sequence, int depth, List *flat) {
    if (depth > FLATTEN_DEPTH_MAX)
        return raise_value_error("nesting too deep in _flatten");
    if (!is_tuple(sequence) && !is_list(sequence))
        return raise_type_error("argument must be sequence");
    if (!recursion_enter(" in _flatten"))
        return false;
    bool is_a_tuple = is_tuple(sequence);
    size_t count = is_a_tuple ? tuple_of(sequence)->count : list_of(sequence)->count;
    const Value *items = is_a_tuple ? tuple_of(sequence)->items : list_of(sequence)->items;
    for (size_t i = 0; i < count; i++) {
        Value item = items[i];
        if (is_tuple(item) || is_list(item)) {
            if (!flatten(item, depth + 1, flat))
                return false;
        } else if (item != NONE && !list_append(flat, item))
            return false;
    }
    return true;
}

static Value flatten_item(Value module, Value *args) {
    if (is_dict(args[0]))
        return raise_type_error("%T is not a sequence", args[0]);
    ptrdiff_t length = object_length(args[0]);
    if (length < 0)
        return NULL;
    if (length == 0)
        return value_of(tuple_empty());
    List *flat = list_new(0);
    Tuple *result = flat && flatten(args[0], 0, flat) ? list_as_tuple(flat) : NULL;
    decref_maybe(value_of(flat));
    return value_of(result);
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("_flatten($module, item, /)", flatten_item, NULL),
    NATIVE("create($module, screenName=None, baseName='', className='Tk', interactive=False, "
           "wantobjects=0, wantTk=True, sync=False, use=None, /)",
           tk_create,
           "\n\n  wantTk\n    if false, then Tk_Init() doesn't get called\n  sync\n"
           "    if true, then pass -sync to wish\n  use\n"
           "    if not None, then pass -use to wish"),
    NATIVE("setbusywaitinterval($module, new_val, /)", setbusywaitinterval,
           "Set the busy-wait interval in milliseconds between successive calls to Tcl_DoOneEvent "
           "in a threaded Python interpreter.\n\nIt should be set to a divisor of the maximum time "
           "between frames in an animation."),
    NATIVE("getbusywaitinterval($module, /)", getbusywaitinterval,
           "Return the current busy-wait interval between successive calls to Tcl_DoOneEvent in a "
           "threaded Python interpreter."),
    NATIVE_END};

static const NamedNumber constants[] = {
    {"READABLE", TCL_READABLE},       {"WRITABLE", TCL_WRITABLE},
    {"EXCEPTION", TCL_EXCEPTION},     {"WINDOW_EVENTS", TCL_WINDOW_EVENTS},
    {"FILE_EVENTS", TCL_FILE_EVENTS}, {"TIMER_EVENTS", TCL_TIMER_EVENTS},
    {"IDLE_EVENTS", TCL_IDLE_EVENTS}, {"ALL_EVENTS", TCL_ALL_EVENTS},
    {"DONT_WAIT", TCL_DONT_WAIT},
};

static bool add_types(Module *module) {
    return type_ready(&tk_app_type) && type_ready(&tk_timer_type) && type_ready(&tk_object_type) &&
           dict_set_c(module->dict, "TkappType", value_of(&tk_app_type)) &&
           dict_set_c(module->dict, "TkttType", value_of(&tk_timer_type)) &&
           module_add_type(module, &tk_object_type);
}

static bool tkinter_exec(Module *module) {
    if (!foreign_library_open(&tcl_library) || !foreign_library_open(&tk_library) ||
        !tk_threads_init())
        return false;
    runtime_on_fini(tk_error_forget); /* its traceback holds what frames knew */
    tcl.Tcl_FindExecutable(settings.executable);
    tk_values_init();
    return add_types(module) && exception_class_use(&tk_error, module) &&
           MODULE_ADD_NUMBERS(module, constants) &&
           module_add_text(module, "TK_VERSION", TCL_VERSION) && /* libtk8.6, as libtcl8.6 */
           module_add_text(module, "TCL_VERSION", TCL_VERSION);
}

static void tkinter_fini(void) {
    exception_class_fini(&tk_error);
}

const NativeModule _tkinter_module = {
    .name = "_tkinter",
    .functions = functions,
    .exec = tkinter_exec,
    .fini = tkinter_fini,
};
