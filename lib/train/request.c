/* What signals ask of a run: see request.h. */
#include "train/request.h"

enum request
request_of(const struct request_flags *f, struct comm *comm)
{
	enum request here = *f->stop         ? REQUEST_STOP
			    : *f->checkpoint ? REQUEST_CHECKPOINT
					     : REQUEST_NONE;

	return (enum request)comm_max(comm, here);
}

void
request_answered(const struct request_flags *f)
{
	*f->checkpoint = 0;
}
