// SPDX-License-Identifier: EUPL-1.2
// The columns that the tables of hours and of days have in common. Same-day callbacks come first.
import type { Row } from "../contract";
import { type Formats, durationMs } from "../format";
import { FULL_COVERAGE } from "../judge";
import { Icon } from "../parts/icons";
import { useSpeech } from "../parts/speech";
import type { Words } from "../words";

export interface Column {
  key: string;
  title: (words: Words) => string;
  cell: (row: Row, formats: Formats) => string;
}

export const COLUMNS: Column[] = [
  { key: "same_day_callbacks", title: (w) => w.sameDayLong, cell: (r, f) => f.percent(r.figures.same_day_callbacks) },
  { key: "callbacks_requested", title: (w) => w.callbackRequests, cell: (r, f) => f.count(r.callbacks_requested) },
  { key: "callback_delay", title: (w) => w.callbackDelay, cell: (r) => durationMs(r.figures.callback_delay_mean_ms) },
  { key: "offered", title: (w) => w.offered, cell: (r, f) => f.count(r.offered) },
  { key: "answered", title: (w) => w.answeredCalls, cell: (r, f) => f.count(r.answered) },
  { key: "abandoned", title: (w) => w.abandonedCalls, cell: (r, f) => f.count(r.abandoned) },
  { key: "answer_rate", title: (w) => w.answerRate, cell: (r, f) => f.percent(r.figures.answer_rate) },
  { key: "answer_rate_without_short", title: (w) => w.answerRateShortLong, cell: (r, f) => f.percent(r.figures.answer_rate_without_short) },
  { key: "wait_mean", title: (w) => w.meanWaitLong, cell: (r) => durationMs(r.figures.wait_mean_answered_ms) },
  { key: "longest_wait", title: (w) => w.longestWait, cell: (r) => durationMs(r.longest_wait_ms) },
  { key: "queue_max", title: (w) => w.queueMax, cell: (r, f) => f.count(r.queue_max) },
];

export function Coverage({ share }: { share: number }) {
  const { formats } = useSpeech();
  return share < FULL_COVERAGE
    ? <span class="verdict missed"><Icon name="unknown" /> {formats.percent(share)}</span>
    : <>{formats.percent(share)}</>;
}
