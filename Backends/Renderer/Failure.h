// How the parts of the renderer end a picture: with one of the outcomes of renderer.h.
#pragma once

#include "renderer.h"

struct Failure {
  renderer_outcome outcome;
};

inline void require(bool holds, renderer_outcome otherwise) {
  if (!holds) throw Failure{otherwise};
}
