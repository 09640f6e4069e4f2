#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# next.sh: makes the package of these sources in build/release, and one that says it is the version after
# it, for trials of an upgrade. Prints the two paths, this version's first.
set -eu
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^project(jonovahti VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
made=$(sh deploy/package.sh build/release -DJONO_VERSION="${version%.*}.$((${version##*.} + 1))")
mv "$made" build/jonovahti-next.deb
echo "$(sh deploy/package.sh)" build/jonovahti-next.deb
