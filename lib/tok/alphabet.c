/* The byte alphabet of GPT-2: see alphabet.h. */
#include "tok/alphabet.h"

#include "base/utf8.h"

static int
is_itself(uint32_t c)
{
	return (c >= 33 && c <= 126) || (c >= 161 && c <= 172) ||
	       (c >= 174 && c <= 255);
}

/* Of the bytes that are not themselves, how many come before this one. */
static uint32_t
others_before(uint32_t byte)
{
	if (byte < 33)
		return byte;
	if (byte <= 160)
		return 33 + (byte - 127);
	return 33 + 34;
}

uint32_t
alphabet_code(unsigned char byte)
{
	return is_itself(byte) ? byte : 0x100 + others_before(byte);
}

static int
byte_of(uint32_t code)
{
	if (code < 0x100)
		return is_itself(code) ? (int)code : -1;
	code -= 0x100;
	if (code < 33)
		return (int)code;
	if (code < 33 + 34)
		return (int)(code - 33 + 127);
	return code == 33 + 34 ? 173 : -1;
}

int
alphabet_decode(struct buf *out, struct str text)
{
	size_t len;

	if (utf8_valid(text) != text.n)
		return -1;
	for (size_t i = 0; i < text.n; i += len) {
		int byte = byte_of(utf8_decode(text, i, &len));

		if (byte < 0)
			return -1;
		buf_byte(out, (char)(unsigned char)byte);
	}
	return 0;
}

void
alphabet_encode(struct buf *out, struct str bytes)
{
	char code[UTF8_MAX];

	for (size_t i = 0; i < bytes.n; i++)
		buf_add(out, code,
		    utf8_encode(
			code, alphabet_code((unsigned char)bytes.p[i])));
}
