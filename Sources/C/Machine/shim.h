// What glibc offers only to _GNU_SOURCE, which Swift's own import of it does not set.
#include <spawn.h>
#include <sys/eventfd.h>

int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);

static const int COUNTERFOIL_SPAWN_SETSID = 0x80;
static const int COUNTERFOIL_EVENT_CLOEXEC = EFD_CLOEXEC;
