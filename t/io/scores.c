/* Scores records: what is written is read, and what is wrong is refused. */
#include "../tap.h"

#include "io/scores.h"

static void
check_same(const char *name, struct str line)
{
	struct arena a = { 0 };
	struct buf out = { 0 };
	struct score_record r;
	struct err e = { "" };

	if (ok(score_parse(line, &a, &r, &e) == 0, "%s: read %s", name,
		e.msg)) {
		if (r.type == SCORE_SET)
			score_set_write(&out, &r.set);
		else if (r.type == SCORE_QUERY)
			score_query_write(&out, &r.query);
		else
			score_episode_write(&out, &r.episode);
		ok(str_eq(buf_view(&out), line), "%s: written again", name);
	}
	buf_release(&out);
	arena_release(&a);
}

static void
check_refused(const char *name, struct str line)
{
	struct arena a = { 0 };
	struct score_record r;
	struct err e = { "" };

	ok(score_parse(line, &a, &r, &e) == -1 && e.msg[0] != '\0', "%s: %s",
	    name, e.msg);
	arena_release(&a);
}

int
main(void)
{
	check_same(
	    "set", STR("{\"set\":3,\"task\":\"tea\",\"k\":4,\"seed\":13,"
		       "\"method\":\"direct\",\"layout\":\"metaicl\","
		       "\"metric\":\"accuracy\",\"variant\":\"order:2\","
		       "\"options\":[\"green\",\"black\"],\"model\":\"m\","
		       "\"adapter\":\"a\",\"run\":\"m+a\"}"));
	check_same("query",
	    STR("{\"set\":3,\"id\":\"q\\n1\",\"k_kept\":3,"
		"\"options\":[\"a\",\"b\"],\"gold\":1,\"candidates\":["
		"{\"sum\":-1.25,\"tokens\":2,\"chars\":1,\"bytes\":2,"
		"\"diff\":{\"sum\":-0.25,\"tokens\":1},\"first\":-0.25,"
		"\"greedy\":true},"
		"{\"sum\":-3.5,\"tokens\":1,"
		"\"diff\":{\"sum\":-3.5,\"tokens\":1},\"first\":-3.5}]}"));
	check_same("null query",
	    STR("{\"set\":3,\"id\":\"n\",\"k_kept\":0,\"options\":[\"a\"],"
		"\"null\":\"\",\"candidates\":[{\"sum\":-1,\"tokens\":1,"
		"\"diff\":{\"sum\":-1,\"tokens\":1},\"first\":-1}]}"));
	check_same("generation",
	    STR("{\"set\":1,\"id\":\"g\",\"k_kept\":2,\"text\":\"a cup\","
		"\"refs\":[\"the cup\",\"cups\"],\"exact\":0,\"em\":1,"
		"\"f1\":1,\"rouge_l\":0.5}"));
	check_same("episode",
	    STR("{\"id\":\"e\",\"task\":\"t\",\"examples\":[{\"sum\":-2,"
		"\"tokens\":3},{\"sum\":0,\"tokens\":0}],\"gain\":0.5}"));
	check_refused("not JSON", STR("{"));
	check_refused("a list", STR("[]"));
	check_refused("no task", STR("{\"set\":1,\"k\":0}"));
	check_refused("no sum",
	    STR("{\"set\":1,\"id\":\"q\",\"k_kept\":0,\"options\":[\"a\"],"
		"\"candidates\":[{\"tokens\":1}]}"));
	check_refused("gold past the end",
	    STR("{\"set\":1,\"id\":\"q\",\"k_kept\":0,\"options\":[\"a\"],"
		"\"gold\":1,\"candidates\":[{\"sum\":-1,\"tokens\":1}]}"));
	check_refused("options missing",
	    STR("{\"set\":1,\"id\":\"q\",\"k_kept\":0,\"options\":[],"
		"\"candidates\":[{\"sum\":-1,\"tokens\":1}]}"));
	check_refused("greedy of another kind",
	    STR("{\"set\":1,\"id\":\"q\",\"k_kept\":0,\"options\":[\"a\"],"
		"\"candidates\":[{\"sum\":-1,\"tokens\":1,\"greedy\":1}]}"));
	return tap_end();
}
