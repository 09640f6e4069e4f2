// SPDX-License-Identifier: EUPL-1.2
// All that an engine and its Live hold beside the rows, as bytes: the checkpoint. What the
// configuration names is written by name, so that it survives a changed configuration.
#pragma once

#include <string>
#include <string_view>

#include "daemon/engine/live.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/names.h"

namespace jono::engine {

void save_state(const Engine& engine, Live& live, const Names& names, const EpochNames& epochs,
                std::string& out);

// Into an engine that has its rows but no events yet. False when the bytes are not such a state:
// both are then in any state. Lines and sources that are configured no more are left out.
[[nodiscard]] bool restore_state(std::string_view bytes, Engine& engine, Live& live,
                                 const Names& names, EpochNames& epochs);

}  // namespace jono::engine
