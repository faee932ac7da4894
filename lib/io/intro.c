/* The header of a stream: see intro.h. */
#include "io/intro.h"

#include <stdint.h>

#include "io/file.h"
#include "io/json.h"
#include "io/outputs.h"

static void
comma(struct buf *out)
{
	char last = out->n == 0 ? '[' : out->p[out->n - 1];

	if (last != '[' && last != '{')
		buf_byte(out, ',');
}

static void
put_arg(void *ctx, const struct opt *o, const char *value)
{
	struct buf *out = ctx, name = { 0 };

	buf_printf(&name, "--%s", o->name);
	comma(out);
	json_put_str(out, buf_view(&name));
	buf_release(&name);
	if (value == NULL)
		return;
	if (o->flags & OPT_PATH)
		value = file_basename(value);
	comma(out);
	json_put_str(out, str_of(value));
}

struct inputs {
	struct buf *out;
	struct err *e;
	int rc;
};

static void
put_input(struct inputs *in, const char *path)
{
	char hex[DIGEST_HEX];

	if (in->rc != 0 || file_is_dir(path))
		return;
	in->rc = digest_file(path, hex, in->e);
	if (in->rc != 0)
		return;
	comma(in->out);
	buf_str(in->out, STR("{\"name\":"));
	json_put_str(in->out, str_of(file_basename(path)));
	buf_printf(in->out, ",\"sha256\":\"%s\"}", hex);
}

static void
put_option_input(void *ctx, const struct opt *o, const char *value)
{
	if ((o->flags & OPT_INPUT) && value != NULL)
		put_input(ctx, value);
}

static void
put_earlier(struct buf *out, const struct reader *from)
{
	const struct json *by;

	if (from == NULL)
		return;
	by = json_get(reader_intro(from), "by");
	for (size_t i = 0; i < json_count(by); i++) {
		comma(out);
		json_put(out, json_at(by, i));
	}
}

int
intro_put(struct buf *line, const struct intro *in, struct err *e)
{
	struct inputs inputs = { .out = line, .e = e };

	buf_printf(
	    line, "{\"icl\":1,\"kind\":\"%s\",\"by\":[", kind_name(in->kind));
	put_earlier(line, in->from);
	comma(line);
	buf_printf(line, "{\"tool\":\"%s\",\"version\":\"%s\",\"args\":[",
	    in->spec->tool, ICL_VERSION);
	opt_record(in->spec, in->config, put_arg, line);
	buf_str(line, STR("],\"inputs\":["));
	opt_record(in->spec, in->config, put_option_input, &inputs);
	for (size_t i = 0; i < in->n_inputs; i++)
		put_input(&inputs, in->inputs[i]);
	buf_str(line, STR("]}]"));
	buf_str(line, in->more);
	buf_byte(line, '}');
	return inputs.rc;
}

int
intro_write(struct writer *w, const struct intro *in, struct err *e)
{
	struct buf line = { 0 };
	int rc = intro_put(&line, in, e);

	if (rc == 0)
		rc = writer_line(w, buf_view(&line), e);
	buf_release(&line);
	return rc;
}

struct writer *
intro_writer(const struct opt_common *c, enum kind kind, struct err *e)
{
	enum form form = c->plain ? FORM_PLAIN : FORM_RECORDS;
	const char *output = c->output == NULL ? "-" : c->output;
	struct writer *w;

	if (outputs_check(&output, 1, c->files, c->n_files, e))
		return NULL;
	if (kind == KIND_TOKENS)
		form = c->plain ? FORM_BINARY_PLAIN : FORM_BINARY;
	w = writer_new(c->output, form, (int)c->level, e);
	if (w != NULL)
		writer_threads(w, (unsigned)c->threads);
	return w;
}
