// What glibc offers only to _GNU_SOURCE, which Swift's own import of it does not set.
#include <spawn.h>
#include <linux/fs.h>
#include <linux/stat.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>

int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
int statx(int directory, const char *path, int flags, unsigned int mask, struct statx *facts);

static const int COUNTERFOIL_SPAWN_SETSID = 0x80;
// In Swift these functions are hidden behind the structures of the same names.
static inline int counterfoil_look_at_system(const char *path, struct statfs *facts) {
    return statfs(path, facts);
}

static inline int counterfoil_look_at(
    int directory, const char *path, int flags, unsigned int mask, struct statx *facts) {
    return statx(directory, path, flags, mask, facts);
}

// How often the number of an open file was given; -1 where that is not known.
static inline long counterfoil_generation(int file) {
    unsigned int generation = 0;
    return ioctl(file, FS_IOC_GETVERSION, &generation) == 0 ? (long)generation : -1;
}

static const int COUNTERFOIL_AT_EMPTY_PATH = 0x1000;
static const int COUNTERFOIL_EVENT_CLOEXEC = EFD_CLOEXEC;
