#include "content/extract/class_words.h"

#include <algorithm>
#include <array>

namespace newsstand::extract {
namespace {

// Two halves of "article-body"; together they mean Hint::kBody.
constexpr HintSet kPiece = HintSet{1} << 30, kText = HintSet{1} << 31;
static_assert(kHints <= 30);

struct Word {
  std::string_view word;
  HintSet hints;
};

constexpr Word kWords[] = {
    {"article", kPiece},
    {"story", kPiece},
    {"post", kPiece},
    {"entry", kPiece},
    {"news", kPiece},
    {"blog", kPiece},
    {"page", kPiece},
    {"main", kPiece},
    {"single", kPiece},
    {"artikel", kPiece},
    {"articulo", kPiece},
    {"nota", kPiece},
    {"noticia", kPiece},
    {"beitrag", kPiece},
    {"articolo", kPiece},
    {"material", kPiece},
    {"document", kPiece},
    {"body", kText},
    {"content", kText},
    {"contents", kText},
    {"text", kText},
    {"copy", kText},
    {"prose", kText},
    {"richtext", kText},
    {"wysiwyg", kText},
    {"markdown", kText},
    {"paragraph", kText},
    {"paragraphs", kText},
    {"contenido", kText},
    {"cuerpo", kText},
    {"texto", kText},
    {"texte", kText},
    {"testo", kText},
    {"corps", kText},
    {"inhalt", kText},
    {"contenu", kText},
    {"detail", kText},
    {"articlebody", Bit(Hint::kBody)},
    {"storybody", Bit(Hint::kBody)},
    {"articlecontent", Bit(Hint::kBody)},
    {"postcontent", Bit(Hint::kBody)},
    {"entrycontent", Bit(Hint::kBody)},
    {"articletext", Bit(Hint::kBody)},
    {"storytext", Bit(Hint::kBody)},
    {"storycontent", Bit(Hint::kBody)},
    {"maincontent", Bit(Hint::kBody)},
    {"postbody", Bit(Hint::kBody)},
    {"entrytext", Bit(Hint::kBody)},
    {"bodytext", Bit(Hint::kBody)},
    {"bodycopy", Bit(Hint::kBody)},
    {"articlecopy", Bit(Hint::kBody)},
    {"newstext", Bit(Hint::kBody)},
    {"title", Bit(Hint::kTitle)},
    {"headline", Bit(Hint::kTitle)},
    {"heading", Bit(Hint::kTitle)},
    {"subtitle", Bit(Hint::kTitle)},
    {"standfirst", Bit(Hint::kTitle)},
    {"lead", Bit(Hint::kTitle)},
    {"lede", Bit(Hint::kTitle)},
    {"intro", Bit(Hint::kTitle)},
    {"summary", Bit(Hint::kTitle)},
    {"dek", Bit(Hint::kTitle)},
    {"deck", Bit(Hint::kTitle)},
    {"excerpt", Bit(Hint::kTitle)},
    {"kicker", Bit(Hint::kTitle)},
    {"chapo", Bit(Hint::kTitle)},
    {"meta", Bit(Hint::kMeta)},
    {"date", Bit(Hint::kMeta)},
    {"time", Bit(Hint::kMeta)},
    {"timestamp", Bit(Hint::kMeta)},
    {"published", Bit(Hint::kMeta)},
    {"tag", Bit(Hint::kMeta)},
    {"tags", Bit(Hint::kMeta)},
    {"category", Bit(Hint::kMeta)},
    {"categories", Bit(Hint::kMeta)},
    {"cat", Bit(Hint::kMeta)},
    {"taxonomy", Bit(Hint::kMeta)},
    {"posted", Bit(Hint::kMeta)},
    {"info", Bit(Hint::kMeta)},
    {"label", Bit(Hint::kMeta)},
    {"labels", Bit(Hint::kMeta)},
    {"topics", Bit(Hint::kMeta)},
    {"keywords", Bit(Hint::kMeta)},
    {"eyebrow", Bit(Hint::kMeta)},
    {"dateline", Bit(Hint::kMeta)},
    {"datum", Bit(Hint::kMeta)},
    {"fecha", Bit(Hint::kMeta)},
    {"author", Bit(Hint::kAuthor)},
    {"authors", Bit(Hint::kAuthor)},
    {"byline", Bit(Hint::kAuthor)},
    {"bio", Bit(Hint::kAuthor)},
    {"autor", Bit(Hint::kAuthor)},
    {"contributor", Bit(Hint::kAuthor)},
    {"writer", Bit(Hint::kAuthor)},
    {"profile", Bit(Hint::kAuthor)},
    {"vcard", Bit(Hint::kAuthor)},
    {"about", Bit(Hint::kAuthor)},
    {"avatar", Bit(Hint::kAuthor)},
    {"authorbox", Bit(Hint::kAuthor)},
    {"authorbio", Bit(Hint::kAuthor)},
    {"caption", Bit(Hint::kCaption)},
    {"credit", Bit(Hint::kCaption)},
    {"credits", Bit(Hint::kCaption)},
    {"figcaption", Bit(Hint::kCaption)},
    {"photo", Bit(Hint::kCaption)},
    {"gallery", Bit(Hint::kCaption)},
    {"slideshow", Bit(Hint::kCaption)},
    {"thumbnail", Bit(Hint::kCaption)},
    {"thumb", Bit(Hint::kCaption)},
    {"image", Bit(Hint::kCaption)},
    {"media", Bit(Hint::kCaption)},
    {"video", Bit(Hint::kCaption)},
    {"player", Bit(Hint::kCaption)},
    {"comment", Bit(Hint::kComment)},
    {"comments", Bit(Hint::kComment)},
    {"disqus", Bit(Hint::kComment)},
    {"reply", Bit(Hint::kComment)},
    {"replies", Bit(Hint::kComment)},
    {"respond", Bit(Hint::kComment)},
    {"commentlist", Bit(Hint::kComment)},
    {"kommentar", Bit(Hint::kComment)},
    {"kommentare", Bit(Hint::kComment)},
    {"comentarios", Bit(Hint::kComment)},
    {"commentaires", Bit(Hint::kComment)},
    {"discussion", Bit(Hint::kComment)},
    {"forum", Bit(Hint::kComment)},
    {"related", Bit(Hint::kRelated)},
    {"recommend", Bit(Hint::kRelated)},
    {"recommended", Bit(Hint::kRelated)},
    {"recommendation", Bit(Hint::kRelated)},
    {"recommendations", Bit(Hint::kRelated)},
    {"recirc", Bit(Hint::kRelated)},
    {"recirculation", Bit(Hint::kRelated)},
    {"outbrain", Bit(Hint::kRelated)},
    {"taboola", Bit(Hint::kRelated)},
    {"more", Bit(Hint::kRelated)},
    {"teaser", Bit(Hint::kRelated)},
    {"teasers", Bit(Hint::kRelated)},
    {"trending", Bit(Hint::kRelated)},
    {"popular", Bit(Hint::kRelated)},
    {"mostread", Bit(Hint::kRelated)},
    {"similar", Bit(Hint::kRelated)},
    {"suggested", Bit(Hint::kRelated)},
    {"next", Bit(Hint::kRelated)},
    {"previous", Bit(Hint::kRelated)},
    {"prev", Bit(Hint::kRelated)},
    {"readmore", Bit(Hint::kRelated)},
    {"latest", Bit(Hint::kRelated)},
    {"recent", Bit(Hint::kRelated)},
    {"also", Bit(Hint::kRelated)},
    {"yarpp", Bit(Hint::kRelated)},
    {"relatedposts", Bit(Hint::kRelated)},
    {"crp", Bit(Hint::kRelated)},
    {"further", Bit(Hint::kRelated)},
    {"share", Bit(Hint::kShare)},
    {"sharing", Bit(Hint::kShare)},
    {"social", Bit(Hint::kShare)},
    {"socials", Bit(Hint::kShare)},
    {"facebook", Bit(Hint::kShare)},
    {"twitter", Bit(Hint::kShare)},
    {"whatsapp", Bit(Hint::kShare)},
    {"linkedin", Bit(Hint::kShare)},
    {"pinterest", Bit(Hint::kShare)},
    {"sharebar", Bit(Hint::kShare)},
    {"addthis", Bit(Hint::kShare)},
    {"sharedaddy", Bit(Hint::kShare)},
    {"follow", Bit(Hint::kShare)},
    {"tools", Bit(Hint::kShare)},
    {"toolbar", Bit(Hint::kShare)},
    {"actions", Bit(Hint::kShare)},
    {"rating", Bit(Hint::kShare)},
    {"button", Bit(Hint::kShare)},
    {"buttons", Bit(Hint::kShare)},
    {"btn", Bit(Hint::kShare)},
    {"print", Bit(Hint::kShare)},
    {"nav", Bit(Hint::kNav)},
    {"navigation", Bit(Hint::kNav)},
    {"menu", Bit(Hint::kNav)},
    {"menus", Bit(Hint::kNav)},
    {"breadcrumb", Bit(Hint::kNav)},
    {"breadcrumbs", Bit(Hint::kNav)},
    {"navbar", Bit(Hint::kNav)},
    {"topbar", Bit(Hint::kNav)},
    {"pagination", Bit(Hint::kNav)},
    {"pager", Bit(Hint::kNav)},
    {"toc", Bit(Hint::kNav)},
    {"tabs", Bit(Hint::kNav)},
    {"skip", Bit(Hint::kNav)},
    {"header", Bit(Hint::kNav)},
    {"masthead", Bit(Hint::kNav)},
    {"search", Bit(Hint::kNav)},
    {"dropdown", Bit(Hint::kNav)},
    {"megamenu", Bit(Hint::kNav)},
    {"submenu", Bit(Hint::kNav)},
    {"language", Bit(Hint::kNav)},
    {"footer", Bit(Hint::kFooter)},
    {"foot", Bit(Hint::kFooter)},
    {"copyright", Bit(Hint::kFooter)},
    {"legal", Bit(Hint::kFooter)},
    {"disclaimer", Bit(Hint::kFooter)},
    {"disclosure", Bit(Hint::kFooter)},
    {"colophon", Bit(Hint::kFooter)},
    {"bottom", Bit(Hint::kFooter)},
    {"sidebar", Bit(Hint::kSide)},
    {"side", Bit(Hint::kSide)},
    {"aside", Bit(Hint::kSide)},
    {"widget", Bit(Hint::kSide)},
    {"widgets", Bit(Hint::kSide)},
    {"rail", Bit(Hint::kSide)},
    {"rightcol", Bit(Hint::kSide)},
    {"complementary", Bit(Hint::kSide)},
    {"secondary", Bit(Hint::kSide)},
    {"box", Bit(Hint::kSide)},
    {"infobox", Bit(Hint::kSide)},
    {"callout", Bit(Hint::kSide)},
    {"ad", Bit(Hint::kAd)},
    {"ads", Bit(Hint::kAd)},
    {"advert", Bit(Hint::kAd)},
    {"advertisement", Bit(Hint::kAd)},
    {"advertising", Bit(Hint::kAd)},
    {"sponsor", Bit(Hint::kAd)},
    {"sponsored", Bit(Hint::kAd)},
    {"adsense", Bit(Hint::kAd)},
    {"dfp", Bit(Hint::kAd)},
    {"adslot", Bit(Hint::kAd)},
    {"promo", Bit(Hint::kAd)},
    {"promotion", Bit(Hint::kAd)},
    {"commercial", Bit(Hint::kAd)},
    {"affiliate", Bit(Hint::kAd)},
    {"anzeige", Bit(Hint::kAd)},
    {"shop", Bit(Hint::kAd)},
    {"product", Bit(Hint::kAd)},
    {"price", Bit(Hint::kAd)},
    {"newsletter", Bit(Hint::kSubscribe)},
    {"subscribe", Bit(Hint::kSubscribe)},
    {"subscription", Bit(Hint::kSubscribe)},
    {"signup", Bit(Hint::kSubscribe)},
    {"signin", Bit(Hint::kSubscribe)},
    {"login", Bit(Hint::kSubscribe)},
    {"register", Bit(Hint::kSubscribe)},
    {"paywall", Bit(Hint::kSubscribe)},
    {"premium", Bit(Hint::kSubscribe)},
    {"membership", Bit(Hint::kSubscribe)},
    {"donate", Bit(Hint::kSubscribe)},
    {"donation", Bit(Hint::kSubscribe)},
    {"optin", Bit(Hint::kSubscribe)},
    {"form", Bit(Hint::kSubscribe)},
    {"cta", Bit(Hint::kSubscribe)},
    {"mailing", Bit(Hint::kSubscribe)},
    {"mailchimp", Bit(Hint::kSubscribe)},
    {"email", Bit(Hint::kSubscribe)},
    {"cookie", Bit(Hint::kModal)},
    {"cookies", Bit(Hint::kModal)},
    {"consent", Bit(Hint::kModal)},
    {"gdpr", Bit(Hint::kModal)},
    {"modal", Bit(Hint::kModal)},
    {"popup", Bit(Hint::kModal)},
    {"overlay", Bit(Hint::kModal)},
    {"lightbox", Bit(Hint::kModal)},
    {"dialog", Bit(Hint::kModal)},
    {"notice", Bit(Hint::kModal)},
    {"alert", Bit(Hint::kModal)},
    {"banner", Bit(Hint::kModal)},
    {"notification", Bit(Hint::kModal)},
    {"toast", Bit(Hint::kModal)},
    {"tooltip", Bit(Hint::kModal)},
    {"list", Bit(Hint::kList)},
    {"listing", Bit(Hint::kList)},
    {"grid", Bit(Hint::kList)},
    {"card", Bit(Hint::kList)},
    {"cards", Bit(Hint::kList)},
    {"item", Bit(Hint::kList)},
    {"items", Bit(Hint::kList)},
    {"feed", Bit(Hint::kList)},
    {"archive", Bit(Hint::kList)},
    {"carousel", Bit(Hint::kList)},
    {"slider", Bit(Hint::kList)},
    {"swiper", Bit(Hint::kList)},
    {"slick", Bit(Hint::kList)},
    {"links", Bit(Hint::kList)},
    {"tile", Bit(Hint::kList)},
    {"tiles", Bit(Hint::kList)},
    {"hidden", Bit(Hint::kHidden)},
    {"hide", Bit(Hint::kHidden)},
    {"visuallyhidden", Bit(Hint::kHidden)},
    {"sr", Bit(Hint::kHidden)},
    {"screenreader", Bit(Hint::kHidden)},
    {"offscreen", Bit(Hint::kHidden)},
    {"noprint", Bit(Hint::kHidden)},
    {"invisible", Bit(Hint::kHidden)},
    {"collapse", Bit(Hint::kHidden)},
    {"collapsed", Bit(Hint::kHidden)},
};

constexpr size_t kSlots = 1024;
constexpr size_t kLongest = 16;

constexpr size_t SlotOf(std::string_view word) {
  uint32_t hash = static_cast<uint32_t>(word.size());
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return (hash ^ (hash >> 13)) % kSlots;
}

constexpr std::array<uint16_t, kSlots> MakeTable() {
  std::array<uint16_t, kSlots> table{};
  for (size_t i = 0; i < std::size(kWords); ++i) {
    size_t slot = SlotOf(kWords[i].word);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<uint16_t>(i + 1);
  }
  return table;
}
constexpr std::array<uint16_t, kSlots> kTable = MakeTable();

HintSet Lookup(std::string_view word) {
  for (size_t slot = SlotOf(word); kTable[slot] != 0; slot = (slot + 1) % kSlots) {
    const Word& entry = kWords[kTable[slot] - 1];
    if (entry.word == word) return entry.hints;
  }
  return 0;
}

}  // namespace

HintSet HintsIn(std::string_view names) {
  HintSet hints = 0;
  std::array<char, kLongest> word;
  size_t size = 0;
  bool lower_before = false;
  const auto flush = [&] {
    if (size > 1 && size <= kLongest) hints |= Lookup({word.data(), size});
    size = 0;
  };
  names = names.substr(0, 400);
  for (const char c : names) {
    const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
    if (!upper && !lower) {
      flush();
      lower_before = false;
      continue;
    }
    if (upper && lower_before) flush();
    if (size < kLongest) word[size] = upper ? static_cast<char>(c + 32) : c;
    size = std::min(size + 1, kLongest + 1);
    lower_before = lower;
  }
  flush();
  if ((hints & kPiece) && (hints & kText)) hints |= Bit(Hint::kBody);
  if (hints & (kPiece | kText)) hints |= Bit(Hint::kContent);
  return hints & ~(kPiece | kText);
}

}  // namespace newsstand::extract
