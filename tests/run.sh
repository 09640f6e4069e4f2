#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# run.sh [PRESET] [CTEST ARGUMENTS]: installs what is missing, builds and runs every test.
# PRESET is dev (default), ci (address and undefined-behaviour sanitizers) or tsan.
set -eu
cd "$(dirname "$0")/.."
preset=${1:-dev}
[ $# -eq 0 ] || shift
sh deploy/install-packages.sh deploy/packages.build deploy/packages.test
sh deploy/install-npm.sh
cmake --preset "$preset" >build-configure.log 2>&1 || { cat build-configure.log; exit 1; }
rm -f build-configure.log
cmake --build --preset "$preset" -- -j"$(nproc)"
# A sanitizer that finds something ends the test.
ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1 \
TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp" \
  ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j"$(nproc)" "$@"
