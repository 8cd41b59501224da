/* The step view's engine (-X step): stops the program between instructions and asks a callable what
 * to do next. The view itself is lib/python/_disassembly/step.py. */
#ifndef VM_STEP_H
#define VM_STEP_H

#include "vm/frame.h"

typedef enum StepMode {
    STEP_INTO,     /* at the next instruction */
    STEP_OVER,     /* at the next one of this frame, or of the caller once it is left */
    STEP_LINE,     /* at the next line, wherever it is */
    STEP_NEXT,     /* at the next line of this frame, or in the caller */
    STEP_OUT,      /* in the caller */
    STEP_TO_LINE,  /* of the file where it stopped */
    STEP_TO_COUNT, /* before the instruction of that number */
    STEP_RUN,      /* never again */
    STEP_MODE_COUNT,
} StepMode;

/* From the next instruction on; the callable is asked at each stop and answers (mode, line or
 * number). False: an exception is pending. */
MUST_CHECK bool step_start(Value callable, bool with_library);
void step_stop(void);
bool step_is_on(void);
/* The program stops at its next instruction, unless it was told never to. */
void step_interrupt(void);

/* While the callable runs: where the program stands, and how many instructions (of those that are
 * looked at) have begun. */
Frame *step_frame(void);
uint64_t step_count(void);

#endif
