/* Drawing the task of an episode: see mixture.h. */
#include "episode/mixture.h"

#include <assert.h>
#include <errno.h>
#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum mode { MIX_PROP, MIX_FAMILIES, MIX_PATTERNS };

enum { PATTERNS_MAX = 4096 };

struct share {
	char *pattern;
	double weight;
};

struct mixture {
	enum mode mode;
	double power; /* of a family's size; 0 is uniform */
	struct share *shares;
	size_t n_shares, cap_shares;
	double *upto; /* running sum of the tasks' weights */
	size_t n_tasks, n_left_out, n_idle;
};

static int
positive(struct str s, double *value)
{
	char text[64], *end;

	if (s.n == 0 || s.n >= sizeof text)
		return -1;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	errno = 0;
	*value = strtod(text, &end);
	return *end != '\0' || errno != 0 || !(*value > 0) || !isfinite(*value)
		   ? -1
		   : 0;
}

static int
take_share(struct mixture *m, struct str item, struct err *e)
{
	const char *equals = memrchr(item.p, '=', item.n);
	size_t n = equals == NULL ? 0 : (size_t)(equals - item.p);
	struct share *s;

	if (m->n_shares == PATTERNS_MAX)
		return err_set(e, "more than %d patterns", PATTERNS_MAX);
	m->shares = mem_grow(
	    m->shares, &m->cap_shares, m->n_shares + 1, sizeof *m->shares);
	s = &m->shares[m->n_shares];
	if (n == 0 || positive(str_slice(item, n + 1, item.n), &s->weight))
		return err_set(e,
		    "'%.*s' is none of prop, uniform, temp:T and "
		    "PATTERN=WEIGHT,...",
		    item.n > 60 ? 60 : (int)item.n, item.p);
	s->pattern = mem_new(n + 1, 1);
	memcpy(s->pattern, item.p, n);
	m->n_shares++;
	return 0;
}

static int
parse(struct mixture *m, struct str spec, struct err *e)
{
	double t;

	if (str_eq(spec, STR("prop")))
		return 0;
	m->mode = MIX_FAMILIES;
	if (str_eq(spec, STR("uniform")))
		return 0;
	if (str_starts(spec, STR("temp:"))) {
		if (positive(str_slice(spec, strlen("temp:"), spec.n), &t) ||
		    t < 1)
			return err_set(e, "temp:T needs a T from 1 up");
		m->power = 1 / t;
		return 0;
	}
	m->mode = MIX_PATTERNS;
	for (size_t from = 0; from <= spec.n;) {
		const char *comma = memchr(spec.p + from, ',', spec.n - from);
		size_t to = comma == NULL ? spec.n : (size_t)(comma - spec.p);

		if (take_share(m, str_slice(spec, from, to), e))
			return -1;
		from = to + 1;
	}
	return 0;
}

struct mixture *
mixture_new(const char *spec, struct err *e)
{
	struct mixture *m = mem_new(1, sizeof *m);

	if (parse(m, str_of(spec), e) == 0)
		return m;
	mixture_free(m);
	return NULL;
}

void
mixture_free(struct mixture *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->n_shares; i++)
		free(m->shares[i].pattern);
	free(m->shares);
	free(m->upto);
	free(m);
}

bool
mixture_is_prop(const struct mixture *m)
{
	return m->mode == MIX_PROP;
}

/* Group of each task: its family's first task, or its first pattern. */
static size_t
group_of(const struct mixture *m, const struct pool *p, size_t i)
{
	size_t g;

	if (m->mode == MIX_PATTERNS) {
		for (g = 0; g < m->n_shares; g++)
			if (fnmatch(m->shares[g].pattern, p->tasks[i]->name.p,
				0) == 0)
				break;
		return g;
	}
	for (g = 0; g < i; g++)
		if (str_eq(p->tasks[g]->family, p->tasks[i]->family))
			break;
	return g;
}

static double
group_weight(const struct mixture *m, size_t g, double size)
{
	if (m->mode == MIX_PATTERNS)
		return g < m->n_shares ? m->shares[g].weight : 0;
	return m->mode == MIX_PROP ? size : pow(size, m->power);
}

int
mixture_fit(
    struct mixture *m, const struct pool *p, const size_t *sizes, struct err *e)
{
	size_t n_groups = p->n_tasks + m->n_shares + 1;
	double *group_sizes = mem_new(n_groups, sizeof *group_sizes);
	size_t *groups = mem_new(p->n_tasks, sizeof *groups);
	double sum = 0;

	free(m->upto);
	m->upto = mem_new(p->n_tasks, sizeof *m->upto);
	m->n_tasks = p->n_tasks;
	m->n_left_out = 0;
	for (size_t i = 0; i < p->n_tasks; i++) {
		groups[i] = group_of(m, p, i);
		group_sizes[groups[i]] += (double)sizes[i];
	}
	for (size_t i = 0; i < p->n_tasks; i++) {
		double all = group_sizes[groups[i]];
		double weight = group_weight(m, groups[i], all);

		m->n_left_out += sizes[i] > 0 && !(weight > 0);
		if (sizes[i] > 0)
			sum += weight * (double)sizes[i] / all;
		m->upto[i] = sum;
	}
	m->n_idle = 0;
	for (size_t g = 0; g < m->n_shares; g++)
		m->n_idle += !(group_sizes[g] > 0);
	free(groups);
	free(group_sizes);
	assert(isfinite(sum));
	return sum > 0 ? 0 : err_set(e, "the mixture leaves no task");
}

size_t
mixture_n_left_out(const struct mixture *m)
{
	return m->n_left_out;
}

size_t
mixture_n_idle(const struct mixture *m)
{
	return m->n_idle;
}

size_t
mixture_draw(const struct mixture *m, struct rng *r)
{
	size_t lo = 0, hi = m->n_tasks - 1;
	double x = rng_unit(r) * m->upto[hi];

	assert(m->n_tasks > 0 && m->upto[hi] > 0);
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (m->upto[mid] > x)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}
