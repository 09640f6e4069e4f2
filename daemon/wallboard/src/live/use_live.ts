// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Live } from "../contract";
import { Connection, type Link } from "./connection";
import { browserSurroundings } from "./network";
import { ServerClock } from "./server_clock";

export interface Moment {
  /** The latest snapshot, however old. */
  live: Live | null;
  link: Link;
  /** How often the connection has come back: what was asked before may be asked again. */
  round: number;
  /** The daemon's time, and its time at some ticks of ours. */
  now: () => number | null;
  at: (ticks: number) => number | null;
}

/** One connection for the whole page. */
export function useLive(): Moment {
  const clock = useMemo(() => new ServerClock(), []);
  const now = useMemo(() => () => clock.at(performance.now()), [clock]);
  const [live, setLive] = useState<Live | null>(null);
  const [link, setLink] = useState<Link>({ state: "connecting" });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let lost = false;
    const connection = new Connection(
      browserSurroundings,
      (next) => {
        clock.heard(Date.parse(next.now), performance.now());
        setLive(next);
      },
      (next) => {
        setLink(next);
        if (next.state === "live" && lost) setRound((n) => n + 1);
        lost = next.state === "lost";
      },
    );
    const back = () => connection.hurry();
    window.addEventListener("online", back);
    connection.start();
    return () => {
      window.removeEventListener("online", back);
      connection.stop();
    };
  }, [clock]);
  return { live, link, round, now, at: (ticks) => clock.at(ticks) };
}
