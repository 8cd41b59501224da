/* See deterministic.h. */
#define _GNU_SOURCE
#include "vm/deterministic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#ifdef __linux__
#include <sys/personality.h>
#include <unistd.h>
#endif

enum { TICK_NS = 1000, YEAR_2000 = 946684800 };

static bool is_on;
static uint32_t seed;
static int64_t passed_ns; /* since YEAR_2000; under the GIL */
static uint64_t random_state;

bool deterministic_read_option(const char *text, bool *wrong) {
    static const char name[] = "deterministic";
    size_t size = sizeof name - 1;
    *wrong = false;
    if (strncmp(text, name, size) != 0 || (text[size] && text[size] != '='))
        return false;
    char *end = "";
    unsigned long long number = text[size] ? strtoull(text + size + 1, &end, 10) : 0;
    *wrong = *end || number > UINT32_MAX || (text[size] && !text[size + 1]);
    if (*wrong)
        fprintf(stderr, "--%s: a number below 4294967296 is expected\n", text);
    is_on = true;
    seed = (uint32_t)number;
    random_state = seed;
    return true;
}

void deterministic_fix_addresses(char **argv) {
#ifdef __linux__
    int now = is_on ? personality(0xffffffff) : -1; /* which only asks */
    if (now != -1 && !(now & ADDR_NO_RANDOMIZE) &&
        personality((unsigned)now | ADDR_NO_RANDOMIZE) != -1 &&
        (personality(0xffffffff) & ADDR_NO_RANDOMIZE))
        execv("/proc/self/exe", argv);
#endif
}

bool deterministic_is_on(void) {
    return is_on;
}

int64_t deterministic_seed(int64_t otherwise) {
    return is_on ? seed : otherwise;
}

int system_clock(clockid_t clock, struct timespec *now) {
    if (!is_on)
        return clock_gettime(clock, now);
    passed_ns += TICK_NS;
    int64_t start = clock == CLOCK_REALTIME ? YEAR_2000 : 0;
    *now = (struct timespec){start + passed_ns / 1000000000, passed_ns % 1000000000};
    return 0;
}

time_t system_time(void) {
    struct timespec now;
    system_clock(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

bool system_sleep_is_over(int64_t ns) {
    passed_ns += is_on ? ns : 0;
    return is_on;
}

/* splitmix64 */
static uint64_t next_random(void) {
    uint64_t word = random_state += UINT64_C(0x9e3779b97f4a7c15);
    word = (word ^ (word >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94d049bb133111eb);
    return word ^ (word >> 31);
}

ssize_t system_random(void *bytes, size_t size, unsigned flags) {
    if (!is_on)
        return getrandom(bytes, size, flags);
    for (size_t at = 0; at < size; at += sizeof(uint64_t)) {
        uint64_t word = next_random();
        memcpy((char *)bytes + at, &word, size - at < sizeof word ? size - at : sizeof word);
    }
    return (ssize_t)size;
}
