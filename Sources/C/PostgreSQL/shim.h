// libpq as it is; Swift imports all of it that is used here without help.
#include <libpq-fe.h>
