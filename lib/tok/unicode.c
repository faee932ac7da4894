/* Unicode normal forms and lower case: see unicode.h. */
#include "tok/unicode.h"

#ifdef HAVE_UTF8PROC
#include <stdlib.h>

#include <utf8proc.h>

#include "base/utf8.h"

bool
unicode_present(void)
{
	return true;
}

int
unicode_normalize(
    struct buf *out, struct str text, enum unicode_form form, struct err *e)
{
	static const utf8proc_option_t options[] = {
		[UNICODE_NFC] = UTF8PROC_STABLE | UTF8PROC_COMPOSE,
		[UNICODE_NFD] = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
		[UNICODE_NFKC] =
		    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
		[UNICODE_NFKD] =
		    UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
	};
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.p,
	    (utf8proc_ssize_t)text.n, &made, options[form]);

	if (n < 0)
		return err_set(
		    e, "cannot normalise text: %s", utf8proc_errmsg(n));
	buf_add(out, made, (size_t)n);
	free(made);
	return 0;
}

int
unicode_lower(struct buf *out, struct str text, struct err *e)
{
	char code[UTF8_MAX];
	size_t len;

	(void)e;
	for (size_t i = 0; i < text.n; i += len) {
		uint32_t c = utf8_decode(text, i, &len);

		if (c == 0x130) { /* the one that becomes two */
			buf_str(out, STR("i\xcc\x87"));
			continue;
		}
		c = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
		buf_add(out, code, utf8_encode(code, c));
	}
	return 0;
}

const char *
unicode_version(void)
{
	return utf8proc_version();
}

#else

bool
unicode_present(void)
{
	return false;
}

static int
absent(struct err *e)
{
	return err_set(e, "this tokenizer normalises text, which needs "
			  "libutf8proc; install it and build again");
}

int
unicode_normalize(
    struct buf *out, struct str text, enum unicode_form form, struct err *e)
{
	(void)out, (void)text, (void)form;
	return absent(e);
}

int
unicode_lower(struct buf *out, struct str text, struct err *e)
{
	(void)out, (void)text;
	return absent(e);
}

const char *
unicode_version(void)
{
	return "none";
}
#endif
