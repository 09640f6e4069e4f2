// SPDX-License-Identifier: EUPL-1.2
// Week: the situational picture of the weekly meeting, last week unless another is chosen. Prometheus
// keeps what was known at the time and cannot be corrected, so the page says so and leads to the
// exact report.
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TextPanelBuilder } from '@grafana/grafana-foundation-sdk/text';
import * as text from '@grafana/grafana-foundation-sdk/text';
import * as f from './figures.js';
import { framed } from './frame.js';
import * as p from './panels.js';
import { capital } from './words.js';

const PERIOD = '${__from:date:GGGG-[W]WW}'; // the ISO week in which the dashboard's range begins
const report = (c: p.Context, format: string): string =>
  '${daemon}/api/v1/reports/' + `${PERIOD}?format=${format}&lang=${c.lang}`;

const note = (c: p.Context) => new TextPanelBuilder().title('').transparent(true)
  .mode(text.TextMode.Markdown)
  .content(`${c.w.asKnownThen}[${c.w.report}](${report(c, 'html')})`);

function summary(c: p.Context) {
  const week = f.wholeRange();
  const made = (e: f.Expr): f.Expr => f.orNone(e, week('offered')); // a dash where there were none
  const whole = (column: string, name: string): p.Value => ({ expr: week(column), name, decimals: 0 });
  return p.rows(c, c.w.week, [p.lineColumn(c)], [
    { expr: made(f.sameDay(week)), name: c.w.sameDay, unit: p.SHARE, decimals: 1 },
    { expr: f.target('same_day'), name: `${capital(c.w.target)} (${c.w.sameDayShort})`, unit: p.SHARE, decimals: 0 },
    whole('callbacks_requested', c.w.requested),
    whole('offered', c.w.offered),
    whole('answered', c.w.answered),
    { expr: made(f.answerRate(week)), name: c.w.answerRate, unit: p.SHARE, decimals: 1 },
    { expr: f.target('answer_rate'), name: capital(c.w.target), unit: p.SHARE, decimals: 0 },
    { expr: made(f.meanWait(week)), name: c.w.mean, unit: p.SECONDS, decimals: 0 },
    { expr: made(f.callbackDelay(week)), name: c.w.delay, unit: p.SECONDS, decimals: 0 },
    { expr: f.worstCoverage(), name: c.w.coverage, unit: p.SHARE, decimals: 1 },
  ]);
}

const byDay = (c: p.Context, title: string, curves: p.Curve[]) =>
  p.curves(c, `${title} ${c.w.byDay}`, curves, '1d');

const counts = (c: p.Context, title: string, expr: f.Expr) =>
  byDay(c, title, [{ expr, name: '{{line}}', bars: true }]);

const shares = (c: p.Context, title: string, expr: f.Expr, goal?: f.Target) => byDay(c, title, [
  { expr, name: '{{line}}', points: true },
  ...(goal ? [{ expr: f.aimedAtEachDay(goal), name: c.w.target, color: p.ORANGE, dashed: true }] : []),
]);

export function week(c: p.Context): dashboard.Dashboard {
  const days = f.eachDay();
  return framed(c, {
    kind: 'week', from: 'now-1w/w', to: 'now-1w/w', refresh: '',
    links: [new dashboard.DashboardLinkBuilder(c.w.report).type(dashboard.DashboardLinkType.Link)
      .url(report(c, 'html')).targetBlank(true)],
  }, [
    { height: 2, panels: [[note(c), 24]] },
    { height: 8, panels: [[summary(c), 24]] },
    { height: 9, panels: [
      [shares(c, c.w.sameDay, f.sameDay(days), 'same_day').unit(p.SHARE).max(1), 12],
      [counts(c, c.w.requested, days('callbacks_requested')), 12],
    ] },
    { height: 8, panels: [
      [counts(c, c.w.offered, days('offered')), 8],
      [shares(c, c.w.answerRate, f.answerRate(days), 'answer_rate').unit(p.SHARE).max(1), 8],
      [shares(c, c.w.mean, f.meanWait(days)).unit(p.SECONDS), 8],
    ] },
  ]);
}
