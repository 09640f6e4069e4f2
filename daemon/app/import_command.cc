// SPDX-License-Identifier: EUPL-1.2
// import: history from files, as a source of type file would take it.
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "collectors/file/file_report.h"
#include "daemon/app/books.h"
#include "daemon/app/commands.h"
#include "daemon/app/control_client.h"
#include "daemon/app/file_input.h"
#include "daemon/app/output.h"
#include "daemon/app/reported_figures.h"
#include "daemon/event/rfc3339.h"

namespace jono::app {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

struct Given {
  std::string config;
  std::string source;
  std::vector<std::string> files;
  std::uint32_t wait = 600;  // seconds for the daemon to take a file
};

// How far a file has got: one line that is written again on a terminal, else one now and then.
class ProgressBar {
 public:
  explicit ProgressBar(std::string path) : path_(std::move(path)) {}
  ~ProgressBar() {
    if (terminal_ && shown_ != Steady::time_point()) fmt::print(stderr, "\n");
  }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::string_view doing, const file::Progress& progress) {
    const auto now = Steady::now();
    const bool last = progress.read >= progress.size;
    const auto pause = std::chrono::milliseconds(terminal_ ? 100 : 2000);
    if (!last && doing == doing_ && now - shown_ < pause) return;
    doing_ = doing;
    shown_ = now;
    const double seconds = std::chrono::duration<double>(now - begun_).count();
    const auto percent = progress.size == 0 ? 100 : progress.read * 100 / progress.size;
    const std::string text = fmt::format(
        "{}: {} {:>3} %, {} rows, {:.0f} rows/s", path_, doing, percent, progress.records,
        seconds > 0 ? static_cast<double>(progress.records) / seconds : 0.0);
    if (!terminal_) return fmt::print(stderr, "{}\n", text);
    constexpr std::size_t kWidth = 30;
    const std::size_t full = std::min<std::size_t>(percent * kWidth / 100, kWidth);
    fmt::print(stderr, "\r[{:#<{}}{:.<{}}] {}\x1b[K", "", full, "", kWidth - full, text);
  }

 private:
  const std::string path_;
  const bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  std::string doing_;
  const Steady::time_point begun_ = Steady::now();
  Steady::time_point shown_{};
};

// Looked through before anything is given to anybody: a faulty file is refused here.
Result<void> check(const config::Config& config, const FileSource& source,
                   const std::string& path) {
  ProgressBar bar(path);
  const auto read =
      look_through(config, source, path, [&](const file::Progress& p) { bar.show("checked", p); });
  if (!read) return read.error();
  std::string faults = faults_of(path, read->tally);
  if (faults.empty()) return {};
  faults.pop_back();
  return Error{Errc::bad_input, std::move(faults)};
}

// What the source has counted.
struct Counted {
  std::uint64_t taken = 0, known = 0, late = 0, refused = 0;
};

Counted counted(const engine::SourceStatus& source) {
  Counted out;
  for (const std::uint64_t n : source.counters.events) out.taken += n;
  out.known = source.counters.duplicates;
  for (std::size_t i = 0; i < source.counters.rejected.size(); ++i) {
    const bool late = i == static_cast<std::size_t>(RefusalReason::too_late);
    (late ? out.late : out.refused) += source.counters.rejected.at(i);
  }
  return out;
}

void print_outcome(const std::string& path, const file::Taken& taken, const Counted& before,
                   const Counted& after) {
  if (taken.fate == file::Fate::known) {
    fmt::print("{}: was taken before: nothing changed\n", path);
    return;
  }
  fmt::print(
      "{}: {} rows, {} of no interest, {} figures; events: {} taken, {} known already, {} "
      "refused as too late, {} refused otherwise\n",
      path, taken.tally.records, taken.tally.ignored, taken.tally.totals,
      after.taken - before.taken, after.known - before.known, after.late - before.late,
      after.refused - before.refused);
}

// Where no daemon runs: into its data directory.
class IntoDisk {
 public:
  static Result<std::unique_ptr<IntoDisk>> open(const config::Config& config,
                                                const FileSource& source) {
    std::unique_ptr<IntoDisk> out(new IntoDisk(source));
    auto books =
        Books::open(config, out->clock_,
                    {{}, [raw = out.get()](std::string_view why) { raw->failure_ = why; }});
    if (!books) return books.error();
    out->books_ = std::move(*books);
    auto reported = ReportedFigures::open(out->books_->dir(), out->books_->names, out->clock_);
    if (!reported) return reported.error();
    out->reported_ = std::move(*reported);
    if (!out->books_->start()) return Error{Errc::give_up, out->failure_};
    Books& open_books = *out->books_;
    const std::string place = open_books.ledger().place(source.id);
    out->taker_ = std::make_unique<file::FileTaker>(
        file::TakerParts{.config = *source.config,
                         .edge = {&open_books.names, IdHasher(open_books.key()), source.id},
                         .epochs = open_books.epochs,
                         .clock = out->clock_,
                         .totals = *out->reported_,
                         .future_tolerance = source.future_tolerance,
                         .send =
                             [raw = out.get()](Delivery delivery) {
                               raw->books_->channel.put(delivery);
                               return raw->failure_.empty();
                             },
                         .stopped = [raw = out.get()] { return !raw->failure_.empty(); }},
        place);
    return out;
  }

  Result<void> take(const std::string& path) {
    const auto file = file::OpenFile::open(path);
    if (!file) return Error{Errc::bad_input, file.error().what};
    const Counted before = now();
    file::Taken taken;
    {
      ProgressBar bar(path);
      auto done = taker_->take(*file, file::shown_name(fs::path(path).filename().native()),
                               [&](const file::Progress& p) {
                                 if (p.delivering) bar.show("taken", p);
                               });
      if (!done) return done.error();
      taken = std::move(*done);
    }
    if (taken.fate == file::Fate::stopped) return Error{Errc::give_up, failure_};
    if (taken.fate == file::Fate::changed || taken.fate == file::Fate::faulty) {
      return Error{Errc::give_up, fmt::format("{}: somebody wrote to it meanwhile: again", path)};
    }
    print_outcome(path, taken, before, now());
    return {};
  }

  Result<void> end() {
    if (books_->stop()) return {};
    return Error{Errc::give_up, failure_};
  }

 private:
  explicit IntoDisk(const FileSource& source) : source_(source) {}

  // As a snapshot tells that was made after what was delivered is applied.
  Counted now() {
    const Instant asked = clock_.now();
    while (failure_.empty() && books_->ledger().snapshot()->now <= asked) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return counted(books_->ledger().snapshot()->sources[source_.id.value]);
  }

  const FileSource source_;
  const SystemClock clock_;
  std::string failure_;
  std::unique_ptr<Books> books_;
  std::unique_ptr<ReportedFigures> reported_;
  std::unique_ptr<file::FileTaker> taker_;
};

Error in_folder(const fs::path& folder, std::string_view what) {
  return {Errc::give_up,
          fmt::format("{}: {}: run it as a user who may write there", folder.native(), what)};
}

// Where a daemon runs: into its folder, and then it is waited for.
Result<void> hand_over(const FileSource& source, const std::string& path, std::uint32_t seconds) {
  const fs::path folder = source.config->folder;
  const fs::path given(path);
  const auto stamp = std::chrono::system_clock::now().time_since_epoch().count();
  const std::string name =
      fmt::format("{}.{:x}{}", given.stem().native(), stamp, given.extension().native());
  const fs::path part = folder / ("." + name + ".part");
  std::error_code fault;
  fs::copy_file(given, part, fault);
  if (!fault) fs::rename(part, folder / name, fault);
  if (fault) {
    std::error_code gone;
    fs::remove(part, gone);
    return in_folder(folder, fault.message());
  }
  const file::Folders ends = file::folders_of(folder);
  const auto until = Steady::now() + std::chrono::seconds(seconds);
  for (; Steady::now() < until; std::this_thread::sleep_for(std::chrono::milliseconds(50))) {
    for (const fs::path& end : {ends.done, ends.failed}) {
      if (!fs::exists(end / name, fault)) continue;
      std::ifstream report(end / (name + ".report.txt"));
      fmt::print("{}", std::string(std::istreambuf_iterator<char>(report), {}));
      if (end == ends.done) return {};
      return Error{Errc::bad_input, fmt::format("{}: not taken", path)};
    }
  }
  return Error{Errc::retry_later,
               fmt::format("{}: lies in {} as {}; the daemon has not taken it yet", path,
                           folder.native(), name)};
}

Result<void> import(const config::Config& config, const Given& given) {
  const auto source = file_source(config, given.source);
  if (!source) return source.error();
  for (const std::string& path : given.files) {
    if (auto good = check(config, *source, path); !good) return good;
  }
  const bool runs = static_cast<bool>(ask(config.http.socket, "GET", "/healthz"));
  if (runs) {
    for (const std::string& path : given.files) {
      if (auto done = hand_over(*source, path, given.wait); !done) return done;
    }
    return {};
  }
  spdlog::set_level(spdlog::level::warn);
  const auto disk = IntoDisk::open(config, *source);
  if (!disk) return disk.error();
  for (const std::string& path : given.files) {
    if (auto done = (*disk)->take(path); !done) return done;
  }
  return (*disk)->end();
}

}  // namespace

void add_import(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "import",
      "takes files as a source of type file would: into the running daemon, or, where none "
      "runs, into its data directory; the same file twice changes nothing");
  auto given = std::make_shared<Given>();
  command->add_option("--config", given->config, "the configuration, YAML")->required();
  command
      ->add_option("--source", given->source, "the source of type file that says how they are read")
      ->required();
  command->add_option("--wait", given->wait, "seconds for a running daemon to take a file; 600");
  command->add_option("files", given->files, "the files; all are looked through first")->required();
  command->callback([given, &chosen] {
    chosen = [given] {
      return with_config(given->config, [&](const config::Config& config) {
        return told(import(config, *given));
      });
    };
  });
}

}  // namespace jono::app
