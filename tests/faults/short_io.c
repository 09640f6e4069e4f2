// SPDX-License-Identifier: EUPL-1.2
// Preloaded: every second write of a file is cut short or interrupted, as any of them may be.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <sys/types.h>

static atomic_uint calls;

ssize_t pwrite64(int fd, const void* data, size_t size, off_t at) {
  static ssize_t (*real)(int, const void*, size_t, off_t);
  if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
  const unsigned n = atomic_fetch_add(&calls, 1);
  if (n % 4 == 1 && size > 1) return real(fd, data, size / 2, at);
  if (n % 4 == 3) {
    errno = EINTR;
    return -1;
  }
  return real(fd, data, size, at);
}

ssize_t pread64(int fd, void* data, size_t size, off_t at) {
  static ssize_t (*real)(int, void*, size_t, off_t);
  if (!real) real = dlsym(RTLD_NEXT, "pread64");
  if (atomic_fetch_add(&calls, 1) % 4 == 3) {
    errno = EINTR;
    return -1;
  }
  return real(fd, data, size, at);
}
