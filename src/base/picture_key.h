// Which addresses lead to one picture. Pure.
#pragma once

#include <string>
#include <string_view>

namespace newsstand {

// Equal for two sizes of one picture: host, query, file type and size marks are left out ("bridge-at-dawn-1024x768.jpg",
// "7f3a91c2/1200x675.webp"). A short name ("1.jpg") is told apart by its folders. "" for "".
std::string PictureKey(std::string_view url);

}  // namespace newsstand
