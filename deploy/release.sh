#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# release.sh: a release in build/release-VERSION: the package, what it is made of (SPDX 2.3) and their
# checksums. The package is built here and once more from the committed sources alone, in another folder and
# with nothing from the compiler's cache, and must be the same to the byte. Exit 1 with what is wrong. Some 20 minutes.
set -eu
cd "$(dirname "$0")/.."
[ -z "$(git status --porcelain)" ] || { echo "release.sh: commit first: a release is of a commit" >&2; exit 1; }
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
version=$(sed -n 's/^project(jonovahti VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
/usr/bin/python3 deploy/debian/changelog.py --strict CHANGELOG.md "$version" /dev/null
! grep -q "^## $version, unreleased" CHANGELOG.md ||
  echo "note: CHANGELOG.md calls $version unreleased: give it its day before it is tagged"
[ -d "tests/fixtures/data_dir/$version" ] ||
  { echo "release.sh: keep its data directory first: tests/fixtures/data_dir/README.md" >&2; exit 1; }

deb=$(sh deploy/package.sh)
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
mkdir "$elsewhere/the same sources"
git archive HEAD | tar -x -C "$elsewhere/the same sources"
again=$(CCACHE_RECACHE=1 sh "$elsewhere/the same sources/deploy/package.sh")
again="$elsewhere/the same sources/$again"
cmp "$deb" "$again" || {
  mkdir "$elsewhere/a" "$elsewhere/b"
  dpkg-deb -R "$deb" "$elsewhere/a" && dpkg-deb -R "$again" "$elsewhere/b"
  diff -rq "$elsewhere/a" "$elsewhere/b" >&2 || true
  echo "release.sh: the two builds differ" >&2
  exit 1
}
echo "ok: the same $(stat -c %s "$deb") bytes from two folders"
sh deploy/test/package.sh "$deb"

out=build/release-$version
rm -rf "$out"
mkdir "$out"
cp "$deb" "$out/"
/usr/bin/python3 deploy/sbom.py "$deb" "$out/$(basename "$deb" .deb).spdx.json"
/usr/bin/python3 deploy/test/sbom.py "$deb" "$out/$(basename "$deb" .deb).spdx.json"
(cd "$out" && sha256sum -- * >../SHA256SUMS && mv ../SHA256SUMS . && sha256sum --check --quiet SHA256SUMS)
ls -l "$out"
