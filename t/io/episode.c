/* Records of episodes: training, sets and queries, both ways. */
#include "io/episode.h"

#include "../tap.h"

static bool
same(struct str s, const char *want)
{
	return str_eq(s, str_of(want));
}

static void
write_record(struct buf *out, const struct episode_record *r)
{
	buf_reset(out);
	if (r->type == EPISODE_TRAIN)
		episode_write(out, &r->train);
	else if (r->type == EPISODE_SET)
		eval_set_write(out, &r->set);
	else
		query_write(out, &r->query);
}

static void
writes_what_it_read(struct arena *a)
{
	static const char *const lines[] = {
		"{\"id\":\"a#1\",\"task\":\"a\",\"k\":1,\"method\":\"direct\","
		"\"layout\":\"metaicl\",\"options\":[\"1\",\"2\"],"
		"\"examples\":[[[\"p\",\"x\",0],[\"\\n1\",\"y\",0]],"
		"[[\"\\n\\n\\nq\",\"x\",0],[\"\\n2\",\"y\",1]]]}",
		"{\"id\":\"d\",\"lm\":true,\"examples\":[[[\"t\",\"y\",1]]]}",
		"{\"id\":\"a#1\",\"task\":\"a\",\"k\":0,\"method\":\"direct\","
		"\"layout\":\"l\",\"options\":[],\"prefix\":[[\"do\",\"t\",0]],"
		"\"examples\":[[[\"p\",\"x\",0]]]}",
		"{\"set\":4,\"task\":\"a\",\"k\":1,\"seed\":13,\"method\":"
		"\"channel\",\"layout\":\"spaces\",\"metric\":\"macro-f1\","
		"\"variant\":\"order:2\",\"options\":[\"1\"],\"stop\":[\"\\n\"]"
		",\"prefix\":[[\"do\",\"t\"]],"
		"\"demos\":[[[\"p\",\"x\"],[\"1\",\"y\"]]]}",
		"{\"set\":4,\"id\":\"q\",\"shared\":[[\"p\",\"x\",0]],"
		"\"options\":[\"1\",\"2\"],\"gold\":1,\"candidates\":[[[\"1\","
		"\"y\",1]],[[\"2\",\"y\",1]]]}",
		"{\"set\":4,\"id\":\"n\",\"null\":\"N/A\",\"shared\":[],"
		"\"candidates\":[[[\"1\",\"y\",0],[\"N/A\",\"x\",1]]]}",
		"{\"set\":0,\"id\":\"f\",\"shared\":[[\"p\",\"x\",0]],"
		"\"refs\":[\"r\",\"s\"],\"candidates\":[]}",
	};
	struct episode_record r;
	struct buf out = { 0 };
	struct err e;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		e.msg[0] = '\0';
		ok(episode_parse(str_of(lines[i]), a, &r, &e) == 0,
		    "reads record %zu %s", i, e.msg);
		write_record(&out, &r);
		if (!ok(same(buf_view(&out), lines[i]), "writes it again"))
			printf("# %s\n", out.p);
	}
	buf_release(&out);
}

static void
fills_members(struct arena *a)
{
	struct episode_record r;
	struct err e;

	ok(episode_parse(STR("{\"set\":1,\"id\":\"q\",\"shared\":[],"
			     "\"refs\":\"one\"}"),
	       a, &r, &e) == 0 &&
		r.type == EPISODE_QUERY && r.query.refs.n == 1 &&
		r.query.gold == -1 && !r.query.has_options,
	    "a query of least members");
	ok(episode_parse(STR("{\"examples\":[[[\"a\",\"y\"]]]}"), a, &r, &e) ==
		    0 &&
		!r.train.examples[0].v[0].loss,
	    "loss left out is none");
}

static void
refuses(struct arena *a, const char *line, const char *says)
{
	struct episode_record r;
	struct err e = { "" };

	ok(episode_parse(str_of(line), a, &r, &e) == -1, "refuses %s", line);
	if (!ok(strstr(e.msg, says) != NULL, "says '%s'", says))
		printf("# %s\n", e.msg);
}

static void
shows(struct arena *a)
{
	struct episode_record r;
	struct buf out = { 0 };
	struct err e;
	struct str line =
	    STR("{\"id\":\"a#1\",\"task\":\"a\",\"k\":1,\"method\":\"direct\","
		"\"layout\":\"selfsup\",\"examples\":[[[\"Input: p\",\"x\",0],"
		"[\"\\nOutput:\",\"t\",0],[\" 1\",\"y\",1],[\"\\n\",\"t\",0]],"
		"[[\"Input: q\",\"x\",0],[\"\\nOutput:\",\"t\",0],"
		"[\" 2\",\"y\",1],[\"\\n\",\"t\",1]]]}");

	ok(episode_parse(line, a, &r, &e) == 0, "reads what it shows");
	episode_show(&out, &r);
	if (!ok(same(buf_view(&out),
		    "# episode a#1 task a k 1 direct selfsup\n"
		    "Input: p\nOutput:[ 1]\nInput: q\nOutput:[ 2\n]\n\n"),
		"shows what is under loss"))
		printf("# %s\n", out.p);
	buf_release(&out);
}

int
main(void)
{
	struct arena a = { 0 };

	writes_what_it_read(&a);
	fills_members(&a);
	refuses(&a, "{\"id\":\"a\"}", "neither");
	refuses(&a, "{\"examples\":[]}", "empty");
	refuses(&a, "{\"examples\":[[[\"a\",\"z\",0]]]}", "role");
	refuses(&a, "{\"examples\":[[[\"a\",\"x\",2]]]}", "loss");
	refuses(&a, "{\"examples\":[[\"a\"]]}", "piece");
	refuses(&a, "{\"lm\":true,\"examples\":[[[\"a\",\"x\",0]]]}", "plain");
	refuses(&a, "{\"set\":-1,\"demos\":[]}", "'set'");
	refuses(&a, "{\"set\":0,\"id\":\"q\",\"shared\":[]}", "candidates");
	refuses(&a,
	    "{\"set\":0,\"id\":\"q\",\"shared\":[],\"gold\":1,\"candidates\":"
	    "[[[\"a\",\"y\",1]]]}",
	    "'gold'");
	shows(&a);
	arena_release(&a);
	return tap_end();
}
