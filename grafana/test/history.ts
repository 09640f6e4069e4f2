// SPDX-License-Identifier: EUPL-1.2
// Eight days of the daemon's own /metrics within minutes: it runs by a clock that is told to hurry
// (libfaketime), and is read all the while. The days are always the same ones.
import { setTimeout as pause } from 'node:timers/promises';
import * as county from './county.js';
import { stop } from './processes.js';
import type { Scrape } from './prometheus.js';

export interface Part {
  from: number; // seconds since the epoch
  to: number;
  speed: number;
  everyMs: number; // of real time
  withPhone: boolean;
}

const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

const clock = ({ from, speed }: Part): NodeJS.ProcessEnv => ({
  LD_PRELOAD: FAKETIME, FAKETIME_DONT_FAKE_MONOTONIC: '1', TZ: 'UTC',
  FAKETIME: `@${new Date(from * 1000).toISOString().slice(0, 19).replace('T', ' ')} x${speed}`,
});

// Runs one part on from the folder's data. The next part must begin well after this one's end: the
// daemon's clock goes on until it has stopped.
export async function lived(program: string, folder: string, part: Part): Promise<Scrape[]> {
  const env = clock(part);
  const daemon = await county.daemon({ program, folder, alwaysOpen: false, silentAfter: '30d', env });
  const phone = part.withPhone ? county.phone(folder, daemon.feed, part.from * 1000) : undefined;
  const out: Scrape[] = [];
  for (;;) {
    await pause(part.everyMs);
    const at = part.from + ((Date.now() - daemon.startedAt) / 1000) * part.speed; // by its own clock
    if (at > part.to) break;
    out.push({ at, text: await county.scrape(daemon.url) });
  }
  if (phone) await stop(phone);
  await stop(daemon.program);
  return out;
}
