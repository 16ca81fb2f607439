// What a program asks of its machine, answered the way the tests want: see faults.h.
#define _GNU_SOURCE
#include "faults.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static struct counterfoil_faults none;
static struct counterfoil_faults *faults = &none;

__attribute__((constructor)) static void look(void) {
    const char *path = getenv("COUNTERFOIL_FAULTS");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *map = mmap(NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map != MAP_FAILED) faults = map;
    close(file);
}

static int64_t now(int64_t *fault) { return __atomic_load_n(fault, __ATOMIC_RELAXED); }

// The file of what the program says to whoever started it is none that it keeps.
static int is_kept(int file) {
    struct stat facts;
    return file > 2 && fstat(file, &facts) == 0 && S_ISREG(facts.st_mode);
}

// Counts a write that is about to be done; the last one that may be is never done.
static void count(void) {
    __atomic_add_fetch(&faults->writes_count, 1, __ATOMIC_RELAXED);
    if (now(&faults->writes_left) <= 0) return;
    if (__atomic_sub_fetch(&faults->writes_left, 1, __ATOMIC_RELAXED) == 0) {
        syscall(SYS_kill, getpid(), SIGKILL);
    }
}

static int fails(int64_t error) {
    if (error) errno = (int)error;
    return error != 0;
}

// Whether a write finds no room; where so many more fit, the last of them finds it gone.
static int write_fails(void) {
    if (now(&faults->room_left) > 0
        && __atomic_sub_fetch(&faults->room_left, 1, __ATOMIC_RELAXED) == 0) {
        __atomic_store_n(&faults->write_error, ENOSPC, __ATOMIC_RELAXED);
    }
    return fails(now(&faults->write_error));
}

ssize_t write(int file, const void *bytes, size_t size) {
    if (is_kept(file)) {
        count();
        if (write_fails()) return -1;
    }
    return syscall(SYS_write, file, bytes, size);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
    count();
    if (write_fails()) return -1;
    return syscall(SYS_pwrite64, file, bytes, size, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
    return pwrite64(file, bytes, size, offset);
}

int fsync(int file) {
    count();
    return fails(now(&faults->flush_error)) ? -1 : (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    count();
    return fails(now(&faults->flush_error)) ? -1 : (int)syscall(SYS_fdatasync, file);
}

int ftruncate64(int file, off64_t size) {
    count();
    return (int)syscall(SYS_ftruncate, file, size);
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int rename(const char *from, const char *to) {
    count();
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path) {
    count();
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t offset = now(&faults->clock_offset);
        int64_t nanoseconds = time->tv_nsec + offset % 1000 * 1000000;
        time->tv_sec += offset / 1000;
        if (nanoseconds < 0) {
            time->tv_sec--;
            nanoseconds += 1000000000;
        } else if (nanoseconds >= 1000000000) {
            time->tv_sec++;
            nanoseconds -= 1000000000;
        }
        time->tv_nsec = nanoseconds;
    }
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec precise;
    int result = clock_gettime(CLOCK_REALTIME, &precise);
    time->tv_sec = precise.tv_sec;
    time->tv_usec = precise.tv_nsec / 1000;
    return result;
}

time_t time(time_t *told) {
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    if (told) *told = precise.tv_sec;
    return precise.tv_sec;
}
