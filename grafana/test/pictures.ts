// SPDX-License-Identifier: EUPL-1.2
// Pictures of the dashboards, drawn by Grafana's own components from the committed JSON, with the
// data of a real Prometheus, in headless Chromium. No Grafana server takes part.
// pictures.js DAEMON FOLDER
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { committed, GRAFANA, load, metricsOf, panelsOf, targetsOf } from './committed.js';
import { lived, type Part } from './history.js';
import { scratch, stop } from './processes.js';
import { keepPast, prometheus, type Scrape } from './prometheus.js';
import { type Moment, sceneOf } from './scene.js';

const CHROMIUM = '/usr/bin/chromium';
const SIZE = { width: 1920, height: 1080 };
const LARGEST = 300_000; // bytes of a picture
const PICTURES = { 'fi/wall': 'wall', 'fi/line': 'line', 'fi/callbacks': 'callbacks', 'fi/week': 'week',
                   'fi/sources': 'sources', 'sv/wall': 'wall-sv' };

const at = (text: string): number => Date.parse(text) / 1000;
const MOMENT: Moment = {
  now: at('2026-11-24T11:40:00+02:00'),
  today: at('2026-11-24T00:00:00+02:00'),
  lastWeek: [at('2026-11-16T00:00:00+02:00'), at('2026-11-22T23:59:59+02:00')],
};

// A week in a hurry, a morning at leisure, and half an hour in which alarms have time to be judged.
const PARTS: Part[] = [
  { from: at('2026-11-16T07:30:00+02:00'), to: at('2026-11-24T04:00:00+02:00'), speed: 3600, everyMs: 250, withPhone: false },
  { from: at('2026-11-24T07:00:00+02:00'), to: at('2026-11-24T10:50:00+02:00'), speed: 300, everyMs: 250, withPhone: true },
  { from: at('2026-11-24T11:00:00+02:00'), to: MOMENT.now, speed: 30, everyMs: 500, withPhone: true },
];

async function past(program: string, folder: string): Promise<Scrape[]> {
  const out: Scrape[] = [];
  for (const part of PARTS) out.push(...await lived(program, folder, part));
  console.log(`${out.length} scrapes of a past`);
  return out;
}

const used = (): ReadonlySet<string> => new Set(committed().flatMap((name) =>
  panelsOf(load(name)).flatMap(targetsOf).flatMap(({ expr }) => metricsOf(expr))));

const FONTS = '/public/fonts/inter/'; // where a Grafana server has them
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

// The viewer's files, and the scene that is to be drawn.
async function serve(scene: () => string): Promise<{ server: Server; url: string }> {
  const root = join(GRAFANA, 'viewer/dist');
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : new URL(request.url!, 'http://x').pathname;
    if (path === '/scene.json') return response.end(scene());
    const file = path.startsWith(FONTS) ? join(GRAFANA, 'viewer/node_modules/inter-ui/web', path.slice(FONTS.length))
                                        : join(root, path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.setHeader('Content-Type', TYPES[path.split('.').at(-1)!] ?? 'application/octet-stream');
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${(server.address() as { port: number }).port}/` };
}

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--force-color-profile=srgb',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function draw(url: string, file: string, browser: any): Promise<void> {
  const page = await browser.newPage({ viewport: SIZE, timezoneId: 'Europe/Helsinki', locale: 'fi-FI' });
  const errors: string[] = [];
  page.on('pageerror', (error: Error) => errors.push(String(error)));
  await page.goto(url, { waitUntil: 'networkidle' });
  const state = await (await page.waitForFunction('document.body.dataset.state')).jsonValue();
  if (state !== 'drawn') errors.push(state);
  await page.evaluate('document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))');
  await page.screenshot({ path: file });
  await page.close();
  if (errors.length > 0) throw new Error(`${file}: ${errors.join('\n')}`);
  const { size } = statSync(file);
  if (size > LARGEST) throw new Error(`${file}: ${size} bytes, more than ${LARGEST}`);
  console.log(`${file}: ${Math.round(size / 1000)} kB`);
}

async function main(program: string, out: string): Promise<void> {
  const folder = scratch();
  keepPast(folder, await past(program, folder), used());
  const prom = await prometheus(folder);
  const { chromium } = createRequire(join(GRAFANA, 'viewer/package.json'))('playwright-core');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  let scene = '';
  const { server, url } = await serve(() => scene);
  try {
    for (const [name, picture] of Object.entries(PICTURES)) {
      scene = JSON.stringify(await sceneOf(load(`${name}.json`), prom.url, MOMENT));
      await draw(url, join(out, `${picture}.png`), browser);
    }
  } finally {
    await browser.close();
    server.close();
    await stop(prom.program);
  }
}

const [program, out] = process.argv.slice(2);
if (!program || !out) {
  console.error('usage: pictures.js DAEMON FOLDER');
  process.exit(2);
}
await main(resolve(program), resolve(out));
process.exit(0);
