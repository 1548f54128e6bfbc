/* hashing.h — the inner loop of SHA-256 (FIPS 180-4 §6.2.2): by the processor's own instructions where it has them. */
#ifndef HASHING_H
#define HASHING_H

#include <stddef.h>
#include <stdint.h>

/* Takes whole blocks of 64 bytes into the eight words of the state. */
void hashing_sha256(uint32_t *state, const uint8_t *bytes, size_t blocks);

/* The same without special instructions. */
void hashing_sha256_portable(uint32_t *state, const uint8_t *bytes, size_t blocks);

#endif
