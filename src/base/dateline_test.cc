#include "base/dateline.h"

#include <doctest/doctest.h>

using namespace newsstand;

TEST_CASE("a dateline is what stands before a dash in capitals or with an agency") {
  CHECK(WithoutDateline("WASHINGTON (Reuters) - Prices rose.") == "Prices rose.");
  CHECK(WithoutDateline("LONDON, March 3 (AP) — Prices rose.") == "Prices rose.");
  CHECK(WithoutDateline("GANNET COVE (Sextant) — Rescuers freed a whale.") == "Rescuers freed a whale.");
  CHECK(WithoutDateline("Prices rose - and fell - in March.") == "Prices rose - and fell - in March.");
  CHECK(WithoutDateline(" - Prices rose.") == " - Prices rose.");
  CHECK(WithoutDateline("") == "");
}
