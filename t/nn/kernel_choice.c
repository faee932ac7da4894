/* The choice of kernels, for processors that this machine pretends to be. */
#include "../tap.h"
#include "nn/kernel_choice.h"

#define INTEL "GenuineIntel"
#define AMD "AuthenticAMD"
#define HYGON "HygonGenuine"
#define AVX2 .avx2 = true
#define AVX512 .avx2 = true, .avx512 = true
#define BF16 .avx2 = true, .avx512 = true, .avx512_bf16 = true

static const struct {
	const char *what;
	struct processor processor;
	const char *kernels; /* NULL: the library's choice */
	enum isa isa;        /* of x86-64 */
} cases[] = {
	{ "Haswell",
	    { INTEL, "Intel(R) Xeon(R) E5-2670 v3 @ 2.30GHz", 6, 0x3f, AVX2 },
	    "haswell", ISA_AVX2 },
	{ "Sandy Bridge, without AVX2",
	    { .vendor = INTEL, .family = 6, .model = 0x2a }, NULL,
	    ISA_PORTABLE },
	{ "Knights Landing",
	    { INTEL, "Intel(R) Xeon Phi(TM) CPU 7250", 6, 0x57, AVX2 }, NULL,
	    ISA_AVX2 },
	{ "Skylake server, two units",
	    { INTEL, "Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz", 6, 0x55,
		AVX512 },
	    "skx", ISA_AVX512 },
	{ "Skylake server, one unit",
	    { INTEL, "Intel(R) Xeon(R) Silver 4110 CPU @ 2.10GHz", 6, 0x55,
		AVX512 },
	    "haswell", ISA_AVX512 },
	{ "Skylake server, one unit in Gold",
	    { INTEL, "Intel(R) Xeon(R) Gold 5118 CPU @ 2.30GHz", 6, 0x55,
		AVX512 },
	    "haswell", ISA_AVX512 },
	{ "Skylake server, the Gold 5 with two",
	    { INTEL, "Intel(R) Xeon(R) Gold 5122 CPU @ 3.60GHz", 6, 0x55,
		AVX512 },
	    "skx", ISA_AVX512 },
	{ "Skylake server, name masked",
	    { INTEL, "Intel(R) Xeon(R) Processor @ 2.70GHz", 6, 0x55, AVX512 },
	    "skx", ISA_AVX512 },
	{ "Ice Lake server, Silver has two",
	    { INTEL, "Intel(R) Xeon(R) Silver 4310 CPU @ 2.10GHz", 6, 0x6a,
		AVX512 },
	    "skx", ISA_AVX512 },
	{ "Ice Lake laptop",
	    { INTEL, "Intel(R) Core(TM) i7-1065G7 CPU @ 1.30GHz", 6, 0x7e,
		AVX512 },
	    "haswell", ISA_AVX512 },
	{ "Tiger Lake laptop", { INTEL, "", 6, 0x8c, AVX512 }, "haswell",
	    ISA_AVX512 },
	{ "Rocket Lake", { INTEL, "", 6, 0xa7, AVX512 }, "haswell",
	    ISA_AVX512 },
	{ "Alder Lake without AVX-512",
	    { INTEL, "12th Gen Intel(R) Core(TM) i7-12700", 6, 0x97, AVX2 },
	    "haswell", ISA_AVX2 },
	{ "Sapphire Rapids",
	    { INTEL, "Intel(R) Xeon(R) Platinum 8481C", 6, 0x8f, BF16 }, "skx",
	    ISA_AVX512_BF16 },
	{ "Emerald Rapids, name masked, no bf16",
	    { INTEL, "Intel(R) Xeon(R) Processor", 6, 0xcf, AVX512 }, "skx",
	    ISA_AVX512 },
	{ "a model of Intel's to come", { INTEL, "", 6, 0xff, BF16 }, "skx",
	    ISA_AVX512_BF16 },
	{ "Excavator", { AMD, "AMD A12-9800", 21, 0x65, AVX2 }, "haswell",
	    ISA_AVX2 },
	{ "Zen 2", { AMD, "AMD EPYC 7B12", 23, 0x31, AVX2 }, "haswell",
	    ISA_AVX2 },
	{ "Zen 3", { AMD, "AMD EPYC 7763", 25, 1, AVX2 }, "haswell", ISA_AVX2 },
	{ "Zen 4, name masked", { AMD, "AMD EPYC", 25, 17, BF16 }, "skx",
	    ISA_AVX512_BF16 },
	{ "Zen 5", { AMD, "AMD EPYC 9755", 26, 2, BF16 }, "skx",
	    ISA_AVX512_BF16 },
	{ "Hygon", { HYGON, "Hygon C86 7185", 24, 1, AVX2 }, "haswell",
	    ISA_AVX2 },
	{ "without CPUID", { .vendor = "" }, NULL, ISA_PORTABLE },
};

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
test_choices(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *got = kernel_choice(&cases[i].processor);

		ok(same(got, cases[i].kernels), "%s: %s", cases[i].what,
		    got == NULL ? "as the library likes" : got);
#if defined(__x86_64__)
		ok(cpu_isa_of(&cases[i].processor) == cases[i].isa,
		    "its own kernels: %s",
		    cpu_isa_name(cpu_isa_of(&cases[i].processor)));
#endif
	}
}

static void
test_numbers(void)
{
	ok(same(kernel_number("0.9.0", "skx"), "0") &&
		same(kernel_number("0.9.0", "haswell"), "3"),
	    "numbers of Debian 12's release");
	ok(same(kernel_number("1.1", "skx"), "0") &&
		same(kernel_number("1.1", "haswell"), "3"),
	    "numbers of Debian 13's release");
	ok(kernel_number("2.0", "skx") == NULL &&
		kernel_number("0.9.1", "skx") == NULL,
	    "releases that were not checked have none");
	ok(kernel_number("1.1", "zen5") == NULL, "nor have other kernels");
}

static void
test_warning(void)
{
	static const struct {
		double share;
		bool warns;
	} v[] = { { 0.05, true }, { 0.25, true }, { 0.33, true },
		{ 0.34, false }, { 0.8, false }, { 1.1, false } };
	char said[KERNEL_WARNING_BYTES];

	ok(!kernel_needs_probe("0.9.0") && !kernel_needs_probe("1.1") &&
		kernel_needs_probe("2.0") && kernel_needs_probe("0.8.1"),
	    "releases that were not checked are probed");
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		kernel_warning("2.0", "generic", v[i].share, said);
		ok((said[0] != '\0') == v[i].warns, "%.2f: %s", v[i].share,
		    said);
	}
	kernel_warning("2.0", "generic", 0.25, said);
	ok(strstr(said, "BLIS 2.0 with generic kernels") != NULL &&
		strstr(said, "25 %") != NULL &&
		strstr(said, "set BLIS_ARCH_TYPE") != NULL,
	    "what is slow, how slow, and what to do");
}

static void
test_here(void)
{
	struct processor p = cpu_here(), again = cpu_here();

	printf("# %s, family %u, model %u: %s\n", p.vendor, p.family, p.model,
	    p.name);
	ok(memcmp(&p, &again, sizeof p) == 0, "the same processor each time");
#if defined(__x86_64__)
	ok(strlen(p.vendor) == 12 && p.family > 0, "CPUID is read");
#endif
}

int
main(void)
{
	test_choices();
	test_numbers();
	test_warning();
	test_here();
	return tap_end();
}
