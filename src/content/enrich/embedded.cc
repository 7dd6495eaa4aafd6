#include "content/enrich/embedded.h"

// The assembler copies the files in; CMake lists them, so that a change builds this file again.
#define NEWSSTAND_EMBED(symbol, file)                                    \
  __asm__(".section .rodata\n.balign 16\n.hidden newsstand_" #symbol     \
          "\n.hidden newsstand_" #symbol "_end\n.global newsstand_" #symbol \
          "\n.global newsstand_" #symbol "_end\nnewsstand_" #symbol         \
          ":\n.incbin \"" NEWSSTAND_ENRICH_DATA "/" file                  \
          "\"\nnewsstand_" #symbol "_end:\n.byte 0\n.previous\n");             \
  extern "C" {                                                            \
  extern const char newsstand_##symbol[];                                \
  extern const char newsstand_##symbol##_end[];                          \
  }

NEWSSTAND_EMBED(language_model, "language.bin")
NEWSSTAND_EMBED(topic_model, "topics.bin")
NEWSSTAND_EMBED(topic_tree, "topics.txt")
NEWSSTAND_EMBED(gazetteer, "entities.txt")
NEWSSTAND_EMBED(word_shapes, "words.bin")

namespace newsstand::enrich {
namespace {

std::string_view Between(const char* begin, const char* end) { return {begin, static_cast<size_t>(end - begin)}; }

}  // namespace

std::string_view EmbeddedLanguageModel() { return Between(newsstand_language_model, newsstand_language_model_end); }
std::string_view EmbeddedTopicModel() { return Between(newsstand_topic_model, newsstand_topic_model_end); }
std::string_view EmbeddedTopicTree() { return Between(newsstand_topic_tree, newsstand_topic_tree_end); }
std::string_view EmbeddedGazetteer() { return Between(newsstand_gazetteer, newsstand_gazetteer_end); }
std::string_view EmbeddedWordShapes() { return Between(newsstand_word_shapes, newsstand_word_shapes_end); }

}  // namespace newsstand::enrich
