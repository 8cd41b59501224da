/* Work for the thread to which an interpreter belongs.
 *
 * Another thread puts an event into the queue of that thread and sleeps until it is served, with
 * the result or the exception in its request. */
#include "lib/native/tkinter/tkinter.h"

#include <pthread.h>
#include <time.h>

enum { WAIT_ROUNDS = 10, WAIT_NS = 100000000 }; /* a second for the main loop to begin */

bool tk_check_thread(const TkApp *app) {
    if (app->thread == tcl.Tcl_GetCurrentThread())
        return true;
    return raise_runtime_error("Calling Tcl from different apartment");
}

/* ---- threads that use Tcl -------------------------------------------------------------------- */

static pthread_key_t key;
static _Thread_local unsigned interpreters; /* of this thread */

/* Tcl keeps things for each thread. With an interpreter left they stay, for somebody may hold it.
 */
static void thread_ends(void *unused) {
    if (interpreters == 0)
        tcl.Tcl_FinalizeThread();
}

/* Keys are taken back in the order in which they were made: Tcl's must be there still. */
bool tk_threads_init(void) {
    static bool is_done;
    is_done = is_done || pthread_key_create(&key, thread_ends) == 0;
    return is_done || raise_no_memory();
}

void tk_thread_begin(void) {
    pthread_setspecific(key, &key);
}

Tcl_Interp *tk_make_interpreter(void) {
    tk_thread_begin();
    interpreters++;
    return tcl.Tcl_CreateInterp();
}

/* ---- work whose result somebody waits for ---------------------------------------------------- */

typedef struct Request { /* on the stack of who waits */
    TkWork work;
    TkApp *app;
    Value *args;
    size_t count;
    Value result, exception; /* one of them is null */
    pthread_mutex_t mutex;
    pthread_cond_t served;
    bool is_served;
} Request;

typedef struct RequestEvent { /* Tcl frees it */
    Tcl_Event event;
    Request *request;
} RequestEvent;

static int serve_request(Tcl_Event *event, int flags) {
    Request *request = ((RequestEvent *)(void *)event)->request;
    TkEntry entry = tk_enter();
    request->result = request->work(request->app, request->args, request->count);
    request->exception = exception_fetch();
    tk_leave(entry);
    pthread_mutex_lock(&request->mutex);
    request->is_served = true;
    pthread_cond_signal(&request->served);
    pthread_mutex_unlock(&request->mutex);
    return 1;
}

/* With a look at the app now and then, until somebody serves its events. */
static bool wait_for_mainloop(TkApp *app) {
    for (int round = 0; round < WAIT_ROUNDS && !app->is_dispatching; round++) {
        struct timespec pause = {0, WAIT_NS};
        gil_release();
        nanosleep(&pause, NULL);
        gil_acquire();
    }
    return app->is_dispatching || raise_runtime_error("main thread is not in main loop");
}

static void send(Tcl_Event *event, Tcl_ThreadId thread) {
    tcl.Tcl_ThreadQueueEvent(thread, event, TCL_QUEUE_TAIL);
    tcl.Tcl_ThreadAlert(thread);
}

static void wait_until_served(Request *request) {
    pthread_mutex_lock(&request->mutex);
    while (!request->is_served)
        pthread_cond_wait(&request->served, &request->mutex);
    pthread_mutex_unlock(&request->mutex);
}

Value tk_run(TkApp *app, TkWork work, Value *args, size_t count) {
    if (app->thread == tcl.Tcl_GetCurrentThread())
        return work(app, args, count);
    if (!wait_for_mainloop(app))
        return NULL;
    RequestEvent *event = (RequestEvent *)tcl.Tcl_AttemptAlloc(sizeof *event);
    if (!event)
        return raise_no_memory();
    Request request = {.work = work, .app = app, .args = args, .count = count};
    pthread_mutex_init(&request.mutex, NULL);
    pthread_cond_init(&request.served, NULL);
    *event = (RequestEvent){.event.proc = serve_request, .request = &request};
    gil_release();
    send(&event->event, app->thread);
    wait_until_served(&request);
    gil_acquire();
    pthread_cond_destroy(&request.served);
    pthread_mutex_destroy(&request.mutex);
    if (request.exception)
        exception_restore_steal(request.exception);
    return request.result;
}

/* ---- giving up ------------------------------------------------------------------------------- */

typedef struct GiveUpEvent { /* Tcl frees it */
    Tcl_Event event;
    void (*give_up)(void *data);
    void *data;
} GiveUpEvent;

static int serve_give_up(Tcl_Event *event, int flags) {
    GiveUpEvent *order = (GiveUpEvent *)(void *)event;
    order->give_up(order->data);
    return 1;
}

/* Without memory for the event it is lost, for the thread where it belongs may be using it. */
static void give_up_in(Tcl_ThreadId thread, void (*give_up)(void *data), void *data) {
    if (thread == tcl.Tcl_GetCurrentThread()) {
        give_up(data);
        return;
    }
    GiveUpEvent *event = (GiveUpEvent *)tcl.Tcl_AttemptAlloc(sizeof *event);
    if (!event)
        return;
    *event = (GiveUpEvent){.event.proc = serve_give_up, .give_up = give_up, .data = data};
    send(&event->event, thread);
}

static void delete_interpreter(void *data) {
    tcl.Tcl_DeleteInterp(data);
    interpreters--;
}

void tk_delete_interpreter(Tcl_Interp *interp, Tcl_ThreadId thread) {
    give_up_in(thread, delete_interpreter, interp);
}

static void give_up_object(void *data) {
    tcl_give_up(data);
}

void tk_give_up_object(Tcl_Obj *object, Tcl_ThreadId thread) {
    give_up_in(thread, give_up_object, object);
}
