// SPDX-License-Identifier: EUPL-1.2
// Line: one line's day, for its supervisor. The same figures as on the wall, then their course.
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as shared from './common.js';
import * as f from './figures.js';
import { framed } from './frame.js';
import * as p from './panels.js';

const LINE = '$line';
const SMALL = 24;

function choice({ lang, w, site }: p.Context): dashboard.CustomVariableBuilder {
  const options = site.lines.map((line, i) =>
    ({ selected: i === 0, text: line.name[lang], value: line.id }));
  return new dashboard.CustomVariableBuilder('line').label(w.line)
    .values(options.map(({ text, value }) => `${text} : ${value}`).join(','))
    .options(options).current(options[0]!);
}

const queueCurve = (c: p.Context) => p.curves(c, c.w.queueLength, [
  { expr: f.now('queue_length', LINE), name: c.w.queueNow, color: 'blue' },
  { expr: f.now('usual_queue_mean', LINE), name: c.w.usual, color: 'text', dashed: true },
]).links([p.runbook(c.w, 'queue-long')]);

const waitCurve = (c: p.Context) => p.curves(c, c.w.queueTime, [
  { expr: f.now('longest_wait_seconds', LINE), name: c.w.longest, color: 'purple' },
  { expr: f.now('window_wait_mean_seconds', LINE, { window: '15m' }), name: `${c.w.meanShort} 15 min`, color: 'blue' },
  { expr: f.now('window_wait_p90_seconds', LINE, { window: '15m' }), name: `${c.w.p90} 15 min`, color: 'light-blue' },
  { expr: f.target('wait_seconds', LINE), name: c.w.target, color: p.ORANGE, dashed: true },
]).unit(p.SECONDS).links([p.runbook(c.w, 'waiting-long')]);

// The outcomes add up to the calls queued in the hour.
function hourBars(c: p.Context) {
  const hours = f.eachHour(LINE);
  const bar = (column: string, name: string, color: string, less?: string): p.Curve =>
    ({ expr: hours(column, less), name, color, bars: true });
  return p.curves(c, `${c.w.calls} ${c.w.byHour}`, [
    bar('answered', c.w.answered, 'green'),
    bar('redirected_callback', c.w.redirected, 'blue'),
    bar('abandoned', c.w.abandoned, 'purple'),
    bar('waiting', c.w.stillWaiting, p.GREY),
    bar('redirected', c.w.otherEnds, 'text', 'redirected_callback'),
    { expr: f.now('usual_offered', LINE), name: c.w.usual, color: 'text', dashed: true },
  ], '1h').links([p.runbook(c.w, 'unusually-many')]);
}

const answerCurve = (c: p.Context) => p.curves(c, c.w.answerRate, [
  { expr: f.now('window_answer_rate', LINE, { window: '60m' }), name: '60 min', color: 'blue' },
  { expr: f.now('coverage_ratio', LINE), name: c.w.coverage, color: 'green' },
  { expr: f.target('answer_rate', LINE), name: c.w.target, color: p.ORANGE, dashed: true },
]).unit(p.SHARE).max(1).links([p.runbook(c.w, 'answer-rate-low')]);

export function line(c: p.Context): dashboard.Dashboard {
  return framed(c, { kind: 'line', from: 'now/d', to: 'now', refresh: '10s', more: [choice(c)] }, [
    { height: 5, panels: [
      [shared.standingWithState(c, LINE, '${line:text}', SMALL), 4],
      [shared.callbacks(c, LINE, SMALL), 5],
      [shared.queue(c, LINE), 3],
      [shared.longest(c, LINE), 3],
      [shared.answers(c, LINE, SMALL), 3],
      [shared.waits(c, LINE, SMALL), 3],
      [shared.agents(c, LINE, SMALL), 3],
    ] },
    { height: 8, panels: [[queueCurve(c), 12], [waitCurve(c), 12]] },
    { height: 8, panels: [[hourBars(c), 12], [answerCurve(c), 12]] },
    { height: 6, panels: [[shared.alarms(c, 'beyond', LINE), 24]] },
  ]);
}
