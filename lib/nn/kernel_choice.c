/* The kernels of BLIS for a processor: see kernel_choice.h. */
#include "nn/kernel_choice.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { SKYLAKE_SERVER = 0x55 };

/*
 * Intel's models with AVX-512 and one unit for it: Cannon Lake, Ice Lake,
 * Tiger Lake and Rocket Lake of desktops and laptops, early Alder Lake.
 */
static const unsigned one_unit_models[] = { 0x66, 0x7d, 0x7e, 0x8c, 0x8d, 0x97,
	0x9a, 0xa7 };

/*
 * Skylake servers and their successors of the same model (Cascade and Cooper
 * Lake) have one unit or two by the name they are sold by.  Of a masked name
 * two are assumed, as those that are rented have.
 */
static const char *const one_unit_names[] = { " Bronze ", " Silver ", " Gold 5",
	" D-", " W-2102 ", " W-2104 " };
static const char *const two_unit_names[] = { " Gold 5122 ", " Gold 5222 " };

static bool
contains_any(const char *name, const char *const *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(name, parts[i]) != NULL)
			return true;
	return false;
}

#define LENGTH(a) (sizeof(a) / sizeof *(a))

static bool
has_one_unit(const struct processor *p)
{
	if (strcmp(p->vendor, "GenuineIntel") != 0 || p->family != 6)
		return false;
	for (size_t i = 0; i < LENGTH(one_unit_models); i++)
		if (p->model == one_unit_models[i])
			return true;
	return p->model == SKYLAKE_SERVER &&
	       contains_any(p->name, one_unit_names, LENGTH(one_unit_names)) &&
	       !contains_any(p->name, two_unit_names, LENGTH(two_unit_names));
}

/* Knights Landing and Knights Mill: BLIS has kernels of their own. */
static bool
is_knights(const struct processor *p)
{
	return strcmp(p->vendor, "GenuineIntel") == 0 && p->family == 6 &&
	       (p->model == 0x57 || p->model == 0x85);
}

const char *
kernel_choice(const struct processor *p)
{
	if (is_knights(p))
		return NULL;
	if (p->avx512 && !has_one_unit(p))
		return "skx";
	return p->avx2 ? "haswell" : NULL;
}

const char *
kernel_number(const char *release, const char *kernels)
{
	static const struct {
		const char *release, *kernels, *number;
	} known[] = {
		{ "0.9.0", "skx", "0" },
		{ "0.9.0", "haswell", "3" },
		{ "1.1", "skx", "0" },
		{ "1.1", "haswell", "3" },
	};

	for (size_t i = 0; i < LENGTH(known); i++)
		if (strcmp(release, known[i].release) == 0 &&
		    strcmp(kernels, known[i].kernels) == 0)
			return known[i].number;
	return NULL;
}

bool
kernel_needs_probe(const char *release)
{
	return kernel_number(release, "haswell") == NULL;
}

void
kernel_warning(const char *release, const char *kernels, double share,
    char out[KERNEL_WARNING_BYTES])
{
	out[0] = '\0';
	if (share < 1.0 / 3)
		snprintf(out, KERNEL_WARNING_BYTES,
		    "BLIS %s with %s kernels makes products at %.0f %% of the "
		    "rate of this processor; set BLIS_ARCH_TYPE, or try "
		    "another release",
		    release, kernels, 100 * share);
}
