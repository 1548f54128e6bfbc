/*
 * The most multiply-adds that this machine does: fused, of 32-bit floats, in registers alone, none waiting for another.
 *
 *     bound THREADS ROUNDS
 *
 * Prints GFLOP/s, two a multiply-add: the median of the rounds.
 */
#define _GNU_SOURCE
#include <immintrin.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__AVX512F__)
typedef __m512 floats;
#define SET1 _mm512_set1_ps
#elif defined(__AVX2__) && defined(__FMA__)
typedef __m256 floats;
#define SET1 _mm256_set1_ps
#else
#error "this processor has neither AVX-512 nor AVX2 with FMA"
#endif

/* Sums by name, so that they stay in registers. */
#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)
#define DECLARE(i) sum##i = factor,
#define FMA(i) __asm__ volatile("vfmadd231ps %1, %1, %0" : "+v"(sum##i) : "v"(factor));
enum { SUMS = 12, STEPS = 20000000 };

static double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void *multiply_add(void *unused) {
    const floats factor = SET1(0.5f);
    floats EACH(DECLARE) last = SET1(0);
    for (int step = 0; step < STEPS; step++) {
        EACH(FMA)
    }
    (void)last;
    return unused;
}

static int rising(const void *a, const void *b) {
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

int main(int count, char **arguments) {
    int threads = count > 1 ? atoi(arguments[1]) : 1, rounds = count > 2 ? atoi(arguments[2]) : 5;
    if (threads < 1 || threads > 64 || rounds < 1 || rounds > 100) return 2;
    double rates[100];
    for (int round = 0; round < rounds; round++) {
        pthread_t others[64];
        double start = seconds();
        for (int i = 1; i < threads; i++) pthread_create(&others[i], NULL, multiply_add, NULL);
        multiply_add(NULL);
        for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
        rates[round] = 2.0 * (sizeof(floats) / sizeof(float)) * SUMS * STEPS * threads / (seconds() - start) * 1e-9;
    }
    qsort(rates, (size_t)rounds, sizeof rates[0], rising);
    printf("%.1f\n", rates[rounds / 2]);
    return 0;
}
