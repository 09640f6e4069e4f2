// SPDX-License-Identifier: EUPL-1.2
// What the tests read: the repository's files, and the dashboards as they are committed.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

export const GRAFANA = fileURLToPath(new URL('../..', import.meta.url));
export const DEPLOY = join(GRAFANA, '../deploy');
export const CONFIGURATION = join(DEPLOY, 'jonovahti.yaml');

export const read = (path: string): string => readFileSync(join(GRAFANA, path), 'utf8');

// fi/wall.json and so on, sorted.
export const committed = (): string[] =>
  readdirSync(join(GRAFANA, 'dashboards'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json')).sort();

export const load = (name: string): Dashboard => JSON.parse(read(`dashboards/${name}`)) as Dashboard;

// Rows are not used, so every panel is one.
export const panelsOf = (board: Dashboard): Panel[] => (board.panels ?? []) as Panel[];

export interface Target {
  refId: string;
  expr: string;
  instant?: boolean;
  range?: boolean;
  legendFormat?: string;
  format?: string;
}

export const targetsOf = (panel: Panel): Target[] => (panel.targets ?? []) as unknown as Target[];

export const METRIC = /\b(?:jonovahti|process)_[a-z0-9_]+/g;
export const metricsOf = (expr: string): string[] => expr.match(METRIC) ?? [];
