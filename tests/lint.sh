#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# lint.sh BUILD: clang-tidy over every source that BUILD/compile_commands.json knows. A file that
# was clean is not read again until it, or a header, changes.
set -eu
build=${1:-build/dev}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/jonovahti-lint
mkdir -p "$cache"
headers=$( (git ls-files '*.h' | xargs cat; cat .clang-tidy; clang-tidy-19 --version) | sha256sum | cut -c1-16)
git ls-files 'daemon/*.cc' 'collectors/*.cc' 'alerting/*.cc' | while read -r file; do
  mark=$cache/$(printf '%s' "$headers$file$(cat "$file")" | sha256sum | cut -c1-32)
  [ -e "$mark" ] || printf '%s %s\n' "$mark" "$file"
done | xargs -r -P "$(nproc)" -L 1 sh -c '
  clang-tidy-19 --quiet -p "$0" "$2" 2>/dev/null && : >"$1"
' "$build"
