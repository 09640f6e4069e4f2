// SPDX-License-Identifier: EUPL-1.2
// Every expression of every dashboard, run by a real Prometheus that scrapes a real daemon under
// simulated traffic: each must give data. And every metric that is used is one the daemon has.
// expressions.js DAEMON
import { resolve } from 'node:path';
import { NOTHING } from '../src/figures.js';
import { committed, load, metricsOf, panelsOf, type Target, targetsOf } from './committed.js';
import * as county from './county.js';
import { scratch, stop, until } from './processes.js';
import * as prom from './prometheus.js';

// What may be empty by its nature, and why. Everything else must give data.
const MAY_BE_EMPTY: [RegExp, string][] = [
  [/usual_/, 'what is usual needs the same weekday of four weeks'],
  [/line="vaihde".*callbacks_|callbacks_.*line="vaihde"/, 'the switchboard makes no callbacks'],
  [/callbacks_(same_day|reached).*line="(sosiaalihuolto|seniorilinja)"/, 'a handful of callbacks a day'],
  [/window_.*line="(sosiaalihuolto|seniorilinja)".*window="15m"/, 'six calls an hour: often none in 15 minutes'],
];
// Metrics that appear only with what they tell of.
const MAY_BE_MISSING = /^jonovahti_usual_/;

const HISTORY_S = 25; // of live scrapes, once a second
const DAY_S = 86_400;

const VARIABLES: Record<string, string> = {
  $__rate_interval: '20s', $__range: '2d', $line: 'aspa',
};

export const filled = (expr: string): string =>
  expr.replace(/\$(?:__rate_interval|__range|line)/g, (name) => VARIABLES[name]!);

const known = (series: prom.Series[]): boolean =>
  series.some(({ value, values }) => [...(values ?? []), ...(value ? [value] : [])]
    .some(([, v]) => v !== 'NaN' && Number(v) !== NOTHING));

const SECONDS: Record<string, number> = { '1h': 3600, '1d': DAY_S };

async function gives(url: string, { expr, instant }: Target, interval: string | undefined): Promise<boolean> {
  const now = Date.now() / 1000;
  if (instant) return known(await prom.instant(url, filled(expr), now));
  const step = SECONDS[interval ?? ''] ?? 15;
  const from = Math.floor((now - 2 * Math.max(step, 3600)) / step) * step;
  return known(await prom.range(url, filled(expr), from, now, step));
}

interface Asked {
  where: string;
  target: Target;
  interval: string | undefined;
}

// The languages have the same expressions; each different one is asked once.
function asked(): Asked[] {
  const out = new Map<string, Asked>();
  for (const name of committed()) {
    for (const panel of panelsOf(load(name))) {
      for (const target of targetsOf(panel)) {
        const key = `${target.instant} ${panel.interval} ${target.expr}`;
        if (!out.has(key)) out.set(key, { where: `${name}: ${panel.title}`, target, interval: panel.interval });
      }
    }
  }
  return [...out.values()];
}

function missingMetrics(expressions: Asked[], metrics: string): string[] {
  const used = new Set(expressions.flatMap(({ target }) => metricsOf(target.expr)));
  const there = new Set(metrics.split('\n').map((line) => /^[a-z0-9_]+/.exec(line)?.[0]));
  return [...used].filter((name) => !there.has(name) && !MAY_BE_MISSING.test(name)).sort();
}

// Yesterday's days, for the expressions that put days together, whatever the hour it is now.
function yesterday(folder: string, text: string, expressions: Asked[]): void {
  const noon = Math.floor(Date.now() / 1000 / DAY_S) * DAY_S - DAY_S / 2;
  const wanted = new Set(expressions.flatMap(({ target }) => metricsOf(target.expr)));
  prom.keepPast(folder, [{ at: noon, text }], wanted);
}

async function faultsOf(program: string): Promise<string[]> {
  const folder = scratch();
  const daemon = await county.daemon({ program, folder, alwaysOpen: true, silentAfter: '2m' });
  const phone = county.phone(folder, daemon.feed);
  await until('the daemon has heard of agents and work queues, and has told a receiver', daemon.program, async () => {
    const text = await county.scrape(daemon.url);
    return ['jonovahti_agents', 'jonovahti_backlog_open', 'jonovahti_notifications_total']
      .every((name) => text.includes(`${name}{`));
  });
  const expressions = asked();
  const text = await county.scrape(daemon.url);
  yesterday(folder, text, expressions);
  const server = await prom.prometheus(folder, new URL(daemon.url).host);
  await until('there is some history', server.program, async () => {
    const count = await prom.instant(server.url, 'count_over_time(jonovahti_channel_depth[5m])', Date.now() / 1000);
    return Number(count[0]?.value?.[1]) >= HISTORY_S;
  });
  const faults = missingMetrics(expressions, text).map((name) => `/metrics has no ${name}`);
  for (const { where, target, interval } of expressions) {
    if (MAY_BE_EMPTY.some(([pattern]) => pattern.test(target.expr))) {
      await gives(server.url, target, interval); // must be understood, all the same
    } else if (!(await gives(server.url, target, interval))) {
      faults.push(`${where}: no data from ${filled(target.expr)}`);
    }
  }
  console.log(`${expressions.length} expressions asked, ${faults.length} faults`);
  await Promise.all([stop(server.program), stop(phone), stop(daemon.program)]);
  return faults;
}

const [program] = process.argv.slice(2);
if (!program) {
  console.error('usage: expressions.js DAEMON');
  process.exit(2);
}
const faults = await faultsOf(resolve(program));
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
