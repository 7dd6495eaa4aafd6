#include "net/http_client.h"

#include <curl/curl.h>
#include <fmt/core.h>
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "base/log.h"
#include "base/url.h"
#include "net/transfer.h"

namespace newsstand::net {
namespace {

// The connections kept open for the next request, all hosts together.
constexpr long kIdleConnections = 64;
constexpr int kLongestPollMs = 1000;

std::string UserAgent(const ClientOptions& options) {
  std::string text =
      options.contact.empty() ? options.product : fmt::format("{} (+{})", options.product, options.contact);
  std::erase_if(text,
                [](char c) { return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E; });
  return text;
}

Error Stopping() { return {ErrorCode::kUnavailable, "The program is stopping."}; }

template <class Function>
void Guarded(Function&& function) {
  try {
    function();
  } catch (const std::exception& error) {
    log::Error("a callback of the HTTP client failed: {}", error.what());
  }
}

}  // namespace

std::string HttpResponse::Header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return "";
}

std::string HttpResponse::RedirectTarget() const {
  const bool redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  const std::string location = redirects ? Header("location") : "";
  const auto from = ParseUrl(url);
  auto to = location.empty() ? std::nullopt : ParseUrl(ResolveHttpUrl(location, url));
  if (!from || !to) return "";
  if (to->origin() != from->origin()) {
    to->username.clear();
    to->password.clear();
  } else if (to->username.empty() && to->password.empty()) {
    to->username = from->username;
    to->password = from->password;
  }
  return to->href();
}

class HttpClient::Worker {
 public:
  explicit Worker(ClientOptions options) : options_(std::move(options)), limiter_(options_.host_limits) {
    static const CURLcode curl_ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)curl_ready;
    context_.options = &options_;
    context_.user_agent = UserAgent(options_);
    multi_ = curl_multi_init();
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kIdleConnections);
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
    thread_ = std::thread([this] { Run(); });
  }
  ~Worker() {
    Stop();
    for (CURL* easy : idle_) curl_easy_cleanup(easy);
    curl_multi_cleanup(multi_);
  }

  void Add(HttpRequest request, Transfer::Done done) {
    auto transfer = std::make_unique<Transfer>(std::move(request), std::move(done), context_);
    {
      const std::lock_guard lock(mutex_);
      if (!stopped_) {
        in_flight_.fetch_add(1, std::memory_order_relaxed);
        incoming_.push_back(std::move(transfer));
      }
    }
    if (transfer) {
      Guarded([&] { transfer->Complete(Fail(Stopping())); });
    } else {
      curl_multi_wakeup(multi_);
    }
  }

  void Post(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      if (!stopped_) tasks_.push_back(std::exchange(task, nullptr));
    }
    if (task) {
      Guarded(task);
    } else {
      curl_multi_wakeup(multi_);
    }
  }

  void Stop() {
    stopping_ = true;
    curl_multi_wakeup(multi_);
    const std::lock_guard lock(join_mutex_);
    if (thread_.joinable()) thread_.join();
  }

  // The limiter belongs to the client's thread.
  void SetDelay(std::string host, std::chrono::milliseconds delay) {
    Post([this, host = std::move(host), delay] { limiter_.SetDelay(host, delay); });
  }

  bool IsOwnThread() const { return std::this_thread::get_id() == thread_id_.load(); }
  int in_flight() const { return in_flight_.load(std::memory_order_relaxed); }
  const ClientOptions& options() const { return options_; }
  const std::string& user_agent() const { return context_.user_agent; }

 private:
  void Run() {
    thread_id_ = std::this_thread::get_id();
    sigset_t signals;
    sigfillset(&signals);
    pthread_sigmask(SIG_SETMASK, &signals, nullptr);  // signals are for the program's main thread
    while (!stopping_) {
      TakeIncoming();
      StartWhatMay();
      int running = 0;
      curl_multi_perform(multi_, &running);
      if (!FinishWhatIsDone()) curl_multi_poll(multi_, nullptr, 0, PollTime(), nullptr);
    }
    EndEverything();
  }

  // Tasks and requests from other threads, in the order they came.
  bool TakeIncoming() {
    std::vector<std::unique_ptr<Transfer>> incoming;
    std::vector<std::function<void()>> tasks;
    {
      const std::lock_guard lock(mutex_);
      incoming.swap(incoming_);
      tasks.swap(tasks_);
    }
    for (auto& task : tasks) Guarded(task);
    for (auto& transfer : incoming) {
      if (auto checked = transfer->Check(); !checked.ok()) {
        Complete(std::move(transfer), Fail(checked.error()));
        continue;
      }
      const auto ticket = ++last_ticket_;
      limiter_.Add(transfer->host_key(), transfer->is_private(), transfer->priority(), ticket);
      transfers_.emplace(ticket, std::move(transfer));
    }
    return !incoming.empty() || !tasks.empty();
  }

  void StartWhatMay() {
    while (const auto ticket = limiter_.Next(std::chrono::steady_clock::now())) {
      Transfer& transfer = *transfers_.at(*ticket);
      CURL* easy = TakeEasy();
      Status prepared = easy == nullptr ? Status(Fail(ErrorCode::kInternal, "There is no memory left for a request."))
                                        : transfer.Prepare(easy);
      if (prepared.ok() && curl_multi_add_handle(multi_, easy) == CURLM_OK) {
        active_.emplace(easy, *ticket);
        continue;
      }
      if (easy != nullptr) GiveBack(easy);
      limiter_.Done(transfer.host_key(), std::chrono::steady_clock::now());
      CompleteTicket(*ticket, Fail(prepared.ok() ? Error{ErrorCode::kInternal, "A request could not be started."}
                                                 : prepared.error()));
    }
  }

  bool FinishWhatIsDone() {
    bool any = false;
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      any = true;
      Finish(message->easy_handle, message->data.result);
    }
    return any;
  }

  void Finish(CURL* easy, CURLcode code) {
    const auto at = active_.find(easy);
    const auto ticket = at->second;
    active_.erase(at);
    Transfer& transfer = *transfers_.at(ticket);
    const std::string host_key = transfer.host_key();
    const auto follows = transfer.Finish(easy, code);
    curl_multi_remove_handle(multi_, easy);
    GiveBack(easy);
    limiter_.Done(host_key, std::chrono::steady_clock::now());
    if (follows.ok() && *follows) {
      limiter_.Add(transfer.host_key(), transfer.is_private(), transfer.priority(), ticket);
    } else if (follows.ok()) {
      CompleteTicket(ticket, transfer.TakeResponse());
    } else {
      CompleteTicket(ticket, Fail(follows.error()));
    }
  }

  int PollTime() const {
    const auto next = limiter_.NextTime();
    if (!next) return kLongestPollMs;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<int64_t>(wait, 0, kLongestPollMs));
  }

  void EndEverything() {
    for (const auto& [easy, ticket] : active_) {
      curl_multi_remove_handle(multi_, easy);
      GiveBack(easy);
    }
    active_.clear();
    for (;;) {
      while (!transfers_.empty()) CompleteTicket(transfers_.begin()->first, Fail(Stopping()));
      // What callbacks asked for meanwhile gets its answer too.
      std::vector<std::unique_ptr<Transfer>> incoming;
      std::vector<std::function<void()>> tasks;
      {
        const std::lock_guard lock(mutex_);
        incoming.swap(incoming_);
        tasks.swap(tasks_);
        if (incoming.empty() && tasks.empty()) {
          stopped_ = true;
          return;
        }
      }
      for (auto& task : tasks) Guarded(task);
      for (auto& transfer : incoming) Complete(std::move(transfer), Fail(Stopping()));
    }
  }

  void CompleteTicket(HostLimiter::Ticket ticket, Result<HttpResponse> result) {
    auto node = transfers_.extract(ticket);
    Complete(std::move(node.mapped()), std::move(result));
  }

  void Complete(std::unique_ptr<Transfer> transfer, Result<HttpResponse> result) {
    in_flight_.fetch_sub(1, std::memory_order_relaxed);
    Guarded([&] { transfer->Complete(std::move(result)); });
  }

  CURL* TakeEasy() {
    if (idle_.empty()) return curl_easy_init();
    CURL* easy = idle_.back();
    idle_.pop_back();
    return easy;
  }
  void GiveBack(CURL* easy) {
    curl_easy_reset(easy);
    idle_.push_back(easy);
  }

  const ClientOptions options_;
  TransferContext context_;
  CURLM* multi_ = nullptr;
  std::atomic<bool> stopping_{false};
  std::atomic<int> in_flight_{0};
  std::atomic<std::thread::id> thread_id_{};

  std::mutex mutex_;  // guards the next three
  std::vector<std::unique_ptr<Transfer>> incoming_;
  std::vector<std::function<void()>> tasks_;
  bool stopped_ = false;

  // The client's thread alone.
  HostLimiter limiter_;
  HostLimiter::Ticket last_ticket_ = 0;
  std::unordered_map<HostLimiter::Ticket, std::unique_ptr<Transfer>> transfers_;  // waiting and active
  std::unordered_map<CURL*, HostLimiter::Ticket> active_;
  std::vector<CURL*> idle_;

  std::mutex join_mutex_;
  std::thread thread_;
};

HttpClient::HttpClient(ClientOptions options) : worker_(std::make_unique<Worker>(std::move(options))) {}
HttpClient::~HttpClient() = default;

Result<HttpResponse> HttpClient::Fetch(HttpRequest request) {
  if (worker_->IsOwnThread()) return Fail(ErrorCode::kInternal, "Fetch was called by a callback of the client itself.");
  std::promise<Result<HttpResponse>> promise;
  auto answer = promise.get_future();
  worker_->Add(std::move(request), [&](Result<HttpResponse> result) { promise.set_value(std::move(result)); });
  return answer.get();
}

void HttpClient::FetchLater(HttpRequest request, std::function<void(Result<HttpResponse>)> done) {
  worker_->Add(std::move(request), std::move(done));
}

void HttpClient::Post(std::function<void()> task) { worker_->Post(std::move(task)); }

void HttpClient::SetHostDelay(std::string_view url, std::chrono::milliseconds delay) {
  const auto parsed = ParseUrl(url);
  if (!parsed || !parsed->is_http()) return;
  worker_->SetDelay(HostKey(*parsed, worker_->options().guard).name, delay);
}

int HttpClient::in_flight() const { return worker_->in_flight(); }
const AddressGuard& HttpClient::guard() const { return worker_->options().guard; }
const std::string& HttpClient::user_agent() const { return worker_->user_agent(); }
void HttpClient::Stop() { worker_->Stop(); }

}  // namespace newsstand::net
