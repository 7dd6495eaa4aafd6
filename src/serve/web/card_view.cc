// Cards, plates and pictures: the parts of page.h that many pages share.

#include "base/text.h"
#include "content/enrich/topics.h"
#include "model/article.h"
#include "serve/web/brands.h"
#include "serve/web/dictionary.h"
#include "serve/web/page.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using ctemplate::TemplateString;
using picture::Shape;

// The first character of a word, as UTF-8.
std::string_view FirstCharacter(std::string_view word) {
  size_t length = 1;
  while (length < word.size() && (static_cast<unsigned char>(word[length]) & 0xC0) == 0x80) ++length;
  return word.substr(0, length);
}

// Text of another direction than the page's is marked; the page's own needs no mark.
void MarkDirection(TemplateDictionary& dictionary, const Words& words, std::string_view language) {
  if (language.empty()) return;
  const bool page_rtl = words.direction() == "rtl";
  const bool text_rtl = IsRightToLeft(language);
  if (text_rtl && !page_rtl) dictionary.ShowSection(kn_WORDS_RTL);
  if (!text_rtl && page_rtl) dictionary.ShowSection(kn_WORDS_LTR);
}

}  // namespace

const PictureSlot kLeadSlot{{480, 800, 1200}, "(width >= 1376px) 716px, (width >= 1024px) 56vw, 100vw", Shape::kWide, 16, 9};
const PictureSlot kFeatureSlot{
    {320, 480, 800, 1200}, "(width >= 1376px) 528px, (width >= 1024px) 40vw, (width >= 740px) 46vw, 92vw", Shape::kCard, 3, 2};
const PictureSlot kTileSlot{
    {320, 480, 800}, "(width >= 1376px) 304px, (width >= 1024px) 23vw, (width >= 740px) 46vw, 92vw", Shape::kCard, 3, 2};
const PictureSlot kSmallTileSlot{
    {160, 320, 480, 800}, "(width >= 1376px) 304px, (width >= 1024px) 23vw, (width >= 740px) 46vw, 96px", Shape::kCard, 3, 2};
const PictureSlot kThumbSlot{{160, 320, 480}, "(width >= 740px) 160px, 110px", Shape::kCard, 3, 2};
const PictureSlot kArticleSlot{{480, 800, 1200}, "(width >= 1180px) 864px, (width >= 740px) 608px, 100vw", Shape::kOwn, 16, 9};
const PictureSlot kStorySlot{{480, 800, 1200}, "(width >= 1376px) 843px, (width >= 1024px) 61vw, 92vw", Shape::kOwn, 16, 9};

bool IsRightToLeft(std::string_view language) { return TextDirection(language) == "rtl"; }

bool IsForeign(const Words& words, std::string_view language) {
  return !language.empty() && language.substr(0, language.find('-')) != words.language();
}

std::string ArticlePath(const edition::Card& card) {
  return "/article/" + std::to_string(card.id.value) + "/" + card.slug;
}
std::string StoryPath(StoryId id, const edition::Card& lead) { return "/story/" + std::to_string(id.value) + "/" + lead.slug; }
std::string TitlePath(const Title& title) { return "/title/" + title.slug; }
std::string SectionPath(std::string_view slug) { return "/section/" + std::string(slug); }
std::string CountryPath(std::string_view country) { return "/country/" + std::string(country); }

std::string SectionName(const Words& words, std::string_view slug) {
  const std::string key = "section_" + std::string(slug);
  return slug.empty() || !words.Has(key) ? "" : words.Text(key);
}

std::string TopicName(const Words& words, const enrich::Topic& topic) {
  const std::string& name = words.TopicName(topic.slug);
  return name.empty() ? topic.name : name;
}

std::string Monogram(std::string_view name) {
  std::string letters;
  int taken = 0;
  for (std::string_view word : Split(name, ' ')) {
    if (word.empty() || (taken == 0 && AsciiIEquals(word, "the") && name.size() > 3)) continue;
    const std::string_view first = FirstCharacter(word);
    if (first.size() == 1 && !std::isalnum(static_cast<unsigned char>(first[0]))) continue;
    letters += first;
    // One ideograph says as much as two letters, and in joined scripts two initials would read as a word. The scripts
    // that come after Cyrillic and Armenian (U+0590) are of one kind or the other.
    if (++taken == 2 || first.size() >= 3 || static_cast<unsigned char>(first[0]) >= 0xD6) break;
  }
  return letters;
}

std::string MinutesText(const Words& words, int minutes) {
  return minutes <= 0 ? "" : words.Format("minutes", {{"count", minutes}});
}

std::string WhyText(const Words& words, const rank::Score& score) {
  const rank::Facts& facts = score.facts;
  std::string why = words.Format("why_owners", {{"owners", facts.owners}, {"countries", facts.countries}});
  if (facts.owners_last_hour > 0) why += words.Format("why_last_hour", {{"count", facts.owners_last_hour}});
  const int carried = facts.owners - facts.owners_original;
  if (carried > 0) why += words.Format("why_carried", {{"count", carried}});
  // The signal that lifts the story most, besides the coverage that every story has.
  const auto shares = score.Shares();
  size_t most = 0;
  for (size_t i = 1; i < shares.size(); ++i) {
    if (shares[i] > 0.2 && (most == 0 || shares[i] > shares[most])) most = i;
  }
  if (most > 0) why += words.Text("why_" + std::string(rank::Signals()[most].name));
  return why + words.Text("why_end");
}

std::optional<Picture> PageMaker::MakePicture(const std::string& original, const PictureSlot& slot) const {
  if (original.empty() || !parts_.context.picture_address) return std::nullopt;
  Picture picture;
  for (int width : slot.widths) {
    const std::string address = parts_.context.picture_address(original, width, slot.shape);
    if (address.empty()) return std::nullopt;
    if (!picture.srcset.empty()) picture.srcset += ", ";
    picture.srcset += address + " " + std::to_string(width) + "w";
    if (picture.src.empty() || width <= 480) picture.src = address;
  }
  picture.sizes = slot.sizes;
  picture.width = slot.widths.back();
  picture.height = picture.width * slot.ratio_height / slot.ratio_width;
  if (parts_.context.picture_facts) {
    if (const auto facts = parts_.context.picture_facts(original)) picture.tone = ToneClass(facts->colour);
  }
  return picture;
}

void PageMaker::FillPicture(TemplateDictionary& dictionary, const Picture& picture) {
  dictionary.SetValue(kn_PICTURE_URL, picture.src);
  TemplateDictionary* many = dictionary.AddSectionDictionary(kn_PICTURE_SET);
  many->SetValue(kn_SRCSET, picture.srcset);
  many->SetValue(kn_SIZES, picture.sizes);
  dictionary.SetIntValue(kn_PICTURE_WIDTH, picture.width);
  dictionary.SetIntValue(kn_PICTURE_HEIGHT, picture.height);
  dictionary.SetValue(kn_PICTURE_TONE, picture.tone);
}

void PageMaker::AddCard(TemplateDictionary& parent, const TemplateString& where, const edition::Card& card,
                        const CardLook& look, const edition::StoryPtr& story) {
  TemplateDictionary* dictionary = parent.AddIncludeDictionary(where);
  dictionary->SetFilename("card.tpl");
  std::string css = look.css;
  if (!card.section.empty()) css += " s-" + card.section;
  dictionary->SetValue(kn_CARD_CLASS, css);
  dictionary->SetValue(kn_CARD_ID, "c" + std::to_string(next_card_++));
  dictionary->SetValue(kn_CARD_URL, ArticlePath(card));
  dictionary->SetIntValue(kn_CARD_ARTICLE, card.id.value);
  dictionary->SetValue(kn_HEADLINE, card.headline);
  const std::string& language = card.language.empty() ? card.title->language : card.language;
  if (IsForeign(words(), language)) {
    dictionary->SetValueAndShowSection(kn_CARD_LANG, language, kn_CARD_LANGUAGE);
  }
  MarkDirection(*dictionary, words(), language);

  std::optional<Picture> picture;
  if (look.slot != nullptr) picture = MakePicture(card.image.url, *look.slot);
  if (picture) {
    TemplateDictionary* section = dictionary->AddSectionDictionary(kn_PICTURE);
    FillPicture(*section, *picture);
    section->SetValue(kn_MONOGRAM, Monogram(card.title->name));
    // What stands beside the lead is in sight, too, but must not hold the lead's picture up.
    section->ShowSection(!look.eager ? kn_LAZY : look.slot == &kLeadSlot ? kn_EAGER : kn_BESIDE);
  }
  // Beside a picture there is room for it in the lead alone.
  const bool has_room = !picture || look.slot == &kLeadSlot;
  if (has_room && look.standfirst && !card.standfirst.empty()) {
    dictionary->SetValueAndShowSection(kn_STANDFIRST_TEXT, card.standfirst, kn_STANDFIRST);
  }
  if (const std::string section = SectionName(words(), card.section); look.kicker && !section.empty()) {
    dictionary->SetValueAndShowSection(kn_SECTION_NAME, section, kn_KICKER);
  }
  if (look.source) {
    TemplateDictionary* source = dictionary->AddSectionDictionary(kn_SOURCE);
    source->SetValue(kn_BRAND_CLASS, BrandClass(card.title->brand_colour));
    source->SetValue(kn_TITLE_NAME, card.title->name);
  }
  if (const std::string minutes = MinutesText(words(), card.minutes); !minutes.empty()) {
    dictionary->SetValueAndShowSection(kn_MINUTES_TEXT, minutes, kn_MINUTES);
  }
  dictionary->SetValue(kn_TIME_ISO, FormatRfc3339(card.published));
  dictionary->SetValue(kn_TIME_TEXT, words().Date(card.published, DateStyle::kCard));
  if (!story || story->titles < 2) return;
  TemplateDictionary* others = dictionary->AddSectionDictionary(kn_ON_THIS);
  others->SetValue(kn_STORY_URL, StoryPath(story->id, *story->lead));
  others->SetValue(kn_ON_THIS_TEXT, words().Format("on_this", {{"count", story->titles}}));
}

void PageMaker::AddPlate(TemplateDictionary& parent, const Title& title, const char* size_class) {
  TemplateDictionary* plate = parent.AddIncludeDictionary(kn_PLATE);
  plate->SetFilename("plate.tpl");
  std::string css = BrandClass(title.brand_colour);
  if (*size_class != '\0') css += (css.empty() ? "" : " ") + std::string(size_class);
  plate->SetValue(kn_PLATE_CLASS, css);
  plate->SetValue(kn_MONOGRAM, Monogram(title.name));
  if (!parts_.context.icon_address) return;
  if (const std::string address = parts_.context.icon_address(title); !address.empty()) {
    TemplateDictionary* icon = plate->AddSectionDictionary(kn_ICON);
    icon->SetValue(kn_ICON_URL, address);
    icon->SetIntValue(kn_ICON_SIZE, std::string_view(size_class) == "large"    ? 72
                                    : std::string_view(size_class) == "middle" ? 44
                                                                               : 28);
  }
}

void PageMaker::AddPlateLink(TemplateDictionary& parent, const Title& title, int64_t count) {
  TemplateDictionary* link = parent.AddIncludeDictionary(kn_PLATE_LINK);
  link->SetFilename("plate_link.tpl");
  link->SetValue(kn_TITLE_URL, TitlePath(title));
  link->SetValue(kn_TITLE_NAME, title.name);
  if (IsForeign(words(), title.language)) {
    link->SetValueAndShowSection(kn_TITLE_LANG, title.language, kn_TITLE_LANGUAGE);
  }
  if (count >= 0) link->SetValueAndShowSection(kn_TITLE_COUNT_TEXT, words().Number(count), kn_TITLE_COUNT);
  AddPlate(*link, title, "");
}

}  // namespace newsstand::web
