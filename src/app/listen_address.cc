#include "app/listen_address.h"

#include <charconv>

namespace newsstand::app {

std::string ListenAddress::Url() const {
  const bool any = address == "0.0.0.0" || address == "::";
  const std::string host = any ? "localhost" : address.find(':') != std::string::npos ? "[" + address + "]" : address;
  return "http://" + host + ":" + std::to_string(port);
}

Result<ListenAddress> ParseListenAddress(std::string_view text) {
  ListenAddress listen;
  const size_t colon = text.rfind(':');
  const bool only_port = colon == std::string_view::npos;
  std::string_view host = only_port ? std::string_view() : text.substr(0, colon);
  const std::string_view port = only_port ? text : text.substr(colon + 1);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host == "localhost" || host.empty()) host = "127.0.0.1";
  if (host == "*") host = "0.0.0.0";
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number > 65535) {
    return Fail(ErrorCode::kInvalid, "\"" + std::string(text) + "\" is no address to listen at; write for example 127.0.0.1:8080");
  }
  listen.address = host;
  listen.port = static_cast<uint16_t>(number);
  return listen;
}

}  // namespace newsstand::app
