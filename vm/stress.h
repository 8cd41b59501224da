/* -X stress=switch,gc: what may happen between two instructions happens between all of them. */
#ifndef VM_STRESS_H
#define VM_STRESS_H

#include <stdbool.h>

/* `kinds` is a list with commas. False: an unknown one; a message has been printed. */
bool stress_start(const char *kinds);

#endif
