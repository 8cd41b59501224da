/* Matching: the code is run with an explicit stack of what to do when something fails.
 *
 * An entry of the stack is a choice that is left, or a value to be restored on the way back to
 * one. A lookaround or atomic group puts a barrier on the stack; when its body has matched, the
 * choices above the barrier go and only the values to restore stay.
 *
 * When a match has taken many steps and its outcome depends on nothing but place in code and text
 * (no references to groups, no counts), failures are remembered per choice instruction and
 * position, so that no choice is explored twice from the same position: what would be exponential
 * becomes at most (choices x length) x length. */
#include "lib/native/re.h"
#include "vm/objects/search.h"

#include <string.h>

typedef enum {
    B_CHOICE,    /* go on at pc, position a; b its memo */
    B_MEMO,      /* everything behind memo b at position a has failed */
    B_MARK,      /* mark number pc was a */
    B_LAST,      /* last_index was pc */
    B_COUNT,     /* loop pc had count a and last position b */
    B_REPEAT,    /* at a; can be shortened to b; pc behind the REPEAT */
    B_LAZY,      /* REPEAT_LAZY at pc; at a; b more allowed */
    B_LAZY_LOOP, /* LOOP_LAZY at pc; at a */
    B_ASSERT,    /* barrier; a the position before, b the outer barrier */
    B_ASSERT_NOT,
} EntryKind;

typedef struct {
    EntryKind kind;
    uint32_t pc;
    size_t a, b;
} Entry;

typedef struct {
    size_t count, last;
} Loop;

enum {
    LOCAL_ENTRIES = 48,
    LOCAL_LOOPS = 8,
    CHECK_INTERVAL = 20000,
    RUN_PER_STEP = 16, /* characters of a run that cost as much as a step */
    SCAN_MAX = 1 << 20,
    ENTRIES_STEP = 1 << 17
};
#define MEMO_BYTES_MAX ((size_t)64 << 20)

typedef struct {
    const RegexCode *code;
    const void *text;
    size_t end;
    bool full, must_advance, memo_allowed;
    ptrdiff_t *marks;
    uint32_t last_index;
    Entry *entries;
    size_t top, capacity; /* as much as is to be used before the next look at signals */
    size_t allocated;
    size_t barrier; /* index of the innermost one + 1; 0: none */
    Loop *loops;
    uint8_t *memo; /* bits; null: nothing is remembered (yet) */
    uint64_t steps, next_check;
    Loop local_loops[LOCAL_LOOPS];
    Entry local_entries[LOCAL_ENTRIES];
} Matcher;

/* ---- stack ---------------------------------------------------------------------------------- */

/* More of what is there, at most ENTRIES_STEP at a time; or twice as much. */
COLD static bool grow(Matcher *m) {
    if (UNLIKELY(eval_breaker) && !eval_breaker_handle())
        return false;
    if (m->capacity < m->allocated) {
        size_t rest = m->allocated - m->capacity;
        m->capacity += rest < ENTRIES_STEP ? rest : ENTRIES_STEP;
        return true;
    }
    size_t capacity = m->allocated * 2;
    bool is_local = m->entries == m->local_entries;
    Entry *entries = mem_realloc(is_local ? NULL : m->entries, capacity * sizeof *entries);
    if (!entries)
        return raise_no_memory();
    if (is_local)
        memcpy(entries, m->local_entries, sizeof m->local_entries);
    m->entries = entries;
    m->allocated = capacity;
    m->capacity += m->capacity < ENTRIES_STEP ? m->capacity : ENTRIES_STEP;
    return true;
}

static inline bool push(Matcher *m, EntryKind kind, uint32_t pc, size_t a, size_t b) {
    if (UNLIKELY(m->top == m->capacity) && !grow(m))
        return false;
    m->entries[m->top++] = (Entry){kind, pc, a, b};
    return true;
}

/* With nothing on the stack there is no way back to an earlier value. */
static inline bool save(Matcher *m, uint32_t slot, size_t pos) {
    if (m->top && !push(m, B_MARK, slot, (size_t)m->marks[slot], 0))
        return false;
    m->marks[slot] = (ptrdiff_t)pos;
    return true;
}

static inline bool save_last(Matcher *m, uint32_t group) {
    if (m->top && !push(m, B_LAST, m->last_index, 0, 0))
        return false;
    m->last_index = group;
    return true;
}

static inline bool set_loop(Matcher *m, uint32_t number, size_t count, size_t last) {
    Loop *loop = &m->loops[number];
    if (m->top && !push(m, B_COUNT, number, loop->count, loop->last))
        return false;
    *loop = (Loop){count, last};
    return true;
}

static bool push_barrier(Matcher *m, EntryKind kind, uint32_t pc, size_t pos) {
    size_t outer = m->barrier;
    if (!push(m, kind, pc, pos, outer))
        return false;
    m->barrier = m->top;
    return true;
}

/* The body has matched: the barrier and the choices above it go, values to restore stay. */
static void leave_barrier(Matcher *m) {
    size_t place = m->barrier - 1, to = place;
    m->barrier = (size_t)m->entries[place].b;
    for (size_t i = place + 1; i < m->top; i++) {
        EntryKind kind = m->entries[i].kind;
        if (kind == B_MARK || kind == B_LAST || kind == B_COUNT)
            m->entries[to++] = m->entries[i];
    }
    m->top = to;
}

/* Restores everything down to the barrier, which goes too. */
static void unwind_to_barrier(Matcher *m) {
    size_t place = m->barrier - 1;
    for (size_t i = m->top; i-- > place + 1;) {
        const Entry *entry = &m->entries[i];
        if (entry->kind == B_MARK)
            m->marks[entry->pc] = (ptrdiff_t)entry->a;
        else if (entry->kind == B_LAST)
            m->last_index = entry->pc;
        else if (entry->kind == B_COUNT)
            m->loops[entry->pc] = (Loop){entry->a, entry->b};
    }
    m->barrier = (size_t)m->entries[place].b;
    m->top = place;
}

/* ---- memory of failures --------------------------------------------------------------------- */

static inline size_t memo_bit(const Matcher *m, uint32_t number, size_t pos) {
    return (size_t)number * (m->end + 1) + pos;
}
static inline bool memo_has(const Matcher *m, uint32_t number, size_t pos) {
    size_t bit = memo_bit(m, number, pos);
    return m->memo[bit >> 3] >> (bit & 7) & 1;
}
static inline void memo_add(Matcher *m, uint32_t number, size_t pos) {
    size_t bit = memo_bit(m, number, pos);
    m->memo[bit >> 3] |= (uint8_t)(1 << (bit & 7));
}

/* Every so many steps: signals and the like; and is it time to remember failures? */
COLD static bool look_up(Matcher *m) {
    m->next_check = m->steps + CHECK_INTERVAL;
    if (!m->memo && m->memo_allowed && m->code->can_memo && m->code->memos &&
        m->steps > CHECK_INTERVAL + 16 * m->end) {
        size_t bytes = (size_t)m->code->memos * (m->end + 1) / 8 + 1;
        if (bytes <= MEMO_BYTES_MAX)
            m->memo = mem_calloc(bytes, 1); /* without it, it is only slower */
        else
            m->memo_allowed = false;
    }
    return !eval_breaker || eval_breaker_handle();
}

/* ---- one matcher per width ------------------------------------------------------------------ */

#define CHARACTER     uint8_t
#define MATCHER(name) name##_1
#include "lib/native/re_match.inc"
#undef CHARACTER
#undef MATCHER
#define CHARACTER     uint16_t
#define MATCHER(name) name##_2
#include "lib/native/re_match.inc"
#undef CHARACTER
#undef MATCHER
#define CHARACTER     uint32_t
#define MATCHER(name) name##_4
#include "lib/native/re_match.inc"
#undef CHARACTER
#undef MATCHER

static Answer run(Matcher *m, unsigned width, size_t start) {
    return width == 1 ? run_1(m, start) : width == 2 ? run_2(m, start) : run_4(m, start);
}

static size_t skip(Matcher *m, unsigned width, const RegexSet *set, size_t at, size_t end) {
    return width == 1   ? skip_1(m, set, at, end)
           : width == 2 ? skip_2(m, set, at, end)
                        : skip_4(m, set, at, end);
}

/* ---- entry ---------------------------------------------------------------------------------- */

static void clear_marks(Matcher *m) {
    for (size_t i = 0; i < 2 * (size_t)m->code->groups; i++)
        m->marks[i] = -1;
    m->last_index = 0;
}

static bool set_up(Matcher *m, RegexState *state) {
    m->code = state->code;
    m->text = state->text->data;
    m->end = state->end;
    m->full = state->full;
    m->must_advance = state->must_advance;
    m->memo_allowed = !state->must_advance;
    m->marks = state->marks;
    m->entries = m->local_entries;
    m->capacity = m->allocated = LOCAL_ENTRIES;
    m->memo = NULL;
    m->steps = 0;
    m->next_check = CHECK_INTERVAL;
    m->loops = m->local_loops;
    if (m->code->loops > LOCAL_LOOPS && !(m->loops = mem_malloc(m->code->loops * sizeof *m->loops)))
        return raise_no_memory();
    clear_marks(m);
    return true;
}

static void tear_down(Matcher *m, RegexState *state) {
    state->last_index = m->last_index;
    if (m->entries != m->local_entries)
        mem_free(m->entries);
    if (m->loops != m->local_loops)
        mem_free(m->loops);
    mem_free(m->memo);
}

Answer regex_match_at_start(RegexState *state) {
    Matcher m;
    if (state->start > state->end || state->code->width_min > state->end - state->start)
        return ANSWER_NO;
    if (!set_up(&m, state))
        return ANSWER_ERROR;
    Answer answer = run(&m, state->text->width, state->start);
    tear_down(&m, state);
    return answer;
}

/* The next place at or behind `at` where a match may begin; beyond the end if there is none. After
 * SCAN_MAX characters without one, the place reached: any is a candidate, and it is time for
 * look_up. */
static size_t next_candidate(Matcher *m, const RegexText *text, size_t at) {
    const RegexCode *code = m->code;
    bool all = m->end - at <= SCAN_MAX;
    size_t end = all ? m->end : at + SCAN_MAX, reached = end;
    if (code->prefix) {
        ptrdiff_t hit =
            search_first((const uint8_t *)text->data + at * text->width, text->width, end - at,
                         code->prefix, code->prefix_width, code->prefix_length);
        if (hit >= 0)
            return at + (size_t)hit;
        reached = end - (code->prefix_length - 1); /* it may begin there */
    } else if (code->first_set >= 0) {
        at = skip(m, text->width, &code->sets[code->first_set], at, end);
        if (at < end)
            return at;
    } else
        return at;
    m->steps = m->next_check;
    return all ? SIZE_MAX : reached;
}

Answer regex_search(RegexState *state) {
    Matcher m;
    size_t least = state->code->width_min;
    if (state->start > state->end || least > state->end - state->start)
        return ANSWER_NO;
    if (UNLIKELY(eval_breaker) && !eval_breaker_handle()) /* findall and the like call often */
        return ANSWER_ERROR;
    if (!set_up(&m, state))
        return ANSWER_ERROR;
    Answer answer = ANSWER_NO;
    size_t last = state->end - least; /* a match cannot begin behind it */
    for (size_t at = state->start; answer == ANSWER_NO && at <= last; at++) {
        if (m.code->anchored && at > 0)
            break;
        if (!m.code->anchored)
            at = next_candidate(&m, state->text, at);
        if (at > last)
            break;
        if (m.must_advance && at != state->start)
            m.must_advance = false;
        answer = run(&m, state->text->width, at);
        if (answer == ANSWER_NO) {
            m.must_advance = false;
            m.memo_allowed = true;
            if (m.code->groups > 1)
                clear_marks(&m);
            if (UNLIKELY(++m.steps >= m.next_check) && !look_up(&m))
                answer = ANSWER_ERROR;
        }
    }
    tear_down(&m, state);
    return answer;
}
