/*
 * What this machine needs at least for the Gower matrix of n rows: the arithmetic alone, and the writing alone.
 *
 *     bound ROWS NUMERIC CATEGORICAL THREADS ROUNDS
 *
 * (a) Arithmetic. The operations that no kernel can do without, for n(n-1)/2 pairs, in registers alone: no loads, no stores,
 *     no chain that another waits for. Counted for vectors of 64 bytes:
 *       - a numeric column, 16 pairs: a subtraction, an absolute value that leaves 0 where a value is missing, a fused
 *         multiply-add to the sum;
 *       - a categorical column, 64 pairs: a comparison of bytes, an addition of bytes where they differ;
 *       - 64 columns, 8 pairs: an AND of the words that say which values are there, a population count, an addition;
 *       - 16 pairs: a division and a square root.
 *     They are run mixed in these shares, as a kernel would, and each kind alone.
 * (b) Writing n*n floats once: to memory that was touched before, and to fresh huge pages, which the system has to hand out.
 *     Ordinary stores and stores past the caches; the faster counts.
 *
 * The bound is the larger of (a) and (b): a processor can calculate while it writes.
 * Prints lines of a name, a tab, and seconds (the median of the rounds).
 */
#define _GNU_SOURCE
#include <immintrin.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__AVX512VPOPCNTDQ__)
#define VECTOR_BYTES 64
#elif defined(__AVX2__) && defined(__FMA__) && defined(__POPCNT__)
#define VECTOR_BYTES 32
#else
#error "this processor has neither AVX-512 with VPOPCNTDQ nor AVX2"
#endif

/* One instruction each, that the compiler neither moves into another nor leaves out. */
#define OP3(name, out, a, b) __asm__ volatile(name " %2, %1, %0" : "=v"(out) : "v"(a), "v"(b))
#define OP2(name, out, a) __asm__ volatile(name " %1, %0" : "=v"(out) : "v"(a))
#define FMA(sum, a, b) __asm__ volatile("vfmadd231ps %2, %1, %0" : "+v"(sum) : "v"(a), "v"(b))

#if VECTOR_BYTES == 64
typedef __m512 floats;
typedef __m512i bytes;
#define SET1 _mm512_set1_ps
#define SETI _mm512_set1_epi8
#else
typedef __m256 floats;
typedef __m256i bytes;
#define SET1 _mm256_set1_ps
#define SETI _mm256_set1_epi8
#endif

/* Everything that the loops keep in registers: eight sums of each kind, by name, so that none waits for the one before. */
#define SUMS 8
#define EACH(STEP) STEP(0) STEP(1) STEP(2) STEP(3) STEP(4) STEP(5) STEP(6) STEP(7)

/* A vector of pairs of one numeric column. The sums of two steps are as far from each other as the loop allows. */
#define NUMERIC(i)                                    \
    {                                                 \
        floats d;                                     \
        OP3("vsubps", d, left, right);                \
        OP3("vandps", d, d, mask);                    \
        FMA(sum##i, d, weight);                       \
    }

#if VECTOR_BYTES == 64
#define CATEGORICAL(i)                                                                                          \
    {                                                                                                           \
        __mmask64 differ;                                                                                       \
        __asm__ volatile("vpcmpneqb %2, %1, %0" : "=k"(differ) : "v"(code), "v"(other));                        \
        __asm__ volatile("vpaddb %1, %0, %0 %{%2%}" : "+v"(count##i) : "v"(one), "Yk"(differ));                 \
    }
#define PRESENT(i)                                    \
    {                                                 \
        bytes both;                                   \
        OP3("vpandq", both, code, other);             \
        OP2("vpopcntq", both, both);                  \
        OP3("vpaddq", count##i, count##i, both);      \
    }
#else
#define CATEGORICAL(i)                                \
    {                                                 \
        bytes same;                                   \
        OP3("vpcmpeqb", same, code, other);           \
        OP3("vpaddb", count##i, count##i, same);      \
    }
/* Words, one pair at a time: AVX2 counts no bits. A vector of 4 pairs is four such steps. */
#define WORD                                                              \
    {                                                                     \
        uint64_t both = word;                                             \
        __asm__ volatile("and %1, %0" : "+r"(both) : "r"(otherWord));     \
        __asm__ volatile("popcnt %0, %0" : "+r"(both));                   \
        __asm__ volatile("add %1, %0" : "+r"(wordCount) : "r"(both));     \
    }
#define PRESENT(i) WORD WORD WORD WORD
#endif

#define FINISH(i)                                     \
    {                                                 \
        floats quotient;                              \
        OP3("vdivps", quotient, left, weight);        \
        OP2("vsqrtps", quotient, quotient);           \
    }

/* How often each of the steps above is run: 4 × SUMS vectors of numeric columns, SUMS of the others. */
struct work {
    double numeric, categorical, present, finish;
};

static double largest(struct work work) {
    double most = work.numeric > work.categorical ? work.numeric : work.categorical;
    if (work.present > most) most = work.present;
    return work.finish > most ? work.finish : most;
}

static uint64_t share(double part, double most) { return most > 0 ? (uint64_t)(part / most * 4294967296.0) : 0; }

/* The steps mixed in their shares: the most frequent one each turn, the others when they fall due. */
static void calculate(struct work work) {
    const floats left = SET1(1.5f), right = SET1(0.25f), weight = SET1(1.25f), mask = SET1(0.75f);
    const bytes code = SETI(3), other = SETI(5), one = SETI(1);
#define START(i) floats sum##i = SET1(0); bytes count##i = SETI(0);
    EACH(START)
    uint64_t word = 12345, otherWord = 54321, wordCount = 0;
    /* What falls due each turn, in units of 2^-32; whole numbers, which need none of what is measured. */
    const double most = largest(work);
    const uint64_t numericShare = share(work.numeric, most), categoricalShare = share(work.categorical, most);
    const uint64_t presentShare = share(work.present, most), finishShare = share(work.finish, most);
    uint64_t numericDue = 0, categoricalDue = 0, presentDue = 0, finishDue = 0;
    for (uint64_t turn = 0; turn < (uint64_t)most; turn++) {
        numericDue = (uint32_t)numericDue + numericShare;
        categoricalDue = (uint32_t)categoricalDue + categoricalShare;
        presentDue = (uint32_t)presentDue + presentShare;
        finishDue = (uint32_t)finishDue + finishShare;
        if (numericDue >> 32) { EACH(NUMERIC) EACH(NUMERIC) EACH(NUMERIC) EACH(NUMERIC) }
        if (categoricalDue >> 32) { EACH(CATEGORICAL) }
        if (presentDue >> 32) { EACH(PRESENT) }
        if (finishDue >> 32) { EACH(FINISH) }
    }
#define END(i) __asm__ volatile("" : : "v"(sum##i), "v"(count##i));
    EACH(END)
    __asm__ volatile("" : : "r"(word), "r"(otherWord), "r"(wordCount), "v"(one));
}

static void write_plain(float *to, size_t count) {
    const floats value = SET1(0.5f);
    for (size_t i = 0; i < count; i += VECTOR_BYTES / 4) *(floats *)(to + i) = value;
    __asm__ volatile("" : : "r"(to) : "memory");
}

static void write_past_caches(float *to, size_t count) {
    const floats value = SET1(0.5f);
#if VECTOR_BYTES == 64
    for (size_t i = 0; i < count; i += 16) _mm512_stream_ps(to + i, value);
#else
    for (size_t i = 0; i < count; i += 8) _mm256_stream_ps(to + i, value);
#endif
    _mm_sfence();
}

struct job {
    void (*write)(float *, size_t);
    float *to;
    size_t count;
    struct work work;
    pthread_barrier_t *start;
};

static void *run(void *argument) {
    const struct job *job = argument;
    pthread_barrier_wait(job->start);
    if (job->write) job->write(job->to, job->count);
    else calculate(job->work);
    return NULL;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Seconds until all threads have done their part, which is the same for each. The first is this one. */
static double side_by_side(struct job *jobs, int threads) {
    pthread_t ids[threads];
    pthread_barrier_t start;
    pthread_barrier_init(&start, NULL, (unsigned)threads);
    for (int t = 0; t < threads; t++) jobs[t].start = &start;
    for (int t = 1; t < threads; t++)
        if (pthread_create(&ids[t], NULL, run, &jobs[t])) { perror("bound"); exit(1); }
    const struct timespec settle = {.tv_nsec = 1000000};
    nanosleep(&settle, NULL);
    const double begin = now();
    run(&jobs[0]);
    for (int t = 1; t < threads; t++) pthread_join(ids[t], NULL);
    const double end = now();
    pthread_barrier_destroy(&start);
    return end - begin;
}

static int rising(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, rising);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double time_work(struct work whole, int threads, int rounds) {
    struct job jobs[threads];
    double seconds[rounds];
    for (int t = 0; t < threads; t++) {
        jobs[t] = (struct job){.work = {whole.numeric / threads, whole.categorical / threads, whole.present / threads, whole.finish / threads}};
    }
    side_by_side(jobs, threads);
    for (int r = 0; r < rounds; r++) seconds[r] = side_by_side(jobs, threads);
    return median(seconds, rounds);
}

static float *take(size_t bytes) {
    float *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) { perror("bound: mmap"); exit(1); }
    madvise(memory, bytes, MADV_HUGEPAGE);
    return memory;
}

static double time_writing(void (*write)(float *, size_t), size_t floatCount, int fresh, int threads, int rounds) {
    /* Parts end at huge pages, so that no two threads ask for the same one. */
    const size_t part = (floatCount / (size_t)threads + (1 << 19) - 1) >> 19 << 19, bytes = part * (size_t)threads * 4;
    struct job jobs[threads];
    double seconds[rounds];
    float *memory = NULL;
    for (int r = -1; r < rounds; r++) {
        if (!memory || fresh) memory = take(bytes);
        for (int t = 0; t < threads; t++) {
            const size_t first = part * (size_t)t;
            const size_t end = first + part < floatCount ? first + part : floatCount;
            jobs[t] = (struct job){.write = write, .to = memory + first, .count = first < end ? end - first : 0};
        }
        const double taken = side_by_side(jobs, threads);
        if (r >= 0) seconds[r] = taken;
        if (fresh) munmap(memory, bytes);
    }
    if (!fresh) munmap(memory, bytes);
    return median(seconds, rounds);
}

static double least(double a, double b) { return a < b ? a : b; }

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "usage: bound ROWS NUMERIC CATEGORICAL THREADS ROUNDS\n");
        return 2;
    }
    const double rows = atof(argv[1]), numeric = atof(argv[2]), categorical = atof(argv[3]);
    const int threads = atoi(argv[4]), rounds = atoi(argv[5]);
    if (!(rows >= 1 && rows <= 1e6) || !(numeric >= 0 && numeric < 1e6) || !(categorical >= 0 && categorical < 1e6)
        || threads < 1 || threads > 1024 || rounds < 1 || rounds > 100000) {
        fprintf(stderr, "bound: a number is out of range\n");
        return 2;
    }
    const double pairs = rows * (rows - 1) / 2, words = (double)(((long)(numeric + categorical) + 63) / 64);
    const double lanes = VECTOR_BYTES;
    const struct work whole = {
        .numeric = pairs * numeric * 4 / lanes / (4 * SUMS),
        .categorical = pairs * categorical / lanes / SUMS,
        .present = pairs * words * 8 / lanes / SUMS,
        .finish = pairs * 4 / lanes / SUMS,
    };
    printf("vector bytes\t%d\npairs\t%.0f\n", VECTOR_BYTES, pairs);
    printf("count: numeric vectors, 3 instructions each\t%.0f\n", whole.numeric * 4 * SUMS);
    printf("count: categorical vectors, 2 instructions each\t%.0f\n", whole.categorical * SUMS);
    printf("count: vectors of present words, 3 instructions each\t%.0f\n", whole.present * SUMS);
    printf("count: vectors of results, 2 instructions each\t%.0f\n", whole.finish * SUMS);
    printf("numeric columns alone\t%.6f\n", time_work((struct work){.numeric = whole.numeric}, threads, rounds));
    printf("categorical columns alone\t%.6f\n", time_work((struct work){.categorical = whole.categorical}, threads, rounds));
    printf("present words alone\t%.6f\n", time_work((struct work){.present = whole.present}, threads, rounds));
    printf("division and root alone\t%.6f\n", time_work((struct work){.finish = whole.finish}, threads, rounds));
    const double arithmetic = time_work(whole, threads, rounds);
    const size_t values = ((size_t)(rows * rows) + 15) / 16 * 16;
    const double plain = time_writing(write_plain, values, 0, threads, rounds);
    const double past = time_writing(write_past_caches, values, 0, threads, rounds);
    const double fresh = least(time_writing(write_plain, values, 1, threads, rounds), time_writing(write_past_caches, values, 1, threads, rounds));
    printf("arithmetic\t%.6f\n", arithmetic);
    printf("writing, ordinary stores\t%.6f\nwriting, stores past the caches\t%.6f\n", plain, past);
    printf("writing\t%.6f\nwriting, fresh huge pages\t%.6f\n", least(plain, past), fresh);
    return 0;
}
