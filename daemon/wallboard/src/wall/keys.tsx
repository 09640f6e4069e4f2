// SPDX-License-Identifier: EUPL-1.2
// The figures that are read from five metres.
import type { CallbacksNow, Line, LiveLine } from "../contract";
import { duration } from "../format";
import { judgeWait, wholeAtRisk } from "../judge";
import { Icon } from "../parts/icons";
import { useSpeech } from "../parts/speech";
import { VerdictNote } from "../parts/verdict";
import { fill } from "../words";

interface KeysProps {
  line: Line;
  live: LiveLine | null;
  now: number | null;
  at: number | null;
}

export function Keys({ line, live, now, at }: KeysProps) {
  const { words, formats } = useSpeech();
  const known = live !== null && live.known;
  const wait = known ? waitNow(live, now, at) : null;
  const today = live?.today ?? null;
  const figure = (value: number | null) => `figure ${value === null ? "absent" : ""}`;
  const queue = known ? live.queue_length : null;
  const open = live?.callbacks?.open ?? null;
  const sameDay = today?.figures.same_day_callbacks ?? null;
  return (
    <dl class="keys">
      <div class="key queue">
        <dt>{words.inQueue}</dt>
        <dd class={figure(queue)} data-figure="queue_length">{formats.count(queue)}</dd>
        {!known && <dd class="note"><Unknown live={live} now={now} /></dd>}
      </div>
      <div class="key wait">
        <dt>{words.longestWait}</dt>
        <dd class={figure(wait)} data-figure="longest_wait">{duration(wait)}</dd>
        <dd class="note">
          {wait !== null && wait > 0 && (
            <VerdictNote verdict={judgeWait(wait, line.wait_target_seconds)} target={duration(line.wait_target_seconds)} missed="above" />
          )}
        </dd>
      </div>
      <div class="key callbacks">
        <dt>{words.openCallbacks}</dt>
        <dd class={figure(open)} data-figure="callbacks_open">{formats.count(open)}</dd>
        {live?.callbacks && <CallbackNotes callbacks={live.callbacks} />}
      </div>
      <div class="key sameday">
        <dt>{words.sameDay}</dt>
        <dd class={figure(sameDay)} data-figure="same_day">{formats.percent(sameDay)}</dd>
        {today !== null && today.callbacks_requested > 0 && (
          <dd class="note">{formats.count(today.callbacks_same_day)} / {formats.count(today.callbacks_requested)} {words.sameDayOf}</dd>
        )}
      </div>
    </dl>
  );
}

/** The longest wait goes on between snapshots, by the daemon's clock. */
function waitNow(live: LiveLine, now: number | null, at: number | null): number | null {
  const wait = live.longest_wait_seconds;
  if (wait === null || now === null || at === null || live.queue_length === 0) return wait;
  return Math.max(wait, wait + (now - at) / 1000);
}

function Unknown({ live, now }: { live: LiveLine | null; now: number | null }) {
  const { words, formats } = useSpeech();
  const since = live?.unknown_since ?? null;
  const text = since === null || now === null ? words.noData : fill(words.noDataSince, { time: formats.since(since, now) });
  return <span class="verdict unknown"><Icon name="unknown" /> {text}</span>;
}

function CallbackNotes({ callbacks }: { callbacks: CallbacksNow }) {
  const { words, formats } = useSpeech();
  const risk = wholeAtRisk(callbacks.at_risk);
  return (
    <dd class="note">
      <span class={`verdict ${risk > 0 ? "missed" : "met"}`} data-figure="callbacks_at_risk">
        {risk > 0 && <Icon name="up" />} {formats.count(risk)} {words.atRisk}
      </span>
      {callbacks.overdue > 0 && (
        <span class="verdict missed" data-figure="callbacks_overdue">
          <Icon name="clock" /> {formats.count(callbacks.overdue)} {words.overdue}
        </span>
      )}
    </dd>
  );
}
