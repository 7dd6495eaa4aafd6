#include "store/stretches.h"

namespace newsstand::store {

std::string Marks(size_t count) {
  std::string marks;
  for (size_t i = 0; i < count; ++i) marks += (i == 0 ? ":p" : ", :p") + std::to_string(i);
  return marks;
}

}  // namespace newsstand::store
