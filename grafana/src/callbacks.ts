// SPDX-License-Identifier: EUPL-1.2
// Callbacks: are today's promises kept, for who leads the callbacks. Same-day first: the law asks
// for contact on the same working day, and a mean delay cannot show whether that happened.
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as f from './figures.js';
import { framed } from './frame.js';
import * as p from './panels.js';
import { capital } from './words.js';

// A dash where nothing was asked for, or nobody reached yet.
const made = (e: f.Expr): f.Expr => f.orNone(e, f.now('callbacks_open'));

const now = (c: p.Context) => p.rows(c, `${c.w.callbacks}: ${c.w.today}`, [p.lineColumn(c)], [
  { expr: made(f.sameDay(f.today())), name: c.w.sameDay, unit: p.SHARE, decimals: 0 },
  { expr: f.target('same_day'), name: capital(c.w.target), unit: p.SHARE, decimals: 0 },
  { expr: f.today()('callbacks_requested'), name: c.w.requested },
  { expr: f.now('callbacks_open'), name: capital(c.w.openRequests) },
  { expr: f.now('callbacks_at_risk'), name: capital(c.w.atRisk), decimals: 0 },
  { expr: f.now('callbacks_overdue'), name: capital(c.w.overdue) },
  { expr: made(f.now('oldest_callback_seconds')), name: c.w.oldest, unit: p.SECONDS, decimals: 0 },
  { expr: f.now('coverage_ratio'), name: c.w.coverage, unit: p.SHARE, decimals: 0 },
]).links([p.runbook(c.w, 'callbacks-at-risk'), p.runbook(c.w, 'callbacks-overdue')]);

const shareCurve = (c: p.Context) => p.curves(c, c.w.sameDay, [
  { expr: f.sameDay(f.today()), name: '{{line}}' },
  { expr: f.aimedAt('same_day'), name: c.w.target, color: p.ORANGE, dashed: true },
]).unit(p.SHARE).max(1);

const openCurve = (c: p.Context) =>
  p.curves(c, capital(c.w.openRequests), [{ expr: f.now('callbacks_open'), name: '{{line}}' }]);

const riskCurve = (c: p.Context) =>
  p.curves(c, capital(c.w.atRisk), [{ expr: f.now('callbacks_at_risk'), name: '{{line}}' }])
    .links([p.runbook(c.w, 'callbacks-at-risk')]);

// What became of the requests adds up to those made in the hour.
function hourBars(c: p.Context) {
  const bar = (column: string, name: string, color: string): p.Curve =>
    ({ expr: f.allLines(f.eachHour()(column)), name: capital(name), color, bars: true });
  return p.curves(c, `${c.w.requested} ${c.w.byHour}`, [
    bar('callbacks_reached', c.w.reached, 'green'),
    bar('callbacks_closed', c.w.notReached, p.GREY),
    bar('callbacks_open', c.w.openRequests, 'blue'),
  ], '1h');
}

const delays = (c: p.Context) => p.rows(c, `${c.w.delay}: ${c.w.today}`, [p.lineColumn(c)], [
  { expr: made(f.callbackDelay(f.today())), name: capital(c.w.clockTime), unit: p.SECONDS, decimals: 0 },
  { expr: made(f.callbackOpenDelay(f.today())), name: capital(c.w.openTime), unit: p.SECONDS, decimals: 0 },
  { expr: f.now('callbacks_unlisted'), name: capital(c.w.unlisted) },
  { expr: f.now('callbacks_purged', undefined, { window: '15m' }), name: capital(c.w.purged) },
]).links([p.runbook(c.w, 'callbacks-purged')]);

export function callbacks(c: p.Context): dashboard.Dashboard {
  return framed(c, { kind: 'callbacks', from: 'now/d', to: 'now', refresh: '30s' }, [
    { height: 8, panels: [[now(c), 24]] },
    { height: 10, panels: [[shareCurve(c), 8], [openCurve(c), 8], [riskCurve(c), 8]] },
    { height: 9, panels: [[hourBars(c), 10], [delays(c), 14]] },
  ]);
}
