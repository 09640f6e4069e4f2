// SPDX-License-Identifier: EUPL-1.2
// A real Prometheus on loopback: with what is scraped from now on, and with a past that is given.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JOB } from '../src/figures.js';
import { freePort, type Program, start, until } from './processes.js';

export interface Scrape {
  at: number; // seconds since the epoch
  text: string; // as /metrics said it
}

export const INSTANCE = '127.0.0.1:9636'; // what the targets of the dashboards are called

// Exposition text to samples of OpenMetrics, of the wanted metrics alone.
export function openMetrics({ at, text }: Scrape, wanted: ReadonlySet<string>): string {
  const out: string[] = [];
  for (const line of text.split('\n')) {
    const [, name, labels, value] = /^([a-z0-9_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (!name || !wanted.has(name)) continue;
    const all = [`job="${JOB}"`, `instance="${INSTANCE}"`, ...(labels ? [labels] : [])];
    out.push(`${name}{${all.join(',')}} ${value} ${at.toFixed(3)}`);
  }
  return out.join('\n');
}

export function keepPast(folder: string, past: Scrape[], wanted: ReadonlySet<string>): void {
  const file = join(folder, 'past.openmetrics');
  writeFileSync(file, `${past.map((one) => openMetrics(one, wanted)).join('\n')}\n# EOF\n`);
  execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'tsdb')],
               { stdio: ['ignore', 'ignore', 'inherit'] });
}

export interface Prometheus {
  url: string;
  program: Program;
}

// Scrapes `target` (host:port) every second; or has a past alone, of scrapes up to 30 minutes apart.
export async function prometheus(folder: string, target?: string): Promise<Prometheus> {
  const port = await freePort();
  const config = { global: { scrape_interval: '1s' },
    scrape_configs: target ? [{ job_name: JOB, static_configs: [{ targets: [target] }] }] : [] };
  const file = join(folder, 'prometheus.yaml');
  writeFileSync(file, JSON.stringify(config)); // JSON is YAML
  const program = start('prometheus', [`--config.file=${file}`, `--storage.tsdb.path=${folder}/tsdb`,
    '--storage.tsdb.retention.time=3650d', `--web.listen-address=127.0.0.1:${port}`,
    ...(target ? [] : ['--query.lookback-delta=30m'])], join(folder, 'prometheus.log'));
  const url = `http://127.0.0.1:${port}`;
  await until('Prometheus is ready', program, async () => (await fetch(`${url}/-/ready`)).ok);
  return { url, program };
}

export interface Series {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

async function ask(url: string, path: string, parameters: Record<string, string>): Promise<Series[]> {
  const answer = await fetch(`${url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  const body = await answer.json() as { status: string; error?: string; data: { result: Series[] } };
  if (body.status !== 'success') throw new Error(`${body.error}: ${parameters['query']}`);
  return body.data.result;
}

export const instant = (url: string, query: string, at: number): Promise<Series[]> =>
  ask(url, 'query', { query, time: String(at) });

export const range = (url: string, query: string, from: number, to: number, step: number): Promise<Series[]> =>
  ask(url, 'query_range', { query, start: String(from), end: String(to), step: String(step) });
