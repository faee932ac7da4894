/* Records of kind segments: what is written is read, what is wrong refused. */
#include "io/document.h"

#include "../tap.h"

static bool
refused(const char *line, const char *why)
{
	struct arena a = { 0 };
	struct document d;
	struct err e = { "" };
	bool good = document_parse(str_of(line), &a, &d, &e) == -1 &&
		    strstr(e.msg, why) != NULL;

	if (!good)
		printf("# %s\n", e.msg);
	arena_release(&a);
	return good;
}

static void
round_trip(void)
{
	static const struct span sents[] = { { 1, 5 }, { 7, 14 }, { 16, 19 } };
	static const size_t pars[] = { 0, 2 };
	const struct document d = {
		.id = STR("a \"b\"#3"),
		.text = STR(" One.\t Two é.\n\nSix\n"),
		.sents = sents,
		.n_sents = 3,
		.pars = pars,
		.n_pars = 2,
	};
	struct document again;
	struct arena a = { 0 };
	struct buf out = { 0 };
	struct err e = { "" };

	document_write(&out, &d);
	ok(document_parse(buf_view(&out), &a, &again, &e) == 0,
	    "a written record is read %s", e.msg);
	ok(str_eq(again.id, d.id) && str_eq(again.text, d.text), "its texts");
	ok(again.n_sents == 3 && memcmp(again.sents, sents, sizeof sents) == 0,
	    "its sentences");
	ok(again.n_pars == 2 && again.pars[1] == 2, "its paragraphs");
	arena_release(&a);
	buf_release(&out);
}

static void
reads_bare(void)
{
	struct document d;
	struct arena a = { 0 };
	struct err e = { "" };

	ok(document_parse(
	       STR("{\"text\":\"Go.\",\"sents\":[[0,3]]}"), &a, &d, &e) == 0 &&
		d.id.n == 0 && d.n_pars == 1 && d.pars[0] == 0,
	    "neither id nor pars need be there");
	ok(document_parse(STR("{\"text\":\" \",\"sents\":[]}"), &a, &d, &e) ==
		    0 &&
		d.n_sents == 0 && d.n_pars == 0,
	    "a text may have no sentence");
	arena_release(&a);
}

int
main(void)
{
	round_trip();
	reads_bare();
	ok(refused("{\"text\":\"Go.\"}", "icl-segment"), "no sents");
	ok(refused("{\"sents\":[]}", "text"), "no text");
	ok(refused("{\"text\":\"Go.\",\"sents\":[[0,4]]}", "3 bytes"),
	    "a span past the end");
	ok(refused("{\"text\":\"Go.\",\"sents\":[[2,2]]}", "no span"),
	    "an empty span");
	ok(refused("{\"text\":\"Go.\",\"sents\":[[0,2],[1,3]]}", "sentence 1"),
	    "spans that overlap");
	ok(refused("{\"text\":\"Go. On\",\"sents\":[[0,2],[4,6]]}", "byte 2"),
	    "text outside the spans");
	ok(refused("{\"text\":\"Go. On\",\"sents\":[[0,3]]}", "after the last"),
	    "text after the spans");
	ok(refused("{\"text\":\"Go.\",\"sents\":[[0,3]],\"pars\":[1]}",
	       "paragraph 0"),
	    "a paragraph without a sentence");
	return tap_end();
}
