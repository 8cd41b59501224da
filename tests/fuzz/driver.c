/* A fuzzer for any compiler:  fuzz TARGET [-option=value]... PATH...
 *
 *     -runs=N       mutants to try (0)          -seconds=N   for so long instead
 *     -seed=N       of the random numbers (1)   -dict=FILE   tokens to put in
 *     -timeout=N    seconds an input may take (20)
 *     -keep=FILE    where an input that ends the process is written (fuzz-found)
 *     -write=DIR    writes the seeds there and ends: a corpus for another fuzzer
 *
 * First every PATH (a file, or all files of a folder) is run as it is, then mutants of them: the
 * same ones at every run. Without options it only replays. */
#include "tests/fuzz/mutate.h"
#include "tests/fuzz/target.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct {
    unsigned long runs, seconds, seed, timeout;
    const char *dictionary, *keep, *write;
} options = {.seed = 1, .timeout = 20, .keep = "fuzz-found"};

static const FuzzTarget *target;
static Inputs seeds, tokens;

/* ---- what ends the process ------------------------------------------------------------------- */

static Input running;

static void keep_input(void) {
    int file = open(options.keep, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    ssize_t written = write(file, running.bytes, running.size);
    (void)written; /* the process ends anyhow */
    close(file);
}

static void say(const char *text) {
    ssize_t written = write(STDERR_FILENO, text, strlen(text));
    (void)written;
}

static void on_fatal_signal(int number) {
    keep_input();
    say(number == SIGALRM ? "\nfuzz: an input takes too long: " : "\nfuzz: an input kills: ");
    say(options.keep);
    say("\n");
    signal(number, SIG_DFL);
    raise(number);
}

/* A sanitizer that is linked in calls this before it ends the process. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

static void watch(void) {
    static char stack[65536]; /* the other one may have overflowed */
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGALRM};
    bool sanitized = __sanitizer_set_death_callback != NULL;
    if (sanitized)
        __sanitizer_set_death_callback(keep_input);
    struct sigaction action = {.sa_handler = on_fatal_signal, .sa_flags = SA_ONSTACK};
    for (size_t i = sanitized ? 4 : 0; i < sizeof fatal / sizeof *fatal; i++)
        sigaction(fatal[i], &action, NULL);
}

static void run(Input input) {
    running = input;
    alarm((unsigned)options.timeout);
    target->run(input.bytes, input.size);
    alarm(0);
}

/* ---- seeds ----------------------------------------------------------------------------------- */

static void add_file(const char *path) {
    Input seed;
    if (!input_read(path, &seed)) {
        perror(path);
        exit(2);
    }
    if (target->make_seed) {
        uint8_t *source = seed.bytes;
        seed.bytes = target->make_seed(source, &seed.size);
        free(source);
    }
    inputs_add_steal(&seeds, seed);
}

static void add_path(const char *path) {
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0) {
        add_file(path);
        return;
    }
    for (int i = 0; i < count; i++) {
        char name[4096];
        struct stat status;
        snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
        if (stat(name, &status) == 0 && S_ISREG(status.st_mode))
            add_file(name);
        free(entries[i]);
    }
    free(entries);
}

static int write_seeds(void) {
    for (size_t i = 0; i < seeds.count; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%s/seed-%zu", options.write, i);
        FILE *file = fopen(name, "wb");
        if (!file ||
            fwrite(seeds.items[i].bytes, 1, seeds.items[i].size, file) != seeds.items[i].size ||
            fclose(file) != 0) {
            perror(name);
            return 1;
        }
    }
    return 0;
}

/* ---- the command line ------------------------------------------------------------------------ */

static bool take_number(const char *text, const char *name, unsigned long *number) {
    size_t size = strlen(name);
    if (strncmp(text, name, size) != 0)
        return false;
    *number = strtoul(text + size, NULL, 10);
    return true;
}

static bool take_text(const char *text, const char *name, const char **value) {
    size_t size = strlen(name);
    if (strncmp(text, name, size) != 0)
        return false;
    *value = text + size;
    return true;
}

static bool read_option(const char *text) {
    return take_number(text, "-runs=", &options.runs) ||
           take_number(text, "-seconds=", &options.seconds) ||
           take_number(text, "-seed=", &options.seed) ||
           take_number(text, "-timeout=", &options.timeout) ||
           take_text(text, "-dict=", &options.dictionary) ||
           take_text(text, "-keep=", &options.keep) || take_text(text, "-write=", &options.write);
}

static _Noreturn void usage(void) {
    fprintf(stderr, "usage: fuzz TARGET [-runs=N] [-seconds=N] [-seed=N] [-dict=FILE] "
                    "[-timeout=N] [-keep=FILE] [-write=DIR] PATH...\n");
    exit(2);
}

static void read_command_line(int argc, char **argv) {
    int index = 2;
    while (index < argc && argv[index][0] == '-')
        if (!read_option(argv[index++]))
            usage();
    if (index >= argc)
        usage();
    target = fuzz_target_start(argv[1]);
    if (options.dictionary && !inputs_read_dictionary(&tokens, options.dictionary)) {
        perror(options.dictionary);
        exit(2);
    }
    while (index < argc)
        add_path(argv[index++]);
}

/* ---------------------------------------------------------------------------------------------- */

static unsigned long run_mutants(void) {
    random_seed(options.seed);
    time_t end = time(NULL) + (time_t)options.seconds;
    unsigned long count = 0;
    while (options.seconds ? time(NULL) < end : count < options.runs) {
        Input mutant = mutant_new(&seeds, &tokens);
        run(mutant);
        free(mutant.bytes);
        count++;
    }
    return count;
}

int main(int argc, char **argv) {
    read_command_line(argc, argv);
    if (options.write)
        return write_seeds();
    watch();
    for (size_t i = 0; i < seeds.count; i++)
        run(seeds.items[i]);
    unsigned long mutants = seeds.count ? run_mutants() : 0;
    printf("%s: %zu seeds, %lu mutants\n", argv[1], seeds.count, mutants);
    inputs_free(&seeds);
    inputs_free(&tokens);
    return 0;
}
