// SPDX-License-Identifier: EUPL-1.2
// What changes by itself: time, the address, the daemon's answers. Each leaves nothing behind.
import { useEffect, useState } from "preact/hooks";
import { getJson } from "./api";
import { type Route, parseRoute } from "./route";

/** Whole seconds of the clock, in milliseconds, as they begin; null while the clock does not know. */
export function useSeconds(clock: () => number | null): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    let timer = 0;
    const tick = () => {
      const at = clock();
      setNow(at === null ? null : Math.floor(at / 1000) * 1000);
      timer = window.setTimeout(tick, at === null ? 100 : 1000 - (at % 1000));
    };
    tick();
    return () => window.clearTimeout(timer);
  }, [clock]);
  return now;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const changed = () => setRoute(parseRoute(location.hash));
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/** An answer of the daemon; `failed` when the last try was in vain, and then there is no old answer. */
export interface Asked<T> {
  data: T | null;
  failed: boolean;
}

/** Asks at once, whenever `path` or `round` changes, and every `everyMs` (0: never again). */
export function useJson<T>(path: string, everyMs: number, round = 0): Asked<T> {
  const [asked, setAsked] = useState<Asked<T> & { path: string }>({ data: null, failed: false, path });
  useEffect(() => {
    const ended = new AbortController();
    const ask = () =>
      getJson<T>(path, ended.signal).then(
        (data) => setAsked({ data, failed: false, path }),
        () => !ended.signal.aborted && setAsked({ data: null, failed: true, path }),
      );
    void ask();
    const timer = everyMs > 0 ? window.setInterval(() => void ask(), everyMs) : 0;
    return () => {
      ended.abort();
      window.clearInterval(timer);
    };
  }, [path, everyMs, round]);
  return asked.path === path ? asked : { data: null, failed: false };
}
