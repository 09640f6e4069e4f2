// SPDX-License-Identifier: EUPL-1.2
// What the daemon answers (daemon/api/openapi.yaml), as far as the page shows it. An instant is an
// RFC 3339 text; null is what is not known.
export type Language = "fi" | "sv" | "en";
export type Text = Record<Language, string>;
export type Instant = string;

export interface Line {
  id: string;
  name: Text;
  group: string | null;
  wait_target_seconds: number;
  short_abandon_seconds: number;
  service_level: "answered" | "offered" | "asterisk2";
  same_day_target: number | null;
  answer_rate_target: number | null;
}

export interface Backlog {
  id: string;
  name: Text;
  urgent_target_seconds: number | null;
  other_target_seconds: number | null;
}

export interface Lines {
  now: Instant;
  timezone: string;
  language: Language;
  page_languages: Language[];
  lines: Line[];
  groups: string[];
  backlogs: Backlog[];
  version: string;
}

export interface Figures {
  answer_rate: number | null;
  answer_rate_without_short: number | null;
  answer_rate_without_callbacks: number | null;
  wait_mean_answered_ms: number | null;
  wait_mean_all_ms: number | null;
  service_level_answered: number | null;
  service_level_offered: number | null;
  service_level_asterisk2: number | null;
  same_day_callbacks: number | null;
  callback_delay_mean_ms: number | null;
  callback_open_delay_mean_ms: number | null;
}

export interface Row {
  from: Instant;
  to: Instant;
  offered: number;
  answered: number;
  abandoned: number;
  redirected: number;
  longest_wait_ms: number | null;
  queue_max: number | null;
  callbacks_requested: number;
  callbacks_reached: number;
  callbacks_same_day: number;
  callbacks_open: number;
  coverage: number;
  figures: Figures;
}

export interface CallbacksNow {
  open: number;
  oldest_seconds: number | null;
  due_today: number;
  overdue: number;
  unlisted: number;
  at_risk: number;
}

export interface Window {
  minutes: 15 | 30 | 60;
  answered: number;
  wait_mean_seconds: number | null;
  wait_p90_seconds: number | null;
  answer_rate: number | null;
  service_level: number | null;
}

export interface Usual {
  offered: number;
  queue_mean: number;
}

export interface Agents {
  available: number;
  busy: number;
  wrapup: number;
  paused: number;
}

export interface LiveLine {
  id: string;
  open: boolean;
  next_change: Instant | null;
  known: boolean;
  unknown_since: Instant | null;
  queue_length: number | null;
  longest_wait_seconds: number | null;
  callbacks: CallbacksNow | null;
  windows: Window[] | null;
  hour: Row;
  today: Row;
  usual: Usual | null;
  agents: Agents | null;
}

export interface Source {
  id: string;
  up: boolean;
  heard: Instant;
  silent_seconds: number;
  last_event: Instant | null;
}

export interface BacklogLevel {
  id: string;
  class: "urgent" | "other";
  open: number | null;
  oldest_seconds: number | null;
}

export interface Alert {
  alert: string;
  line?: string;
  group?: string;
  source?: string;
  backlog?: string;
  title: Text;
  severity: "page" | "ticket" | "info";
  state: "ok" | "pending" | "firing" | "unknown";
  since: Instant | null;
  value_text: string;
  text: Text;
  silenced: boolean;
  acknowledged: { by: string; reason: string; until: Instant } | null;
}

export interface Live {
  version: number;
  now: Instant;
  lines: LiveLine[];
  sources: Source[];
  backlogs: BacklogLevel[];
  alerts: Alert[];
}

export interface TodayHour {
  hour: Instant;
  open: boolean;
  row: Row | null;
  usual: Usual | null;
}
export interface Today {
  line: string;
  day: string;
  hours: TodayHour[];
}

export interface PeriodRows {
  rows: { period: string; row: Row }[];
}

export interface HeatCell {
  weekday: number;
  hour: number;
  hours: number;
  offered: number;
  answer_rate: number | null;
  wait_mean_answered_ms: number | null;
  coverage: number;
}
export interface Heatmap {
  line: string;
  from: string;
  to: string;
  cells: HeatCell[];
}

export interface Waits {
  line: string;
  from: string;
  to: string;
  bounds_seconds: number[];
  answered: number[];
  other: number[];
}

export interface CallbackAge {
  from_seconds: number;
  to_seconds: number | null;
  open: number;
  due_today: number;
  overdue: number;
}
export interface Callbacks {
  now: Instant;
  lines: { line: string; known: boolean; open: number | null; oldest_seconds: number | null; ages: CallbackAge[] | null }[];
}

export interface Report {
  period: string;
  kind: "week" | "month" | "tertial";
  first: string;
  last: string;
  over: boolean;
  path: string;
}
export interface Reports {
  periods: Report[];
  formats: string[];
  languages: Language[];
}
