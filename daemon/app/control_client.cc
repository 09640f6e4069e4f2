// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/control_client.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <memory>

namespace jono::app {
namespace {

constexpr long kPatience = 35;  // seconds; the server's own limit is 30

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::size_t take(const char* data, std::size_t one, std::size_t size, void* into) {
  static_cast<std::string*>(into)->append(data, one * size);
  return one * size;
}

std::string user() {
  const passwd* const found = ::getpwuid(::geteuid());
  return found != nullptr ? found->pw_name : std::to_string(::geteuid());
}

Error no_answer(const std::filesystem::path& socket, CURLcode code) {
  if (code == CURLE_COULDNT_CONNECT) {
    return {Errc::give_up,
            fmt::format("no daemon answers at {}: is it running, and may {} read its socket?",
                        socket.string(), user())};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return {Errc::retry_later,
            fmt::format("the daemon at {} has not answered for {} s: is it busy?", socket.string(),
                        kPatience)};
  }
  return {Errc::give_up, fmt::format("the daemon at {} gave no answer: {}", socket.string(),
                                     curl_easy_strerror(code))};
}

void set_body(CURL* curl, const std::string& json_body) {
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json_body.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(json_body.size()));
}

}  // namespace

Result<ControlAnswer> ask(const std::filesystem::path& socket, const std::string& method,
                          const std::string& path_and_query, const std::string& json_body) {
  const Handle curl(curl_easy_init(), curl_easy_cleanup);
  // Commands speak English.
  curl_slist* const language = curl_slist_append(nullptr, "Accept-Language: en");
  const Headers headers(curl_slist_append(language, "Content-Type: application/json"),
                        curl_slist_free_all);
  if (!curl || !headers) return Error{Errc::give_up, "no memory for a request"};
  const std::string url = "http://localhost" + path_and_query;
  ControlAnswer out;
  curl_easy_setopt(curl.get(), CURLOPT_UNIX_SOCKET_PATH, socket.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  if (!json_body.empty()) set_body(curl.get(), json_body);
  curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, method.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kPatience);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &out.body);
  if (const CURLcode code = curl_easy_perform(curl.get()); code != CURLE_OK) {
    return no_answer(socket, code);
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  out.status = static_cast<int>(status);
  return out;
}

Result<boost::json::value> get_json(const std::filesystem::path& socket,
                                    const std::string& path_and_query) {
  const auto answer = ask(socket, "GET", path_and_query);
  if (!answer) return answer.error();
  if (answer->status >= 300) return Error{Errc::retry_later, detail_of(answer->body)};
  boost::system::error_code fault;
  boost::json::value out = boost::json::parse(answer->body, fault);
  if (fault) return Error{Errc::give_up, "what answers there is no jonovahti"};
  return out;
}

std::string detail_of(const std::string& body) {
  boost::system::error_code fault;
  const boost::json::value root = boost::json::parse(body, fault);
  if (fault || !root.is_object()) return body;
  const auto* detail = root.get_object().if_contains("detail");
  return detail && detail->is_string() ? std::string(detail->get_string()) : body;
}

}  // namespace jono::app
