// The data of this module that is compiled into the program.
#pragma once

#include <string_view>

namespace newsstand::enrich {

std::string_view EmbeddedLanguageModel();  // data/language.bin
std::string_view EmbeddedTopicModel();     // data/topics.bin
std::string_view EmbeddedTopicTree();      // data/topics.txt
std::string_view EmbeddedGazetteer();      // data/entities.txt
std::string_view EmbeddedWordShapes();     // data/words.bin

}  // namespace newsstand::enrich
