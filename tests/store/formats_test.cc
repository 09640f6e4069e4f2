// SPDX-License-Identifier: EUPL-1.2
// A file that a newer version wrote is refused, and says so; the journal's own is journal_chain's.
#include <SQLiteCpp/Database.h>

#include "daemon/store/alert_store.h"
#include "daemon/store/history.h"
#include "daemon/store/report_store.h"
#include "daemon/store/reported_store.h"
#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

class O01_Files : public StoreTest {
 protected:
  template <class Store>
  std::string refused(const char* file) {
    const auto dir = DataDir::open(path);
    EXPECT_TRUE(Store::open(*dir));
    SQLite::Database((path / file).string(), SQLite::OPEN_READWRITE)
        .exec("PRAGMA user_version = 99");
    const auto opened = Store::open(*dir);
    return opened ? "" : opened.error().what;
  }
};

TEST_F(O01_Files, NewerOnesAreRefused) {
  for (const std::string& why :
       {refused<History>("history.db"), refused<AlertStore>("alerts.db"),
        refused<ReportStore>("reports.db"), refused<ReportedStore>("reported.db")}) {
    EXPECT_NE(why.find("is of format 99"), std::string::npos) << why;
  }
}

}  // namespace
}  // namespace jono::store
