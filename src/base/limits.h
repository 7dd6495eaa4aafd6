// The bounds on everything that comes from outside. One place, so that they can be read, argued about and tested.
#pragma once

#include <chrono>
#include <cstddef>

namespace newsstand::limits {

inline constexpr size_t kFetchBytes = 16u << 20;         // decoded body of anything fetched
inline constexpr size_t kFeedItems = 5'000;              // items read from one feed document
inline constexpr size_t kTreeDepth = 256;                // nesting of any parsed tree
inline constexpr size_t kTreeNodes = 1'000'000;          // nodes of any parsed tree
inline constexpr size_t kOpmlBytes = 5u << 20;
inline constexpr size_t kOpmlOutlines = 5'000;
inline constexpr size_t kUrlBytes = 2'048;               // an address longer than this is dropped
inline constexpr size_t kHeadlineBytes = 1'000;
inline constexpr size_t kSummaryBytes = 8'000;
inline constexpr size_t kBodyBytes = 2u << 20;           // sanitised body of one article
inline constexpr size_t kImagePixels = 40'000'000;       // from the header, before decoding
inline constexpr int kRedirects = 5;
inline constexpr size_t kRequestHeaderBytes = 16u << 10;
inline constexpr size_t kRequestBodyBytes = 1u << 20;
inline constexpr std::chrono::seconds kConnectTimeout{10};
inline constexpr std::chrono::seconds kFetchTimeout{30};

}  // namespace newsstand::limits
