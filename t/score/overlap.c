/* Exact match, token F1 and ROUGE-L, worked out by hand. */
#include "../tap.h"

#include "score/overlap.h"

static void
check(const char *text, const char *ref, double exact, double em, double f1,
    double rouge_l)
{
	struct str r = str_of(ref);
	struct overlap o = overlap_of(str_of(text), &r, 1);

	ok(o.exact == exact, "'%s' exact %g", text, o.exact);
	ok(o.em == em, "'%s' em %g", text, o.em);
	ok_near(o.f1, f1, 1e-12, "f1");
	ok_near(o.rouge_l, rouge_l, 1e-12, "rouge-l");
}

int
main(void)
{
	const struct str refs[] = { STR("two cups"), STR("a red cup") };
	struct overlap o;

	check(" a cup ", "a cup", 1, 1, 1, 1);
	check("The cup!", "cup", 0, 1, 1, 2.0 / 3);
	check("", "", 1, 1, 1, 0);
	check("cup", "", 0, 0, 0, 0);
	check("the a an", "an", 0, 1, 1, 0.5);
	/* shared: red cup; the subsequence is red cup of 4 and 3 */
	check("red and blue cup", "cup, red cup", 0, 0, 4.0 / 7, 4.0 / 7);
	/* the bag has both, the subsequence one of them */
	check("cup red", "red cup", 0, 0, 1, 0.5);
	/* ROUGE's tokens are ASCII letters and digits alone */
	check("caf\xc3\xa9 3.5", "caf\xc3\xa9 35", 0, 1, 1, 0.4);
	check("x x x y", "x y y", 0, 0, 4.0 / 7, 4.0 / 7);

	o = overlap_of(
	    STR("The flies were dying, happily."), &STR("a fly died happy"), 1);
	ok(o.rouge_l == 0, "no word in common");
	ok_near(o.rouge_l_stem, 2.0 / 9, 1e-12, "a stem in common");
	o = overlap_of(STR("one red cup"), refs, 2);
	ok_near(o.f1, 0.8, 1e-12, "the best of two references");
	o = overlap_of(STR("cup"), refs, 0);
	ok(o.exact == 0 && o.em == 0 && o.f1 == 0 && o.rouge_l == 0,
	    "no reference: 0");
	return tap_end();
}
