// SPDX-License-Identifier: EUPL-1.2
#include "alerting/carrier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace jono::alerting {
namespace {

constexpr std::size_t kLongestAnswer = 200;  // bytes

struct SlistFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Slist = std::unique_ptr<curl_slist, SlistFree>;

void append(Slist& list, const std::string& line) {
  curl_slist* head = curl_slist_append(list.get(), line.c_str());
  if (head == nullptr) throw std::bad_alloc();
  if (!list) list.reset(head);  // else it is the head that we have
}

void hide(std::string& text, std::string_view secret) {
  constexpr std::size_t kShortest = 4;  // what is shorter hides words that are none
  if (secret.size() < kShortest) return;
  for (std::size_t at = text.find(secret); at != text.npos; at = text.find(secret, at + 3)) {
    text.replace(at, secret.size(), "***");
  }
}

// Path and query: some services have their key there.
std::string_view path_of(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t path = host == url.npos ? host : url.find('/', host + 3);
  return path == url.npos ? std::string_view() : url.substr(path + 1);
}

std::string one_line(std::string text, const Transfer& transfer) {
  hide(text, transfer.secret);
  hide(text, path_of(transfer.url));
  text = text.substr(0, text.find_first_of("\r\n"));
  std::ranges::replace_if(text, [](unsigned char c) { return c < 0x20 || c >= 0x7f; }, '?');
  return text.substr(0, kLongestAnswer);
}

bool is_mail(const Transfer& transfer) { return transfer.url.starts_with("smtp"); }

// The end of the certificate that was shown first: the receiver's own.
std::optional<Instant> certificate_end(CURL* easy) {
  curl_certinfo* shown = nullptr;
  curl_easy_getinfo(easy, CURLINFO_CERTINFO, &shown);
  if (shown == nullptr || shown->num_of_certs < 1) return {};
  constexpr std::string_view kName = "Expire date:";
  for (const curl_slist* item = shown->certinfo[0]; item != nullptr; item = item->next) {
    if (!std::string_view(item->data).starts_with(kName)) continue;
    const std::time_t end = curl_getdate(item->data + kName.size(), nullptr);
    if (end > 0) return Instant(std::chrono::seconds(end));
  }
  return {};
}

// What an answer with this status says about trying again.
Outcome outcome_of(long status, bool mail) {
  // Later, or once somebody has mended the secret, the address or the proxy.
  constexpr std::array<long, 7> kLater = {401, 403, 404, 407, 408, 425, 429};
  constexpr std::array<long, 4> kLogin = {530, 534, 535, 538};  // ours to mend
  if (mail) {
    const bool refused = status >= 500 && std::ranges::find(kLogin, status) == kLogin.end();
    return refused ? Outcome::refused : Outcome::failed;
  }
  if (status >= 200 && status < 300) return Outcome::delivered;
  const bool refused =
      status >= 400 && status < 500 && std::ranges::find(kLater, status) == kLater.end();
  return refused ? Outcome::refused : Outcome::failed;
}

}  // namespace

struct Carrier::Job {
  Transfer transfer;
  std::size_t most = 0;
  CURL* easy = nullptr;
  Slist headers{}, to{};
  std::string answer{};
  std::size_t sent = 0;
  bool cut = false;  // the answer was longer than it may be

  Job(Transfer what, const Limits& limits);
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;
  ~Job() { curl_easy_cleanup(easy); }

  void set_request();
  void set_mail();
  template <class T>
  void set(CURLoption option, T value) {
    const CURLcode code = curl_easy_setopt(easy, option, value);
    if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
  }

  static std::size_t take(char* bytes, std::size_t one, std::size_t size, void* self) {
    auto& job = *static_cast<Job*>(self);
    job.cut = job.answer.size() + size > job.most;
    if (job.cut) return 0;  // ends the transfer
    job.answer.append(bytes, one * size);
    return one * size;
  }
  static std::size_t give(char* to, std::size_t one, std::size_t size, void* self) {
    auto& job = *static_cast<Job*>(self);
    const std::size_t part = std::min(one * size, job.transfer.body.size() - job.sent);
    job.transfer.body.copy(to, part, job.sent);
    job.sent += part;
    return part;
  }
};

Carrier::Job::Job(Transfer what, const Limits& limits)
    : transfer(std::move(what)), most(limits.answer), easy(curl_easy_init()) {
  if (easy == nullptr) throw std::bad_alloc();
  set(CURLOPT_URL, transfer.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a name server that does not answer is not waited for
  set(CURLOPT_CERTINFO, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, long(limits.connect.count()));
  set(CURLOPT_TIMEOUT_MS, long(limits.whole.count()));
  set(CURLOPT_USERAGENT, "jonovahti");
  set(CURLOPT_WRITEFUNCTION, &Job::take);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  if (!transfer.ca_file.empty()) set(CURLOPT_CAINFO, transfer.ca_file.c_str());
  if (is_mail(transfer)) {
    set_mail();
  } else {
    set_request();
  }
}

void Carrier::Job::set_request() {
  if (transfer.method == "GET") return;
  set(CURLOPT_POSTFIELDS, transfer.body.data());
  set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(transfer.body.size()));
  set(CURLOPT_CUSTOMREQUEST, transfer.method.c_str());
  for (const std::string& line : transfer.headers) append(headers, line);
  append(headers, "Expect:");  // no asking before a long body
  set(CURLOPT_HTTPHEADER, headers.get());
}

void Carrier::Job::set_mail() {
  set(CURLOPT_USE_SSL, long(CURLUSESSL_ALL));
  set(CURLOPT_MAIL_FROM, transfer.from.c_str());
  for (const std::string& each : transfer.to) append(to, each);
  set(CURLOPT_MAIL_RCPT, to.get());
  set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);  // one bad address does not keep it from the others
  if (!transfer.user.empty()) {
    set(CURLOPT_USERNAME, transfer.user.c_str());
    set(CURLOPT_PASSWORD, transfer.secret.c_str());
  }
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &Job::give);
  set(CURLOPT_READDATA, static_cast<void*>(this));
}

Carrier::Carrier(Limits limits) : limits_(limits), multi_(nullptr) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready == CURLE_OK) multi_ = curl_multi_init();
  if (multi_ == nullptr) throw std::runtime_error("libcurl cannot be set up");
}

Carrier::~Carrier() {
  for (const auto& [easy, job] : jobs_) curl_multi_remove_handle(multi_, easy);
  jobs_.clear();
  curl_multi_cleanup(multi_);
}

void Carrier::start(Transfer transfer) {
  const std::uint64_t id = transfer.id;
  try {
    auto job = std::make_unique<Job>(std::move(transfer), limits_);
    CURL* easy = job->easy;
    if (curl_multi_add_handle(multi_, easy) != CURLM_OK) throw std::bad_alloc();
    jobs_.emplace(easy, std::move(job));
  } catch (const std::exception& e) {
    done_.push_back({.id = id, .outcome = Outcome::failed, .answer = e.what(), .body = {}});
  }
}

void Carrier::wait(Millis at_most) {
  int running = 0;
  curl_multi_perform(multi_, &running);
  const bool all_run = std::cmp_equal(running, jobs_.size());
  const auto patience = all_run ? std::clamp<Millis::rep>(at_most.count(), 0, 3'600'000) : 0;
  curl_multi_poll(multi_, nullptr, 0, int(patience), nullptr);
  curl_multi_perform(multi_, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const auto job = jobs_.find(message->easy_handle);
    done_.push_back(finish(*job->second, message->data.result));
    curl_multi_remove_handle(multi_, job->first);
    jobs_.erase(job);
  }
}

void Carrier::wake() { curl_multi_wakeup(multi_); }

std::vector<Finished> Carrier::finished() { return std::exchange(done_, {}); }

Finished Carrier::finish(const Job& job, CURLcode code) const {
  long status = 0;
  curl_easy_getinfo(job.easy, CURLINFO_RESPONSE_CODE, &status);
  const Transfer& transfer = job.transfer;
  const bool mail = is_mail(transfer);
  Finished out{.id = transfer.id, .outcome = Outcome::failed, .answer = {}, .body = job.answer};
  if (code == CURLE_OK) out.certificate_ends = certificate_end(job.easy);
  const char* protocol = mail ? "SMTP" : "HTTP";
  if (job.cut && transfer.method == "GET") {
    out.answer = fmt::format("the answer is longer than {} bytes", limits_.answer);
  } else if (code == CURLE_OK || job.cut) {
    out.outcome = mail ? Outcome::delivered : outcome_of(status, mail);
    out.answer = one_line(fmt::format("{} {} {}", protocol, status, job.answer), transfer);
  } else {
    if (mail) out.outcome = outcome_of(status, mail);
    out.answer = one_line(
        status == 0 ? curl_easy_strerror(code)
                    : fmt::format("{} {}, then: {}", protocol, status, curl_easy_strerror(code)),
        transfer);
  }
  while (out.answer.ends_with(' ')) out.answer.pop_back();
  return out;
}

}  // namespace jono::alerting
