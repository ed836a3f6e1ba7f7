/* SPDX-License-Identifier: Apache-2.0
 *
 * Records what a process does to the files under one folder, with the data, in the order it did it.
 * Preloaded (LD_PRELOAD), it stands between the program and the C library. power_cut.py switches it
 * on and off, and replays the recording to every state in which a power cut may leave a disk.
 *
 * A record, little endian: kind (1 byte), inode (8), offset or length (8), bytes of path (4), bytes
 * of data (4), path, data. Kinds: C create, K make folder, W write, T truncate, S flush file,
 * D flush folder, U remove a name, R rename, L link (the new name is the data), M mark.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define DESCRIPTORS 4096

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[4096];
static int recording = -1;
static struct { ino_t inode; int is_folder; } held[DESCRIPTORS];

#define REAL(result, name, ...)                          \
    static result (*real)(__VA_ARGS__) = NULL;           \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

static void put(const void *data, size_t length)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    const char *rest = data;
    while (length) {
        ssize_t done = real(recording, rest, length);
        if (done <= 0) abort();
        rest += done;
        length -= (size_t)done;
    }
}

static void record(char kind, uint64_t inode, uint64_t offset, const char *path, const void *data,
                   size_t length)
{
    int kept = errno;
    uint32_t path_length = path ? (uint32_t)strlen(path) : 0, data_length = (uint32_t)length;
    char head[25];
    head[0] = kind;
    memcpy(head + 1, &inode, 8);
    memcpy(head + 9, &offset, 8);
    memcpy(head + 17, &path_length, 4);
    memcpy(head + 21, &data_length, 4);
    pthread_mutex_lock(&turn);
    put(head, sizeof head);
    if (path_length) put(path, path_length);
    if (data_length) put(data, data_length);
    pthread_mutex_unlock(&turn);
    errno = kept;
}

/* What Python calls. */

void record_begin(const char *folder, const char *file)
{
    memset(held, 0, sizeof held);
    snprintf(root, sizeof root, "%s", folder);
    int opened = open(file, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    recording = fcntl(opened, F_DUPFD_CLOEXEC, 1000);
    close(opened);
    if (recording < 0) abort();
}

void record_mark(const void *data, size_t length) { record('M', 0, 0, NULL, data, length); }

void record_end(void)
{
    int file = recording;
    recording = -1;
    close(file);
}

/* Paths and descriptors that are watched. */

static int is_watched(const char *path)
{
    size_t length = strlen(root);
    return recording >= 0 && path && strncmp(path, root, length) == 0 &&
           (path[length] == '/' || path[length] == '\0');
}

static const char *whole(int folder, const char *path, char *room, size_t size)
{
    if (!path || path[0] == '/') return path;
    char link[64], place[4096];
    if (folder == AT_FDCWD)
        snprintf(link, sizeof link, "/proc/self/cwd");
    else
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, place, sizeof place - 1);
    if (length < 0) return path;
    place[length] = '\0';
    snprintf(room, size, "%s/%s", place, path);
    return room;
}

static int watches(int descriptor)
{
    return recording >= 0 && descriptor >= 0 && descriptor < DESCRIPTORS &&
           held[descriptor].inode != 0;
}

static int opened(int folder, const char *name, int flags, mode_t mode)
{
    REAL(int, "openat64", int, const char *, int, ...);
    char room[8192];
    const char *path = recording >= 0 ? whole(folder, name, room, sizeof room) : name;
    int watched = is_watched(path), was_there = 0;
    struct stat found;
    if (watched) was_there = fstatat(folder, name, &found, 0) == 0;
    int descriptor = real(folder, name, flags, mode);
    if (descriptor < 0 || descriptor >= DESCRIPTORS) return descriptor;
    held[descriptor].inode = 0;
    if (watched && fstat(descriptor, &found) == 0) {
        held[descriptor].inode = found.st_ino;
        held[descriptor].is_folder = S_ISDIR(found.st_mode);
        if (!was_there)
            record('C', found.st_ino, 0, path, NULL, 0);
        else if (flags & O_TRUNC)
            record('T', found.st_ino, 0, NULL, NULL, 0);
    }
    return descriptor;
}

#define MODE_OF(flags)                                 \
    mode_t mode = 0;                                   \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {           \
        va_list more;                                  \
        va_start(more, flags);                         \
        mode = (mode_t)va_arg(more, int);              \
        va_end(more);                                  \
    }

int open(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags) return opened(folder, path, flags, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int close(int descriptor)
{
    REAL(int, "close", int);
    if (descriptor >= 0 && descriptor < DESCRIPTORS) held[descriptor].inode = 0;
    return real(descriptor);
}

/* Data. */

static void wrote(int descriptor, const void *data, ssize_t length, off64_t at)
{
    if (length > 0 && watches(descriptor))
        record('W', held[descriptor].inode, (uint64_t)at, NULL, data, (size_t)length);
}

static off64_t place_of(int descriptor)
{
    struct stat found;
    if (fcntl(descriptor, F_GETFL) & O_APPEND)
        return fstat(descriptor, &found) == 0 ? found.st_size : 0;
    return lseek64(descriptor, 0, SEEK_CUR);
}

ssize_t write(int descriptor, const void *data, size_t length)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    off64_t at = watches(descriptor) ? place_of(descriptor) : 0;
    ssize_t done = real(descriptor, data, length);
    wrote(descriptor, data, done, at);
    return done;
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t at)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    ssize_t done = real(descriptor, data, length, at);
    wrote(descriptor, data, done, at);
    return done;
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t at) { return pwrite64(descriptor, data, length, at); }

/* What was copied inside the kernel is read back. */
static void copied(int descriptor, off64_t at, ssize_t length)
{
    if (length <= 0 || !watches(descriptor)) return;
    char path[64], *data = malloc((size_t)length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    REAL(int, "openat64", int, const char *, int, ...);
    int again = real(AT_FDCWD, path, O_RDONLY, 0);
    if (!data || again < 0 || pread64(again, data, (size_t)length, at) != length) abort();
    close(again);
    wrote(descriptor, data, length, at);
    free(data);
}

ssize_t sendfile64(int target, int source, off64_t *from, size_t length)
{
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    off64_t at = watches(target) ? place_of(target) : 0;
    ssize_t done = real(target, source, from, length);
    copied(target, at, done);
    return done;
}

ssize_t sendfile(int target, int source, off_t *from, size_t length) { return sendfile64(target, source, from, length); }

ssize_t copy_file_range(int source, off64_t *from, int target, off64_t *to, size_t length, unsigned flags)
{
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    off64_t at = to ? *to : watches(target) ? place_of(target) : 0;
    ssize_t done = real(source, from, target, to, length, flags);
    copied(target, at, done);
    return done;
}

ssize_t writev(int descriptor, const struct iovec *parts, int count)
{
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    off64_t at = watches(descriptor) ? place_of(descriptor) : 0;
    ssize_t done = real(descriptor, parts, count);
    copied(descriptor, at, done);
    return done;
}

int ftruncate64(int descriptor, off64_t length)
{
    REAL(int, "ftruncate64", int, off64_t);
    int status = real(descriptor, length);
    if (status == 0 && watches(descriptor))
        record('T', held[descriptor].inode, (uint64_t)length, NULL, NULL, 0);
    return status;
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int posix_fallocate64(int descriptor, off64_t from, off64_t length)
{
    REAL(int, "posix_fallocate64", int, off64_t, off64_t);
    struct stat before;
    int status = real(descriptor, from, length);
    if (status == 0 && watches(descriptor) && fstat(descriptor, &before) == 0)
        record('T', held[descriptor].inode, (uint64_t)before.st_size, NULL, NULL, 0);
    return status;
}

int posix_fallocate(int descriptor, off_t from, off_t length) { return posix_fallocate64(descriptor, from, length); }

static void flushed(int descriptor, int status)
{
    if (status == 0 && watches(descriptor))
        record(held[descriptor].is_folder ? 'D' : 'S', held[descriptor].inode, 0, NULL, NULL, 0);
}

int fsync(int descriptor)
{
    REAL(int, "fsync", int);
    int status = real(descriptor);
    flushed(descriptor, status);
    return status;
}

int fdatasync(int descriptor)
{
    REAL(int, "fdatasync", int);
    int status = real(descriptor);
    flushed(descriptor, status);
    return status;
}

/* Names. */

int unlinkat(int folder, const char *name, int flags)
{
    REAL(int, "unlinkat", int, const char *, int);
    char room[8192];
    const char *path = recording >= 0 ? whole(folder, name, room, sizeof room) : name;
    int status = real(folder, name, flags);
    if (status == 0 && is_watched(path)) record('U', 0, 0, path, NULL, 0);
    return status;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int folder, const char *name, mode_t mode)
{
    REAL(int, "mkdirat", int, const char *, mode_t);
    char room[8192];
    const char *path = recording >= 0 ? whole(folder, name, room, sizeof room) : name;
    int status = real(folder, name, mode);
    struct stat made;
    if (status == 0 && is_watched(path) && stat(path, &made) == 0)
        record('K', made.st_ino, 0, path, NULL, 0);
    return status;
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

static void named(char kind, int status, int from_folder, const char *from, int to_folder, const char *to)
{
    if (status != 0 || recording < 0) return;
    char room[8192], other[8192];
    const char *source = whole(from_folder, from, room, sizeof room);
    const char *target = whole(to_folder, to, other, sizeof other);
    if (is_watched(source) || is_watched(target)) {
        struct stat found;
        uint64_t inode = stat(target, &found) == 0 ? found.st_ino : 0;
        record(kind, inode, 0, source, target, strlen(target));
    }
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    REAL(int, "renameat", int, const char *, int, const char *);
    int status = real(from_folder, from, to_folder, to);
    named('R', status, from_folder, from, to_folder, to);
    return status;
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    REAL(int, "linkat", int, const char *, int, const char *, int);
    int status = real(from_folder, from, to_folder, to, flags);
    named('L', status, from_folder, from, to_folder, to);
    return status;
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
