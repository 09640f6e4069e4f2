// SPDX-License-Identifier: EUPL-1.2
// The connection's surroundings in a browser.
import type { Live } from "../contract";
import { getJson } from "../api";
import { LIMITS, type Surroundings } from "./connection";

export const browserSurroundings: Surroundings = {
  ticks: () => performance.now(),
  after: (ms, run) => window.setTimeout(run, ms),
  cancel: (timer) => window.clearTimeout(timer),
  chance: Math.random,
  ask: () => getJson<Live>("/api/v1/live", AbortSignal.timeout(LIMITS.answerWithin)),
  open(onLive, onBroken) {
    const source = new EventSource("/api/v1/stream");
    source.addEventListener("live", (event) => onLive(JSON.parse((event as MessageEvent<string>).data) as Live));
    source.addEventListener("error", onBroken);
    return source;
  },
};
