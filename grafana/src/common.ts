// SPDX-License-Identifier: EUPL-1.2
// Panels that more than one dashboard has.
import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import * as f from './figures.js';
import * as p from './panels.js';

const WINDOWS = { '15m': '15 min', '60m': '60 min' };

// A figure of a line: a dash where there is nothing to make it of, unknown where the line is.
const figure = (e: f.Expr, line: string): f.Expr =>
  f.orUnknown(f.orNone(e, f.now('queue_length', line)), line);

const markedValue = (e: f.Expr, which: f.Target, line: string, name: string, unit: string): p.Value =>
  ({ expr: figure(f.marked(e, which, line), line), name: `${name}{{mark}}`, unit, decimals: 0 });

const plainValue = (e: f.Expr, line: string, name: string, unit?: string): p.Value =>
  ({ expr: figure(e, line), name, decimals: 0, ...(unit ? { unit } : {}) });

// What is either known or not, whatever is known of the line.
const knownValue = (e: f.Expr, line: string, name: string, unit?: string): p.Value =>
  ({ ...plainValue(e, line, name, unit), expr: f.orUnknown(e, line) });

// A figure of the last 15 and 60 minutes and of today, and what it should be.
function againstTarget(c: p.Context, title: string, line: string, size: number, unit: string,
                       window: string, day: f.Expr, which: f.Target): stat.PanelBuilder {
  const windows = Object.entries(WINDOWS).map(([label, name]) =>
    markedValue(f.now(window, line, { window: label }), which, line, name, unit));
  return p.figures(c, title, [
    ...windows,
    markedValue(day, which, line, c.w.today, unit),
    plainValue(f.target(which, line), line, c.w.target, unit),
  ], size);
}

export const answers = (c: p.Context, line: string, size: number): stat.PanelBuilder =>
  againstTarget(c, c.w.answerRate, line, size, p.SHARE, 'window_answer_rate',
                f.answerRate(f.today(line)), 'answer_rate')
    .links([p.runbook(c.w, 'answer-rate-low')]);

export const waits = (c: p.Context, line: string, size: number): stat.PanelBuilder =>
  againstTarget(c, c.w.mean, line, size, p.SECONDS, 'window_wait_mean_seconds',
                f.meanWait(f.today(line)), 'wait_seconds')
    .links([p.runbook(c.w, 'waiting-long')]);

export const callbacks = (c: p.Context, line: string, size: number): stat.PanelBuilder =>
  p.figures(c, c.w.callbacks, [
    // Not marked: it is below its target on every morning, and final only when the day is over.
    plainValue(f.sameDay(f.today(line)), line, c.w.sameDayShort, p.SHARE),
    plainValue(f.target('same_day', line), line, c.w.target, p.SHARE),
    plainValue(f.now('callbacks_open', line), line, c.w.openRequests),
    plainValue(f.now('callbacks_at_risk', line), line, c.w.atRisk),
  ], size).links([p.runbook(c.w, 'callbacks-at-risk')]);

const queueValue = (c: p.Context, line: string): p.Value =>
  knownValue(f.now('queue_length', line), line, c.w.queueNow);

const longestValue = (c: p.Context, line: string): p.Value => knownValue(
  f.marked(f.now('longest_wait_seconds', line), 'wait_seconds', line), line, `${c.w.longest}{{mark}}`, p.SECONDS);

export const queue = (c: p.Context, line: string): stat.PanelBuilder =>
  p.tile(c, queueValue(c, line)).links([p.runbook(c.w, 'queue-long')]);

export const longest = (c: p.Context, line: string): stat.PanelBuilder =>
  p.tile(c, longestValue(c, line)).links([p.runbook(c.w, 'waiting-long')]);

export const agents = (c: p.Context, line: string, size: number): stat.PanelBuilder =>
  p.figures(c, c.w.agents, [
    knownValue(f.agentsIn('available', line), line, c.w.available),
    knownValue(f.loggedIn(line), line, c.w.loggedIn),
  ], size).links([p.runbook(c.w, 'agents-none')]);

// Is the line open, may the figures be trusted, does anything alarm.
const opening = (c: p.Context, line: string, name: string): p.Value =>
  ({ ...knownValue(f.now('line_open', line), line, name), mappings: [p.mapping({ 1: c.w.open, 0: c.w.closed })] });

export const nameTile = (c: p.Context, line: string, name: string, size: number): stat.PanelBuilder =>
  p.figures(c, '', [opening(c, line, name)], size);

export function standing(c: p.Context, line: string, title: string, size: number,
                         more: p.Value[] = []): stat.PanelBuilder {
  return p.figures(c, title, [
    knownValue(f.now('coverage_ratio', line), line, c.w.coverageShort, p.SHARE),
    knownValue(f.firing(line), line, c.w.alarmsNow),
    ...more,
  ], size)
    .overrideByQuery('B', [{ id: 'thresholds', value: { mode: 'absolute', steps: [
      { value: null, color: 'text' }, { value: 1, color: p.RED }] } }])
    .links([p.runbook(c.w, 'coverage-low')]);
}

export const standingWithState = (c: p.Context, line: string, title: string, size: number): stat.PanelBuilder =>
  standing(c, line, title, size, [opening(c, line, c.w.state.toLowerCase())]);

const STATES = (c: p.Context): Record<string, string | [string, string]> =>
  ({ 0: c.w.ok, 1: c.w.pending, 2: [c.w.firing, p.RED], 3: [c.w.noData, p.GREY] });

// What alarms, with the page that tells what to do.
export function alarms(c: p.Context, which: 'firing' | 'beyond', line?: string): table.PanelBuilder {
  const severities = p.mapping({ page: [c.w.urgent, p.RED], ticket: c.w.nonUrgent, info: c.w.toKnow });
  const mappings = (one: ReturnType<typeof p.mapping>) => [{ id: 'mappings', value: [one] }];
  return p.rows(c, c.w.alarms, [
    { label: 'alert', name: c.w.alarm, properties: [{ id: 'custom.width', value: 190 }] },
    { label: 'concerns', name: c.w.concerns,
      properties: [...mappings(p.names(c.lang, [...c.site.lines, ...c.site.backlogs])),
        { id: 'custom.width', value: 230 }] },
    { label: 'severity', name: c.w.urgency, properties: [...mappings(severities),
      { id: 'custom.cellOptions', value: { type: 'color-text' } }] },
    { label: 'page', name: c.w.runbook, properties: [...mappings(p.mapping(c.site.pages)),
      { id: 'links', value: [{ title: c.w.runbook, url: '${runbooks}/${__value.text}', targetBlank: true }] }] },
  ], [{ expr: f.alerts(which, line), name: c.w.state, mappings: [p.mapping(STATES(c))] }])
    .sortBy([new TableSortByFieldStateBuilder().displayName(c.w.state).desc(false)])
    .overrideByName(c.w.state, [{ id: 'custom.cellOptions', value: { type: 'color-text' } }]);
}

// Which source is connected, by name.
export const feeds = (c: p.Context, size: number): stat.PanelBuilder =>
  p.figures(c, c.w.sources, [{
    expr: f.sourceUp(), name: '{{source}}',
    mappings: [p.mapping({ 1: c.w.connected, 0: [`✕ ${c.w.silent}`, p.RED] })],
  }], size).links([p.runbook(c.w, 'source-silent')]);
