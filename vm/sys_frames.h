/* The functions of module sys about frames, recursion, tracing and threads. */
#ifndef VM_SYS_FRAMES_H
#define VM_SYS_FRAMES_H

#include "vm/type.h"

Value sys_getframe(Value self, Value *args);
Value sys_getframemodulename(Value self, Value *args);
Value sys_current_frames(Value self, Value *args);
Value sys_current_exceptions(Value self, Value *args);
Value sys_getrecursionlimit(Value self, Value *args);
Value sys_setrecursionlimit(Value self, Value *args);
Value sys_getswitchinterval(Value self, Value *args);
Value sys_setswitchinterval(Value self, Value *args);
Value sys_settrace(Value self, Value *args);
Value sys_gettrace(Value self, Value *args);
Value sys_setprofile(Value self, Value *args);
Value sys_getprofile(Value self, Value *args);
Value sys_get_asyncgen_hooks(Value self, Value *args);
Value sys_set_asyncgen_hooks(Value self, Value *args);
Value sys_get_coroutine_depth(Value self, Value *args);
Value sys_set_coroutine_depth(Value self, Value *args);
Value sys_call_tracing(Value self, Value *args);

#define SYS_FRAME_FUNCTIONS                                                                        \
    NATIVE("_getframe(depth=0, /)", sys_getframe, "Return a frame object from the call stack."),   \
        NATIVE("_getframemodulename(depth=0)", sys_getframemodulename,                             \
               "Return the name of the module for a calling frame."),                              \
        NATIVE("_current_frames()", sys_current_frames, NULL),                                     \
        NATIVE("_current_exceptions()", sys_current_exceptions, NULL),                             \
        NATIVE("getrecursionlimit()", sys_getrecursionlimit,                                       \
               "Return the current value of the recursion limit."),                                \
        NATIVE("setrecursionlimit(limit, /)", sys_setrecursionlimit,                               \
               "Set the maximum depth of the Python interpreter stack to n."),                     \
        NATIVE("getswitchinterval()", sys_getswitchinterval, NULL),                                \
        NATIVE("setswitchinterval(interval, /)", sys_setswitchinterval, NULL),                     \
        NATIVE("settrace(function, /)", sys_settrace, "Set the global debug tracing function."),   \
        NATIVE("gettrace()", sys_gettrace, "Return the global debug tracing function."),           \
        NATIVE("setprofile(function, /)", sys_setprofile, "Set the profiling function."),          \
        NATIVE("getprofile()", sys_getprofile, "Return the profiling function."),                  \
        NATIVE("get_asyncgen_hooks()", sys_get_asyncgen_hooks, NULL),                              \
        NATIVE("set_asyncgen_hooks(firstiter=None, finalizer=None)", sys_set_asyncgen_hooks,       \
               NULL),                                                                              \
        NATIVE("get_coroutine_origin_tracking_depth()", sys_get_coroutine_depth, NULL),            \
        NATIVE("set_coroutine_origin_tracking_depth(depth)", sys_set_coroutine_depth, NULL),       \
        NATIVE("call_tracing(func, args, /)", sys_call_tracing,                                    \
               "Call func(*args), while tracing is enabled.")

#endif
