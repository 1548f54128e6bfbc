// Memory for activations: large blocks that are kept when they are given back.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <unordered_map>

// A step of training asks for the same few sizes again and again, up to 168 MB each. The C library maps such a block anew
// each time, and the system clears its pages one by one as they are touched: half of a step's time. Here they are kept, and
// stand on huge pages where the system has them.
class HugeBlocks {
 public:
  // Of the process; nothing that was taken from it may outlive it, so it is never destroyed.
  static HugeBlocks &shared();

  // Memory for some bytes, aligned to 64. Throws std::bad_alloc.
  void *take(size_t bytes);
  // Takes back what `take` gave, or what the C library did. Null is nothing.
  void give(void *memory);
  // Gives what is kept and not in use back to the system.
  void trim();

 private:
  // The kept block that fits best; null when each is too small, or so large that much of it would lie idle.
  void *reuse(size_t bytes);

  std::mutex mutex_;
  std::unordered_map<void *, size_t> inUse_;
  std::multimap<size_t, void *> kept_;
};
