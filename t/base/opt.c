/* Options that were meant, and what is said of values. */
#include "../tap.h"

#include "base/opt.h"
#include "base/opt_near.h"

static const char *const names[] = { "lr", "steps", "batch", "output", "seed",
	"warmup", "lora", "lora-alpha", "k" };

static void
test_near(void)
{
	static const struct {
		const char *typed, *meant;
	} v[] = { { "--learning-rate", "lr" }, { "--learning_rate=1e-4", "lr" },
		{ "--stpes", "steps" }, { "--step", "steps" },
		{ "--max_steps", "steps" }, { "--bacth", "batch" },
		{ "--per_device_train_batch_size", "batch" },
		{ "--output_dir", "output" }, { "--lora_alpha", "lora-alpha" },
		{ "--lora_r", "lora" }, { "--num_fewshot", "k" },
		{ "--sede", "seed" }, { "--warm-up", "warmup" },
		{ "--temperature", NULL }, { "--zzzz", NULL }, { "--", NULL },
		{ "--max-new-tokens", NULL } }; /* of a tool that generates */

	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		const char *near =
		    opt_near(v[i].typed, names, sizeof names / sizeof *names);

		ok(near == v[i].meant || (near != NULL && v[i].meant != NULL &&
					     strcmp(near, v[i].meant) == 0),
		    "%s: %s", v[i].typed, near == NULL ? "none" : near);
	}
}

static void
test_values(void)
{
	struct opt_range r;
	struct err e = { "" };
	uint64_t x;

	ok(opt_u64("16Ki", 1, 1 << 20, &x, &e) == 0 && x == 16384, "16Ki");
	ok(opt_u64("-3", 0, 9, &x, &e) != 0 &&
		strcmp(e.msg, "'-3' is not a whole number from 0 to 9") == 0,
	    "%s", e.msg);
	ok(opt_u64("0", 1, UINT64_MAX, &x, &e) != 0 &&
		strcmp(e.msg, "'0' is not a whole number of 1 or more") == 0,
	    "%s", e.msg);
	ok(opt_u64("9223372036854775807", 0, INT64_MAX, &x, &e) == 0 &&
		opt_u64("9223372036854775808", 0, INT64_MAX, &x, &e) != 0 &&
		strcmp(e.msg, "'9223372036854775808' is beyond 2^63 - 1") == 0,
	    "%s", e.msg);
	ok(opt_range("2-5", 0, 9, &r, &e) == 0 && r.lo == 2 && r.hi == 5,
	    "2-5");
	ok(opt_range("-3", 0, 9, &r, &e) != 0 &&
		strcmp(e.msg, "'-3' is not a whole number or a range as 2-5 "
			      "from 0 to 9") == 0,
	    "%s", e.msg);
	ok(opt_range("5-2", 0, 9, &r, &e) != 0, "%s", e.msg);
}

int
main(void)
{
	test_near();
	test_values();
	return tap_end();
}
