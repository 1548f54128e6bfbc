#include "hashing.h"

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes (§4.2.2). */
static const uint32_t constants[64] = {
    0x428a2f98u, 0x71374491u, 0xb5c0fbcfu, 0xe9b5dba5u, 0x3956c25bu, 0x59f111f1u, 0x923f82a4u, 0xab1c5ed5u,
    0xd807aa98u, 0x12835b01u, 0x243185beu, 0x550c7dc3u, 0x72be5d74u, 0x80deb1feu, 0x9bdc06a7u, 0xc19bf174u,
    0xe49b69c1u, 0xefbe4786u, 0x0fc19dc6u, 0x240ca1ccu, 0x2de92c6fu, 0x4a7484aau, 0x5cb0a9dcu, 0x76f988dau,
    0x983e5152u, 0xa831c66du, 0xb00327c8u, 0xbf597fc7u, 0xc6e00bf3u, 0xd5a79147u, 0x06ca6351u, 0x14292967u,
    0x27b70a85u, 0x2e1b2138u, 0x4d2c6dfcu, 0x53380d13u, 0x650a7354u, 0x766a0abbu, 0x81c2c92eu, 0x92722c85u,
    0xa2bfe8a1u, 0xa81a664bu, 0xc24b8b70u, 0xc76c51a3u, 0xd192e819u, 0xd6990624u, 0xf40e3585u, 0x106aa070u,
    0x19a4c116u, 0x1e376c08u, 0x2748774cu, 0x34b0bcb5u, 0x391c0cb3u, 0x4ed8aa4au, 0x5b9cca4fu, 0x682e6ff3u,
    0x748f82eeu, 0x78a5636fu, 0x84c87814u, 0x8cc70208u, 0x90befffau, 0xa4506cebu, 0xbef9a3f7u, 0xc67178f2u,
};

static uint32_t rotate(uint32_t word, int count) { return word >> count | word << (32 - count); }

static void compress(uint32_t *state, const uint8_t *bytes) {
  uint32_t schedule[64], v[8];
  for (int t = 0; t < 16; t++) {
    const uint8_t *word = bytes + 4 * t;
    schedule[t] = (uint32_t)word[0] << 24 | (uint32_t)word[1] << 16 | (uint32_t)word[2] << 8 | word[3];
  }
  for (int t = 16; t < 64; t++) {
    const uint32_t a = schedule[t - 15], b = schedule[t - 2];
    const uint32_t small0 = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3, small1 = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;
    schedule[t] = schedule[t - 16] + small0 + schedule[t - 7] + small1;
  }
  for (int place = 0; place < 8; place++) v[place] = state[place];
  for (int t = 0; t < 64; t++) {
    const uint32_t big1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
    const uint32_t first = v[7] + big1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + constants[t] + schedule[t];
    const uint32_t big0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
    const uint32_t second = big0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    for (int place = 7; place > 0; place--) v[place] = v[place - 1];
    v[4] += first;
    v[0] = first + second;
  }
  for (int place = 0; place < 8; place++) state[place] += v[place];
}

void hashing_sha256_portable(uint32_t *state, const uint8_t *bytes, size_t blocks) {
  for (; blocks > 0; blocks--, bytes += 64) compress(state, bytes);
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/* Intel's SHA extensions: the state lies in two registers as ABEF and CDGH, and one instruction does two rounds. */
__attribute__((target("sha,sse4.1,ssse3"))) static void with_instructions(uint32_t *state, const uint8_t *bytes, size_t blocks) {
  const __m128i bigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  const __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
  const __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
  __m128i abef = _mm_alignr_epi8(low, high, 8), cdgh = _mm_blend_epi16(high, low, 0xF0);
  for (; blocks > 0; blocks--, bytes += 64) {
    const __m128i abefBefore = abef, cdghBefore = cdgh;
    __m128i schedule[16];
    for (int t = 0; t < 16; t++) {
      if (t < 4) {
        schedule[t] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + 16 * t)), bigEndian);
      } else {
        const __m128i before = _mm_alignr_epi8(schedule[t - 1], schedule[t - 2], 4);
        const __m128i half = _mm_add_epi32(_mm_sha256msg1_epu32(schedule[t - 4], schedule[t - 3]), before);
        schedule[t] = _mm_sha256msg2_epu32(half, schedule[t - 1]);
      }
      const __m128i words = _mm_add_epi32(schedule[t], _mm_loadu_si128((const __m128i *)(constants + 4 * t)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, words);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(words, 0x0E));
    }
    abef = _mm_add_epi32(abef, abefBefore);
    cdgh = _mm_add_epi32(cdgh, cdghBefore);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

static int has_instructions(void) {
  unsigned int a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || (c & bit_SSE4_1) == 0 || (c & bit_SSSE3) == 0) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & 1u << 29) != 0;
}

void hashing_sha256(uint32_t *state, const uint8_t *bytes, size_t blocks) {
  /* Every thread finds the same. */
  static int known = -1;
  int has = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (has < 0) {
    has = has_instructions();
    __atomic_store_n(&known, has, __ATOMIC_RELAXED);
  }
  if (has) with_instructions(state, bytes, blocks);
  else hashing_sha256_portable(state, bytes, blocks);
}
#else
void hashing_sha256(uint32_t *state, const uint8_t *bytes, size_t blocks) { hashing_sha256_portable(state, bytes, blocks); }
#endif
