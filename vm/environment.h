/* Variables of the environment. */
#ifndef VM_ENVIRONMENT_H
#define VM_ENVIRONMENT_H

/* The variable PYTHON..., or its twin FOLIO..., which wins. Null if it is empty or not there, or
 * if -E, -I say that the environment does not count. */
const char *environment_get(const char *python_name);

#endif
