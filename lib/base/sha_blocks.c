/* SHA-256 by the processor's own instructions: see sha_blocks.h. */
#include "base/sha_blocks.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

enum { LEAF_FEATURES = 7, SHA = 1 << 29, BLOCK = 64, ROUNDS = 64 };

/* The first bits of the fractions of the primes' cube roots. */
static const uint32_t constants[ROUNDS] = { 0x428a2f98, 0x71374491, 0xb5c0fbcf,
	0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
	0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7,
	0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
	0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
	0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
	0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
	0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c,
	0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee,
	0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2 };

bool
sha_blocks_has(void)
{
	uint32_t a, b, c, d;

	return __builtin_cpu_supports("sse4.1") &&
	       __get_cpuid_count(LEAF_FEATURES, 0, &a, &b, &c, &d) &&
	       (b & SHA) != 0;
}

#define WITH_SHA __attribute__((target("sha,sse4.1")))

/* The state as the instructions want it: a, b, e, f and c, d, g, h. */
struct halves {
	__m128i abef, cdgh;
};

static WITH_SHA struct halves
halves_of(const uint32_t state[8])
{
	const __m128i *p = (const __m128i *)(const void *)state;
	__m128i badc = _mm_shuffle_epi32(_mm_loadu_si128(p), 0xb1);
	__m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(p + 1), 0x1b);

	return (struct halves){ _mm_alignr_epi8(badc, hgfe, 8),
		_mm_blend_epi16(hgfe, badc, 0xf0) };
}

static WITH_SHA void
state_of(struct halves h, uint32_t state[8])
{
	__m128i *p = (__m128i *)(void *)state;
	__m128i feba = _mm_shuffle_epi32(h.abef, 0x1b);
	__m128i dchg = _mm_shuffle_epi32(h.cdgh, 0xb1);

	_mm_storeu_si128(p, _mm_blend_epi16(feba, dchg, 0xf0));
	_mm_storeu_si128(p + 1, _mm_alignr_epi8(dchg, feba, 8));
}

/* Words 4 i ... 4 i + 3 of the schedule, of which w has the last sixteen. */
static inline WITH_SHA __m128i
words(const unsigned char *p, size_t i, const __m128i w[4])
{
	const __m128i swapped =
	    _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
	__m128i x;

	if (i < 4) {
		x = _mm_loadu_si128((const __m128i *)(const void *)p + i);
		return _mm_shuffle_epi8(x, swapped);
	}
	x = _mm_sha256msg1_epu32(w[i % 4], w[(i + 1) % 4]);
	x = _mm_add_epi32(
	    x, _mm_alignr_epi8(w[(i + 3) % 4], w[(i + 2) % 4], 4));
	return _mm_sha256msg2_epu32(x, w[(i + 3) % 4]);
}

static WITH_SHA struct halves
block(struct halves h, const unsigned char *p)
{
	struct halves before = h;
	__m128i w[4];

	for (size_t i = 0; i < 4; i++)
		w[i] = _mm_setzero_si128();
#pragma GCC unroll 16
	for (size_t i = 0; i < ROUNDS / 4; i++) {
		const void *k = constants + 4 * i;
		__m128i x;

		w[i % 4] = words(p, i, w);
		x = _mm_add_epi32(
		    w[i % 4], _mm_loadu_si128((const __m128i *)k));
		h.cdgh = _mm_sha256rnds2_epu32(h.cdgh, h.abef, x);
		h.abef = _mm_sha256rnds2_epu32(
		    h.abef, h.cdgh, _mm_shuffle_epi32(x, 0x0e));
	}
	return (struct halves){ _mm_add_epi32(h.abef, before.abef),
		_mm_add_epi32(h.cdgh, before.cdgh) };
}

WITH_SHA void
sha_blocks(uint32_t state[8], const void *p, size_t n)
{
	struct halves h = halves_of(state);
	const unsigned char *at = p;

	for (size_t i = 0; i < n; i++)
		h = block(h, at + i * BLOCK);
	state_of(h, state);
}
#else
bool
sha_blocks_has(void)
{
	return false;
}

void
sha_blocks(uint32_t state[8], const void *p, size_t n)
{
	(void)state, (void)p, (void)n;
}
#endif
