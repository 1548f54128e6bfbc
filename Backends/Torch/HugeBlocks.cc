#include "HugeBlocks.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr size_t hugePage = size_t(2) << 20;
// The C library is as good for what is smaller.
constexpr size_t smallest = size_t(1) << 20;

// A mapping of whole huge pages that starts at one.
void *map(size_t bytes) {
  const size_t mapped = bytes + hugePage;
  void *start = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) throw std::bad_alloc();
  const uintptr_t from = reinterpret_cast<uintptr_t>(start), block = (from + hugePage - 1) / hugePage * hugePage;
  if (block > from) munmap(start, block - from);
  const uintptr_t end = from + mapped;
  if (end > block + bytes) munmap(reinterpret_cast<void *>(block + bytes), end - block - bytes);
  // Where there are none, small pages do: they are still touched for the first time only once.
  (void)madvise(reinterpret_cast<void *>(block), bytes, MADV_HUGEPAGE);
  return reinterpret_cast<void *>(block);
}

}  // namespace

HugeBlocks &HugeBlocks::shared() {
  static HugeBlocks *blocks = new HugeBlocks();
  return *blocks;
}

void *HugeBlocks::take(size_t bytes) {
  if (bytes < smallest) {
    void *memory = nullptr;
    if (posix_memalign(&memory, 64, bytes) != 0) throw std::bad_alloc();
    return memory;
  }
  if (bytes > SIZE_MAX - 2 * hugePage) throw std::bad_alloc();
  const size_t whole = (bytes + hugePage - 1) / hugePage * hugePage;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (void *block = reuse(whole)) return block;
  void *block = map(whole);
  inUse_.emplace(block, whole);
  return block;
}

void *HugeBlocks::reuse(size_t bytes) {
  const auto kept = kept_.lower_bound(bytes);
  if (kept == kept_.end() || kept->first > bytes + bytes / 4) return nullptr;
  void *block = kept->second;
  inUse_.emplace(block, kept->first);
  kept_.erase(kept);
  return block;
}

void HugeBlocks::give(void *memory) {
  if (memory == nullptr) return;
  if (reinterpret_cast<uintptr_t>(memory) % hugePage == 0) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto block = inUse_.find(memory);
    if (block != inUse_.end()) {
      kept_.emplace(block->second, memory);
      inUse_.erase(block);
      return;
    }
  }
  free(memory);
}

void HugeBlocks::trim() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const auto &block : kept_) munmap(block.second, block.first);
  kept_.clear();
}
