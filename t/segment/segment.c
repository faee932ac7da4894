/* Sentences: what each rule decides, and what holds of any text. */
#include "segment/segment.h"

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "../tap.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/utf8.h"

/* Each text is its sentences with a bar between; the bar is taken out. */
static const char *const cases[] = {
	/* abbreviations by kind */
	"Mrs. Hale met Prof. Ito.|They talked.",
	"Sail past Mt. Erebus, e.g. Ross's ship did.|It froze.",
	"See No. 7 and vol. 3.|No.|He would not.",
	"It began on Jan. 9 in Ohio.|We left on Oct. 12.",
	"Acme Corp. Chairman Lee quit.|He joined Beta Inc.|The rest stayed.",
	"It was 5 in. long.|Come in.|Mary sat down.",
	"She lives on Elm St. with Bo.|He lives on Oak Ave.|They rarely meet.",
	"He moved from Mass. to Calif. in May.",
	"Bring nuts, figs, etc.|Leave the rest.",
	"We met at 9 a.m. on Sunday.|It closed at 6 p.m.|We had gone by then.",
	/* initials and letters */
	"Ask J. R. Smith.|He knows H. G. Wells.",
	"I live in the U.S. now.|She left the U.K.|They had met there.",
	"Blum et al. saw it.|So did Roy et al. [2004], later.",
	"Here I am.|I am glad.|Be there by 5 pm. on Monday.",
	"Crews v. Dale was read.|Dale lost.",
	"Take vitamin C.|It helps.",
	"It was Bo and I.|We ran.",
	/* numbers, addresses, times */
	"It costs 3.50 or $4.25.|That is fair.",
	"Write to a.b@c.example.org.|Or see www.example.org/a.html?x=1.y.",
	"It runs on Foo.js or BAR.NET.|Open a.out first.|Then b.txt.",
	"Version 2.0.1 is out.|It fell by 3.5%.|Call 555.123.4567 today.",
	"It cost 5 mill. or 3 bn. dollars.|The no. 1 hit was 99 p. long.",
	"It happened in 1999.|In 2000 it ended.|About 500.|People came.",
	"It was 10.30 p.m. sharp.",
	/* lists */
	"1. Fill the pot.|2. Boil it.|3. Serve.",
	"a) First it rains.|b) Then it pours.|c) Then it stops.",
	"i. The lid.|ii. The pot.|iii. The stove.",
	"(1) Look up.|(2) Look down.|(a) Neither.",
	"* A pen.|* A pad.|- An ink pot.",
	/* quotes, brackets, dialogue */
	"\"Stay here.\"|He left.",
	"\"Why?\" asked Ann.|Nobody knew.",
	"\"Stop!\" he cried.|\"I can't.\"",
	"He came (she was late.) and sat.|(It was dark.)|They ate.",
	"Read it [4].|Then think. [12]|Then write.",
	"He said “no.”|She said ‘yes.’|Fine.",
	"“Well . . .”|He sat down.|“Never mind.”",
	"'Stay,' she said.|'Please.'|He stayed.",
	"« Oui ! »|He nodded.|« Bah ! » said he.|„Ja.“|She did too.",
	"He said: \"Go.\"|They went (all of them).|[It rained.]|They ran.",
	/* ellipses */
	"Well... maybe not.|So....|We left.",
	"He was . . . not there.|She was.",
	"Wait…|What?",
	/* marks */
	"Who knows?!|Not I!!|Good.",
	"The answer (!) was wrong.|Why?|because.",
	"It rolls for 2.5 s.|Find its speed at 4 m.|(a) What does it weigh "
	"in kg.|(b) See no. (c) Above.",
	"On 500 N. Elm Street lived J. Poe.",
	"so what?|it rained all day.|we stayed in.",
	"He likes Yahoo! and maps.|Do you?",
	/* emoticons, joined sentences */
	"See you there :)|Bring cake.",
	"It was done.|Then we left.",
	"That is fine. :-)|Good.",
	/* letters, short words and numbers that the sentence goes on after */
	"He rode the Q. & T. line.|It was 3 in. dia. at the top.",
	"Give 4 mEq. per liter.|The town, pop. 3,400, lies high.",
	"See Rev. Rul. 12-7 for that.|Mmes. Orr and Bly agree.",
	"Alder Pty. Ltd. paid.|It closed at Orr Inc.|Mr. Bly knew.",
	"In Rhys (Bk. iv. 3) it is said.|He met the Rev. Mr. Hale there.",
	/* titles that no name follows */
	"She became the Gov.|They like her.|The Gov. Ann Lee met us.",
	/* a name that speaks after a quotation */
	"\"Lovely!\" Rhoda beams.|\"Why?\" Mr. Hale asked.|He left.",
	"\"Run!\" I cried.|\"Who?\"|Ann turned.|He knew.",
	/* brackets and commas apart from their stop */
	"(We rest today. )|Then we go.|It rained. , she said.",
	"“Why?” —said Ann.|“No.”|— He left.",
	/* sentences without a stop */
	"======|Notes from the road.|Warm regards,|Ann Poe",
	"Thanks, Zoe.|Regards to all, Bo.|Figure 2.1|Boats on the lake.",
	"Ann Poe|03/04/2005 10:12 AM|bring the boat.",
	"I wrote on 3/4/05, 9:15|We met at 9:15 there.|Email: "
	"bo@example.org|Call me.",
	"I wanted a —|Do you hear that?|He — Ann, I mean — left.",
	/* other scripts */
	"今日は雨です。|明日は晴れです！|はい",
	"Он пришёл.|Она ушла.",
};

static struct rules *
english(void)
{
	struct rules *r = rules_new();
	struct err e;

	if (rules_read(r, rules_english(), false, "English", &e) ||
	    rules_finish(r, &e))
		printf("Bail out! %s\n", e.msg);
	return r;
}

/* The sentences of text with a bar between, as in the cases. */
static void
barred(struct segmenter *s, struct str text, struct buf *out)
{
	struct document d = { .text = text };

	segmenter_document(s, &d);
	for (size_t i = 0; i < d.n_sents; i++) {
		if (i > 0)
			buf_byte(out, '|');
		buf_str(out, str_slice(text, d.sents[i].begin, d.sents[i].end));
	}
}

static void
check_case(struct segmenter *s, const char *wanted)
{
	struct buf text = { 0 }, got = { 0 };
	bool east = strstr(wanted, "。") != NULL;

	for (const char *p = wanted; *p != '\0'; p++)
		if (*p != '|')
			buf_byte(&text, *p);
		else if (!east && p[-1] != ' ')
			buf_byte(&text, ' ');
	barred(s, buf_view(&text), &got);
	ok(str_eq(buf_view(&got), str_of(wanted)), "%s", wanted);
	if (!str_eq(buf_view(&got), str_of(wanted)))
		printf("# %s\n", got.p == NULL ? "" : got.p);
	buf_release(&text);
	buf_release(&got);
}

static void
check_text(struct segmenter *s, const char *text, const char *wanted)
{
	struct buf got = { 0 };

	barred(s, str_of(text), &got);
	if (!ok(str_eq(buf_view(&got), str_of(wanted)), "%.16s…", wanted))
		printf("# %s\n", got.p == NULL ? "" : got.p);
	buf_release(&got);
}

/* The same short words with and without what the rest of a text says. */
static void
check_learned(struct segmenter *s)
{
	static const char formal[] = "The day was long.|The night was not.|"
				     "They slept.|They woke.|They ate.|"
				     "They left.|We came.|We saw.|We sat.|";
	static const char *const told[] = {
		/* nowhere without its stop, so it is an abbreviation */
		"Then came the dep. manager with a plan.",
		"Old Vilt. Hart sat.|So did Vilt. Moss.|Vilt. Orr ran.",
		/* but these are words, whatever follows */
		"Then came the dog.|manager of a dog, it was.",
		"We met in Vilt.|Hart sat.|In Vilt.|Moss ran.|In Vilt.|Orr "
		"is.|Vilt is small.",
		/* and here, sentences begin with capitals */
		"How very nice it all was! the letter ran.",
	};

	for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
		struct buf text = { 0 };

		buf_str(&text, str_of(formal));
		buf_str(&text, str_of(told[i]));
		check_case(s, text.p);
		buf_release(&text);
	}
	check_case(s, "Then came the dep.|manager with a plan.");
	check_case(s, "How very nice it all was!|the letter ran.");
}

/* Spans in order, not empty, and only white space outside them. */
static bool
covers(const struct document *d)
{
	size_t at = 0;

	for (size_t i = 0; i < d->n_sents; i++) {
		struct span s = d->sents[i];

		if (s.begin < at || s.end <= s.begin || s.end > d->text.n ||
		    str_trim(str_slice(d->text, at, s.begin)).n > 0)
			return false;
		at = s.end;
	}
	return str_trim(str_slice(d->text, at, d->text.n)).n == 0;
}

static void
random_text(struct buf *text, struct rng *r)
{
	static const char *const parts[] = { ".", ".", " ", " ", "\n", "\n\n",
		"!", "?", "…", "\"", "'", "(", ")", "[1]", "a", "The", "I",
		"Mr", "U.S", "1", "22", "•", ":)", "“", "”", "é", "É", "。",
		"\xc2\xa0", "\r\n", "\t", " . . . ", "x@y.z", "-", "a)", "2. ",
		"1. ", "\xf0\x9f\x98\x80" };
	size_t n = (size_t)rng_below(r, 60);

	buf_reset(text);
	for (size_t i = 0; i < n; i++) {
		char bytes[UTF8_MAX];
		uint32_t code = (uint32_t)rng_below(r, 0x2ffff);

		if (rng_below(r, 20) > 0)
			buf_str(text, str_of(parts[rng_below(
					  r, sizeof parts / sizeof parts[0])]));
		else if (code < 0xd800 || code > 0xdfff)
			buf_add(text, bytes, utf8_encode(bytes, code));
	}
}

static void
check_random(const struct rules *rules)
{
	static const enum par_rule ways[] = { PAR_AUTO, PAR_LINE, PAR_BLANK };
	struct buf text = { 0 };
	size_t bad = 0;
	struct err e;

	for (unsigned way = 0; way < 3; way++) {
		struct segmenter *s = segmenter_new(rules, ways[way], &e);

		for (uint64_t i = 0; i < 4000; i++) {
			struct rng r = rng_at(1, "text", STR(""), i);
			struct document d;

			random_text(&text, &r);
			d = (struct document){ .text = buf_view(&text) };
			segmenter_document(s, &d);
			if (!covers(&d)) {
				bad++;
				printf("# text %ju\n", (uintmax_t)i);
			}
		}
		segmenter_free(s);
	}
	ok(bad == 0, "12000 random texts: their sentences cover them");
	buf_release(&text);
}

/* Half of it one part again and again, half the other. */
static void
hostile_text(struct buf *text, const char *lead, const char *part, size_t n)
{
	buf_reset(text);
	while (*lead != '\0' && text->n < n / 2)
		buf_str(text, str_of(lead));
	while (text->n < n)
		buf_str(text, str_of(part));
}

static double
seconds(struct segmenter *s, const struct buf *text)
{
	struct document d = { .text = buf_view(text) };
	clock_t start = clock(); /* of this process, whatever others do */

	segmenter_document(s, &d);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/*
 * Eight times the text may take eight times as long, with room for a machine
 * that does other things too; 64 times as long were quadratic.
 */
static void
check_linear(struct segmenter *s)
{
	static const char *const hostile[][2] = {
		{ "", "a" },
		{ "", "." },
		{ "", "\"" },
		{ "", ". " },
		{ "", "' " },
		{ "", "(" },
		{ "", "[" },
		{ "", ")." },
		{ "", "A. " },
		{ "", "1. " },
		{ "", "a) " },
		{ "", "[1] " },
		{ "", "\n" },
		{ "", "• " },
		{ "", ":) " },
		{ "", ":)" },
		{ "", "? " },
		{ "", ".\"" },
		{ "", "x." },
		{ "", "Mr. " },
		{ "", ".A" },
		{ "", "…" },
		{ "", "-" },
		{ "", "é" },
		{ "", "。" },
		{ "", "あ" },
		{ "", " " },
		{ "", ". [1" },
		{ "", "U.S." },
		{ "", "1. A " },
		{ "", "!\xc2\xa0" },
		/* words over which rules look back, or look for a list's next
		 */
		{ "", "x\ta.m.\tThe" },
		{ "(", "no. 1 " },
		{ "• ", "no. 1 x" },
		{ "", "[.]" },
		{ "x.", "[1]" },
		{ "1. A ", "2) b " },
		{ "", "\" said " },
		{ "", "a@b.c/" },
		{ "", "www.a.b " },
		{ "", "1/1/2001 1:00 " },
		{ "", "I — A" },
		{ "", "Regards, " },
		{ "", "=-=-" },
		{ "", "Figure 1.1 " },
		{ "", "\"A!\" B " },
		{ "A no. The ", "zzzz. A zyyy. a " },
		/* what sent other splitters into exponential time */
		{ "Rok bud.2027700 ", "7700 " },
		{ "f.3022 ", "f.30220000000000000000000000" },
		{ "", "..[111 111 111 111 111 111 111 111 111 111]" },
		{ "<a href=\"", "http://x.y/?a=b&c.d\" title='e.f'>" },
	};
	enum { SMALL = 1 << 17, LARGE = 1 << 20, RATIO = 24 };
	struct buf text = { 0 };
	double small, large;

	for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
		const char *lead = hostile[i][0], *part = hostile[i][1];

		hostile_text(&text, lead, part, SMALL);
		small = seconds(s, &text);
		hostile_text(&text, lead, part, LARGE);
		large = seconds(s, &text);
		if (!ok(large < RATIO * small || large < 0.1,
			"a megabyte of '%s%s' in time", lead,
			*part == '\n' ? "\\n" : part))
			printf("# %.3g s, %.3g s\n", small, large);
	}
	buf_release(&text);
}

int
main(void)
{
	struct rules *rules = english();
	struct err e;
	struct segmenter *s = segmenter_new(rules, PAR_AUTO, &e);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check_case(s, cases[i]);
	check_text(s, "It was done.Then we left. Go to Ann.Lee@x.org now.",
	    "It was done.|Then we left.|Go to Ann.Lee@x.org now.");
	check_text(s, "All done.I ran.She did not.See Dr.Ann",
	    "All done.|I ran.|She did not.|See Dr.Ann");
	check_text(s, "1) Wash it 2) Dry it 3) Fold it",
	    "1) Wash it|2) Dry it|3) Fold it");
	check_text(
	    s, "• Milk • Eggs and ham • Tea", "• Milk|• Eggs and ham|• Tea");
	check_text(s, "A heading\nA line.\nAnother one",
	    "A heading|A line.|Another one");
	check_text(s,
	    "This line was broken off by its width and\nthen went on here. "
	    "And so did\nthe next one, which is longer than this.\n- item\n",
	    "This line was broken off by its width and\nthen went on here.|"
	    "And so did\nthe next one, which is longer than this.|- item");
	check_text(s, "It was fine?then we left.It was cold.so we ran. Ok",
	    "It was fine?|then we left.|It was cold.|so we ran.|Ok");
	check_learned(s);
	check_linear(s);
	check_random(rules);
	segmenter_free(s);
	rules_free(rules);
	return tap_end();
}
