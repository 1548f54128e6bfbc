#include "FrameSet.h"

#include <memory>
#include <utility>

#include <dcmtk/dcmdata/dcpixel.h>

#include "Failure.h"

FrameSet::FrameSet(const PixelDescription &description) {
  const std::pair<DcmTagKey, uint16_t> words[] = {
      {DCM_SamplesPerPixel, description.samples},     {DCM_Rows, description.rows},
      {DCM_Columns, description.columns},             {DCM_BitsAllocated, description.allocated},
      {DCM_BitsStored, description.stored},           {DCM_HighBit, description.highBit},
      {DCM_PixelRepresentation, description.isSigned}};
  for (const auto &[tag, value] : words) require(dataset_.putAndInsertUint16(tag, value).good(), RENDERER_OUT_OF_MEMORY);
  if (description.samples > 1) dataset_.putAndInsertUint16(DCM_PlanarConfiguration, description.isPlanar);
  dataset_.putAndInsertString(DCM_PhotometricInterpretation, description.photometric.c_str());
}

void FrameSet::insert(DcmElement *element) {
  std::unique_ptr<DcmElement> owned(element);
  require(dataset_.insert(element, OFTrue).good(), RENDERER_FAILED);
  owned.release();
}

void FrameSet::copy(DcmItem &from, const DcmTagKey &tag) {
  DcmElement *element = nullptr;
  if (from.findAndGetElement(tag, element, OFFalse, OFTrue).good()) insert(element);
}

void FrameSet::putSequence(const DcmTagKey &tag, const DcmItem &item) {
  auto sequence = std::make_unique<DcmSequenceOfItems>(DcmTag(tag));
  require(sequence->insert(new DcmItem(item)).good(), RENDERER_FAILED);
  insert(sequence.release());
}

void FrameSet::putPixels(const FramePixels &frame) {
  auto element = std::make_unique<DcmPixelData>(DCM_PixelData);
  element->setVR(frame.description.allocated > 8 ? EVR_OW : EVR_OB);
  const OFCondition put = frame.description.allocated > 8
                              ? element->putUint16Array(reinterpret_cast<const Uint16 *>(frame.bytes.data()), static_cast<unsigned long>(frame.bytes.size() / 2))
                              : element->putUint8Array(frame.bytes.data(), static_cast<unsigned long>(frame.bytes.size()));
  require(put.good(), RENDERER_OUT_OF_MEMORY);
  insert(element.release());
}
