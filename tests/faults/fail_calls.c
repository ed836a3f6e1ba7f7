/* SPDX-License-Identifier: Apache-2.0
 *
 * Lets the n-th change to the files under one folder fail, once or for ever, clean or half done.
 * Preloaded (LD_PRELOAD), it stands between the program and the C library; io_errors.py arms it.
 * Counted are: writing, truncating, flushing, making, removing, renaming and linking.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESCRIPTORS 4096
#define SECTOR 512

static char root[4096];
static char held[DESCRIPTORS];
static int counting, counted, hits, fail_at, fail_with, fail_for_ever, fail_half_done;

#define REAL(result, name, ...)                \
    static result (*real)(__VA_ARGS__) = NULL; \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

/* What Python calls. `at` 0 counts only. */
void fail_arm(const char *folder, int at, int error, int for_ever, int half_done)
{
    snprintf(root, sizeof root, "%s", folder);
    counted = hits = 0;
    fail_at = at;
    fail_with = error;
    fail_for_ever = for_ever;
    fail_half_done = half_done;
    counting = 1;
}

void fail_disarm(void) { counting = 0; }
int fail_counted(void) { return counted; }
int fail_hits(void) { return hits; }

static int fails(void)
{
    if (!counting) return 0;
    counted++;
    if (!fail_at || (counted != fail_at && !(fail_for_ever && counted > fail_at))) return 0;
    hits++;
    errno = fail_with;
    return 1;
}

static int is_watched(int folder, const char *name)
{
    char link[64], path[8192], place[4096];
    if (!root[0] || !name) return 0;
    if (name[0] == '/')
        snprintf(path, sizeof path, "%s", name);
    else {
        if (folder == AT_FDCWD)
            snprintf(link, sizeof link, "/proc/self/cwd");
        else
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, place, sizeof place - 1);
        if (length < 0) return 0;
        place[length] = '\0';
        snprintf(path, sizeof path, "%s/%s", place, name);
    }
    size_t length = strlen(root);
    return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static int watches(int descriptor)
{
    return descriptor >= 0 && descriptor < DESCRIPTORS && held[descriptor];
}

static int opened(int folder, const char *name, int flags, mode_t mode)
{
    REAL(int, "openat64", int, const char *, int, ...);
    int watched = is_watched(folder, name);
    struct stat found;
    if (watched && (flags & O_CREAT) && fstatat(folder, name, &found, 0) != 0 && fails()) return -1;
    int descriptor = real(folder, name, flags, mode);
    if (descriptor >= 0 && descriptor < DESCRIPTORS) held[descriptor] = (char)watched;
    return descriptor;
}

#define MODE_OF(flags)                       \
    mode_t mode = 0;                         \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list more;                        \
        va_start(more, flags);               \
        mode = (mode_t)va_arg(more, int);    \
        va_end(more);                        \
    }

int open(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags) return opened(folder, path, flags, mode); }

int close(int descriptor)
{
    REAL(int, "close", int);
    if (descriptor >= 0 && descriptor < DESCRIPTORS) held[descriptor] = 0;
    return real(descriptor);
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t at)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (watches(descriptor) && fails()) {
        int error = errno;
        if (fail_half_done && length > SECTOR) real(descriptor, data, SECTOR, at);
        errno = error;
        return -1;
    }
    return real(descriptor, data, length, at);
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t at) { return pwrite64(descriptor, data, length, at); }

ssize_t write(int descriptor, const void *data, size_t length)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    if (watches(descriptor) && fails()) {
        int error = errno;
        if (fail_half_done && length > SECTOR) real(descriptor, data, SECTOR);
        errno = error;
        return -1;
    }
    return real(descriptor, data, length);
}

ssize_t sendfile64(int target, int source, off64_t *from, size_t length)
{
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    return watches(target) && fails() ? -1 : real(target, source, from, length);
}

ssize_t sendfile(int target, int source, off_t *from, size_t length) { return sendfile64(target, source, from, length); }

ssize_t copy_file_range(int source, off64_t *from, int target, off64_t *to, size_t length, unsigned flags)
{
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    return watches(target) && fails() ? -1 : real(source, from, target, to, length, flags);
}

int ftruncate64(int descriptor, off64_t length)
{
    REAL(int, "ftruncate64", int, off64_t);
    return watches(descriptor) && fails() ? -1 : real(descriptor, length);
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int fsync(int descriptor)
{
    REAL(int, "fsync", int);
    return watches(descriptor) && fails() ? -1 : real(descriptor);
}

int fdatasync(int descriptor)
{
    REAL(int, "fdatasync", int);
    return watches(descriptor) && fails() ? -1 : real(descriptor);
}

int unlinkat(int folder, const char *name, int flags)
{
    REAL(int, "unlinkat", int, const char *, int);
    struct stat found;
    int counts = is_watched(folder, name) && fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0;
    return counts && fails() ? -1 : real(folder, name, flags);
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int folder, const char *name, mode_t mode)
{
    REAL(int, "mkdirat", int, const char *, mode_t);
    return is_watched(folder, name) && fails() ? -1 : real(folder, name, mode);
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    REAL(int, "renameat", int, const char *, int, const char *);
    return is_watched(to_folder, to) && fails() ? -1 : real(from_folder, from, to_folder, to);
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    REAL(int, "linkat", int, const char *, int, const char *, int);
    return is_watched(to_folder, to) && fails() ? -1 : real(from_folder, from, to_folder, to, flags);
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
