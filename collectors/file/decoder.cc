// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/decoder.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "collectors/file/text.h"
#include "collectors/file/totals_reader.h"
#include "collectors/mapping/csv_record.h"
#include "collectors/mapping/json_record.h"
#include "collectors/mapping/mapped_reader.h"
#include "daemon/event/parser.h"

namespace jono::file {
namespace {

using Cells = std::vector<std::string_view>;

// The field that a refusal is about.
std::optional<Field> field_of(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::unknown_type:
      return Field::type;
    case RefusalReason::bad_at:
      return Field::at;
    case RefusalReason::unknown_line:
      return Field::line;
    case RefusalReason::bad_seq:
      return Field::seq;
    default:
      return std::nullopt;
  }
}

std::string_view advice_on(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::unknown_type:
      return "no type of an event";
    case RefusalReason::bad_at:
      return "no instant: empty, or none that this format has";
    case RefusalReason::unknown_line:
      return "neither a line nor one of the source's queues: name it there, or leave such lines "
             "out "
             "with `when`";
    case RefusalReason::bad_id:
      return "an id is missing, or longer than 128 bytes";
    case RefusalReason::not_json:
      return "not one JSON object";
    default:
      return name_of(reason);
  }
}

// Where a rule for `field` looks; nullopt: it is a constant, or there is none.
std::optional<std::size_t> place_of(const mapping::Mapping& mapping, Field field) {
  for (const mapping::Template& one : mapping.templates) {
    for (const mapping::Rule& rule : one.rules) {
      if (rule.field == field && !rule.constant) return rule.place;
    }
  }
  return std::nullopt;
}

// Events of the event format, a line each.
class OwnEvents final : public Decoder {
 public:
  OwnEvents(const Edge& edge, EpochNames& epochs)
      : source_(edge.source), parser_(*edge.names, edge.hasher, epochs, SourceRule::transport) {}

  Bad head(const CsvRow&) override {
    return Fault{.what = "CSV needs a mapping"};  // the configuration sees to that
  }
  Bad row(const CsvRow&, Found&) override { return std::nullopt; }
  Bad line(std::uint64_t, std::string_view text, Found& out) override {
    if (const Event* event = parser_.parse(text, source_)) {
      out.events.push_back(*event);
      return std::nullopt;
    }
    const RefusalReason reason = parser_.refusal().reason;
    return Fault{.what = fmt::format("{}: {}", name_of(reason), advice_on(reason))};
  }

 private:
  const SourceId source_;
  EventParser parser_;
};

// Records of a mapping, of which `Give` makes something.
class MappedRecords : public Decoder {
 public:
  explicit MappedRecords(const mapping::Mapping& mapping)
      : mapping_(mapping),
        pointers_(mapping.columns ? std::vector<mapping::Pointer>()
                                  : mapping::pointers_of(mapping.places)) {}

  Bad head(const CsvRow& names) override {
    const Cells cells(names.cells.begin(), names.cells.end());
    auto columns = mapping::columns_of(mapping_.places, cells);
    if (!columns) {
      return Fault{.line = names.line,
                   .what = columns.error().what +
                           ": does the file have another delimiter, or its "
                           "head on another line (head_line)?"};
    }
    columns_ = std::move(*columns);
    return std::nullopt;
  }
  Bad row(const CsvRow& row, Found& out) override {
    Cells cells;
    std::size_t length = 0;
    for (const std::string& cell : row.cells) {
      cells.push_back(trimmed(cell));
      length += cell.size() + 1;
    }
    return give(mapping::CsvRecord(columns_, cells), length, out);
  }
  Bad line(std::uint64_t, std::string_view text, Found& out) override {
    boost::system::error_code fault;
    const boost::json::value root = boost::json::parse(text, fault);
    if (fault || !root.is_object())
      return Fault{.what = std::string(advice_on(RefusalReason::not_json))};
    return give(mapping::JsonRecord(root, pointers_), text.size(), out);
  }

 protected:
  virtual Bad give(const mapping::Record& record, std::size_t length, Found& out) = 0;

  // About the value at `place`, which is shown.
  [[nodiscard]] Fault fault(const mapping::Record& record, std::optional<std::size_t> place,
                            std::string_view what) const {
    if (!place) return {.what = std::string(what)};
    Fault out;
    if (mapping_.columns) {
      out.column = static_cast<std::uint32_t>(columns_[*place] + 1);
    } else {
      out.name = mapping_.places[*place];
    }
    const mapping::Value value = record.at(*place);
    const bool empty = value.kind == mapping::Value::Kind::absent;
    out.what = fmt::format("{}: {}", empty ? "empty" : shown(value.text), what);
    return out;
  }

  const mapping::Mapping& mapping_;

 private:
  const std::vector<mapping::Pointer> pointers_;
  mapping::Columns columns_;
};

class MappedEvents final : public MappedRecords {
 public:
  MappedEvents(const mapping::Mapping& mapping, const Edge& edge, EpochNames& epochs)
      : MappedRecords(mapping), reader_(mapping, edge, epochs) {}

 private:
  Bad give(const mapping::Record& record, std::size_t length, Found& out) override {
    Bad bad;
    reader_.read(record, length, [&](const mapping::MappedReader::Outcome& one) {
      if (bad) return;
      if (one.event != nullptr) {
        out.events.push_back(*one.event);
      } else if (one.misfit != nullptr) {
        bad = fault(record, one.misfit->place, one.misfit->what);
      } else {
        const RefusalReason reason = one.refusal->reason;
        const auto field = field_of(reason);
        bad = fault(record, field ? place_of(mapping_, *field) : std::nullopt, advice_on(reason));
      }
    });
    return bad;
  }

  mapping::MappedReader reader_;
};

class Totals final : public MappedRecords {
 public:
  Totals(const TotalsRules& rules, const Edge& edge)
      : MappedRecords(rules.rules), reader_(rules, edge) {}

 private:
  Bad give(const mapping::Record& record, std::size_t, Found& out) override {
    const auto misfit = reader_.read(record, out.totals);
    return misfit ? Bad(fault(record, misfit->place, misfit->what)) : std::nullopt;
  }

  TotalsReader reader_;
};

// A record may be of interest to both.
class Both final : public Decoder {
 public:
  Both(std::unique_ptr<Decoder> first, std::unique_ptr<Decoder> second)
      : first_(std::move(first)), second_(std::move(second)) {}

  Bad head(const CsvRow& names) override {
    auto bad = first_->head(names);
    return bad ? bad : second_->head(names);
  }
  Bad row(const CsvRow& cells, Found& out) override {
    auto bad = first_->row(cells, out);
    return bad ? bad : second_->row(cells, out);
  }
  Bad line(std::uint64_t number, std::string_view text, Found& out) override {
    auto bad = first_->line(number, text, out);
    return bad ? bad : second_->line(number, text, out);
  }

 private:
  const std::unique_ptr<Decoder> first_;
  const std::unique_ptr<Decoder> second_;
};

}  // namespace

std::unique_ptr<Decoder> make_decoder(const FileConfig& config, const Edge& edge,
                                      EpochNames& epochs) {
  std::unique_ptr<Decoder> events, totals;
  if (config.mapping) events = std::make_unique<MappedEvents>(*config.mapping, edge, epochs);
  if (config.totals) totals = std::make_unique<Totals>(*config.totals, edge);
  if (events && totals) return std::make_unique<Both>(std::move(events), std::move(totals));
  if (events) return events;
  if (totals) return totals;
  return std::make_unique<OwnEvents>(edge, epochs);
}

}  // namespace jono::file
