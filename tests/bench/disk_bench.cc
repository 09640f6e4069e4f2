// SPDX-License-Identifier: EUPL-1.2
// What the disk itself can do, as the other side of measurements.
//   disk_bench commits DIR N   SQLite, a row of 250 bytes a commit, each synced: commits a second
//   disk_bench syncs DIR N     4 KiB appended and synced, N times: the 99th percentile in ms
//   disk_bench paced DIR N BYTES RATE
//     N messages of so many bytes, RATE a second, each appended and synced with all that are due by
//     then: the 99th percentile of the time from when it is due, in ms. A disk that stops once in a
//     while holds up all who come meanwhile, which `syncs` counts as one.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

int commits(const std::string& dir, int count) {
  SQLite::Database db(dir + "/commits.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  db.exec("CREATE TABLE event (id INTEGER PRIMARY KEY, body BLOB)");
  SQLite::Statement insert(db, "INSERT INTO event (body) VALUES (?)");
  const std::string body(250, 'x');
  const auto begin = steady_clock::now();
  for (int i = 0; i < count; ++i) {
    insert.bindNoCopy(1, body);
    insert.exec();
    insert.reset();
  }
  std::printf("%.0f\n", count / Seconds(steady_clock::now() - begin).count());
  return 0;
}

int syncs(const std::string& dir, int count) {
  const int file = ::open((dir + "/syncs").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const std::string page(4096, 'x');
  std::vector<double> took;
  for (int i = 0; i < count; ++i) {
    const auto begin = steady_clock::now();
    if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) return 1;
    took.push_back(Seconds(steady_clock::now() - begin).count() * 1000);
  }
  ::close(file);
  std::ranges::sort(took);
  std::printf("%.3f\n", took[took.size() * 99 / 100]);
  return 0;
}

int paced(const std::string& dir, std::size_t count, std::size_t bytes, double rate) {
  const int file = ::open((dir + "/paced").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  std::string body;
  std::vector<double> took;
  const auto begin = steady_clock::now();
  const auto now = [&] { return Seconds(steady_clock::now() - begin).count(); };
  while (took.size() < count) {
    const std::size_t due =
        std::min(count, static_cast<std::size_t>(now() * rate) + 1) - took.size();
    if (due == 0) continue;
    body.assign(due * bytes, 'x');
    if (::write(file, body.data(), body.size()) < 0 || ::fdatasync(file) != 0) return 1;
    const double end = now();
    for (std::size_t i = 0; i < due; ++i) {
      took.push_back((end - static_cast<double>(took.size()) / rate) * 1000);
    }
  }
  ::close(file);
  std::ranges::sort(took);
  std::printf("%.3f\n", took[took.size() * 99 / 100]);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (argc == 4 && mode == "commits") return commits(argv[2], std::atoi(argv[3]));
  if (argc == 4 && mode == "syncs") return syncs(argv[2], std::atoi(argv[3]));
  if (argc == 6 && mode == "paced") {
    return paced(argv[2], std::strtoul(argv[3], nullptr, 10), std::strtoul(argv[4], nullptr, 10),
                 std::strtod(argv[5], nullptr));
  }
  std::fprintf(stderr, "usage: disk_bench commits DIR N | syncs DIR N | paced DIR N BYTES RATE\n");
  return 2;
}
