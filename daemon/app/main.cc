// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <exception>

#include "daemon/app/commands.h"

int main(int argc, char** argv) {
  try {
    return jono::app::run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "jonovahti: {}\n", e.what());
    return jono::app::kFailed;
  }
}
