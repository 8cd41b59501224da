/* Module _curses_panel: windows in a stack, the upper over the lower.
 *
 * The library's panel points at its object (set_panel_userptr), so the stack can be walked; the
 * object alone owns the panel. */
#include "lib/native/curses/curses.h"
#include "lib/native/exception_class.h"
#include "vm/import.h"

static ExceptionClass error = {.module = "_curses_panel", .name = "error", .base = &exc_Exception};

typedef struct Panel {
    Object header;
    PANEL *panel;         /* owned */
    CursesWindow *window; /* owned */
    Value user;           /* owned; null: none was set */
} Panel;

static Panel *panel_from(Value self) {
    return (Panel *)object_of(self);
}

static Value outcome(int code, const char *function) {
    return code == ERR ? raise_of(&error, "%s() returned ERR", function) : NONE;
}

/* The object of a panel of the stack: owned; None for the end of the stack. */
static Value object_of_panel(PANEL *panel) {
    return panel ? own(value_of(panels.panel_userptr(panel))) : NONE;
}

/* ---- the object ------------------------------------------------------------------------------ */

static void panel_dealloc(Object *object) {
    Panel *self = (Panel *)object;
    mem_gc_untrack(object);
    panels.del_panel(self->panel);
    GIVE_UP(self->window);
    decref_maybe(self->user);
    mem_object_free(object, sizeof *self);
}

static void panel_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((Panel *)object)->window), visit, context);
    visit_value(((Panel *)object)->user, visit, context);
}

static void panel_clear(Object *object) {
    clear_value(&((Panel *)object)->user);
}

static Value method_above(Value self, Value *args) {
    return object_of_panel(panels.panel_above(panel_from(self)->panel));
}

static Value method_below(Value self, Value *args) {
    return object_of_panel(panels.panel_below(panel_from(self)->panel));
}

static Value method_bottom(Value self, Value *args) {
    return outcome(panels.bottom_panel(panel_from(self)->panel), "bottom");
}

static Value method_hide(Value self, Value *args) {
    return outcome(panels.hide_panel(panel_from(self)->panel), "hide");
}

static Value method_show(Value self, Value *args) {
    return outcome(panels.show_panel(panel_from(self)->panel), "show");
}

static Value method_top(Value self, Value *args) {
    return outcome(panels.top_panel(panel_from(self)->panel), "top");
}

static Value method_hidden(Value self, Value *args) {
    return value_of_bool(panels.panel_hidden(panel_from(self)->panel));
}

static Value method_move(Value self, Value *args) {
    int place[2];
    if (!curses_numbers(args, place, 2))
        return NULL;
    return outcome(panels.move_panel(panel_from(self)->panel, place[0], place[1]), "move_panel");
}

static Value method_window(Value self, Value *args) {
    return own(value_of(panel_from(self)->window));
}

static bool is_window_argument(Value value, const char *call) {
    return is_curses_window(value) ||
           raise_type_error("%s must be _curses.window, not %N", call, value);
}

static Value method_replace(Value self, Value *args) {
    Panel *panel = panel_from(self);
    if (!is_window_argument(args[0], "replace() argument 1"))
        return NULL;
    if (panels.replace_panel(panel->panel, native_window_of(args[0])) == ERR)
        return outcome(ERR, "replace_panel");
    CursesWindow *before = panel->window;
    panel->window = curses_window_of(own(args[0]));
    GIVE_UP(before);
    return NONE;
}

static Value method_set_userptr(Value self, Value *args) {
    replace_value(&panel_from(self)->user, own(args[0]));
    return NONE;
}

static Value method_userptr(Value self, Value *args) {
    Value user = panel_from(self)->user;
    return user ? own(user) : raise_of(&error, "no userptr set");
}

static const NativeMethod methods[] = {
    NATIVE("above($self, /)", method_above, "Return the panel above the current panel."),
    NATIVE("below($self, /)", method_below, "Return the panel below the current panel."),
    NATIVE("bottom($self, /)", method_bottom, "Push the panel to the bottom of the stack."),
    NATIVE("hidden($self, /)", method_hidden,
           "Return True if the panel is hidden (not visible), False otherwise."),
    NATIVE("hide($self, /)", method_hide,
           "Hide the panel.\n\nThis does not delete the object, it just makes the window on screen "
           "invisible."),
    NATIVE("move($self, y, x, /)", method_move, "Move the panel to the screen coordinates (y, x)."),
    NATIVE("replace($self, win, /)", method_replace,
           "Change the window associated with the panel to the window win."),
    NATIVE("set_userptr($self, obj, /)", method_set_userptr,
           "Set the panel's user pointer to obj."),
    NATIVE("show($self, /)", method_show, "Display the panel (which might have been hidden)."),
    NATIVE("top($self, /)", method_top, "Push panel to the top of the stack."),
    NATIVE("userptr($self, /)", method_userptr, "Return the user pointer for the panel."),
    NATIVE("window($self, /)", method_window,
           "Return the window object associated with the panel."),
    NATIVE_END,
};

static Type panel_type = {
    TYPE_INIT_CONTAINER("_curses_panel.panel", sizeof(Panel), panel_dealloc, panel_traverse,
                        panel_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = methods,
};

/* ---- the module ------------------------------------------------------------------------------ */

static Value stack_new_panel(Value module, Value *args) {
    if (!is_window_argument(args[0], "new_panel() argument"))
        return NULL;
    Panel *self = type_allocate(&panel_type, 0);
    if (!self)
        return NULL;
    self->panel = panels.new_panel(native_window_of(args[0]));
    if (!self->panel) {
        mem_object_free(&self->header, sizeof *self);
        return raise_of(&error, "curses function returned NULL");
    }
    self->window = curses_window_of(own(args[0]));
    self->user = NULL;
    panels.set_panel_userptr(self->panel, self);
    mem_gc_track(self);
    return value_of(self);
}

static Value stack_bottom(Value module, Value *args) {
    return curses_needs_screen() ? object_of_panel(panels.panel_above(NULL)) : NULL;
}

static Value stack_top(Value module, Value *args) {
    return curses_needs_screen() ? object_of_panel(panels.panel_below(NULL)) : NULL;
}

static Value stack_update(Value module, Value *args) {
    if (!curses_needs_screen())
        return NULL;
    panels.update_panels();
    return NONE;
}

static const NativeMethod functions[] = {
    NATIVE("bottom_panel($module, /)", stack_bottom, "Return the bottom panel in the panel stack."),
    NATIVE("new_panel($module, win, /)", stack_new_panel,
           "Return a panel object, associating it with the given window win."),
    NATIVE("top_panel($module, /)", stack_top, "Return the top panel in the panel stack."),
    NATIVE("update_panels($module, /)", stack_update,
           "Updates the virtual screen after changes in the panel stack.\n\nThis does not call "
           "curses.doupdate(), so you'll have to do this yourself."),
    NATIVE_END,
};

static bool exec(Module *module) {
    Value curses = import_module_c("_curses"); /* whose error its checks raise */
    decref_maybe(curses);
    return curses && panel_library_open() && exception_class_use(&error, module) &&
           type_ready(&panel_type) && module_add_type(module, &panel_type) &&
           module_add_text(module, "version", "2.1") &&
           module_add_text(module, "__version__", "2.1");
}

static void fini(void) {
    exception_class_fini(&error);
}

const NativeModule _curses_panel_module = {
    .name = "_curses_panel",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
