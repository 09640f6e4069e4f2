// SPDX-License-Identifier: EUPL-1.2
// Writes every dashboard in every language: build.js CONFIGURATION FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboards } from './dashboards.js';
import { readSite } from './site.js';

const [configuration, folder] = process.argv.slice(2);
if (!configuration || !folder) {
  console.error('usage: build.js CONFIGURATION FOLDER');
  process.exit(2);
}
for (const [name, text] of Object.entries(dashboards(readSite(configuration)))) {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}
