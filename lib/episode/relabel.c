/* New words for the labels of an episode: see relabel.h. */
#include "episode/relabel.h"

#include <assert.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 1 << 16 };

struct rule {
	char *pattern;
	double share;
	struct texts words; /* none: the built-in ones */
};

struct relabel {
	struct arena texts;
	struct rule *rules;
	size_t n_rules;
	struct texts builtin;
	bool marked_too;
};

/* Plain short nouns that name no judgement and no class of anything here. */
static const char builtin[] =
    "apple,arrow,basket,beach,bell,bench,bird,boat,book,"
    "bottle,bowl,box,branch,bread,brick,bridge,brush,"
    "bucket,button,cabin,cable,camera,candle,card,carpet,"
    "castle,chain,chair,circle,clock,cloud,coat,coin,"
    "copper,corn,cotton,cup,curtain,desk,dish,door,drum,"
    "eagle,engine,fabric,feather,fence,field,finger,fish,"
    "flag,flower,forest,fork,fruit,garden,gate,glass,glove,"
    "grain,grass,guitar,hammer,harbor,hat,hill,honey,horse,"
    "house,island,jacket,jar,kettle,key,kitchen,knife,"
    "ladder,lake,lamp,leaf,leather,lemon,letter,lion,map,"
    "marble,market,meadow,metal,milk,mirror,moon,mountain,"
    "mouse,nail,needle,nest,ocean,olive,onion,orange,oven,"
    "paint,palace,paper,pencil,pepper,piano,pillow,pipe,"
    "planet,plant,plate,pocket,pond,potato,rabbit,rain,"
    "ribbon,rice,ring,river,road,rock,roof,rope,rose,salt,"
    "sand,sail,scale,seed,sheep,shelf,shell,ship,shirt,"
    "shoe,silk,silver,snow,soap,spoon,stair,star,stone,"
    "street,string,sugar,table,tail,tent,thread,tiger,"
    "tower,train,tree,tunnel,valley,village,violin,wagon,"
    "wall,wheel,window,wing,wolf,wood,wool,yard";

static int
take_words(
    struct relabel *r, const char *list, struct texts *words, struct err *e)
{
	size_t n = 1;
	struct str *v;

	for (const char *p = list; (p = strchr(p, ',')) != NULL; p++)
		n++;
	if (n > WORDS_MAX)
		return err_set(e, "more than %d label words", WORDS_MAX);
	v = arena_alloc(&r->texts, n, sizeof *v);
	*words = (struct texts){ v, 0 };
	for (const char *p = list;; p++) {
		struct str word = { p, strcspn(p, ",") };

		if (word.n == 0 || texts_find(*words, word) != words->n)
			return err_set(e,
			    "label words '%s': a word is empty or occurs "
			    "there twice",
			    list);
		v[words->n++] = word;
		p += word.n;
		if (*p == '\0')
			return 0;
	}
}

/* n words that a function spells into a buffer. */
static struct texts
spell_words(struct relabel *r, size_t n, void (*spell)(size_t, struct buf *))
{
	struct str *v = arena_alloc(&r->texts, n, sizeof *v);
	struct buf word = { 0 };

	for (size_t i = 0; i < n; i++) {
		buf_reset(&word);
		spell(i, &word);
		v[i] = (struct str){ arena_copy(&r->texts, word.p, word.n),
			word.n };
	}
	buf_release(&word);
	return (struct texts){ v, n };
}

static void
spell_number(size_t i, struct buf *word)
{
	buf_printf(word, "%zu", i);
}

static void
spell_letters(size_t i, struct buf *word)
{
	for (size_t power = 26 * 26; power > 0; power /= 26)
		buf_byte(word, (char)('a' + (char)(i / power % 26)));
}

static int
take_source(struct relabel *r, const char *source, struct texts pieces,
    struct texts *words, struct err *e)
{
	if (source[0] != ':')
		return take_words(r, source, words, e);
	if (strcmp(source, ":numbers") == 0)
		*words = spell_words(r, 10000, spell_number);
	else if (strcmp(source, ":letters") == 0)
		*words = spell_words(r, 26 * 26 * 26, spell_letters);
	else if (strcmp(source, ":pieces") == 0)
		*words = pieces;
	else
		return err_set(e,
		    "'%s' is none of :numbers, :letters and :pieces", source);
	return words->n > 0 ? 0
			    : err_set(e, ":pieces needs a tokenizer that has "
					 "words of small letters; give it "
					 "with -t");
}

/* PATTERN[@SHARE] up to byte n; an @ without a number behind is the pattern's.
 */
static int
take_pattern(struct relabel *r, const char *text, size_t n, struct rule *rule,
    struct err *e)
{
	const char *at = memrchr(text, '@', n);
	char *end = NULL;
	double share = at == NULL ? 1 : strtod(at + 1, &end);

	rule->share = 1;
	if (at != NULL && end == text + n && end > at + 1) {
		if (!(share >= 0 && share <= 1))
			return err_set(e,
			    "'%.*s': a share of episodes is from 0 to 1",
			    (int)n, text);
		rule->share = share;
		n = (size_t)(at - text);
	}
	rule->pattern = arena_copy(&r->texts, text, n);
	return 0;
}

struct relabel *
relabel_new(const struct opt_list *rules, bool marked_too, struct texts pieces,
    struct err *e)
{
	struct relabel *r = mem_new(1, sizeof *r);

	r->marked_too = marked_too;
	r->rules = mem_new(rules->n, sizeof *r->rules);
	r->n_rules = rules->n;
	if (take_words(r, builtin, &r->builtin, e))
		assert(!"the built-in words differ");
	for (size_t i = 0; i < rules->n; i++) {
		const char *text = rules->v[i];
		size_t n = strcspn(text, "=");

		if (take_pattern(r, text, n, &r->rules[i], e) ||
		    (text[n] == '=' && take_source(r, text + n + 1, pieces,
					   &r->rules[i].words, e))) {
			relabel_free(r);
			return NULL;
		}
	}
	return r;
}

void
relabel_free(struct relabel *r)
{
	if (r == NULL)
		return;
	arena_release(&r->texts);
	free(r->rules);
	free(r);
}

/* The first rule that fits the task, n_rules if there is none. */
static size_t
find_rule(const struct relabel *r, struct str task)
{
	size_t i;

	for (i = 0; i < r->n_rules; i++)
		if (fnmatch(r->rules[i].pattern, task.p, 0) == 0)
			break;
	return i;
}

bool
relabel_fits(const struct relabel *r, struct str task)
{
	return find_rule(r, task) < r->n_rules;
}

size_t
relabel_n_idle(const struct relabel *r, const struct pool *p)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_rules; i++) {
		size_t k = 0;

		while (k < p->n_tasks && find_rule(r, p->tasks[k]->name) != i)
			k++;
		n += k == p->n_tasks;
	}
	return n;
}

int
relabel_of(const struct relabel *r, struct str task, bool marked,
    size_t n_labels, struct relabel_task *t, struct err *e)
{
	size_t i = find_rule(r, task);

	*t = (struct relabel_task){ .share = 1 };
	if (n_labels == 0 || (i == r->n_rules && !(marked && r->marked_too)))
		return 0;
	t->words = r->builtin;
	if (i < r->n_rules) {
		t->share = r->rules[i].share;
		if (r->rules[i].words.n > 0)
			t->words = r->rules[i].words;
	}
	if (t->words.n < n_labels)
		return err_set(e,
		    "task '%.*s' has %zu labels and there are %zu words for "
		    "them; give more with --relabel PATTERN=WORDS",
		    task.n > 100 ? 100 : (int)task.n, task.p, n_labels,
		    t->words.n);
	return 0;
}

bool
relabel_is_due(const struct relabel_task *t, struct rng *rng)
{
	if (t->words.n == 0)
		return false;
	/* no draw where none is needed keeps what was made before shares */
	return t->share >= 1 || rng_unit(rng) < t->share;
}

struct texts
relabel_draw(
    struct texts words, size_t n_labels, struct rng *rng, struct arena *a)
{
	size_t *picks = arena_alloc(a, n_labels, sizeof *picks);
	struct str *v = arena_alloc(a, n_labels, sizeof *v);

	assert(n_labels <= words.n);
	rng_sample(rng, words.n, picks, n_labels);
	for (size_t i = 0; i < n_labels; i++)
		v[i] = words.v[picks[i]];
	assert(n_labels == 0 || v[0].n > 0);
	return (struct texts){ v, n_labels };
}
