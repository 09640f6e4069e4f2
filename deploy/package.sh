#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# package.sh [BUILD [CMAKE OPTION...]]: makes the Debian package in BUILD (build/release where it is
# left out) and says where it is. The same sources give the same bytes.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
[ $# -eq 0 ] || shift
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() { "$@" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }; }

quietly cmake --preset release -B "$build" -DBUILD_TESTING=OFF -UJONO_VERSION "$@"
quietly cmake --build "$build" --target package_files -- -j"$(nproc)"
rm -f "$build"/jonovahti_*.deb
# Nothing of who builds gets in: neither the umask nor the language.
(umask 022 && cd "$build" && LC_ALL=C.UTF-8 quietly cpack)
echo "$build"/jonovahti_*.deb
