/* The tools behind scores: see provenance.h. */
#include "report/provenance.h"

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

void
provenance_put(const struct json *intro, struct buf *out)
{
	const struct json *by = json_get(intro, "by");
	struct str kernels = json_str(json_get(intro, "kernels"));

	if (json_count(by) == 0)
		return;
	buf_str(out, STR("<details><summary>How the scores were made</summary>"
			 "\n<div class=\"wide\"><pre>"));
	for (size_t i = 0; i < json_count(by); i++)
		put_tool(json_at(by, i), out);
	if (kernels.n > 0) {
		buf_str(out, STR("# kernels: "));
		svg_text(kernels, out);
		buf_byte(out, '\n');
	}
	buf_str(out, STR("</pre></div></details>\n"));
}
