#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Installs Node.js and npm, which the wallboard is built with, where there is no npm yet. One that is
# there, of whatever origin, is left as it is.
set -eu
command -v npm >/dev/null || sh "$(dirname "$0")/install-packages.sh" "$(dirname "$0")/packages.page"
