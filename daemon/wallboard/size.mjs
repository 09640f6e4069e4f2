// SPDX-License-Identifier: EUPL-1.2
// The page's JavaScript, gzipped as the daemon sends it, stays under its limit.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 60_000;
const assets = new URL("dist/assets/", import.meta.url);
const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, assets))).length, 0);
console.log(`JavaScript: ${bytes} bytes gzipped, at most ${LIMIT}`);
if (scripts.length === 0 || bytes > LIMIT) process.exit(1);
