// SPDX-License-Identifier: EUPL-1.2
// The body of a request as the records in it. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "collectors/webhook/post.h"
#include "daemon/base/result.h"

namespace jono::webhook {

struct ReadRecord {
  std::optional<boost::json::value> json;  // nullopt: a line that is not JSON
  std::size_t length = 0;                  // bytes
};

struct Records {
  std::vector<ReadRecord> records;
  bool cloud_events = false;  // each is an envelope (CloudEvents 1.0), its event in `data`
};

// By Content-Type: one JSON value, or a list of them (application/json, or whatever does not say);
// lines of them (application/x-ndjson, -/jsonl); CloudEvents, structured, in a batch or with their
// attributes in `ce-` headers; a form (application/x-www-form-urlencoded), which becomes an object
// of texts. Lines and forms that say they are something else are known, too. An error says why
// nothing in it can be read: the whole body is refused.
[[nodiscard]] Result<Records> read_records(const Post& post);

// A form's fields, decoded; of a name that comes twice the last counts. nullopt: an escape is
// broken or the text is not UTF-8.
[[nodiscard]] std::optional<boost::json::object> read_form(std::string_view body);

}  // namespace jono::webhook
