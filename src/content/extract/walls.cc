#include "content/extract/walls.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace newsstand::extract {
namespace {

struct Sign {
  std::string_view text;  // lower case
  PageKind kind;
};

// In a title these decide alone, when the page has little text.
constexpr Sign kTitleSigns[] = {
    {"404", PageKind::kNotFound},
    {"page not found", PageKind::kNotFound},
    {"not found", PageKind::kNotFound},
    {"page cannot be found", PageKind::kNotFound},
    {"seite nicht gefunden", PageKind::kNotFound},
    {"page introuvable", PageKind::kNotFound},
    {"página no encontrada", PageKind::kNotFound},
    {"pagina non trovata", PageKind::kNotFound},
    {"pagina niet gevonden", PageKind::kNotFound},
    {"page doesn't exist", PageKind::kNotFound},
    {"página não encontrada", PageKind::kNotFound},
    {"403 forbidden", PageKind::kNotFound},
    {"410 gone", PageKind::kNotFound},
    {"500 internal", PageKind::kNotFound},
    {"503 service", PageKind::kNotFound},
    {"502 bad gateway", PageKind::kNotFound},
    {"service unavailable", PageKind::kNotFound},
    {"access denied", PageKind::kCaptcha},
    {"just a moment", PageKind::kCaptcha},
    {"attention required", PageKind::kCaptcha},
    {"are you a robot", PageKind::kCaptcha},
    {"robot check", PageKind::kCaptcha},
    {"security check", PageKind::kCaptcha},
    {"captcha", PageKind::kCaptcha},
    {"verify you are human", PageKind::kCaptcha},
    {"pardon our interruption", PageKind::kCaptcha},
    {"human verification", PageKind::kCaptcha},
    {"ddos", PageKind::kCaptcha},
    {"before you continue", PageKind::kConsent},
    {"privacy settings", PageKind::kConsent},
    {"consent", PageKind::kConsent},
    {"your privacy", PageKind::kConsent},
    {"cookie", PageKind::kConsent},
    {"privatsphäre", PageKind::kConsent},
    {"zustimmung", PageKind::kConsent},
    {"sign in", PageKind::kSignIn},
    {"log in", PageKind::kSignIn},
    {"login", PageKind::kSignIn},
    {"anmelden", PageKind::kSignIn},
    {"iniciar sesión", PageKind::kSignIn},
    {"connexion", PageKind::kSignIn},
};

// In the text: two different ones, or one in a very short text.
constexpr Sign kTextSigns[] = {
    {"page you requested", PageKind::kNotFound},
    {"page you are looking for", PageKind::kNotFound},
    {"page you were looking for", PageKind::kNotFound},
    {"page you're looking for", PageKind::kNotFound},
    {"could not be found", PageKind::kNotFound},
    {"can't be found", PageKind::kNotFound},
    {"no longer exists", PageKind::kNotFound},
    {"may have been moved", PageKind::kNotFound},
    {"error 404", PageKind::kNotFound},
    {"404 error", PageKind::kNotFound},
    {"doesn't exist", PageKind::kNotFound},
    {"existiert nicht", PageKind::kNotFound},
    {"n'existe pas", PageKind::kNotFound},
    {"checking your browser", PageKind::kCaptcha},
    {"enable javascript and cookies", PageKind::kCaptcha},
    {"not a robot", PageKind::kCaptcha},
    {"unusual traffic", PageKind::kCaptcha},
    {"verify you are a human", PageKind::kCaptcha},
    {"verifying you are human", PageKind::kCaptcha},
    {"you have been blocked", PageKind::kCaptcha},
    {"ray id", PageKind::kCaptcha},
    {"needs to review the security", PageKind::kCaptcha},
    {"don't have permission to access", PageKind::kCaptcha},
    {"reference #", PageKind::kCaptcha},
    {"complete the captcha", PageKind::kCaptcha},
    {"we and our partners", PageKind::kConsent},
    {"we use cookies", PageKind::kConsent},
    {"accept all", PageKind::kConsent},
    {"reject all", PageKind::kConsent},
    {"manage preferences", PageKind::kConsent},
    {"legitimate interest", PageKind::kConsent},
    {"store and/or access information", PageKind::kConsent},
    {"process personal data", PageKind::kConsent},
    {"withdraw your consent", PageKind::kConsent},
    {"personalised ads", PageKind::kConsent},
    {"personalized ads", PageKind::kConsent},
    {"alle akzeptieren", PageKind::kConsent},
    {"wir und unsere partner", PageKind::kConsent},
    {"mit werbung", PageKind::kConsent},
    {"ohne werbung", PageKind::kConsent},
    {"tout accepter", PageKind::kConsent},
    {"nos partenaires", PageKind::kConsent},
    {"aceptar todo", PageKind::kConsent},
    {"nuestros socios", PageKind::kConsent},
    {"accetta tutti", PageKind::kConsent},
    {"i nostri partner", PageKind::kConsent},
    {"onze partners", PageKind::kConsent},
    {"forgot your password", PageKind::kSignIn},
    {"forgot password", PageKind::kSignIn},
    {"create an account", PageKind::kSignIn},
    {"sign in to continue", PageKind::kSignIn},
    {"log in to continue", PageKind::kSignIn},
    {"passwort vergessen", PageKind::kSignIn},
};

constexpr std::string_view kWallSigns[] = {
    "subscribe to continue",
    "subscribe to read",
    "to continue reading",
    "to read the full",
    "to keep reading",
    "already a subscriber",
    "already have an account",
    "subscribers only",
    "for subscribers",
    "become a subscriber",
    "become a member to",
    "sign in to read",
    "register to read",
    "log in to read",
    "this article is for",
    "this content is only available",
    "unlock this article",
    "start your free trial",
    "you have reached your limit",
    "free articles remaining",
    "jetzt weiterlesen",
    "jetzt abonnieren",
    "weiterlesen mit",
    "artikel weiterlesen",
    "mit plus weiterlesen",
    "sie haben bereits ein",
    "nur für abonnenten",
    "diesen artikel freischalten",
    "réservé aux abonnés",
    "pour lire la suite",
    "article réservé",
    "déjà abonné",
    "il vous reste",
    "solo para suscriptores",
    "suscríbete para",
    "contenido exclusivo",
    "para seguir leyendo",
    "hai già un abbonamento",
    "contenuto riservato",
    "per continuare a leggere",
    "al abonnee",
    "conteúdo exclusivo",
    "para continuar lendo",
    "já é assinante",
    "lees verder met",
    "prenumerera för att",
};

size_t CountSigns(std::string_view lower, PageKind kind) {
  size_t count = 0;
  for (const Sign& sign : kTextSigns) {
    if (sign.kind == kind && lower.find(sign.text) != std::string_view::npos) ++count;
  }
  return count;
}

}  // namespace

PageKind KindOfPage(std::string_view title, std::string_view text, std::string_view page_text) {
  constexpr int kShortText = 220, kTinyText = 60;  // words
  const int words = CountWords(text);
  if (words > kShortText) return PageKind::kArticle;
  const std::string lower_title = AsciiLower(title);
  const std::string lower = AsciiLower(TruncateUtf8(page_text, 6'000));
  for (const Sign& sign : kTitleSigns) {
    if (lower_title.find(sign.text) == std::string::npos) continue;
    // "Cookie recipes" is an article: the title alone is enough only where there is next to no text.
    if (lower_title.size() < sign.text.size() + 25 && (words < kTinyText || CountSigns(lower, sign.kind) > 0))
      return sign.kind;
  }
  const std::string lower_text = AsciiLower(text);
  for (const PageKind kind : {PageKind::kCaptcha, PageKind::kNotFound, PageKind::kConsent, PageKind::kSignIn}) {
    const size_t in_text = CountSigns(lower_text, kind);
    if (in_text >= 2 || (words < kTinyText && in_text >= 1 && kind != PageKind::kSignIn)) return kind;
    if (words < kTinyText / 2 && CountSigns(lower, kind) >= 2) return kind;
  }
  return PageKind::kArticle;
}

std::string_view PageKindName(PageKind kind) {
  switch (kind) {
    case PageKind::kArticle: return "";
    case PageKind::kConsent: return "consent";
    case PageKind::kCaptcha: return "captcha";
    case PageKind::kNotFound: return "not-found";
    case PageKind::kSignIn: return "sign-in";
  }
  return "";
}

bool EndsAtWall(std::string_view text, std::string_view page_text) {
  const std::string end = AsciiLower(text.size() > 600 ? text.substr(text.size() - 600) : text);
  const std::string page = AsciiLower(TruncateUtf8(page_text, 20'000));
  const int words = CountWords(text);
  for (const std::string_view sign : kWallSigns) {
    if (end.find(sign) != std::string::npos) return true;
    if (words < 250 && page.find(sign) != std::string::npos) return true;
  }
  return false;
}

}  // namespace newsstand::extract
