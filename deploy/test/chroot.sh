#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# chroot.sh [DEB NEXT]: the package on a Debian 12 of its own: from nothing to a scrape, upgraded and
# downgraded while a source keeps sending, refused where it could not read the data, removed, purged.
# NEXT is the package of a later version of the same sources; both are made in build/release where they
# are not given. Takes root. All that it starts or mounts ends with it. The bare Debian is kept in
# build/bookworm.tar for the next time.
set -eu
cd "$(dirname "$0")/../.."
# In namespaces of its own for mounts and processes, so that nothing outlives it, however it ends.
[ -n "${JONO_APART:-}" ] ||
  exec env JONO_APART=1 unshare --mount --pid --fork --kill-child --mount-proc sh "$0" "$@"

base=build/bookworm.tar
if [ $# -eq 2 ]; then
  deb=$1 next=$2
else
  version=$(sed -n 's/^project(jonovahti VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
  next=build/jonovahti-next.deb
  made=$(sh deploy/package.sh build/release -DJONO_VERSION="${version%.*}.$((${version##*.} + 1))")
  mv "$made" "$next"
  deb=$(sh deploy/package.sh)
fi

mkdir -p build
root=$(mktemp -d "$PWD/build/chroot-XXXXXX")
log=$(mktemp)
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root"; rm -f "$log" "$base.part"' EXIT
trap 'exit 1' INT TERM
quietly() { "$@" >"$log" 2>&1 || { cat "$log" >&2; echo "failed: $*" >&2; exit 1; }; }

# Debian's sources as this machine has them: file, address and release of each.
sources() {
  apt-get indextargets --format '$(SOURCESENTRY) $(SITE) $(RELEASE)' 'Origin: Debian' 'Created-By: Packages'
}
[ -n "$(sources)" ] || quietly apt-get update
if [ ! -s "$base" ]; then
  mirror=$(sources | sed -n 's/^[^ ]* \([^ ]*\) bookworm$/\1/p' | head -n 1)
  begin=$(date +%s)
  quietly debootstrap --variant=minbase --include=systemd-sysv,ca-certificates bookworm "$root" "$mirror"
  rm -f "$root"/var/cache/apt/archives/*.deb
  tar -C "$root" --one-file-system -cf "$base.part" .
  echo $(($(date +%s) - begin)) >"$base.seconds"
  mv "$base.part" "$base"
else
  tar -C "$root" -xf "$base"
fi
chmod 755 "$root"
bare=$(cat "$base.seconds")

begin=$(date +%s)
rm -f "$root"/etc/apt/sources.list
for file in $(sources | sed 's/:.*//' | sort -u); do cp "$file" "$root$file"; done
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
cp "$deb" "$root/tmp/jonovahti.deb"
cp "$next" "$root/tmp/next.deb"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
quietly chroot "$root" apt-get -o Acquire::Retries=3 update
quietly chroot "$root" apt-get -o Acquire::Retries=3 install -y --no-install-recommends /tmp/jonovahti.deb
# Its ports are its own: the rest happens on a network with nothing but a loopback.
unshare --net /usr/bin/python3 deploy/test/installed.py /usr/bin/jonovahti "$root" "$begin" "$bare"
