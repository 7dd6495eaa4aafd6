#include "content/extract/models.h"

#include "content/extract/author_choice.h"
#include "content/extract/confidence.h"
#include "content/extract/date_choice.h"
#include "content/extract/features.h"
#include "content/extract/titles.h"

namespace newsstand::extract {
namespace {

static_assert(kFeatures < kLeaf && kTitleFeatures < kLeaf && kDateFeatures < kLeaf && kAuthorFeatures < kLeaf);

namespace title {
#include "content/extract/title_model.inc"
}
namespace date {
#include "content/extract/date_model.inc"
}
namespace author {
#include "content/extract/author_model.inc"
}
namespace block {
#include "content/extract/block_model.inc"
}
namespace confidence {
#include "content/extract/confidence_model.inc"
}

constexpr Models kBuiltIn{
    .title = {title::kModelBase, title::kModelTreeSizes, title::kModelNodes},
    .date = {date::kModelBase, date::kModelTreeSizes, date::kModelNodes},
    .author = {author::kModelBase, author::kModelTreeSizes, author::kModelNodes},
    .block = {block::kModelBase, block::kModelTreeSizes, block::kModelNodes},
    .confidence = {confidence::kModelBase, confidence::kModelTreeSizes, confidence::kModelNodes},
    .sure = confidence::kModelSure,
};

}  // namespace

const Models& BuiltInModels() { return kBuiltIn; }

}  // namespace newsstand::extract
