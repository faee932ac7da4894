/* Records of examples: what is read, what is written again, what is refused. */
#include "io/example.h"

#include "../tap.h"

static bool
same(struct str s, const char *want)
{
	return str_eq(s, str_of(want));
}

static void
reads_a_record(struct arena *a)
{
	struct example x;
	struct err e;
	struct str line =
	    STR("{\"task\":\"fruit\",\"input\":\"a red one\","
		"\"output\":[\"apple\",\"cherry\"],\"options\":[\"apple\","
		"\"plum\"],\"relabel\":true,\"use\":\"demo\",\"age\":3}");

	ok(example_parse(line, a, &x, &e) == 0, "reads a record");
	ok(same(x.task, "fruit") && same(x.input, "a red one"),
	    "task and input");
	ok(x.n_outputs == 2 && same(x.outputs[1], "cherry"),
	    "a list of outputs");
	ok(x.n_options == 2 && same(x.options[1], "plum"), "options");
	ok(x.relabel && x.demo_only, "marks");
	ok(x.id.n == 0 && x.instruction.n == 0, "what is not given is empty");
	ok(str_eq(x.record, line), "the line is kept for other members");
}

static void
reads_least(struct arena *a)
{
	struct example x;
	struct err e;

	ok(example_parse(STR("{\"input\":\"2\",\"output\":4,\"options\":null}"),
	       a, &x, &e) == 0,
	    "input and output are enough");
	ok(x.task.n == 0 && x.n_options == 0 && same(x.outputs[0], "4"),
	    "a number is its digits");
}

static void
refuses(struct arena *a, const char *line, const char *says)
{
	struct example x;
	struct err e = { "" };

	ok(example_parse(str_of(line), a, &x, &e) == -1, "refuses %s", line);
	ok(strstr(e.msg, says) != NULL, "says '%s'", says);
	if (strstr(e.msg, says) == NULL)
		printf("# %s\n", e.msg);
}

static void
writes_what_it_read(struct arena *a)
{
	static const char *const lines[] = {
		"{\"task\":\"a\",\"input\":\"b \\\"c\\\"\",\"output\":\"d\","
		"\"options\":[]}",
		"{\"task\":\"a\",\"input\":\"\",\"output\":[\"d\",\"e\"],"
		"\"options\":[\"d\",\"f\"],\"id\":\"7\",\"doc\":\"x#1\","
		"\"family\":\"g\",\"instruction\":\"Do.\",\"use\":\"demo\","
		"\"relabel\":true}",
	};
	struct example x;
	struct buf out = { 0 };
	struct err e;

	for (size_t i = 0; i < 2; i++) {
		buf_reset(&out);
		ok(example_parse(str_of(lines[i]), a, &x, &e) == 0, "reads");
		example_write(&out, &x);
		ok(same(buf_view(&out), lines[i]), "writes the same again");
	}
	buf_release(&out);
}

int
main(void)
{
	struct arena a = { 0 };

	reads_a_record(&a);
	reads_least(&a);
	refuses(&a, "[1]", "no JSON object");
	refuses(&a, "{\"output\":\"a\"}", "no member 'input'");
	refuses(&a, "{\"input\":\"a\"}", "no member 'output'");
	refuses(&a, "{\"input\":\"a\",\"output\":[]}", "no member 'output'");
	refuses(&a, "{\"input\":[],\"output\":\"a\"}", "'input'");
	refuses(&a, "{\"input\":\"a\",\"output\":\"b\",\"relabel\":\"yes\"}",
	    "'relabel' is neither true nor false");
	refuses(&a, "{\"input\":\"a\",\"output\":\"b\",\"options\":[[]]}",
	    "'options'");
	writes_what_it_read(&a);
	arena_release(&a);
	return tap_end();
}
