/* The session of the prompt, as its files share it. */
#ifndef VM_REPL_H
#define VM_REPL_H

#include "vm/objects/module.h"
#include "vm/objects/str.h"

typedef struct ReplSession {
    Module *main;
    bool edited;     /* with the line editor; else lines are just read */
    int number;      /* of the next input, for its file name */
    uint32_t future; /* CO_FUTURE_* that inputs so far have imported: they hold from then on */
    List *done;      /* the texts that ran without an error, for :save; owned */
    /* What :undo brings back: the variables before the last input. Owned, or null. */
    Dict *before;
    Value last_result; /* the whole of a result that was cut when it was shown; owned or null */
    Value runner;      /* asyncio.Runner that top-level await runs in; owned or null */
} ReplSession;
extern ReplSession repl;

/* ---- repl_result.c: results that would fill many screens ------------------------------------- */

bool repl_wants_cut(const Str *text);
/* The beginning of the text and how to see all of it, which is kept for that: owned. */
MUST_CHECK Value repl_cut_steal(Value text);

/* ---- repl_run.c: running what was typed. False: an exception is pending. --------------------- */

/* The statements of a text, the last of which shows its value. */
MUST_CHECK bool repl_run_text(const char *text, size_t size);
/* The value of an expression: owned. */
MUST_CHECK Value repl_evaluate(const char *text);
/* Code of this kind, run in __main__ (and to its end, if it awaits). */
MUST_CHECK bool repl_run_code(CodeObject *code);
/* The source under the name that tracebacks show, from a text typed. */
MUST_CHECK bool repl_name_input(const char *text, size_t size, char *filename, size_t capacity);
void repl_run_end(void);

#endif
