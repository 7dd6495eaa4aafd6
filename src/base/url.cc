// The parser of the WHATWG URL Standard. Each function below is one of the standard's states, or a run of them; their
// names are the standard's, so that the two can be read side by side.
#include "base/url.h"

#include <vector>

#include "base/url_internal.h"

namespace newsstand {
namespace {

using namespace url_internal;

bool IsWindowsDriveLetter(std::string_view text) {
  return text.size() == 2 && IsAlpha(text[0]) && (text[1] == ':' || text[1] == '|');
}
bool IsNormalizedDriveLetter(std::string_view text) { return IsWindowsDriveLetter(text) && text[1] == ':'; }
bool StartsWithDriveLetter(std::string_view text) {
  return text.size() >= 2 && IsWindowsDriveLetter(text.substr(0, 2)) &&
         (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

// The number of dots "." or ".." stand for, also as "%2e"; 0 for any other segment.
int DotSegment(std::string_view segment) {
  int dots = 0;
  while (!segment.empty()) {
    if (segment[0] == '.') {
      segment.remove_prefix(1);
    } else if (segment.size() >= 3 && segment[0] == '%' && segment[1] == '2' && Lower(segment[2]) == 'e') {
      segment.remove_prefix(3);
    } else {
      return 0;
    }
    if (++dots > 2) return 0;
  }
  return dots;
}

class UrlParser {
 public:
  UrlParser(std::string_view text, const Url* base) : text_(text), base_(base) {}

  std::optional<Url> Parse() {
    if (!(ReadScheme() ? AfterScheme() : NoScheme())) return std::nullopt;
    if (!opaque_) {
      for (const auto& segment : path_) (url_.path += '/') += segment;
    }
    return std::move(url_);
  }

 private:
  bool End() const { return at_ >= text_.size(); }
  char Peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool Next(char c) const { return !End() && text_[at_] == c; }
  std::string_view Rest() const { return text_.substr(at_); }
  bool IsSlash(char c) const { return c == '/' || (special_ && c == '\\'); }
  bool AtSlash() const { return !End() && IsSlash(text_[at_]); }

  bool ReadScheme() {
    if (End() || !IsAlpha(text_[0])) return false;
    size_t end = 0;
    while (end < text_.size() && (IsAlpha(text_[end]) || IsDigit(text_[end]) || text_[end] == '+' ||
                                  text_[end] == '-' || text_[end] == '.')) {
      ++end;
    }
    if (end == text_.size() || text_[end] != ':') return false;
    for (size_t i = 0; i < end; ++i) url_.scheme += Lower(text_[i]);
    special_ = IsSpecialScheme(url_.scheme);
    at_ = end + 1;
    return true;
  }

  bool AfterScheme() {
    if (url_.scheme == "file") return File();
    if (special_) {
      const bool slashes = Rest().starts_with("//");
      if (base_ != nullptr && base_->scheme == url_.scheme && !slashes) return Relative();
      return SpecialAuthority();
    }
    if (Rest().starts_with("//")) {
      at_ += 2;
      return Authority();
    }
    if (Next('/')) {
      ++at_;
      return Path();
    }
    return OpaquePath();
  }

  bool NoScheme() {
    if (base_ == nullptr || (base_->has_opaque_path() && !Next('#'))) return false;
    url_.scheme = base_->scheme;
    special_ = IsSpecialScheme(url_.scheme);
    if (base_->has_opaque_path()) {
      opaque_ = true;
      url_.path = base_->path;
      url_.query = base_->query;
      return QueryAndFragment();
    }
    return base_->scheme == "file" ? File() : Relative();
  }

  void CopyAuthority() {
    url_.username = base_->username;
    url_.password = base_->password;
    url_.host = base_->host;
    url_.has_ambiguous_host = base_->has_ambiguous_host;
    url_.port = base_->port;
    url_.has_authority = base_->has_authority;
  }
  void CopyPath() {
    std::string_view path = base_->path;
    while (!path.empty()) {
      path.remove_prefix(1);
      const size_t end = std::min(path.find('/'), path.size());
      path_.emplace_back(path.substr(0, end));
      path.remove_prefix(end);
    }
  }
  void ShortenPath() {
    if (url_.scheme == "file" && path_.size() == 1 && IsNormalizedDriveLetter(path_[0])) return;
    if (!path_.empty()) path_.pop_back();
  }

  bool Relative() {
    if (AtSlash()) return RelativeSlash();
    CopyAuthority();
    CopyPath();
    if (End() || Next('?') || Next('#')) {
      url_.query = base_->query;
      return QueryAndFragment();
    }
    ShortenPath();
    return Path();
  }

  bool RelativeSlash() {
    ++at_;
    if (special_ && AtSlash()) return SpecialAuthority();
    if (Next('/')) {
      ++at_;
      return Authority();
    }
    CopyAuthority();
    return Path();
  }

  bool SpecialAuthority() {
    while (!End() && (Next('/') || Next('\\'))) ++at_;
    return Authority();
  }

  bool Authority() {
    size_t end = at_;
    while (end < text_.size() && !IsSlash(text_[end]) && text_[end] != '?' && text_[end] != '#') ++end;
    std::string_view authority = text_.substr(at_, end - at_);
    at_ = end;
    url_.has_authority = true;
    const size_t sign = authority.rfind('@');
    if (sign != std::string_view::npos) {
      const std::string_view user = authority.substr(0, sign);
      const size_t colon = user.find(':');
      url_.username = Encoded(user.substr(0, colon), kUserinfoSet);
      if (colon != std::string_view::npos) url_.password = Encoded(user.substr(colon + 1), kUserinfoSet);
      authority.remove_prefix(sign + 1);
      if (authority.empty()) return false;
    }
    return HostAndPort(authority) && PathStart();
  }

  bool HostAndPort(std::string_view authority) {
    size_t colon = 0;
    bool inside = false;
    for (; colon < authority.size(); ++colon) {
      if (authority[colon] == ':' && !inside) break;
      if (authority[colon] == '[') inside = true;
      if (authority[colon] == ']') inside = false;
    }
    const std::string_view host = authority.substr(0, colon);
    const bool has_port = colon < authority.size();
    if (host.empty() && (special_ || has_port)) return false;
    if (!host.empty()) {
      auto parsed = ParseHost(host, !special_);
      if (!parsed) return false;
      url_.host = std::move(parsed->text);
      url_.has_ambiguous_host = parsed->is_ambiguous;
    }
    return !has_port || Port(authority.substr(colon + 1));
  }

  bool Port(std::string_view digits) {
    unsigned port = 0;
    for (char c : digits) {
      if (!IsDigit(c)) return false;
      port = port * 10 + static_cast<unsigned>(c - '0');
      if (port > 65535) return false;
    }
    if (!digits.empty() && port != DefaultPort(url_.scheme)) url_.port = static_cast<uint16_t>(port);
    if (!digits.empty() && port == 0) url_.port = 0;  // a scheme without a port of its own has no default to drop
    return true;
  }

  bool File() {
    url_.scheme = "file";
    special_ = true;
    url_.has_authority = true;
    const bool file_base = base_ != nullptr && base_->scheme == "file";
    if (AtSlash()) return FileSlash(file_base);
    if (!file_base) return Path();
    url_.host = base_->host;
    if (End() || Next('?') || Next('#')) {
      CopyPath();
      url_.query = base_->query;
      return QueryAndFragment();
    }
    if (!StartsWithDriveLetter(Rest())) {
      CopyPath();
      ShortenPath();
    }
    return Path();
  }

  bool FileSlash(bool file_base) {
    ++at_;
    if (AtSlash()) {
      ++at_;
      return FileHost();
    }
    if (file_base) {
      url_.host = base_->host;
      if (!StartsWithDriveLetter(Rest())) {
        CopyPath();
        path_.resize(!path_.empty() && IsNormalizedDriveLetter(path_[0]) ? 1 : 0);
      }
    }
    return Path();
  }

  bool FileHost() {
    const std::string_view host = Rest().substr(0, Rest().find_first_of("/\\?#"));
    if (IsWindowsDriveLetter(host)) return Path();
    at_ += host.size();
    if (!host.empty()) {
      auto parsed = ParseHost(host, false);
      if (!parsed) return false;
      if (parsed->text != "localhost") url_.host = std::move(parsed->text);
    }
    return PathStart();
  }

  bool PathStart() {
    if (special_) {
      if (AtSlash()) ++at_;
      return Path();
    }
    if (End() || Next('?') || Next('#')) return QueryAndFragment();
    if (Next('/')) ++at_;
    return Path();
  }

  bool Path() {
    for (;;) {
      std::string segment;
      while (!End() && !AtSlash() && !Next('?') && !Next('#')) AppendEncoded(segment, text_[at_++], kPathSet);
      const bool slash = AtSlash();
      const int dots = DotSegment(segment);
      if (dots == 2) ShortenPath();
      if (dots != 0) {
        if (!slash) path_.emplace_back();
      } else {
        if (url_.scheme == "file" && path_.empty() && IsWindowsDriveLetter(segment)) segment[1] = ':';
        path_.push_back(std::move(segment));
      }
      if (!slash) return QueryAndFragment();
      ++at_;
    }
  }

  bool OpaquePath() {
    opaque_ = true;
    while (!End() && !Next('?') && !Next('#')) {
      const bool last = at_ + 1 < text_.size() && (Peek(1) == '?' || Peek(1) == '#');
      if (Next(' ') && last) {
        url_.path += "%20";
      } else {
        AppendEncoded(url_.path, text_[at_], kC0ControlSet);
      }
      ++at_;
    }
    return QueryAndFragment();
  }

  bool QueryAndFragment() {
    if (Next('?')) {
      const size_t end = std::min(text_.find('#', at_), text_.size());
      url_.query = Encoded(text_.substr(at_ + 1, end - at_ - 1), special_ ? kSpecialQuerySet : kQuerySet);
      at_ = end;
    }
    if (Next('#')) url_.fragment = Encoded(text_.substr(at_ + 1), kFragmentSet);
    return true;
  }

  std::string_view text_;
  const Url* base_;
  size_t at_ = 0;
  bool special_ = false;
  bool opaque_ = false;
  Url url_;
  std::vector<std::string> path_;
};

// Without white space and controls at the ends, and without tabs and line ends anywhere; valid UTF-8.
std::string Prepared(std::string_view text) {
  auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
  std::string out = RepairedUtf8(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

}  // namespace

std::optional<Url> ParseUrl(std::string_view text, const Url* base) {
  const std::string prepared = Prepared(text);
  return UrlParser(prepared, base).Parse();
}

std::string Url::href() const {
  std::string out = scheme + ":";
  if (has_authority) {
    out += "//";
    if (!username.empty() || !password.empty()) {
      out += username;
      if (!password.empty()) (out += ':') += password;
      out += '@';
    }
    out += host;
    if (port) (out += ':') += std::to_string(*port);
  } else if (path.starts_with("//")) {
    out += "/.";  // else the path's first segment would be read as a host
  }
  out += path;
  if (query) (out += '?') += *query;
  if (fragment) (out += '#') += *fragment;
  return out;
}

std::string Url::origin() const {
  if (scheme == "blob") {
    const auto inner = ParseUrl(path);
    return inner && inner->is_http() ? inner->origin() : "null";
  }
  if (DefaultPort(scheme) == 0) return "null";
  return scheme + "://" + host + (port ? ":" + std::to_string(*port) : "");
}

uint16_t Url::effective_port() const { return port ? *port : DefaultPort(scheme); }

}  // namespace newsstand
