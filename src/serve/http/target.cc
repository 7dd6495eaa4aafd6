#include "serve/http/target.h"

#include <algorithm>

#include "base/text.h"

namespace newsstand::http {
namespace {

constexpr size_t kPairs = 1000;

bool IsHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool PercentCodingIsWhole(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && (i + 2 >= text.size() || !IsHex(text[i + 1]) || !IsHex(text[i + 2]))) return false;
  }
  return true;
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

std::string DecodeFormPart(std::string_view part) {
  std::string spaced(part);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return CleanUtf8(PercentDecode(spaced));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> ParseForm(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string_view part : Split(text, '&')) {
    if (part.empty()) continue;
    if (pairs.size() == kPairs) break;
    const size_t equals = part.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
    pairs.emplace_back(DecodeFormPart(part.substr(0, equals)), DecodeFormPart(value));
  }
  return pairs;
}

bool ParseTarget(Request& request) {
  const std::string_view target = request.target;
  if (target.empty() || target.front() != '/' || HasControl(target) || target.find('#') != std::string_view::npos) {
    return false;
  }
  const size_t question = target.find('?');
  const std::string_view raw_path = target.substr(0, question);
  if (!PercentCodingIsWhole(raw_path)) return false;
  request.path = PercentDecode(raw_path);
  if (!IsValidUtf8(request.path) || HasControl(request.path) || request.path.find('\\') != std::string::npos) {
    return false;
  }
  for (const std::string_view segment : Split(request.path, '/')) {
    if (segment == "." || segment == "..") return false;
  }
  if (question != std::string_view::npos) request.query = ParseForm(target.substr(question + 1));
  return true;
}

}  // namespace newsstand::http
