// SPDX-License-Identifier: EUPL-1.2
// Every figure as PromQL. A figure has one formula, whatever period it is about: `Columns` says
// where the columns of the period come from (today, each hour, each day, the dashboard's range).
//
// All come from gauges that the daemon makes from the time of the events. Call counters say when
// something became known, so increase() of them would be wrong whenever a backlog arrives.
// Two daemons may be scraped at once: each column is taken from the one that has more of it.
import * as q from '@grafana/promql-builder';

export type Expr = Parameters<typeof q.abs>[0];
type Labels = Record<string, string>;

// The name of the scrape job; /metrics of other programs have process_* too.
export const JOB = 'jonovahti';

export function metric(name: string, labels: Labels = {}): q.VectorExprBuilder {
  const out = new q.VectorExprBuilder().metric(`jonovahti_${name}`);
  for (const [label, value] of Object.entries(labels)) out.label(label, value);
  return out;
}

const perLine = (e: Expr): Expr => q.max(e).by(['line']);

// A gauge of the line; of each line where none is named.
export const now = (name: string, line?: string, labels: Labels = {}): Expr =>
  perLine(metric(name, { ...(line ? { line } : {}), ...labels }));

// A column of the period, or one less another, by line.
export type Columns = (column: string, less?: string) => Expr;

type Sampled = (column: string) => Expr;

// The difference is made of one daemon's two columns, before the fuller daemon is chosen.
const columnsOf = (sampled: Sampled): Columns => (column, less) =>
  perLine(less ? q.sub(sampled(column), sampled(less)) : sampled(column));

const of = (line?: string): Labels => (line ? { line } : {});

export const today = (line?: string): Columns =>
  columnsOf((column) => metric(`day_${column}`, of(line)));

// With a step of one hour, each step stands for the hour that begins there. Its figures are those
// known at the end of the hour after it, or by now: the calls of an hour go on ending in the next.
export const eachHour = (line?: string): Columns => {
  const seen = (hour: string, offset: string) => columnsOf((column) =>
    q.lastOverTime(metric(`hour_${column}`, { ...of(line), hour }).range('3598s').offset(offset)));
  return (column, less) =>
    q.or(seen('previous', '-7199s')(column, less), seen('current', '-3599s')(column, less));
};

// With steps of a day that fall into the night, by UTC or by local time: the day that begins there,
// as known in its late evening. The window keeps clear of midnight, so that a day of 23 or 25 hours
// needs no care.
const lateInTheDay = (gauge: q.VectorExprBuilder): Expr =>
  q.lastOverTime(gauge.range('18h').offset('-20h'));

export const eachDay = (line?: string): Columns =>
  columnsOf((column) => lateInTheDay(metric(`day_${column}`, of(line))));

// The sum over the days of the dashboard's range.
export const wholeRange = (line?: string): Columns => {
  const days = eachDay(line);
  return (column, less) =>
    q.sumOverTime(q.subquery(days(column, less)).range('$__range').resolution('1d'));
};

// Absent where nothing was there to be divided by: never 0, never 100 %.
const share = (part: Expr, whole: Expr): Expr => q.div(part, q.gt(whole, q.n(0)));

export const answerRate = (c: Columns): Expr => share(c('answered'), c('offered', 'waiting'));
export const meanWait = (c: Columns): Expr => share(c('wait_answered_seconds'), c('answered'));
export const sameDay = (c: Columns): Expr => share(c('callbacks_same_day'), c('callbacks_requested'));
export const callbackDelay = (c: Columns): Expr =>
  share(c('callback_delay_seconds'), c('callbacks_reached'));
export const callbackOpenDelay = (c: Columns): Expr =>
  share(c('callback_open_delay_seconds'), c('callbacks_reached'));

export type Target = 'wait_seconds' | 'same_day' | 'answer_rate';
export const target = (which: Target, line?: string): Expr => now('line_target', line, { target: which });

const text = (s: string): string => `"${s}"`;
const relabel = (e: Expr, label: string, value: string, from = '', pattern = ''): Expr =>
  q.labelReplace(e, text(label), text(value), text(from), text(pattern));

// The figure, with the label `mark` where it misses its target. The mark is part of what is shown,
// so that colour is never the only sign.
export function marked(e: Expr, which: Target, line?: string): Expr {
  const goal = target(which, line);
  const missed = which === 'wait_seconds' ? relabel(q.gt(e, goal), 'mark', ' ▲')
                                          : relabel(q.lt(e, goal), 'mark', ' ▼');
  return q.or(missed, e).on(['line']);
}

// Two ways of having no value, told apart where several values share a panel and an absent one would
// just not be there: NaN where there was nothing to make the figure of (a share of no calls), NOTHING
// where it is unknown. No figure here is ever negative.
export const NOTHING = -1;

// NaN in place of the figure, for each line of which `known` is there.
export const orNone = (e: Expr, known: Expr): Expr =>
  q.or(e, q.div(q.mul(known, q.n(0)), q.n(0))).on(['line']);

export const orUnknown = (e: Expr, line: string): Expr =>
  q.or(e, relabel(q.vect(NOTHING), 'line', line)).on(['line']);

const ALERT = ['alert', 'concerns', 'severity', 'page'];
const ALL_QUIET = '–';

// Alerts that are `firing` (state 2), or all `beyond` ok (1 pending, 2 firing, 3 unknown), with what
// they concern in one label, and their name again as `page`, which the panel turns into a runbook's.
// One row of dashes where there is none but some are ok: an empty answer means that nothing is known.
export function alerts(which: 'firing' | 'beyond', line?: string): Expr {
  const state = metric('alert_state', of(line));
  const rows = (those: Expr): Expr => {
    const concerned = ['line', 'source', 'backlog'].reduce<Expr>(
      (e, kind) => relabel(e, 'concerns', '$1', kind, '(.+)'), those);
    return q.max(relabel(concerned, 'page', '$1', 'alert', '(.*)')).by(ALERT);
  };
  // What one of two daemons sees firing fires, though the other may not know.
  const fire = rows(q.eq(state, q.n(2)));
  const all = which === 'firing' ? fire : q.or(fire, rows(q.gte(state, q.n(1))));
  const ok = q.mul(q.max(q.lt(state, q.n(2))), q.n(0));
  const quiet = ALERT.reduce<Expr>((e, label) => relabel(e, label, ALL_QUIET), ok);
  return q.or(all, quiet).on(['nothing']); // a label that neither has: any row hides the dashes
}

// How many fire; absent where no alert of the line could be judged.
export function firing(line: string): Expr {
  const state = metric('alert_state', { line });
  const count = (those: Expr): Expr => q.count(q.max(those).by(['line', 'alert'])).by(['line']);
  return q.or(count(q.eq(state, q.n(2))), q.mul(count(q.lt(state, q.n(2))), q.n(0)));
}

export const agentsIn = (state: string, line?: string): Expr => now('agents', line, { state });
export const loggedIn = (line: string): Expr =>
  q.sum(q.max(metric('agents', { line })).by(['line', 'state'])).by(['line']);

const bySource = (e: Expr): Expr => q.max(e).by(['source']);

// Of each source. Two daemons that hear the same source agree, or the worse news is shown.
export const sourceUp = (): Expr => q.min(metric('source_up')).by(['source']);
export const ofSource = (name: string): Expr => bySource(metric(name));
export const eventRate = (): Expr =>
  bySource(q.sum(q.rate(metric('source_events_total').range('$__rate_interval'))).by(['source', 'instance']));

// Counters of a source since the daemon began to count, over all their reasons.
export const sinceStart = (name: string): Expr =>
  bySource(q.sum(metric(name)).by(['source', 'instance']));

export const backlog = (name: string): Expr => q.max(metric(name)).by(['backlog', 'class']);
export const notifications = (): Expr =>
  q.max(metric('notifications_total')).by(['instance', 'notifier', 'result']);

// Of each daemon: what a process says of itself is not put together.
export const ofDaemon = (name: string): Expr => q.max(metric(name)).by(['instance']);
const ofProcess = (name: string): q.VectorExprBuilder =>
  new q.VectorExprBuilder().metric(`process_${name}`).label('job', JOB);
export const memory = (): Expr => q.max(ofProcess('resident_memory_bytes')).by(['instance']);
export const cpu = (): Expr => q.max(q.rate(ofProcess('cpu_seconds_total').range('$__rate_interval'))).by(['instance']);
export const uptime = (): Expr => q.sub(q.time(), q.max(ofProcess('start_time_seconds')).by(['instance']));

export const allLines = (e: Expr): Expr => q.sum(e);

// One target for all lines, the strictest: now, and on each day.
export const aimedAt = (which: Target): Expr => q.max(target(which));
export const aimedAtEachDay = (which: Target): Expr =>
  q.max(lateInTheDay(metric('line_target', { target: which })));

// The least of the days' coverages in the dashboard's range.
export const worstCoverage = (): Expr =>
  q.minOverTime(q.subquery(eachDay()('coverage')).range('$__range').resolution('1d'));
