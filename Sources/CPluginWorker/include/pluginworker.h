/*
 * pluginworker.h — what a worker process needs of Linux that Swift does not give: fork, memory that two processes share,
 * descriptors sent to another process, and a filter of system calls.
 *
 * Every function returns -1 and sets errno where it fails, unless it says otherwise.
 */
#ifndef PLUGINWORKER_H
#define PLUGINWORKER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* fork(2), for a process of one thread. */
pid_t pluginworker_fork(void);

/* Kills the calling process when the thread that made it ends. */
int pluginworker_die_with_parent(void);

/* Ends the calling process when nobody holds the other end of a socket any more, whatever it is at then. For a process
   whose parent has many threads, where pluginworker_die_with_parent would ask for too much. */
int pluginworker_end_with(int socket);

/* Where a crash of the calling process comes of memory that it was refused, makes the crash write a message (at most 64
   bytes) to a socket and end the process. It comes of that when it happens while probe more bytes are not to be had. (How
   much memory a process used at most is no help: wait4 counts what its parent had.) */
int pluginworker_tell_exhaustion(int socket, const void *message, size_t count, size_t probe);

/* Keeps the kernel from writing this process's memory anywhere, whatever the system's core pattern says. */
int pluginworker_leave_no_core(void);

/* Anonymous memory of a size that nobody can change, as a descriptor: a shrinking file would kill who has it mapped. */
int pluginworker_memory(size_t size);

/* Sends one message with the given descriptors (at most 4) over a socket of messages. Returns the bytes sent. */
ssize_t pluginworker_send(int socket, const void *bytes, size_t count, const int *descriptors, size_t descriptor_count);

/* Receives one message; descriptors gets at most capacity of those that came with it, descriptor_count how many.
   Returns its bytes, 0 at the end. A message that does not fit fails with EMSGSIZE. */
ssize_t pluginworker_receive(int socket, void *bytes, size_t capacity, int *descriptors, size_t descriptor_capacity,
                             size_t *descriptor_count);

/* Closes every descriptor from first on. */
int pluginworker_close_from(unsigned int first);

/* Takes from the calling thread, and from those that it makes, every system call but those that compute, allocate,
   wait, and use descriptors that are open: no file, socket, process or signal to others. Such a call fails with EPERM.
   With takes_files it may also receive descriptors, and map files to read them. Returns 0, or a negative errno. */
int pluginworker_confine(int takes_files);

/* How a process ended, as wait4(2) tells. largest_memory is in bytes. */
typedef struct pluginworker_end {
  int32_t exit_code; /* -1 when a signal ended it */
  int32_t signal;    /* 0 when it exited */
  uint64_t largest_memory;
} pluginworker_end;

/* Waits for a child to end. */
int pluginworker_wait(pid_t child, pluginworker_end *end);

/* Clears away what has ended of a child and of those of earlier calls (at most 64), without waiting. */
void pluginworker_clear(pid_t child);

#endif
