/* What a run is told by: its length, its loss's trend, its divergence. */
#include <math.h>

#include "../tap.h"
#include "train/divergence.h"
#include "train/loss_trend.h"
#include "train/run_identity.h"
#include "train/run_length.h"

static void
check_length(void)
{
	struct run_length_options two = { .epochs = 2 }, none = { 0 };
	struct run_length l = run_length_of(&two, 50);
	struct train_state s = { .step = 3, .tokens = 99 };

	ok(!l.by_steps && l.total == 100, "passes are tokens");
	ok(run_length_tokens_left(&l, &s) == 1 && !run_length_reached(&l, &s),
	    "a token is left");
	s.tokens++;
	ok(run_length_reached(&l, &s), "none is");
	l = run_length_of(&none, 0);
	ok(!run_length_reached(&l, &s), "a pipe without a length has no end");
}

static void
check_trend(void)
{
	struct loss_trend t = { 0 };
	double change;

	loss_trend_add(&t, 4);
	ok(loss_trend_mean(&t, &change) == 4 && change == 0, "one loss");
	loss_trend_add(&t, 3);
	ok(loss_trend_mean(&t, &change) == 3 && change == -1, "two");
	for (int i = 0; i < 100; i++)
		loss_trend_add(&t, i);
	ok_near(loss_trend_mean(&t, &change), 94.5, 0, "the last ten of many");
	ok_near(change, 10, 0, "against the ten before");
}

static void
check_divergence(void)
{
	ok(!divergence_found(5, 1, 0, 1000), "a sane step");
	ok(divergence_found(NAN, 1, 0, 1000), "no number");
	ok(divergence_found(5, INFINITY, 0, 1000), "no norm");
	ok(divergence_found(70, 1, 0, 1000), "ten times worse than guessing");
	ok(divergence_found(5, 11, 10, 1000), "a norm above the bound");
}

/* Whether a run with the options `is` goes on from one with `was`. */
static bool
goes_on(const char *was, const char *is, struct buf *length)
{
	struct run_identity before = { .options = str_of(was) };
	struct run_identity now = { .options = str_of(is) };
	struct buf text = { 0 };
	struct json *j;
	struct err e;
	int rc;

	buf_reset(length);
	buf_byte(&text, '{');
	run_identity_put(&text, &before);
	buf_byte(&text, '}');
	j = json_parse(buf_view(&text), &e);
	rc = run_identity_check(&now, j, length, &e);
	json_free(j);
	buf_release(&text);
	return rc == 0;
}

static void
check_identity(void)
{
	struct buf was = { 0 };

	ok(goes_on("--steps 3\n--lr 1\n", "--steps 3\n--lr 1\n", &was) &&
		was.n == 0,
	    "the same");
	ok(goes_on("--steps 3\n", "--steps 5\n", &was) &&
		str_eq(buf_view(&was), STR("--steps 3")),
	    "another length");
	ok(goes_on("", "--epochs 2\n", &was) &&
		str_eq(buf_view(&was), STR("one pass")),
	    "in passes");
	ok(goes_on("--epochs 2\n", "--tokens 900\n", &was), "as tokens");
	ok(!goes_on("--steps 3\n", "--tokens 900\n", &was), "steps are not");
	ok(!goes_on("", "--steps 3\n", &was), "nor the other way");
	ok(goes_on("--schedule constant\n", "--schedule constant\n--steps 3\n",
	       &was),
	    "unless the rate is constant");
	ok(!goes_on("--lr 1\n", "--lr 2\n", &was), "another rate");
	ok(!goes_on("--lr 1\n", "", &was), "an option less");
	buf_release(&was);
}

int
main(void)
{
	check_length();
	check_trend();
	check_divergence();
	check_identity();
	return tap_end();
}
