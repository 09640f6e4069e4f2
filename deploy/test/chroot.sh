#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# chroot.sh DEB NEXT: the package on a Debian 12 of its own: from nothing to a scrape, upgraded and
# downgraded while a source keeps sending, refused where it could not read the data, removed, purged.
# NEXT is the package of a later version (deploy/test/next.sh makes both). Takes root. All that it starts or
# mounts ends with it.
set -eu
deb=$(realpath "$1") next=$(realpath "$2")
cd "$(dirname "$0")/../.."
# In namespaces of its own for mounts and processes, so that nothing outlives it, however it ends.
[ -n "${JONO_APART:-}" ] ||
  exec env JONO_APART=1 unshare --mount --pid --fork --kill-child --mount-proc sh "deploy/test/chroot.sh" "$deb" "$next"
. deploy/test/bookworm.sh
lay_bookworm
begin=$(date +%s)
install_in_root "$deb"
cp "$next" "$root/tmp/next.deb"
# Its ports are its own: the rest happens on a network with nothing but a loopback.
unshare --net /usr/bin/python3 deploy/test/installed.py /usr/bin/jonovahti "$root" "$begin" "$bare"
