#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# install-packages.sh LIST...: installs the Debian packages that the lists name and that are missing.
# Needs root or sudo only when something is missing. Starts no daemon of what it installs.
set -eu
wanted=$(cat "$@" | sed 's/#.*//' | xargs)
missing=
for package in $wanted; do
  dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' ||
    missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null; then
  as_root=sudo
else
  echo "install-packages.sh: missing:$missing: run this as root, or install sudo" >&2
  exit 1
fi
echo "installing:$missing"
$as_root apt-get update -qq
# A runlevel of its own keeps packages from starting their daemons.
$as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
