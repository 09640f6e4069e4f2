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

const PERIOD = '${__from:date:GGGG-[W]WW}'; // the ISO week in which the dashboard's range begins
const report = (c: p.Context, format: string): string =>
  '${daemon}/api/v1/reports/' + `${PERIOD}?format=${format}&lang=${c.lang}`;

const note = (c: p.Context) => new TextPanelBuilder().title('').transparent(true)
  .mode(text.TextMode.Markdown)
  .content(`${c.w.asKnownThen}[${c.w.report}](${report(c, 'html')})`);

const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);

function summary(c: p.Context) {
  const week = f.wholeRange();
  const whole = (column: string, name: string): p.Value => ({ expr: week(column), name, decimals: 0 });
  return p.rows(c, c.w.week, [{ label: 'line', name: c.w.line,
    properties: [{ id: 'mappings', value: [p.names(c.lang, c.site.lines)] }] }], [
    { expr: f.sameDay(week), name: c.w.sameDay, unit: p.SHARE, decimals: 1 },
    { expr: f.target('same_day'), name: `${capital(c.w.target)} (${c.w.sameDayShort})`, unit: p.SHARE, decimals: 0 },
    whole('callbacks_requested', c.w.requested),
    whole('offered', c.w.offered),
    whole('answered', c.w.answered),
    { expr: f.answerRate(week), name: c.w.answerRate, unit: p.SHARE, decimals: 1 },
    { expr: f.target('answer_rate'), name: capital(c.w.target), unit: p.SHARE, decimals: 0 },
    { expr: f.meanWait(week), name: c.w.mean, unit: p.SECONDS, decimals: 0 },
    { expr: f.callbackDelay(week), name: c.w.delay, unit: p.SECONDS, decimals: 0 },
    { expr: f.worstCoverage(), name: c.w.coverage, unit: p.SHARE, decimals: 1 },
  ]);
}

const byDay = (c: p.Context, title: string, curves: p.Curve[]) =>
  p.curves(c, `${title}: ${c.w.day.toLowerCase()}`, curves.map((curve) => ({ bars: !curve.dashed, ...curve })), '1d');

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
      [byDay(c, c.w.sameDay, [{ expr: f.sameDay(days), name: '{{line}}' },
        { expr: f.aimedAtEachDay('same_day'), name: c.w.target, color: p.ORANGE, dashed: true }])
        .unit(p.SHARE).max(1), 12],
      [byDay(c, c.w.requested, [{ expr: days('callbacks_requested'), name: '{{line}}' }]), 12],
    ] },
    { height: 9, panels: [
      [byDay(c, c.w.offered, [{ expr: days('offered'), name: '{{line}}' }]), 8],
      [byDay(c, c.w.answerRate, [{ expr: f.answerRate(days), name: '{{line}}' }]).unit(p.SHARE).max(1), 8],
      [byDay(c, c.w.mean, [{ expr: f.meanWait(days), name: '{{line}}' }]).unit(p.SECONDS), 8],
    ] },
  ]);
}
