// SPDX-License-Identifier: EUPL-1.2
// Callbacks: are today's promises kept, for who leads the callbacks. Same-day first: the law asks
// for contact on the same working day, and a mean delay cannot show whether that happened.
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as f from './figures.js';
import { framed } from './frame.js';
import * as p from './panels.js';

const lineColumn = (c: p.Context): p.Column => ({ label: 'line', name: c.w.line,
  properties: [{ id: 'mappings', value: [p.names(c.lang, c.site.lines)] }] });

const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);

const now = (c: p.Context) => p.rows(c, `${c.w.callbacks}: ${c.w.today}`, [lineColumn(c)], [
  { expr: f.sameDay(f.today()), name: c.w.sameDay, unit: p.SHARE, decimals: 0 },
  { expr: f.target('same_day'), name: capital(c.w.target), unit: p.SHARE, decimals: 0 },
  { expr: f.today()('callbacks_requested'), name: c.w.requested },
  { expr: f.now('callbacks_open'), name: capital(c.w.openRequests) },
  { expr: f.now('callbacks_at_risk'), name: capital(c.w.atRisk), decimals: 0 },
  { expr: f.now('callbacks_overdue'), name: capital(c.w.overdue) },
  { expr: f.now('oldest_callback_seconds'), name: c.w.oldest, unit: p.SECONDS, decimals: 0 },
  { expr: f.now('coverage_ratio'), name: c.w.coverage, unit: p.SHARE, decimals: 0 },
]).links([p.runbook(c.w, 'callbacks-at-risk'), p.runbook(c.w, 'callbacks-overdue')]);

const perLine = (c: p.Context, title: string, curves: p.Curve[], step?: string) =>
  p.curves(c, title, curves, step);

const shareCurve = (c: p.Context) => perLine(c, c.w.sameDay, [
  { expr: f.sameDay(f.today()), name: '{{line}}' },
  { expr: f.aimedAt('same_day'), name: c.w.target, color: p.ORANGE, dashed: true },
]).unit(p.SHARE).max(1);

const openCurve = (c: p.Context) =>
  perLine(c, capital(c.w.openRequests), [{ expr: f.now('callbacks_open'), name: '{{line}}' }]);

const riskCurve = (c: p.Context) =>
  perLine(c, capital(c.w.atRisk), [{ expr: f.now('callbacks_at_risk'), name: '{{line}}' }])
    .links([p.runbook(c.w, 'callbacks-at-risk')]);

function hourBars(c: p.Context) {
  const hours = (column: string): f.Expr => f.allLines(f.eachHour()(column));
  return perLine(c, `${c.w.callbacks}: ${c.w.byHour}`, [
    { expr: hours('callbacks_requested'), name: c.w.requested, color: 'blue', bars: true },
    { expr: hours('callbacks_attempted'), name: c.w.attempted, color: 'purple', bars: true },
    { expr: hours('callbacks_reached'), name: c.w.reached, color: 'green', bars: true },
    { expr: hours('callbacks_closed'), name: c.w.notReached, color: 'text', bars: true },
  ], '1h');
}

const delays = (c: p.Context) => p.rows(c, `${c.w.delay}: ${c.w.today}`, [lineColumn(c)], [
  { expr: f.callbackDelay(f.today()), name: capital(c.w.clockTime), unit: p.SECONDS, decimals: 0 },
  { expr: f.callbackOpenDelay(f.today()), name: capital(c.w.openTime), unit: p.SECONDS, decimals: 0 },
  { expr: f.now('callbacks_unlisted'), name: capital(c.w.unlisted) },
  { expr: f.now('callbacks_purged', undefined, { window: '15m' }), name: capital(c.w.purged) },
]).links([p.runbook(c.w, 'callbacks-purged')]);

export function callbacks(c: p.Context): dashboard.Dashboard {
  return framed(c, { kind: 'callbacks', from: 'now/d', to: 'now', refresh: '30s' }, [
    { height: 8, panels: [[now(c), 24]] },
    { height: 10, panels: [[shareCurve(c), 8], [openCurve(c), 8], [riskCurve(c), 8]] },
    { height: 10, panels: [[hourBars(c), 12], [delays(c), 12]] },
  ]);
}
