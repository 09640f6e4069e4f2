// SPDX-License-Identifier: EUPL-1.2
// Sources: is what the other dashboards show all that happened, and is the daemon well. For who
// looks after the phone systems and the server.
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as shared from './common.js';
import * as f from './figures.js';
import { framed } from './frame.js';
import * as p from './panels.js';

const heard = (c: p.Context) => p.rows(c, c.w.sources, [{ label: 'source', name: c.w.source }], [
  { expr: f.sourceUp(), name: c.w.state,
    mappings: [p.mapping({ 1: c.w.connected, 0: [`✕ ${c.w.silent}`, p.RED] })] },
  { expr: f.ofSource('source_silent_seconds'), name: c.w.silence, unit: p.SECONDS, decimals: 0 },
  { expr: f.ofSource('event_delay_p90_seconds'), name: c.w.eventDelay, unit: p.SECONDS_ALONE, decimals: 1 },
  { expr: f.sinceStart('source_rejected_total'), name: c.w.rejected },
  { expr: f.sinceStart('source_duplicates_total'), name: c.w.duplicates },
  { expr: f.sinceStart('source_late_total'), name: c.w.late },
  { expr: f.sinceStart('source_gaps_total'), name: c.w.gaps },
  { expr: f.sinceStart('source_orphans_total'), name: c.w.orphans },
]).overrideByName(c.w.state, [{ id: 'custom.cellOptions', value: { type: 'color-text' } }])
  .links(['source-silent', 'events-late', 'events-refused'].map((page) => p.runbook(c.w, page)));

const coverage = (c: p.Context) =>
  p.curves(c, c.w.coverage, [{ expr: f.now('coverage_ratio'), name: '{{line}}' }]).unit(p.SHARE).max(1)
    .links([p.runbook(c.w, 'coverage-low')]);

const rate = (c: p.Context) => p.curves(c, c.w.eventRate, [{ expr: f.eventRate(), name: '{{source}}' }]);

const backlogs = (c: p.Context) => p.rows(c, c.w.backlogs, [
  { label: 'backlog', name: c.w.queue,
    properties: [{ id: 'mappings', value: [p.names(c.lang, c.site.backlogs)] }] },
  { label: 'class', name: c.w.class,
    properties: [{ id: 'mappings', value: [p.mapping({ urgent: c.w.urgent, other: c.w.other })] }] },
], [
  { expr: f.backlog('backlog_open'), name: c.w.waitingItems },
  { expr: f.backlog('backlog_oldest_seconds'), name: c.w.oldestItem, unit: p.SECONDS, decimals: 0 },
]).links([p.runbook(c.w, 'backlog-old')]);

const one = (c: p.Context, title: string, value: Omit<p.Value, 'name'>) =>
  p.figures(c, title, [{ name: '{{instance}}', ...value }]);

const health = (c: p.Context) => [
  one(c, c.w.uptime, { expr: f.uptime(), unit: p.SECONDS, decimals: 0 }),
  one(c, c.w.snapshotAge, { expr: f.ofDaemon('snapshot_age_seconds'), unit: p.SECONDS_ALONE, decimals: 1 }),
  one(c, c.w.channel, { expr: f.ofDaemon('channel_depth') }),
  one(c, c.w.diskFree, { expr: f.ofDaemon('disk_free_bytes'), unit: 'bytes', decimals: 0 }),
  one(c, c.w.journal, { expr: f.ofDaemon('journal_bytes'), unit: 'bytes', decimals: 0 }),
  one(c, c.w.reload, { expr: f.ofDaemon('config_last_reload_successful'),
    mappings: [p.mapping({ 1: c.w.ok, 0: [c.w.failed, p.RED] })] }),
];

const process = (c: p.Context) => [
  p.curves(c, c.w.memory, [{ expr: f.memory(), name: '{{instance}}' }]).unit('bytes'),
  p.curves(c, c.w.cpu, [{ expr: f.cpu(), name: '{{instance}}' }]).unit(p.SHARE),
];

const notifications = (c: p.Context) => p.rows(c, c.w.notifications,
  [{ label: 'instance', name: c.w.daemon }, { label: 'notifier', name: c.w.receiver }, { label: 'result', name: c.w.result }],
  [{ expr: f.notifications(), name: c.w.count }]);

export function sources(c: p.Context): dashboard.Dashboard {
  const [memory, cpu] = process(c);
  return framed(c, { kind: 'sources', from: 'now-6h', to: 'now', refresh: '30s' }, [
    { height: 5, panels: [[heard(c), 24]] },
    { height: 9, panels: [[coverage(c), 6], [rate(c), 7], [shared.alarms(c, 'beyond'), 11]] },
    { height: 4, panels: health(c).map((panel) => [panel, 4]) },
    { height: 9, panels: [[memory!, 5], [cpu!, 5], [backlogs(c), 7], [notifications(c), 7]] },
  ]);
}
