// SPDX-License-Identifier: EUPL-1.2
// Everything of one line at a glance.
import type { Alert, Line, LiveLine } from "../contract";
import { Icon } from "../parts/icons";
import { useSpeech } from "../parts/speech";
import { lineHref } from "../route";
import { fill } from "../words";
import { DayCurve } from "./day_curve";
import { Keys } from "./keys";
import { standing } from "./order";
import { Rates } from "./rates";
import { AgentsLine } from "./agents";

export interface TileProps {
  line: Line;
  /** Null where nothing is known of this moment: before the first snapshot, or when it is too old. */
  live: LiveLine | null;
  now: number | null;
  /** The snapshot's own time. */
  at: number | null;
  alerts: Alert[];
  theme: string;
  /** How often the connection has come back. */
  round: number;
  linked: boolean;
}

export function Tile({ line, live, now, at, alerts, theme, round, linked }: TileProps) {
  const { formats } = useSpeech();
  const name = line.name[formats.language];
  const id = `line-${line.id}`;
  const alarmed = alerts.some((alert) => alert.line === line.id && standing(alert) === "firing");
  return (
    <section class={`tile ${alarmed ? "alarmed" : ""}`} data-line={line.id} aria-labelledby={id}>
      <header>
        <h2 id={id}>{linked ? <a href={lineHref(line.id)}>{name}</a> : name}</h2>
        {alarmed && <AlarmBadge />}
        <OpenHours live={live} now={now} />
      </header>
      <Keys line={line} live={live} now={now} at={at} />
      <Rates line={line} live={live} />
      <DayCurve line={line.id} name={name} running={live?.hour ?? null} shown={live !== null} theme={theme} round={round} />
      <AgentsLine agents={live?.agents ?? null} />
    </section>
  );
}

function AlarmBadge() {
  const { words } = useSpeech();
  return (
    <p class="badge bad"><Icon name="bell" /> {words.firing}</p>
  );
}

function OpenHours({ live, now }: { live: LiveLine | null; now: number | null }) {
  const { words, formats } = useSpeech();
  if (live === null) return null;
  const change = now === null ? null : live.next_change;
  const today = change !== null && now !== null && formats.localDate(Date.parse(change)) === formats.localDate(now);
  const text = live.open
    ? today ? fill(words.openUntil, { time: formats.time(change) }) : words.open
    : change !== null && now !== null ? fill(words.opensAt, { time: formats.since(change, now) }) : words.closed;
  return <p class={`hours ${live.open ? "" : "closed"}`}>{!live.open && <Icon name="clock" />} {text}</p>;
}
