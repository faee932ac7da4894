/* Cells that tell a row: see row.h. */
#include "report/row.h"

void
row_put(struct table *t, const struct row *row, struct str task,
    const struct interner *names)
{
	table_text(t, interner_str(names, row->run));
	table_text(t, task);
	table_count(t, row->k);
	table_text(t, interner_str(names, row->method));
	table_text(t, interner_str(names, row->layout));
	table_text(t, interner_str(names, row->variant));
}
