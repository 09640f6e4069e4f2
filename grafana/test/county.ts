// SPDX-License-Identifier: EUPL-1.2
// A daemon with the configuration that the dashboards are made from, fed by its simulator, and by a
// phone system that tells of agents and work queues, which the simulator does not.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { CONFIGURATION, GRAFANA } from './committed.js';
import { freePort, type Program, start, until } from './processes.js';

export interface Daemon {
  url: string;
  program: Program;
  startedAt: number; // Date.now()
  feed: string;
}

export interface Setting {
  program: string; // the daemon's binary
  folder: string;
  alwaysOpen: boolean; // its traffic is that of mid-morning when it starts, and it is noon there
  silentAfter: string;
  env?: NodeJS.ProcessEnv;
}

// Takes what the daemon tells a receiver, and says that it has.
export async function receiver(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{}'));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

// A zone in which it is the hour after noon, so that the day so far holds the traffic of a morning.
// Etc/GMT-3 is three hours ahead of UTC.
function zoneAtNoon(utcHour: number): string {
  const ahead = 13 - utcHour;
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

// The example configuration, on ports and in a folder of its own.
function configured(setting: Setting, http: number, told: string): string {
  const config = parse(readFileSync(CONFIGURATION, 'utf8'));
  config.data_dir = join(setting.folder, 'data');
  config.http = { listen: `127.0.0.1:${http}` };
  config.feed = { listen: [`ipc://${setting.folder}/feed`] };
  config.alerts.notify = [{ type: 'alertmanager', urls: [told] }];
  config.sources.ace.silent_after = setting.silentAfter;
  config.sources.simulator = { type: 'simulator', silent_after: setting.silentAfter };
  if (setting.alwaysOpen) {
    config.timezone = zoneAtNoon(new Date().getUTCHours());
    config.sources.simulator.turned = true;
    config.defaults.opening = [{ from: '2022-01-01', weekly: { 'mon-sun': ['00:00-24:00'] } }];
  }
  return stringify(config);
}

export async function daemon(setting: Setting): Promise<Daemon> {
  const http = await freePort();
  const path = join(setting.folder, 'daemon.yaml');
  writeFileSync(path, configured(setting, http, await receiver()));
  const startedAt = Date.now();
  const program = start(setting.program, ['serve', '--config', path],
                        join(setting.folder, 'daemon.log'), setting.env);
  const url = `http://127.0.0.1:${http}`;
  await until('the daemon is ready', program, async () => (await fetch(`${url}/readyz`)).ok);
  return { url, program, startedAt, feed: `ipc://${setting.folder}/feed` };
}

// Tells the daemon of agents and work queues, as at `now` (ms), and stays until it is stopped.
export function phone(folder: string, feed: string, now = Date.now()): Program {
  return start('/usr/bin/python3', [join(GRAFANA, 'test/phone.py'), feed, String(Math.round(now))],
               join(folder, 'phone.log'));
}

export async function scrape(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`);
  if (!answer.ok) throw new Error(`/metrics: ${answer.status}`);
  return answer.text();
}
