// SPDX-License-Identifier: EUPL-1.2
// What the viewer draws: a dashboard, with Prometheus's answers for one moment in time.
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { panelsOf, type Target, targetsOf } from './committed.js';
import * as prom from './prometheus.js';

export interface Moment {
  now: number; // seconds since the epoch
  today: number; // when the day began
  lastWeek: [number, number];
}

const LINE = 'aspa';
const HOURS: Record<string, number> = { 'now-1h': 1, 'now-6h': 6 };

function rangeOf(board: Dashboard, moment: Moment): [number, number] {
  const from = board.time!.from;
  if (from === 'now-1w/w') return moment.lastWeek;
  if (from === 'now/d') return [moment.today, moment.now];
  return [moment.now - HOURS[from]! * 3600, moment.now];
}

type Variables = Record<string, { text: string; value: string }>;

function variablesOf(board: Dashboard): Variables {
  const current = (board.templating?.list ?? []).map(({ name, current }) =>
    [name, { text: String(current!.text), value: String(current!.value) }]);
  return Object.fromEntries(current) as Variables;
}

const STEPS = [15, 30, 60, 120, 300, 600, 900, 1800, 3600];
const LEAST: Record<string, number> = { '1h': 3600, '1d': 86_400 };

// As many points as the panel has room for, at least the panel's own interval apart.
const stepOf = (panel: Panel, seconds: number): number =>
  Math.max(LEAST[panel.interval ?? ''] ?? 0, STEPS.find((step) => seconds / step < panel.gridPos!.w * 40) ?? 3600);

// Days begin at local midnight, as Grafana aligns them by the dashboard's time zone.
const startOf = (from: number, step: number): number =>
  step >= 86_400 ? from : Math.floor(from / step) * step;

async function answer(url: string, panel: Panel, target: Target, [from, to]: [number, number], line: string) {
  const query = target.expr.replaceAll('$__rate_interval', '20m')
    .replaceAll('$__range', `${Math.round(to - from)}s`).replaceAll('$line', line);
  const step = target.instant ? 0 : stepOf(panel, to - from);
  const series = target.instant ? await prom.instant(url, query, to)
                                : await prom.range(url, query, startOf(from, step), to, step);
  return { refId: target.refId, legend: target.legendFormat ?? '', table: target.format === 'table', step, series };
}

export async function sceneOf(board: Dashboard, url: string, moment: Moment): Promise<object> {
  const range = rangeOf(board, moment);
  const variables = variablesOf(board);
  const line = variables['line']?.value ?? LINE;
  for (const one of Object.values(variables)) one.text ||= one.value;
  const answers: Record<string, object[]> = {};
  for (const panel of panelsOf(board)) {
    answers[String(panel.id)] = await Promise.all(
      targetsOf(panel).map((target) => answer(url, panel, target, range, line)));
  }
  return { dashboard: board, answers, from: range[0] * 1000, to: range[1] * 1000, variables,
           kiosk: board.uid!.includes('-wall-') };
}
