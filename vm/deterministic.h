/* The clock and the random numbers of the system; with --deterministic, those of a clock and a
 * generator of our own, so that a program does the same at every run: text hashes with the given
 * seed, clocks begin at 2000-01-01 and go on by a microsecond each time they are read, sleeping
 * only moves them. */
#ifndef VM_DETERMINISTIC_H
#define VM_DETERMINISTIC_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

/* --deterministic[=SEED]; false: it is not this option. *wrong: SEED is no number below 2**32. */
bool deterministic_read_option(const char *text, bool *wrong);
/* The numbers of objects, by which many of them hash, are addresses: where the system lays memory
 * out anew at each run, begins the program again without that. Returns if there is no need, or no
 * way. */
void deterministic_fix_addresses(char **argv);
bool deterministic_is_on(void);
/* The seed of hashes, or `otherwise` without the option. */
int64_t deterministic_seed(int64_t otherwise);

/* As clock_gettime and time. */
int system_clock(clockid_t clock, struct timespec *now);
time_t system_time(void);
/* True: the clock has moved, nobody needs to wait. */
bool system_sleep_is_over(int64_t ns);
/* As getrandom. */
ssize_t system_random(void *bytes, size_t size, unsigned flags);

#endif
