// One request on its way through curl, hop by hop. Internal to net; used by the client's thread alone.
#pragma once

#include <curl/curl.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/url.h"
#include "net/http_client.h"

namespace newsstand::net {

// What all transfers of a client share.
struct TransferContext {
  const ClientOptions* options = nullptr;
  std::string user_agent;
  size_t buffered_bytes = 0;  // decoded bytes of unfinished answers
  // The one large answer that goes on whatever is buffered, so that a shortage never ends all of them.
  const class Transfer* favoured = nullptr;
};

// The limiter's name for the host of `url`, and whether it lies in an allowed private network. Ports of one machine in
// a private network are different programs, and so different hosts; ports of a public host are one publisher.
struct HostKey {
  std::string name;
  bool is_private = false;
  HostKey() = default;
  HostKey(const Url& url, const AddressGuard& guard);
};

class Transfer {
 public:
  using Done = std::function<void(Result<HttpResponse>)>;

  Transfer(HttpRequest request, Done done, TransferContext& context);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Checks the request before anything is sent.
  Status Check();
  const std::string& host_key() const { return host_key_.name; }  // of the current hop
  bool is_private() const { return host_key_.is_private; }
  int priority() const { return request_.priority + (response_.hops.empty() ? 0 : 1'000'000); }

  // Makes `easy` ready for the current hop. An error ends the transfer.
  Status Prepare(CURL* easy);
  // Reads what came of the hop; true when the redirect it answered with has to be followed as the next hop.
  Result<bool> Finish(CURL* easy, CURLcode code);

  HttpResponse TakeResponse();
  void Complete(Result<HttpResponse> result);

 private:
  static size_t OnHeader(char* data, size_t size, size_t count, void* self);
  static size_t OnBody(char* data, size_t size, size_t count, void* self);
  static curl_socket_t OnOpenSocket(void* self, curlsocktype purpose, curl_sockaddr* address);
  bool ReadHeaderLine(std::string_view line);
  bool ReadBody(std::string_view data);
  bool HasRoomFor(size_t bytes);
  bool Stop(ErrorCode code, std::string message);

  void PrepareMethod(CURL* easy);
  void PrepareHeaders(CURL* easy);
  Status PrepareName(CURL* easy);
  void PrepareLimits(CURL* easy);
  void SetUrl(Url url);
  void BeginHop();
  void ReleaseBudget();
  void DropBuffered();
  bool IsFollowedRedirect() const;
  Result<bool> FollowRedirect();
  Error TransportError(CURLcode code) const;

  HttpRequest request_;
  Done done_;
  TransferContext& context_;
  Url url_;  // of the current hop
  HostKey host_key_;
  HttpResponse response_;
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers_{nullptr, curl_slist_free_all};
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> names_{nullptr, curl_slist_free_all};

  // Of the current hop, written by the callbacks.
  std::optional<Error> stopped_;    // why a callback ended it
  std::optional<Refusal> refusal_;  // of the guard, for the last address it refused
  int addresses_tried_ = 0, addresses_refused_ = 0;
  size_t header_bytes_ = 0;
  int codings_ = 0;
  bool body_began_ = false;
  bool skips_body_ = false;  // the body of a redirect is not wanted: end early
};

}  // namespace newsstand::net
