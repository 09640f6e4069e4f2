// SPDX-License-Identifier: EUPL-1.2
// What the dashboards take from the daemon's configuration: the lines and their names, the time
// zone, and which runbook page belongs to which alert. /metrics knows ids only, and a line that
// sends nothing must still be seen on the wall, as unknown: so the lines come from here.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Lang = 'fi' | 'sv' | 'en';
export const LANGS: readonly Lang[] = ['fi', 'sv', 'en'];

export interface Line {
  id: string;
  name: Record<Lang, string>;
}

export interface Site {
  timezone: string;
  lines: Line[];
  backlogs: Line[];
  runbooks: string; // the URL that all pages begin with
  pages: Record<string, string>; // alert -> page below it
}

type Named = Record<string, { name: Record<Lang, string> }>;

interface Configuration {
  timezone: string;
  lines: Named;
  backlogs?: Named;
  alerts: { rules: { alert: string; runbook: string }[] };
}

const named = (entries: Named): Line[] =>
  Object.entries(entries).map(([id, entry]) => ({ id, name: entry.name }));

// Throws where the runbooks do not lie side by side, since one variable tells where they are.
export function siteOf(text: string): Site {
  const config = parse(text) as Configuration;
  const split = config.alerts.rules.map(({ alert, runbook }) => {
    const cut = runbook.lastIndexOf('/');
    return { alert, base: runbook.slice(0, cut), page: runbook.slice(cut + 1) };
  });
  const bases = new Set(split.map((one) => one.base));
  if (bases.size !== 1) throw new Error(`runbooks in ${bases.size} places: ${[...bases].join(', ')}`);
  return {
    timezone: config.timezone,
    lines: named(config.lines),
    backlogs: named(config.backlogs ?? {}),
    runbooks: [...bases].join(),
    pages: Object.fromEntries(split.map(({ alert, page }) => [alert, page])),
  };
}

export const readSite = (path: string): Site => siteOf(readFileSync(path, 'utf8'));
