/* Records of kind examples: see example.h. */
#include "io/example.h"

#include "io/json.h"
#include "io/texts.h"

static int
take_labels(
    const struct json *j, struct arena *a, struct example *x, struct err *e)
{
	struct texts outputs, options;

	if (texts_parse(j, "output", a, &outputs, e) ||
	    texts_parse(j, "options", a, &options, e))
		return -1;
	if (outputs.n == 0)
		return err_set(e, "no member 'output' with a text; add it or "
				  "rename one");
	x->outputs = outputs.v;
	x->n_outputs = outputs.n;
	x->options = options.v;
	x->n_options = options.n;
	return 0;
}

static int
take_members(
    const struct json *j, struct arena *a, struct example *x, struct err *e)
{
	if (json_kind(j) != JSON_OBJECT)
		return err_set(e, "the record is no JSON object; an example "
				  "has \"task\", \"input\" and \"output\"");
	if (text_parse(j, "input", 1, a, &x->input, e) ||
	    take_labels(j, a, x, e) ||
	    text_parse(j, "task", 0, a, &x->task, e) ||
	    text_parse(j, "id", 0, a, &x->id, e) ||
	    text_parse(j, "doc", 0, a, &x->doc, e) ||
	    text_parse(j, "family", 0, a, &x->family, e) ||
	    text_parse(j, "instruction", 0, a, &x->instruction, e))
		return -1;
	x->demo_only = str_eq(json_str(json_get(j, "use")), STR("demo"));
	return json_take_bool(j, "relabel", &x->relabel, e);
}

int
example_parse(
    struct str line, struct arena *a, struct example *x, struct err *e)
{
	struct json *j = json_parse(line, e);
	int rc;

	*x = (struct example){ 0 };
	if (j == NULL)
		return -1;
	rc = take_members(j, a, x, e);
	json_free(j);
	x->record = (struct str){ arena_copy(a, line.p, line.n), line.n };
	return rc;
}

static void
put_member(struct buf *out, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	buf_str(out, STR(",\""));
	buf_str(out, str_of(name));
	buf_str(out, STR("\":"));
	json_put_str(out, value);
}

void
example_write(struct buf *out, const struct example *x)
{
	buf_str(out, STR("{\"task\":"));
	json_put_str(out, x->task);
	buf_str(out, STR(",\"input\":"));
	json_put_str(out, x->input);
	buf_str(out, STR(",\"output\":"));
	if (x->n_outputs == 1)
		json_put_str(out, x->outputs[0]);
	else
		texts_write(out, (struct texts){ x->outputs, x->n_outputs });
	buf_str(out, STR(",\"options\":"));
	texts_write(out, (struct texts){ x->options, x->n_options });
	put_member(out, "id", x->id);
	put_member(out, "doc", x->doc);
	put_member(out, "family", x->family);
	put_member(out, "instruction", x->instruction);
	if (x->demo_only)
		buf_str(out, STR(",\"use\":\"demo\""));
	if (x->relabel)
		buf_str(out, STR(",\"relabel\":true"));
	buf_byte(out, '}');
}
