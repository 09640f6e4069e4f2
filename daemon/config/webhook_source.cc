// SPDX-License-Identifier: EUPL-1.2
#include <string>
#include <utility>

#include "daemon/config/mapping.h"
#include "daemon/config/scalars.h"
#include "daemon/config/source_kinds.h"

namespace jono::config {
namespace {

std::optional<std::string> header_name(const Node& node) {
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  return spelled(node, "the name of a header", kLetters, 64);
}

std::optional<std::uint32_t> rate(const Node& node) {
  constexpr std::uint64_t kMost = 10'000;
  const auto out = whole_number(node);
  if (!out) return std::nullopt;
  if (*out >= 1 && *out <= kMost) return static_cast<std::uint32_t>(*out);
  node.fault("must be 1 to 10000 requests a second");
  return std::nullopt;
}

}  // namespace

webhook::WebhookConfig read_webhook(Keys& keys, const calendar::Zone& zone) {
  webhook::WebhookConfig out;
  webhook::Signature signature;
  const bool is_signed = keys.read("secret_file", signature.secret_file, word);
  const bool header = keys.read("signature_header", signature.header, header_name);
  const bool prefix = keys.read("signature_prefix", signature.prefix, one_line);
  const bool timestamp = keys.read("timestamp_header", signature.timestamp_header, header_name);
  if (!is_signed && (header || prefix || timestamp)) {
    keys.node().fault("a signature takes a `secret_file`");
  }
  if (is_signed) out.signature = std::move(signature);
  keys.read("rate", out.rate, rate);
  out.mapping = read_mapping(keys, RecordForm::json, zone);
  return out;
}

}  // namespace jono::config
