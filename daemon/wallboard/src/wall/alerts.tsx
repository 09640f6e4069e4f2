// SPDX-License-Identifier: EUPL-1.2
import { useState } from "preact/hooks";
import type { Alert } from "../contract";
import { Icon, type IconName } from "../parts/icons";
import { useSpeech } from "../parts/speech";
import { fill, type Words } from "../words";
import { type Standing, byUrgency, standing } from "./order";

const SHOWN = 3;
const ICONS: Record<Standing, IconName> = {
  firing: "bell", acknowledged: "check", unknown: "unknown", pending: "clock", silenced: "mute",
};

interface AlertsProps {
  /** Null where nothing is known. */
  alerts: Alert[] | null;
  now: number | null;
  /** Whether there is somebody who could ask for more. */
  controls: boolean;
}

export function Alerts({ alerts, now, controls }: AlertsProps) {
  const { words } = useSpeech();
  const [all, setAll] = useState(false);
  const ordered = byUrgency(alerts ?? []);
  const shown = all ? ordered : ordered.slice(0, SHOWN);
  const more = fill(words.more, { count: String(ordered.length - SHOWN) });
  return (
    <section class="alerts" aria-labelledby="alerts">
      <div class="heading">
        <h2 id="alerts">{words.alerts}</h2>
        {ordered.length > SHOWN && (controls
          ? <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>{more}</button>
          : <p>{more}</p>)}
      </div>
      {ordered.length === 0 && <p class="none">{alerts === null ? words.noData : <><Icon name="check" /> {words.noAlerts}</>}</p>}
      <ul>{shown.map((alert) => <AlertItem key={keyOf(alert)} alert={alert} now={now} />)}</ul>
    </section>
  );
}

function keyOf(alert: Alert): string {
  return [alert.alert, alert.line, alert.group, alert.source, alert.backlog].join("\n");
}

function AlertItem({ alert, now }: { alert: Alert; now: number | null }) {
  const { words, formats } = useSpeech();
  const how = standing(alert) ?? "pending";
  return (
    <li class={`alert ${how}`} data-alert={alert.alert} data-standing={how}>
      <span class="badge"><Icon name={ICONS[how]} /> {saying(how, alert, words)}</span>{" "}
      <span class="what">{alert.text[formats.language]}</span>{" "}
      {alert.since !== null && now !== null && <span class="when">{formats.since(alert.since, now)}</span>}
    </li>
  );
}

function saying(how: Standing, alert: Alert, words: Words): string {
  const by = alert.acknowledged?.by;
  return how === "acknowledged" && by !== undefined && by !== "" ? fill(words.acknowledgedBy, { by }) : words[how];
}
