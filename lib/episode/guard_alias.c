/* Names of one data set: see guard_alias.h. */
#include "episode/guard_alias.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "io/file.h"

enum { FILE_MAX = 1 << 22, NAME_MAX_BYTES = 512 };

/*
 * Sources that have several names in the task collections of MetaICL,
 * CrossFit and UnifiedQA, or whose labels are separate tasks over one set of
 * texts.
 */
static const char builtin[] =
    "ai2_arc unifiedqa:arc_* arc_easy arc_challenge\n"
    "ade_corpus_v2 ade_corpus_v2-*\n"
    "boolq unifiedqa:boolq superglue-boolq unifiedqa:boolq_np\n"
    "commonsense_qa unifiedqa:commonsenseqa commonsenseqa\n"
    "ethos ethos-*\n"
    "hotpot_qa kilt_hotpotqa\n"
    "mctest unifiedqa:mctest*\n"
    "narrativeqa unifiedqa:narrativeqa\n"
    "newsqa unifiedqa:newsqa\n"
    "natural_questions kilt_nq unifiedqa:natural_questions*\n"
    "openbookqa unifiedqa:openbookqa*\n"
    "piqa unifiedqa:physical_iqa\n"
    "qasc unifiedqa:qasc*\n"
    "quartz quartz-*\n"
    "quoref unifiedqa:quoref\n"
    "race race-* unifiedqa:race_string\n"
    "ropes unifiedqa:ropes\n"
    "rte glue-rte superglue-rte\n"
    "social_i_qa unifiedqa:social_iqa\n"
    "squad squad-* unifiedqa:squad*\n"
    "superglue-multirc unifiedqa:multirc\n"
    "trec trec-*\n"
    "winograd glue-wnli superglue-wsc wsc* wnli\n"
    "wino_grande winogrande* unifiedqa:winogrande*\n";

struct group {
	char **patterns;
	size_t n;
};

struct guard_alias {
	struct arena texts;
	struct group *v;
	size_t n, cap;
};

static void
take_line(struct guard_alias *a, struct str line)
{
	struct group g = {
		arena_alloc(&a->texts, line.n / 2 + 1, sizeof *g.patterns), 0
	};

	for (size_t i = 0; i < line.n;) {
		size_t from = i;

		while (i < line.n && strchr(" \t\r", line.p[i]) == NULL)
			i++;
		if (i > from && line.p[from] == '#')
			break;
		if (i > from)
			g.patterns[g.n++] =
			    arena_copy(&a->texts, line.p + from, i - from);
		i++;
	}
	if (g.n == 0)
		return;
	a->v = mem_grow(a->v, &a->cap, a->n + 1, sizeof *a->v);
	a->v[a->n++] = g;
}

static void
take_lines(struct guard_alias *a, struct str text)
{
	for (size_t from = 0; from < text.n;) {
		const char *end = memchr(text.p + from, '\n', text.n - from);
		size_t to = end == NULL ? text.n : (size_t)(end - text.p);

		take_line(a, str_slice(text, from, to));
		from = to + 1;
	}
}

struct guard_alias *
guard_alias_new(const char *path, struct err *e)
{
	struct guard_alias *a = mem_new(1, sizeof *a);
	struct buf text = { 0 };
	int rc = path == NULL ? 0 : file_read(path, FILE_MAX, &text, e);

	if (rc == 0) {
		take_lines(a, buf_view(&text));
		take_lines(a, STR(builtin));
	}
	buf_release(&text);
	if (rc == 0)
		return a;
	guard_alias_free(a);
	return NULL;
}

void
guard_alias_free(struct guard_alias *a)
{
	if (a == NULL)
		return;
	arena_release(&a->texts);
	free(a->v);
	free(a);
}

static struct str
cut_down(struct str name)
{
	const char *colon;

	if (!str_starts(name, STR("inst:")))
		return name;
	name = str_slice(name, strlen("inst:"), name.n);
	colon = memchr(name.p, ':', name.n);
	return colon == NULL ? name
			     : str_slice(name, 0, (size_t)(colon - name.p));
}

struct str
guard_alias_of(const struct guard_alias *a, struct str name)
{
	char text[NAME_MAX_BYTES];

	name = cut_down(name);
	if (name.n == 0 || name.n >= sizeof text)
		return name;
	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < a->v[i].n; j++)
			if (fnmatch(a->v[i].patterns[j], text, 0) == 0)
				return str_of(a->v[i].patterns[0]);
	return name;
}
