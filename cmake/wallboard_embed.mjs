// SPDX-License-Identifier: EUPL-1.2
// node wallboard_embed.mjs DIST OUT.cc: the files of DIST as a C++ source that answers
// daemon/http/page_files.h. Plain arrays, so that a compiler cache sees every change.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

function filesBelow(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function typeOf(path) {
  const type = TYPES[extname(path)];
  if (type === undefined) throw new Error(`${path}: no content type is known`);
  return type;
}

const [dist, out] = process.argv.slice(2);
const files = filesBelow(dist);
const arrays = files.map((path, i) => {
  const bytes = new Int8Array(readFileSync(path));
  return `constexpr char file_${i}[] = {${bytes.join(",").replace(/(.{100}[^,]*,)/g, "$1\n")}};`;
});
const entries = files.map((path, i) => {
  const name = relative(dist, path);
  const address = name === "index.html" ? "/" : `/${name}`;
  return `    {"${address}", "${typeOf(path)}", {file_${i}, sizeof file_${i}}},`;
});
writeFileSync(out, `#include "daemon/http/page_files.h"

namespace jono::http {
namespace {

${arrays.join("\n")}

constexpr PageFile files[] = {
${entries.join("\n")}
};

}  // namespace

std::span<const PageFile> page_files() { return files; }

}  // namespace jono::http
`);
