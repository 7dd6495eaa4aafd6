#include "store/record.h"

namespace newsstand::store {

std::string JoinTexts(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) {
    for (char c : text) {
      if (c == '\\') {
        joined += "\\\\";
      } else if (c == '\n') {
        joined += "\\n";
      } else {
        joined += c;
      }
    }
    joined += '\n';
  }
  return joined;
}

std::vector<std::string> SplitTexts(std::string_view joined) {
  std::vector<std::string> texts;
  std::string text;
  for (size_t i = 0; i < joined.size(); ++i) {
    if (joined[i] == '\n') {
      texts.push_back(std::move(text));
      text.clear();
    } else if (joined[i] == '\\' && i + 1 < joined.size()) {
      ++i;
      text += joined[i] == 'n' ? '\n' : joined[i];
    } else {
      text += joined[i];
    }
  }
  return texts;
}

std::string FieldNames::List() const {
  std::string list;
  for (const std::string& name : names_) list += (list.empty() ? "" : ", ") + name;
  return list;
}

std::string FieldNames::Placeholders() const {
  std::string list;
  for (const std::string& name : names_) list += (list.empty() ? ":" : ", :") + name;
  return list;
}

std::string FieldNames::Assignments() const {
  std::string list;
  for (const std::string& name : names_) list += (list.empty() ? "" : ", ") + name + " = :" + name;
  return list;
}

}  // namespace newsstand::store
