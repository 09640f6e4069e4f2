// SPDX-License-Identifier: EUPL-1.2
// All dashboards of a site, as the text of their files: fi/wall.json and so on.
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { callbacks } from './callbacks.js';
import { KINDS, type Kind } from './frame.js';
import { line } from './line.js';
import type { Context } from './panels.js';
import { LANGS, type Site } from './site.js';
import { sources } from './sources.js';
import { wall } from './wall.js';
import { week } from './week.js';
import { wordsOf } from './words.js';

const MAKE: Record<Kind, (c: Context) => Dashboard> = { wall, line, callbacks, week, sources };

export function dashboards(site: Site): Record<string, string> {
  const out: Record<string, string> = {};
  for (const lang of LANGS) {
    for (const kind of KINDS) {
      const made = MAKE[kind]({ lang, site, w: wordsOf(lang) });
      out[`${lang}/${kind}.json`] = `${JSON.stringify(made, null, 2)}\n`;
    }
  }
  return out;
}
