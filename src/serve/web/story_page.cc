// "/story/ID/slug": every title's angle on one event, from the store.
#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "content/edition/related_cards.h"
#include "serve/web/chips.h"
#include "serve/web/dictionary.h"
#include "serve/web/json_ld.h"
#include "serve/web/page.h"
#include "serve/web/pages.h"
#include "serve/web/stored_cards.h"
#include "serve/web/story_digests.h"
#include "store/about.h"
#include "store/articles.h"
#include "store/stories.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;
using edition::CardPtr;

constexpr size_t kArticlesRead = 120;  // the newest of a story that never ends
constexpr size_t kReportsInSight = 12;
constexpr size_t kMoments = 12;
constexpr size_t kOtherLanguages = 8;
constexpr size_t kRelated = 4;

struct FoundStory {
  std::optional<Story> story;
  std::vector<StoryMember> members;  // newest first
  bool had_articles = false;         // it had some, whether they can be shown or not
  std::vector<size_t> reports;       // as ReportsOf() names them
  StoryDigestPtr digest;
};

Status ReadMembers(store::Transaction& transaction, const edition::Edition& edition, FoundStory& found) {
  auto placements = store::PlacementsOf(transaction, found.story->id);
  if (!placements) return Fail(placements.error());
  found.had_articles = !placements->empty();
  if (placements->size() > kArticlesRead) placements->erase(placements->begin(), placements->end() - kArticlesRead);
  std::vector<ArticleId> ids;
  std::unordered_map<int64_t, ArticleId> origins;
  for (const Placement& placement : *placements) {
    ids.push_back(placement.article);
    origins[placement.article.value] = placement.origin;
  }
  auto seqs = store::ChangeSeqsOf(transaction, ids);
  if (!seqs) return Fail(seqs.error());
  std::erase_if(ids, [&](ArticleId id) { return !seqs->contains(id.value); });
  auto by_id = CardsOf(transaction, edition, ids);
  if (!by_id) return Fail(by_id.error());
  edition::CardList cards;
  for (auto& [id, card] : *by_id) cards.push_back(std::move(card));
  std::sort(cards.begin(), cards.end(), [](const CardPtr& a, const CardPtr& b) {
    return a->published != b->published ? a->published > b->published : a->id > b->id;
  });
  std::vector<Article> about(cards.size());
  for (size_t i = 0; i < about.size(); ++i) about[i].id = cards[i]->id;
  if (Status read = store::ReadAbout(transaction, about); !read) return read;
  for (size_t i = 0; i < about.size(); ++i) {
    const int64_t id = about[i].id.value;
    found.members.push_back({std::move(cards[i]), origins.at(id), seqs->at(id), std::move(about[i].topics), std::move(about[i].entities), ""});
  }
  return {};
}

// The texts of its reports, for a digest that is not there yet.
Status ReadReports(store::Transaction& transaction, FoundStory& found) {
  std::vector<Article> texts(found.reports.size());
  for (size_t i = 0; i < texts.size(); ++i) texts[i].id = found.members[found.reports[i]].card->id;
  if (Status read = store::ReadBodies(transaction, texts); !read) return read;
  for (size_t i = 0; i < texts.size(); ++i) {
    StoryMember& member = found.members[found.reports[i]];
    member.html = std::move(member.card->has_body ? texts[i].body_html : texts[i].summary_html);
  }
  return {};
}

Result<FoundStory> ReadStory(SiteParts& parts, const edition::Edition& edition, StoryId id) {
  FoundStory found;
  const Status read = parts.context.database->Read([&](store::Transaction& transaction) -> Status {
    found = FoundStory();
    auto story = store::FindStory(transaction, id);
    if (!story) return Fail(story.error());
    found.story = *story;
    if (!found.story) return {};
    if (Status members = ReadMembers(transaction, edition, found); !members) return members;
    found.reports = ReportsOf(found.members);
    found.digest = parts.story_digests.Find(found.story->id, FingerprintOf(found.members, found.reports));
    return found.digest ? Status() : ReadReports(transaction, found);
  });
  if (!read) return Fail(read.error());
  if (!found.story || found.members.empty() || found.digest) return found;
  found.digest = MakeStoryDigest(found.members, found.reports);
  parts.story_digests.Put(found.story->id, found.digest);
  return found;
}

class StoryView {
 public:
  StoryView(PageMaker& page, FoundStory found) : page_(page), found_(std::move(found)) {
    for (size_t i = 0; i < found_.members.size(); ++i) by_id_[found_.members[i].card->id.value] = i;
    const edition::StoryPtr story = page_.edition().FindStory(id());
    lead_ = story ? story->lead : ChooseLead(found_.members, found_.reports, page_.now());
  }

  const CardPtr& lead() const { return lead_; }
  StoryId id() const { return found_.story->id; }

  void Fill() {
    TemplateDictionary& main = page_.main();
    main.SetValue(kn_STORY_CLASS, lead_->section.empty() ? "" : "s-" + lead_->section);
    main.SetValue(kn_HEADLINE, lead_->headline);
    MarkLanguage(main, *lead_, kn_STORY_LANG, kn_STORY_LANGUAGE);
    std::unordered_map<const Title*, int> titles;
    for (const StoryMember& member : found_.members) ++titles[member.card->title.get()];
    main.SetValue(kn_STORY_COUNTS,
                  page_.words().Format("story_titles", {{"titles", static_cast<int64_t>(titles.size())},
                                                        {"articles", static_cast<int64_t>(found_.members.size())}}));
    if (const edition::StoryPtr story = page_.edition().FindStory(id()))
      main.SetValue(kn_WHY_TEXT, WhyText(page_.words(), story->score));
    if (const auto picture = page_.MakePicture(lead_->image.url, kStorySlot)) {
      PageMaker::FillPicture(*main.AddSectionDictionary(kn_FIGURE), *picture);
    }
    std::vector<AboutOf> about;
    for (const StoryMember& member : found_.members) about.push_back({&member.topics, &member.entities});
    FillAbout(page_, about);
    FillSummary();
    FillReports();
    FillFacts();
    FillTimeline();
    FillLanguages();
    FillRelated();
  }

  PageFrame Frame() const {
    PageFrame frame;
    frame.path = StoryPath(id(), *lead_);
    frame.title = lead_->headline;
    frame.description = lead_->standfirst;
    frame.shared.type = "article";
    frame.shared.language = lead_->language;
    frame.shared.published = found_.members.back().card->published;
    frame.shared.updated = found_.members.front().card->published;
    frame.shared.section = SectionName(page_.words(), lead_->section);
    page_.SharePicture(lead_->image, frame.shared);
    frame.kind = "story";
    // Found by search engines unless all whose articles it is made of forbid it.
    const bool found = std::any_of(found_.members.begin(), found_.members.end(),
                                   [](const StoryMember& member) { return member.card->title->index_policy != IndexPolicy::kNoindex; });
    if (!found) frame.robots = "noindex";
    edition::CardList cards;
    for (const StoryMember& member : found_.members) cards.push_back(member.card);
    frame.json_ld = StoryJson(frame, cards, page_.parts(), page_.words());
    return frame;
  }

 private:
  void MarkLanguage(TemplateDictionary& dictionary, const edition::Card& card, const ctemplate::TemplateString& value,
                    const ctemplate::TemplateString& section) {
    if (IsForeign(page_.words(), card.language)) dictionary.SetValueAndShowSection(value, card.language, section);
    const bool page_rtl = page_.words().direction() == "rtl", text_rtl = IsRightToLeft(card.language);
    if (text_rtl && !page_rtl) dictionary.ShowSection(kn_WORDS_RTL);
    if (!text_rtl && page_rtl && !card.language.empty()) dictionary.ShowSection(kn_WORDS_LTR);
  }

  const edition::Card& CardOfReport(size_t report) const { return *found_.members[found_.reports[report]].card; }

  void Cite(TemplateDictionary& dictionary, size_t report) {
    dictionary.SetValue(kn_CITE_URL, ArticlePath(CardOfReport(report)));
    dictionary.SetValue(kn_CITE_NAME, CardOfReport(report).title->name);
  }

  void FillSummary() {
    const std::vector<digest::Sentence>& sentences = found_.digest->digest.summary;
    if (sentences.empty()) return;
    TemplateDictionary* summary = page_.main().AddSectionDictionary(kn_SUMMARY);
    for (const digest::Sentence& sentence : sentences) {
      TemplateDictionary* entry = summary->AddSectionDictionary(kn_SENTENCE);
      entry->SetValue(kn_SENTENCE_TEXT, sentence.text);
      MarkLanguage(*entry, CardOfReport(sentence.report), kn_SENTENCE_LANG, kn_SENTENCE_LANGUAGE);
      Cite(*entry, sentence.report);
    }
  }

  // A report of its own, or one whose origin is not known here: each a row, with its copies named under it.
  void FillReports() {
    // An origin that is not here is stood for by the first who carried it.
    std::unordered_map<int64_t, size_t> row_of_origin;
    for (size_t i = found_.members.size(); i-- > 0;) {
      const int64_t origin = found_.members[i].origin.value;
      if (origin != 0 && !by_id_.contains(origin)) row_of_origin.try_emplace(origin, i);
    }
    std::unordered_map<size_t, std::vector<size_t>> copies;
    std::vector<size_t> rows;
    for (size_t i = 0; i < found_.members.size(); ++i) {
      const int64_t origin = found_.members[i].origin.value;
      const auto here = by_id_.find(origin);
      const size_t row = origin == 0 ? i : here != by_id_.end() ? here->second : row_of_origin.at(origin);
      if (row == i)
        rows.push_back(i);
      else
        copies[row].push_back(i);
    }
    if (found_.members.size() == 1) page_.main().ShowSection(kn_ALONE);
    TemplateDictionary* place = &page_.main();
    for (size_t row = 0; row < rows.size(); ++row) {
      if (row == kReportsInSight) {
        place = page_.main().AddSectionDictionary(kn_MORE_REPORTS);
        place->SetValue(kn_SHOW_ALL_TEXT,
                        page_.words().Format("story_show_all", {{"count", static_cast<int64_t>(rows.size())}}));
      }
      AddReport(*place, found_.members[rows[row]], copies[rows[row]]);
    }
  }

  void AddReport(TemplateDictionary& place, const StoryMember& member, const std::vector<size_t>& copies) {
    const Words& words = page_.words();
    const edition::Card& card = *member.card;
    TemplateDictionary* report = place.AddIncludeDictionary(kn_REPORT);
    report->SetFilename("report.tpl");
    page_.AddPlate(*report, *card.title, "");
    report->SetValue(kn_REPORT_URL, ArticlePath(card));
    report->SetValue(kn_REPORT_HEADLINE, card.headline);
    MarkLanguage(*report, card, kn_REPORT_LANG, kn_REPORT_LANGUAGE);
    report->SetValue(kn_BRAND_CLASS, BrandClass(card.title->brand_colour));
    report->SetValue(kn_TITLE_NAME, card.title->name);
    report->SetValue(kn_KIND_TEXT, words.Text(member.origin ? "story_wire_unknown" : "story_original"));
    if (const std::string minutes = MinutesText(words, card.minutes); !minutes.empty())
      report->SetValueAndShowSection(kn_MINUTES_TEXT, minutes, kn_MINUTES);
    report->SetValue(kn_TIME_ISO, FormatRfc3339(card.published));
    report->SetValue(kn_TIME_TEXT, words.Date(card.published, DateStyle::kCard));
    if (copies.empty()) return;
    TemplateDictionary* list = report->AddSectionDictionary(kn_COPIES);
    list->SetValue(kn_COPIES_TEXT, words.Format("story_more_copies", {{"count", static_cast<int64_t>(copies.size())}}));
    for (const size_t i : copies) {
      TemplateDictionary* copy = list->AddSectionDictionary(kn_COPY);
      copy->SetValue(kn_COPY_URL, ArticlePath(*found_.members[i].card));
      copy->SetValue(kn_COPY_NAME, found_.members[i].card->title->name);
    }
  }

  void AddClaim(TemplateDictionary& place, const digest::Claim& claim) {
    TemplateDictionary* fact = place.AddSectionDictionary(kn_FACT);
    fact->SetValue(kn_FACT_TEXT, claim.text);
    for (const size_t report : claim.reports) Cite(*fact->AddSectionDictionary(kn_CITE), report);
  }

  // What stands beside the reports, if anything does.
  TemplateDictionary& Side() {
    if (side_ == nullptr) side_ = page_.main().AddSectionDictionary(kn_SIDE);
    return *side_;
  }

  void FillFacts() {
    const digest::Facts& facts = found_.digest->digest.facts;
    if (!facts.agreed.empty()) {
      TemplateDictionary* agreed = Side().AddSectionDictionary(kn_AGREED);
      for (const digest::Fact& fact : facts.agreed) AddClaim(*agreed, fact.claims.front());
    }
    if (facts.differing.empty()) return;
    TemplateDictionary* differing = Side().AddSectionDictionary(kn_DIFFERING);
    for (const digest::Fact& fact : facts.differing) {
      TemplateDictionary* difference = differing->AddSectionDictionary(kn_DIFFERENCE);
      for (const digest::Claim& claim : fact.claims) AddClaim(*difference, claim);
    }
  }

  // Oldest first: reports of one's own; when there are many, the first and the latest of them.
  void FillTimeline() {
    std::vector<const StoryMember*> moments;
    for (auto member = found_.members.rbegin(); member != found_.members.rend(); ++member) {
      if (!member->origin) moments.push_back(&*member);
    }
    if (moments.size() < 2) return;
    TemplateDictionary* timeline = Side().AddSectionDictionary(kn_TIMELINE);
    if (moments.size() > kMoments)
      moments.erase(moments.begin() + kMoments / 2, moments.end() - static_cast<std::ptrdiff_t>(kMoments / 2));
    for (const StoryMember* member : moments) {
      TemplateDictionary* moment = timeline->AddSectionDictionary(kn_MOMENT);
      moment->SetValue(kn_TIME_ISO, FormatRfc3339(member->card->published));
      moment->SetValue(kn_TIME_TEXT, page_.words().Date(member->card->published, DateStyle::kCard));
      moment->SetValue(kn_REPORT_URL, ArticlePath(*member->card));
      moment->SetValue(kn_REPORT_HEADLINE, member->card->headline);
      MarkLanguage(*moment, *member->card, kn_REPORT_LANG, kn_REPORT_LANGUAGE);
      moment->SetValue(kn_TITLE_NAME, member->card->title->name);
    }
  }

  void FillLanguages() {
    if (!found_.story->event) return;
    const auto on_event = page_.edition().by_event->find(found_.story->event.value);
    if (on_event == page_.edition().by_event->end()) return;
    TemplateDictionary* after = nullptr;
    size_t shown = 0;
    for (const edition::StoryPtr& other : on_event->second) {
      if (other->id == id() || shown == kOtherLanguages) continue;
      if (after == nullptr) {
        after = page_.main().AddSectionDictionary(kn_AFTER);
        after->SetValue(kn_AFTER_ID, "languages");
        after->SetValue(kn_AFTER_NAME, page_.words().Text("story_languages"));
        after->SetValue(kn_AFTER_LAYOUT, "four ruled");
      }
      page_.AddCard(*after, kn_AFTER_CARD, {other->lead, other}, {"tile text", nullptr, true, true, false});
      ++shown;
    }
  }

  void FillRelated() {
    const edition::Edition& edition = page_.edition();
    edition::RelatedQuestion question;
    question.story = id();
    question.event = found_.story->event;
    question.headline = lead_->headline;
    question.language = lead_->language;
    question.owner = edition::OwnerNumber(*lead_->title);
    question.published = lead_->published;
    for (const StoryMember& member : found_.members) {
      if (member.card->id == lead_->id) question.entities = edition::RefsOf(edition, member.entities);
    }
    const edition::RelatedCards found = edition::FindRelated(edition, question, kRelated);
    AddBelow("related", "story_related", found.related);
    AddBelow("background", "story_background", found.background);
  }

  void AddBelow(const char* after_id, const char* name, const edition::CardList& cards) {
    if (cards.empty()) return;
    TemplateDictionary* after = page_.main().AddSectionDictionary(kn_AFTER);
    after->SetValue(kn_AFTER_ID, after_id);
    after->SetValue(kn_AFTER_NAME, page_.words().Text(name));
    after->SetValue(kn_AFTER_LAYOUT, "four ruled");
    for (const CardPtr& card : cards)
      page_.AddCard(*after, kn_AFTER_CARD, {card, page_.edition().StoryOf(card->id)}, {"tile text", nullptr, true, true, false});
  }

  PageMaker& page_;
  FoundStory found_;
  std::unordered_map<int64_t, size_t> by_id_;
  CardPtr lead_;
  TemplateDictionary* side_ = nullptr;
};

Result<Rendered> RenderStory(SiteParts& parts, const Variant& variant, const edition::EditionPtr& edition, StoryId id,
                             const std::string& slug) {
  Result<FoundStory> found = ReadStory(parts, *edition, id);
  if (!found.ok()) return Fail(found.error());
  if (!found->story) return NotFound();
  if (found->members.empty()) return found->had_articles ? Gone() : NotFound();
  PageMaker page(parts, variant, edition, "story.tpl");
  StoryView view(page, std::move(*found));
  // The headline may change while the story grows: any slug is answered, only another story's number moves.
  if (view.id() != id || slug.empty()) return MovedTo(StoryPath(view.id(), *view.lead()));
  view.Fill();
  return HtmlPage(page.Finish(view.Frame()));
}

}  // namespace

http::Response ShowStory(SiteParts& parts, const http::Request& request) {
  const int64_t id = IdIn(request.Param("id"));
  if (id == 0 || parts.context.database == nullptr) return ErrorPage(parts, request, 404);
  const std::string slug(request.Param("slug"));
  return Serve(parts, request, fmt::format("/story/{}/{}", id, slug.empty() ? "" : "page"),
               [&parts, id, slug](const Variant& variant, const edition::EditionPtr& edition) {
                 return RenderStory(parts, variant, edition, StoryId{id}, slug);
               });
}

}  // namespace newsstand::web
