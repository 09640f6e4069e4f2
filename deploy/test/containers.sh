#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# containers.sh PROGRAM: checks deploy/container and deploy/kubernetes as far as can be without an engine:
# by docker-compose and kubectl where they are, by containers.py always.
set -eu
program=$(readlink -f "${1:?usage: containers.sh PROGRAM}")
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The files that the image is built from are all that the build needs: it configures.
grep '^COPY' container/Dockerfile | sed '/--from/d;/packages.run/d;/jonovahti.yaml/d;s/^COPY //' |
  while read -r line; do
    into=${line##* }
    mkdir -p "$scratch/tree/$(dirname "$into/x")"
    for from in ${line% *}; do
      if [ -d "../$from" ]; then cp -r "../$from/." "$scratch/tree/$into"; else cp "../$from" "$scratch/tree/$into"; fi
    done
  done
(cd "$scratch/tree" && cmake --preset release -DBUILD_TESTING=OFF -DJONO_WALLBOARD=OFF >"$scratch/cmake.log" 2>&1) ||
  { cat "$scratch/cmake.log"; exit 1; }
echo "what the image is built from configures"

if command -v docker-compose >/dev/null; then
  docker-compose -f container/compose.yaml config -q
  echo "docker-compose reads compose.yaml"
else
  echo "docker-compose is not here: compose.yaml was checked by containers.py alone"
fi
if kubectl kustomize --help >/dev/null 2>&1; then
  kubectl kustomize kubernetes >"$scratch/rendered.yaml"
  echo "kubectl kustomize renders kubernetes/"
  /usr/bin/python3 test/containers.py "$program" "$scratch/rendered.yaml"
else
  echo "kubectl is not here: kubernetes/ was read file by file"
fi
/usr/bin/python3 test/containers.py "$program"
