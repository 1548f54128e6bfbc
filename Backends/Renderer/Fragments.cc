#include "Fragments.h"

#include <algorithm>

#include <dcmtk/dcmdata/dcfcache.h>
#include <dcmtk/dcmdata/dcpxitem.h>

#include "Failure.h"

namespace {

// Item tag and length.
constexpr uint64_t itemHeader = 8;

uint64_t littleEndian(const uint8_t *bytes, size_t count) {
  uint64_t value = 0;
  for (size_t index = count; index > 0; index--) value = value << 8 | bytes[index - 1];
  return value;
}

}  // namespace

Fragments::Fragments(SourceFile &file, DcmPixelSequence &sequence) : file_(file) {
  uint64_t offset = 0;
  for (DcmObject *object = sequence.nextInContainer(nullptr); object != nullptr; object = sequence.nextInContainer(object)) {
    if (object->ident() != EVR_pixelItem) continue;
    auto *item = static_cast<DcmPixelItem *>(object);
    if (table_ == nullptr) {
      table_ = item;
      continue;
    }
    items_.push_back(item);
    offsets_.push_back(offset);
    offset += itemHeader + item->getLength();
  }
  offsets_.push_back(offset);
}

std::vector<uint8_t> Fragments::frame() {
  const Range range = this->range();
  std::vector<uint8_t> bytes;
  for (size_t index = range.first; index < range.end; index++) {
    const Uint32 count = items_[index]->getLength();
    if (count == 0) continue;
    require(items_[index]->transferState() == ERW_ready, RENDERER_TRUNCATED);
    const size_t start = bytes.size();
    bytes.resize(start + count);
    require(items_[index]->getPartialValue(bytes.data() + start, 0, count).good(), RENDERER_TRUNCATED);
  }
  require(!bytes.empty(), RENDERER_TRUNCATED);
  return bytes;
}

Fragments::Range Fragments::range() {
  const uint64_t frames = file_.frames();
  require(items_.size() >= frames, RENDERER_TRUNCATED);
  if (frames == 1) return {0, items_.size()};
  if (items_.size() == frames) return {file_.frame(), size_t(file_.frame()) + 1};
  Range range{0, 0};
  if (findByExtendedTable(range) || findByTable(range)) return range;
  return findByStart();
}

bool Fragments::findByTable(Range &range) {
  const uint64_t frames = file_.frames();
  if (table_ == nullptr || table_->getLength() != 4 * frames) return false;
  // Two entries at most are looked at.
  const bool isLast = file_.frame() + 1 == frames;
  uint8_t entries[8] = {0};
  if (table_->getPartialValue(entries, 4 * file_.frame(), isLast ? 4 : 8).bad()) return false;
  if (!findOffset(littleEndian(entries, 4), range.first)) return false;
  if (isLast) range.end = items_.size();
  else if (!findOffset(littleEndian(entries + 4, 4), range.end)) return false;
  return range.first < range.end;
}

bool Fragments::findByExtendedTable(Range &range) {
  DcmElement *table = nullptr;
  const uint64_t frames = file_.frames();
  if (file_.dataset().findAndGetElement(DCM_ExtendedOffsetTable, table).bad() || table->getLength() != 8 * frames) return false;
  uint8_t entry[8] = {0};
  if (table->getPartialValue(entry, 8 * file_.frame(), 8).bad()) return false;
  // With this table each frame is one fragment.
  if (!findOffset(littleEndian(entry, 8), range.first)) return false;
  range.end = range.first + 1;
  return true;
}

bool Fragments::findOffset(uint64_t offset, size_t &index) const {
  const auto found = std::lower_bound(offsets_.begin(), offsets_.end() - 1, offset);
  if (found == offsets_.end() - 1 || *found != offset) return false;
  index = static_cast<size_t>(found - offsets_.begin());
  return true;
}

// Without a table, a frame begins with each fragment that a codestream begins in.
Fragments::Range Fragments::findByStart() {
  std::vector<size_t> starts;
  for (size_t index = 0; index < items_.size(); index++) {
    if (startsFrame(*items_[index])) starts.push_back(index);
  }
  require(starts.size() == file_.frames() && starts.front() == 0, RENDERER_BAD_FRAGMENTS);
  const uint32_t frame = file_.frame();
  return {starts[frame], frame + 1 < starts.size() ? starts[frame + 1] : items_.size()};
}

bool Fragments::startsFrame(DcmPixelItem &item) {
  uint8_t start[4] = {0};
  if (item.getLength() < sizeof(start) || item.getPartialValue(start, 0, sizeof(start)).bad()) return false;
  const bool isJPEG = start[0] == 0xFF && start[1] == 0xD8 && start[2] == 0xFF;
  const bool isCodestream = start[0] == 0xFF && start[1] == 0x4F && start[2] == 0xFF && start[3] == 0x51;
  const bool isBox = start[0] == 0 && start[1] == 0 && start[2] == 0 && start[3] == 0x0C;
  return isJPEG || (file_.isJPEG2000() && (isCodestream || isBox));
}
