// One page being made: the frame around it, and the parts that many pages share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "content/edition/edition.h"
#include "serve/web/site_parts.h"

namespace ctemplate {
class TemplateDictionary;
class TemplateString;
}  // namespace ctemplate

namespace newsstand::enrich {
struct Topic;
}

namespace newsstand::web {

// What other sites and programs show of a link to a page (Open Graph). `language`, "" is the page's.
struct SharedAs {
  std::string type = "website", language;
  std::string image, image_alt;            // own-origin path
  int image_width = 0, image_height = 0;   // 0 unknown
  std::string section;                     // of an article
  std::optional<Timestamp> published, updated;
};

// What the frame says of a page. Texts are plain text in the page's language.
struct PageFrame {
  std::string path = "/";  // own address, without query; "" for what has none, such as an error
  std::string title;       // "" is the site's name alone
  std::string description;
  std::string body_class;
  std::string nav_here;                       // the navigation's address that is this page; "" none
  std::string feed_path = "/latest";          // its feeds are this with .rss, .atom, .json
  std::string feed_query;                     // "?q=…", behind the feeds' addresses
  std::string feed_title;                     // "" when the page itself is no list
  std::string robots;                         // "noindex"; "" says nothing
  std::string canonical;                      // absolute; "" is base_url + path where there is a base
  SharedAs shared;                            // how links to it look elsewhere
  std::string json_ld;                        // serialised; "" none
  bool masthead = false;                      // the large head of the front page, which is its h1
  bool preload_text = false;                  // the running text's face is needed at once
  bool watch = false;                         // ask for newer articles while the page is open
  bool watch_soon = false;
  bool finds = true;                          // the field to search in stands in its head
  std::string kind = "page";                  // what scripts know it by
};

// Which picture sizes stand where: the file widths offered and what `sizes` tells the browser.
struct PictureSlot {
  std::vector<int> widths;
  const char* sizes;
  picture::Shape shape;
  int ratio_width, ratio_height;
};
extern const PictureSlot kLeadSlot, kFeatureSlot, kTileSlot, kSmallTileSlot, kThumbSlot, kArticleSlot, kStorySlot;

struct Picture {
  std::string src, srcset, sizes;
  std::string tone;           // the class that gives its place the picture's colour; "" while it is not known
  int width = 0, height = 0;  // of the largest file: what the browser keeps free
};

struct CardLook {
  const char* css;                    // classes beside "card"
  const PictureSlot* slot = nullptr;  // null: without a picture, whether it has one or not
  bool kicker = true;                 // names its section
  bool standfirst = true;             // where there is no picture
  bool eager = false;                 // in sight at once
  bool source = true;                 // says which title it is of
};

class PageMaker {
 public:
  // `content` is the template of what stands in <main>.
  PageMaker(SiteParts& parts, const Variant& variant, edition::EditionPtr edition, const char* content);
  ~PageMaker();

  ctemplate::TemplateDictionary& main() { return *main_; }
  SiteParts& parts() { return parts_; }
  const Words& words() const { return *variant_.words; }
  const edition::Edition& edition() const { return *edition_; }
  Timestamp now() const { return now_; }
  const Look& look() const { return variant_.look; }
  // What the reader does not want to see.
  const edition::Unwanted& unwanted() const { return unwanted_; }
  bool is_membership() const { return parts_.options.mode == Mode::kMembership; }

  // Adds the card at the include marker `where` of `parent`. With a story that several titles report it says so, and why
  // it stands where it stands.
  void AddCard(ctemplate::TemplateDictionary& parent, const ctemplate::TemplateString& where, const edition::Card& card,
               const CardLook& look, const edition::StoryPtr& story = nullptr);
  void AddCard(ctemplate::TemplateDictionary& parent, const ctemplate::TemplateString& where, const edition::ShownStory& shown,
               const CardLook& look) {
    AddCard(parent, where, *shown.card, look, shown.story);
  }
  // The plate of a title at {{>PLATE}} of `parent`: its icon or monogram. `size_class`: "", "middle", "large".
  void AddPlate(ctemplate::TemplateDictionary& parent, const Title& title, const char* size_class);
  // A link with plate, name and, when not negative, a count, at {{>PLATE_LINK}} of `parent`.
  void AddPlateLink(ctemplate::TemplateDictionary& parent, const Title& title, int64_t count);
  // nullopt when there is no picture to be had.
  std::optional<Picture> MakePicture(const std::string& original, const PictureSlot& slot) const;
  // PICTURE_URL, SRCSET, SIZES and the measures.
  static void FillPicture(ctemplate::TemplateDictionary& dictionary, const Picture& picture);
  // The picture that stands for a page where it is linked to.
  void SharePicture(const ArticleImage& image, SharedAs& shared) const;

  // "120 of 412 titles have arrived"; nullopt when all that will arrive have.
  std::optional<std::string> ArrivalsText() const;

  Result<std::string> Finish(const PageFrame& frame);

 private:
  void FillHead(const PageFrame& frame);
  void FillHeader(const PageFrame& frame);
  void FillFooter(const PageFrame& frame);
  void AddSwitch(ctemplate::TemplateDictionary& parent, const PageFrame& frame);

  SiteParts& parts_;
  Variant variant_;
  edition::EditionPtr edition_;
  Timestamp now_;
  edition::Unwanted unwanted_;
  std::unique_ptr<ctemplate::TemplateDictionary> root_;
  ctemplate::TemplateDictionary* main_;
  int next_card_ = 1;
};

// "/article/12/slug", "/story/7/slug", "/title/slug", …
std::string ArticlePath(const edition::Card& card);
std::string StoryPath(StoryId id, const edition::Card& lead);
std::string TitlePath(const Title& title);
std::string SectionPath(std::string_view slug);
std::string CountryPath(std::string_view country);
// "section_world" is its name in the words; "" for a section that is none of ours.
std::string SectionName(const Words& words, std::string_view slug);
// In the language of the words where it is known in it.
std::string TopicName(const Words& words, const enrich::Topic& topic);
// One or two characters that stand for a title without an icon.
std::string Monogram(std::string_view name);
// "4 min read"; "" when `minutes` is 0.
std::string MinutesText(const Words& words, int minutes);
// "11 independent titles in 6 countries, 4 in the last hour": what a story's rank rests on.
std::string WhyText(const Words& words, const rank::Score& score);
// Whether text in this language needs a lang of its own on a page with these words: another language, not another
// country.
bool IsForeign(const Words& words, std::string_view language);
// Whether a BCP 47 language is written from right to left.
bool IsRightToLeft(std::string_view language);

}  // namespace newsstand::web
