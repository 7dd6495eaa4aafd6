#include "serve/web/changes_view.h"

#include "serve/web/dictionary.h"

namespace newsstand::web {
namespace {

using ctemplate::TemplateDictionary;

void FillDiff(TemplateDictionary& parent, const std::vector<DiffPart>& parts) {
  TemplateDictionary* diff = parent.AddIncludeDictionary(kn_DIFF);
  diff->SetFilename("diff.tpl");
  for (const DiffPart& part : parts) {
    TemplateDictionary* piece = diff->AddSectionDictionary(kn_PIECE);
    switch (part.kind) {
      case DiffPart::Kind::kSame: piece->SetValueAndShowSection(kn_SAME_TEXT, part.text, kn_PIECE_SAME); break;
      case DiffPart::Kind::kRemoved: piece->SetValueAndShowSection(kn_REMOVED_TEXT, part.text, kn_PIECE_REMOVED); break;
      case DiffPart::Kind::kAdded: piece->SetValueAndShowSection(kn_ADDED_TEXT, part.text, kn_PIECE_ADDED); break;
    }
  }
}

// "Headline and text"
std::string WhatChanged(const Words& words, const ArticleChange& change) {
  const bool text = !change.body.empty() || change.shortened || !change.standfirst.empty();
  return words.Text(change.headline.empty() ? "changes_text" : text ? "changes_both" : "changes_headline");
}

}  // namespace

void FillChanges(PageMaker& page, const std::vector<ArticleChange>& changes, const std::string& language) {
  if (changes.empty()) return;
  TemplateDictionary* main = page.main().AddIncludeDictionary(kn_CHANGES);
  main->SetFilename("changes.tpl");
  main->SetValue(kn_CHANGES_UI_LANG, page.words().locale());
  if (IsForeign(page.words(), language)) main->SetValueAndShowSection(kn_CHANGES_LANG, language, kn_CHANGES_LANGUAGE);
  if (IsRightToLeft(language) && page.words().direction() != "rtl") main->ShowSection(kn_CHANGES_RTL);
  bool first = true;
  for (const ArticleChange& change : changes) {
    TemplateDictionary* entry = main->AddSectionDictionary(kn_CHANGE);
    if (first) entry->ShowSection(kn_CHANGE_OPEN);
    first = false;
    entry->SetValue(kn_CHANGE_ISO, FormatRfc3339(change.at));
    entry->SetValue(kn_CHANGE_TIME, page.words().Date(change.at, DateStyle::kLong));
    entry->SetValue(kn_CHANGE_WHAT, WhatChanged(page.words(), change));
    if (!change.headline.empty()) FillDiff(*entry->AddSectionDictionary(kn_CHANGE_HEADLINE), change.headline);
    if (!change.standfirst.empty()) FillDiff(*entry->AddSectionDictionary(kn_CHANGE_STANDFIRST), change.standfirst);
    for (const DiffParagraph& paragraph : change.body) {
      TemplateDictionary* row = entry->AddSectionDictionary(kn_CHANGE_PARAGRAPH);
      const bool gap = paragraph.kind == DiffParagraph::Kind::kSame;
      FillDiff(*row, gap ? std::vector<DiffPart>{{DiffPart::Kind::kSame, "…"}} : paragraph.parts);
    }
    if (change.shortened) entry->ShowSection(kn_CHANGE_CUT);
  }
}

}  // namespace newsstand::web
