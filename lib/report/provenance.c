/* The tools behind scores: see provenance.h. */
#include "report/provenance.h"

#include <inttypes.h>

#include "io/file.h"
#include "report/svg.h"

/* One tool as it would be typed. */
static void
put_tool(const struct json *by, struct buf *out)
{
	const struct json *args = json_get(by, "args");

	svg_text(json_str(json_get(by, "tool")), out);
	for (size_t i = 0; i < json_count(args); i++) {
		struct str arg = json_str(json_at(args, i));

		buf_str(out,
		    str_starts(arg, STR("--")) ? STR(" \\\n    ") : STR(" "));
		svg_text(arg, out);
	}
	buf_str(out, STR("  # version "));
	svg_text(json_str(json_get(by, "version")), out);
	buf_byte(out, '\n');
}

static void
put_tools(const struct json *by, struct str kernels, struct buf *out)
{
	for (size_t i = 0; i < json_count(by); i++)
		put_tool(json_at(by, i), out);
	if (kernels.n == 0)
		return;
	buf_str(out, STR("# kernels: "));
	svg_text(kernels, out);
	buf_byte(out, '\n');
}

void
provenance_put(const struct json *intro, struct buf *out)
{
	const struct json *by = json_get(intro, "by");

	if (json_count(by) == 0)
		return;
	buf_str(out, STR("<details><summary>How the scores were made</summary>"
			 "\n<div class=\"wide\"><pre>"));
	put_tools(by, json_str(json_get(intro, "kernels")), out);
	buf_str(out, STR("</pre></div></details>\n"));
}

/* What a run read, as far as its file tells. */
static void
put_totals(const struct json *run, struct buf *out)
{
	static const char *const names[] = { "step", "episodes", "tokens",
		"loss_tokens" };
	static const char *const words[] = { "steps", "episodes", "tokens",
		"tokens under loss" };
	const char *between = "# ";

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		int64_t n = json_int(json_get(run, names[i]), -1);

		if (n < 0)
			continue;
		buf_printf(out, "%s%" PRId64 " %s", between, n, words[i]);
		between = ", ";
	}
	buf_byte(out, '\n');
}

static int
put_run(const char *path, const char *folder, struct str text, struct buf *out,
    struct err *e)
{
	struct json *run = json_parse(text, e);
	const struct json *by = json_get(json_get(run, "header"), "by");

	if (run == NULL)
		return err_prefix(e, "%s", path);
	if (json_count(by) == 0) {
		json_free(run);
		return err_set(
		    e, "%s: tells no tools; is it icl-train's?", path);
	}
	buf_str(out, STR("<details><summary>How "));
	svg_text(str_of(folder), out);
	buf_str(out, STR(" was trained</summary>\n<div class=\"wide\"><pre>"));
	put_tools(by, json_str(json_get(run, "kernels")), out);
	put_totals(run, out);
	buf_str(out, STR("</pre></div></details>\n"));
	json_free(run);
	return 0;
}

int
provenance_of_folder(const char *folder, struct buf *out, struct err *e)
{
	enum { MAX_BYTES = 1 << 26 };
	struct buf path = { 0 }, text = { 0 };
	int rc = file_read(
	    file_join(&path, folder, "icl.json"), MAX_BYTES, &text, e);

	if (rc == 0)
		rc =
		    put_run(buf_view(&path).p, folder, buf_view(&text), out, e);
	buf_release(&path);
	buf_release(&text);
	return rc;
}
