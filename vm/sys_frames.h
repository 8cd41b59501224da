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
Value sys_settrace_all(Value self, Value *args);
Value sys_setprofile_all(Value self, Value *args);
Value sys_get_asyncgen_hooks(Value self, Value *args);
Value sys_set_asyncgen_hooks(Value self, Value *args);
Value sys_get_coroutine_depth(Value self, Value *args);
Value sys_set_coroutine_depth(Value self, Value *args);
Value sys_call_tracing(Value self, Value *args);

#define SYS_FRAME_FUNCTIONS                                                                        \
    NATIVE("_getframe($module, depth=0, /)", sys_getframe,                                         \
           "Return a frame object from the call stack."),                                          \
        NATIVE("_getframemodulename($module, /, depth=0)", sys_getframemodulename,                 \
               "Return the name of the module for a calling frame."),                              \
        NATIVE("_current_frames($module, /)", sys_current_frames,                                  \
               "Return a dict from each thread id to its current frame."),                         \
        NATIVE("_current_exceptions($module, /)", sys_current_exceptions,                          \
               "Return a dict from each thread id to the exception it handles."),                  \
        NATIVE("getrecursionlimit($module, /)", sys_getrecursionlimit,                             \
               "Return the current value of the recursion limit."),                                \
        NATIVE("setrecursionlimit($module, limit, /)", sys_setrecursionlimit,                      \
               "Set the maximum depth of the Python interpreter stack to n."),                     \
        NATIVE("getswitchinterval($module, /)", sys_getswitchinterval,                             \
               "Return how long a thread runs before another may, in seconds."),                   \
        NATIVE("setswitchinterval($module, interval, /)", sys_setswitchinterval,                   \
               "Set how long a thread runs before another may, in seconds."),                      \
        NATIVE("settrace($module, function, /)", sys_settrace,                                     \
               "Set the global debug tracing function."),                                          \
        NATIVE("gettrace($module, /)", sys_gettrace, "Return the global debug tracing function."), \
        NATIVE("setprofile($module, function, /)", sys_setprofile, "Set the profiling function."), \
        NATIVE("_settraceallthreads($module, function, /)", sys_settrace_all,                      \
               "Set the global debug tracing function in all running threads."),                   \
        NATIVE("_setprofileallthreads($module, function, /)", sys_setprofile_all,                  \
               "Set the profiling function in all running threads."),                              \
        NATIVE("getprofile($module, /)", sys_getprofile, "Return the profiling function."),        \
        NATIVE("get_asyncgen_hooks($module, /)", sys_get_asyncgen_hooks,                           \
               "Return the installed hooks of asynchronous generators."),                          \
        NATIVE("set_asyncgen_hooks(firstiter=None, finalizer=None)", sys_set_asyncgen_hooks,       \
               "Set the hooks of asynchronous generators."),                                       \
        NATIVE("get_coroutine_origin_tracking_depth($module, /)", sys_get_coroutine_depth,         \
               "Check how many frames the origins of coroutines have."),                           \
        NATIVE("set_coroutine_origin_tracking_depth($module, /, depth)", sys_set_coroutine_depth,  \
               "Set how many frames the origins of coroutines have; 0 for none."),                 \
        NATIVE("call_tracing($module, func, args, /)", sys_call_tracing,                           \
               "Call func(*args), while tracing is enabled.")

#endif
