#include "Resize.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace {

// Which values of a line make one value of the new line, and in what shares; the shares sum to 1.
struct Mix {
  uint32_t first;
  std::vector<double> shares;
};

Mix areaMix(uint32_t index, double scale, uint32_t count) {
  const double start = index * scale, end = std::min<double>(start + scale, count);
  const auto first = static_cast<uint32_t>(start), last = std::min(static_cast<uint32_t>(std::ceil(end)), count);
  Mix mix{first, {}};
  for (uint32_t place = first; place < last; place++) {
    mix.shares.push_back((std::min<double>(place + 1, end) - std::max<double>(place, start)) / (end - start));
  }
  return mix;
}

Mix linearMix(uint32_t index, double scale, uint32_t count) {
  const double centre = std::clamp((index + 0.5) * scale - 0.5, 0.0, double(count - 1));
  const auto first = std::min(static_cast<uint32_t>(centre), count - 1);
  const double share = centre - first;
  if (first + 1 == count) return {first, {1}};
  return {first, {1 - share, share}};
}

std::vector<Mix> mixes(uint32_t from, uint32_t to) {
  std::vector<Mix> mixes;
  const double scale = double(from) / to;
  for (uint32_t index = 0; index < to; index++) mixes.push_back(from >= to ? areaMix(index, scale, from) : linearMix(index, scale, from));
  return mixes;
}

}  // namespace

void resize(const GreyFrame &frame, uint32_t side, bool keepsAspect, uint8_t *pixels) {
  uint32_t rows = side, columns = side;
  if (keepsAspect) {
    const uint32_t longer = std::max(frame.rows, frame.columns);
    rows = std::max<uint32_t>(1, static_cast<uint32_t>(std::lround(double(frame.rows) * side / longer)));
    columns = std::max<uint32_t>(1, static_cast<uint32_t>(std::lround(double(frame.columns) * side / longer)));
  }
  const std::vector<Mix> across = mixes(frame.columns, columns), down = mixes(frame.rows, rows);

  std::vector<float> narrow(size_t(frame.rows) * columns);
  for (uint32_t row = 0; row < frame.rows; row++) {
    const uint16_t *line = &frame.values[size_t(row) * frame.columns];
    for (uint32_t column = 0; column < columns; column++) {
      double sum = 0;
      for (size_t place = 0; place < across[column].shares.size(); place++) sum += across[column].shares[place] * line[across[column].first + place];
      narrow[size_t(row) * columns + column] = static_cast<float>(sum);
    }
  }

  // What is left of the square stays black.
  std::memset(pixels, 0, size_t(side) * side);
  uint8_t *start = pixels + size_t((side - rows) / 2) * side + (side - columns) / 2;
  for (uint32_t row = 0; row < rows; row++) {
    for (uint32_t column = 0; column < columns; column++) {
      double sum = 0;
      for (size_t place = 0; place < down[row].shares.size(); place++) sum += down[row].shares[place] * narrow[(down[row].first + place) * columns + column];
      start[size_t(row) * side + column] = static_cast<uint8_t>(std::clamp(std::lround(sum * 255 / 65535), 0L, 255L));
    }
  }
}
