#include "content/extract/cues.h"

#include <iterator>
#include <vector>

#include "base/phrases.h"

namespace newsstand::extract {
namespace {

struct Phrase {
  std::string_view text;
  Cue cue;
};

constexpr Phrase kPhrases[] = {
    {"share", Cue::kShare},
    {"teilen", Cue::kShare},
    {"partag", Cue::kShare},
    {"compart", Cue::kShare},
    {"condivid", Cue::kShare},
    {"facebook", Cue::kShare},
    {"twitter", Cue::kShare},
    {"whatsapp", Cue::kShare},
    {"linkedin", Cue::kShare},
    {"tweet", Cue::kShare},
    {"pinterest", Cue::kShare},
    {"telegram", Cue::kShare},
    {"follow us", Cue::kShare},
    {"copy link", Cue::kShare},
    {"udostępnij", Cue::kShare},
    {"drucken", Cue::kShare},
    {"print", Cue::kShare},
    {"e-mail", Cue::kShare},
    {"bookmark", Cue::kShare},
    {"merken", Cue::kShare},
    {"read more", Cue::kReadMore},
    {"read also", Cue::kReadMore},
    {"also read", Cue::kReadMore},
    {"see also", Cue::kReadMore},
    {"related", Cue::kReadMore},
    {"recommended", Cue::kReadMore},
    {"more from", Cue::kReadMore},
    {"more on", Cue::kReadMore},
    {"you may", Cue::kReadMore},
    {"you might", Cue::kReadMore},
    {"lesen sie", Cue::kReadMore},
    {"lies auch", Cue::kReadMore},
    {"mehr zum", Cue::kReadMore},
    {"weiterlesen", Cue::kReadMore},
    {"mehr lesen", Cue::kReadMore},
    {"auch interessant", Cue::kReadMore},
    {"lire aussi", Cue::kReadMore},
    {"à lire", Cue::kReadMore},
    {"leer más", Cue::kReadMore},
    {"lea también", Cue::kReadMore},
    {"te puede", Cue::kReadMore},
    {"leggi anche", Cue::kReadMore},
    {"leia também", Cue::kReadMore},
    {"lees ook", Cue::kReadMore},
    {"läs mer", Cue::kReadMore},
    {"læs også", Cue::kReadMore},
    {"les også", Cue::kReadMore},
    {"czytaj", Cue::kReadMore},
    {"читайте", Cue::kReadMore},
    {"zum thema", Cue::kReadMore},
    {"next article", Cue::kReadMore},
    {"previous", Cue::kReadMore},
    {"up next", Cue::kReadMore},
    {"most read", Cue::kReadMore},
    {"trending", Cue::kReadMore},
    {"popular", Cue::kReadMore},
    {"continue reading", Cue::kReadMore},
    {"learn more", Cue::kReadMore},
    {"click here", Cue::kReadMore},
    {"view all", Cue::kReadMore},
    {"see all", Cue::kReadMore},
    {"latest", Cue::kReadMore},
    {"subscri", Cue::kSubscribe},
    {"newsletter", Cue::kSubscribe},
    {"sign up", Cue::kSubscribe},
    {"sign in", Cue::kSubscribe},
    {"log in", Cue::kSubscribe},
    {"login", Cue::kSubscribe},
    {"anmeld", Cue::kSubscribe},
    {"abonn", Cue::kSubscribe},
    {"abo ", Cue::kSubscribe},
    {"registr", Cue::kSubscribe},
    {"register", Cue::kSubscribe},
    {"suscr", Cue::kSubscribe},
    {"iscriv", Cue::kSubscribe},
    {"inbox", Cue::kSubscribe},
    {"premium", Cue::kSubscribe},
    {"donat", Cue::kSubscribe},
    {"spende", Cue::kSubscribe},
    {"support us", Cue::kSubscribe},
    {"join our", Cue::kSubscribe},
    {"download", Cue::kSubscribe},
    {"free trial", Cue::kSubscribe},
    {"©", Cue::kLegal},
    {"copyright", Cue::kLegal},
    {"all rights reserved", Cue::kLegal},
    {"rights reserved", Cue::kLegal},
    {"terms of", Cue::kLegal},
    {"privacy", Cue::kLegal},
    {"datenschutz", Cue::kLegal},
    {"impressum", Cue::kLegal},
    {"cookie", Cue::kLegal},
    {"agb", Cue::kLegal},
    {"disclaimer", Cue::kLegal},
    {"affiliate", Cue::kLegal},
    {"commission", Cue::kLegal},
    {"javascript", Cue::kLegal},
    {"alle rechte", Cue::kLegal},
    {"mentions légales", Cue::kLegal},
    {"comment", Cue::kComment},
    {"kommentar", Cue::kComment},
    {"comentario", Cue::kComment},
    {"commentaire", Cue::kComment},
    {"reply", Cue::kComment},
    {"antwort", Cue::kComment},
    {"leave a", Cue::kComment},
    {"responder", Cue::kComment},
    {"likes", Cue::kComment},
    {"photo", Cue::kCredit},
    {"foto", Cue::kCredit},
    {"image:", Cue::kCredit},
    {"bild:", Cue::kCredit},
    {"bildquelle", Cue::kCredit},
    {"credit", Cue::kCredit},
    {"getty", Cue::kCredit},
    {"reuters", Cue::kCredit},
    {"source:", Cue::kCredit},
    {"quelle", Cue::kCredit},
    {"shutterstock", Cue::kCredit},
    {"dpa", Cue::kCredit},
    {"afp", Cue::kCredit},
    {"imago", Cue::kCredit},
    {"picture alliance", Cue::kCredit},
    {"published", Cue::kTime},
    {"updated", Cue::kTime},
    {"posted", Cue::kTime},
    {"min read", Cue::kTime},
    {"minutes read", Cue::kTime},
    {" ago", Cue::kTime},
    {" uhr", Cue::kTime},
    {"lesezeit", Cue::kTime},
    {"veröffentlicht", Cue::kTime},
    {"aktualisiert", Cue::kTime},
    {"publié", Cue::kTime},
    {"publicado", Cue::kTime},
    {"actualizado", Cue::kTime},
    {"stand:", Cue::kTime},
    {"last modified", Cue::kTime},
    {"advertis", Cue::kAdvert},
    {"anzeige", Cue::kAdvert},
    {"werbung", Cue::kAdvert},
    {"publicidad", Cue::kAdvert},
    {"publicité", Cue::kAdvert},
    {"sponsor", Cue::kAdvert},
    {"pubblicità", Cue::kAdvert},
    {"reklam", Cue::kAdvert},
    {"promo", Cue::kAdvert},
    {"coupon", Cue::kAdvert},
    {"buy now", Cue::kAdvert},
    {"add to cart", Cue::kAdvert},
    {"in den warenkorb", Cue::kAdvert},
    {"shop now", Cue::kAdvert},
};

PhraseFinder MakeFinder() {
  std::vector<std::string_view> texts;
  for (const Phrase& phrase : kPhrases) texts.push_back(phrase.text);
  return PhraseFinder(texts);
}

}  // namespace

CueSet CuesIn(std::string_view text) {
  static const PhraseFinder kFinder = MakeFinder();
  CueSet cues = 0;
  kFinder.ForEach(text, [&](size_t phrase) {
    cues |= Bit(kPhrases[phrase].cue);
    return false;
  });
  return cues;
}

}  // namespace newsstand::extract
