#define _GNU_SOURCE
#include "pluginworker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_DESCRIPTORS = 4 };

pid_t pluginworker_fork(void) { return fork(); }

int pluginworker_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

static void *watch(void *socket) {
  struct pollfd waiting = {(int)(intptr_t)socket, 0, 0};
  while (poll(&waiting, 1, -1) < 0 && errno == EINTR) {}
  _exit(0);
}

int pluginworker_end_with(int socket) {
  pthread_t thread;
  pthread_attr_t attributes;
  int failed = pthread_attr_init(&attributes);
  if (failed == 0) failed = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (failed == 0) failed = pthread_attr_setstacksize(&attributes, 1 << 17);
  if (failed == 0) failed = pthread_create(&thread, &attributes, watch, (void *)(intptr_t)socket);
  errno = failed;
  return failed == 0 ? 0 : -1;
}

/* What the handler below needs: nothing that it could not use in the middle of a crash. */
static struct {
  int socket;
  char message[64];
  size_t count, probe;
} exhaustion;

static void tell_exhaustion(int crash) {
  void *probe = mmap(NULL, exhaustion.probe, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (probe == MAP_FAILED) {
    const ssize_t told = write(exhaustion.socket, exhaustion.message, exhaustion.count);
    _exit(told < 0 ? 71 : 70);
  }
  munmap(probe, exhaustion.probe);
  /* Ends the process once this returns. */
  signal(crash, SIG_DFL);
  raise(crash);
}

int pluginworker_tell_exhaustion(int socket, const void *message, size_t count, size_t probe) {
  static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP};
  /* A stack that is used up has no room for a handler. */
  static char space[1 << 16];
  const stack_t stack = {.ss_sp = space, .ss_size = sizeof(space)};
  if (count > sizeof(exhaustion.message)) {
    errno = EINVAL;
    return -1;
  }
  exhaustion.socket = socket;
  exhaustion.count = count;
  exhaustion.probe = probe;
  memcpy(exhaustion.message, message, count);
  if (sigaltstack(&stack, NULL) != 0) return -1;
  for (size_t index = 0; index < sizeof(crashes) / sizeof(*crashes); index++) {
    struct sigaction action;
    memset(&action, 0, sizeof(action));
    action.sa_handler = tell_exhaustion;
    action.sa_flags = SA_ONSTACK | SA_RESETHAND;
    if (sigaction(crashes[index], &action, NULL) != 0) return -1;
  }
  return 0;
}

int pluginworker_leave_no_core(void) {
  const struct rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int pluginworker_memory(size_t size) {
  const int memory = memfd_create("tagfold-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (memory < 0) return -1;
  if (ftruncate(memory, (off_t)size) != 0 || fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    const int reason = errno;
    close(memory);
    errno = reason;
    return -1;
  }
  return memory;
}

ssize_t pluginworker_send(int socket, const void *bytes, size_t count, const int *descriptors, size_t descriptor_count) {
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(MOST_DESCRIPTORS * sizeof(int))];
  } control;
  struct iovec part = {(void *)bytes, count};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  ssize_t sent;
  if (descriptor_count > MOST_DESCRIPTORS) {
    errno = EINVAL;
    return -1;
  }
  if (descriptor_count > 0) {
    memset(&control, 0, sizeof(control));
    message.msg_control = control.space;
    message.msg_controllen = CMSG_SPACE(descriptor_count * sizeof(int));
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(descriptor_count * sizeof(int));
    memcpy(CMSG_DATA(header), descriptors, descriptor_count * sizeof(int));
  }
  do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent;
}

ssize_t pluginworker_receive(int socket, void *bytes, size_t capacity, int *descriptors, size_t descriptor_capacity,
                             size_t *descriptor_count) {
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(MOST_DESCRIPTORS * sizeof(int))];
  } control;
  struct iovec part = {bytes, capacity};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof(control.space)};
  size_t found = 0;
  ssize_t received;
  do received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);
  if (received < 0) return -1;
  for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t index = 0; index < count; index++) {
      int descriptor;
      memcpy(&descriptor, CMSG_DATA(header) + index * sizeof(int), sizeof(int));
      if (found < descriptor_capacity) descriptors[found++] = descriptor;
      else close(descriptor);
    }
  }
  if (descriptor_count != NULL) *descriptor_count = found;
  if (message.msg_flags & MSG_TRUNC) {
    errno = EMSGSIZE;
    return -1;
  }
  return received;
}

int pluginworker_close_from(unsigned int first) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, ~0u, 0u) == 0) return 0;
#endif
  const long most = sysconf(_SC_OPEN_MAX);
  for (long descriptor = first; descriptor < (most > 0 ? most : 1024); descriptor++) close((int)descriptor);
  return 0;
}

int pluginworker_wait(pid_t child, pluginworker_end *end) {
  struct rusage used;
  int status;
  pid_t found;
  memset(&used, 0, sizeof(used));
  do found = wait4(child, &status, 0, &used);
  while (found < 0 && errno == EINTR);
  if (found < 0) return -1;
  end->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  end->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  end->largest_memory = (uint64_t)used.ru_maxrss * 1024;
  return 0;
}

void pluginworker_clear(pid_t child) {
  /* Guarded: hosts end on any thread. */
  static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
  static pid_t children[64];
  static size_t count;
  pthread_mutex_lock(&turn);
  if (count == sizeof(children) / sizeof(*children)) {
    while (waitpid(children[0], NULL, 0) < 0 && errno == EINTR) {}
    children[0] = children[--count];
  }
  children[count++] = child;
  for (size_t place = 0; place < count;) {
    if (waitpid(children[place], NULL, WNOHANG) == 0) place++;
    else children[place] = children[--count];
  }
  pthread_mutex_unlock(&turn);
}
