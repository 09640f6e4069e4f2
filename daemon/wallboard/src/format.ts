// SPDX-License-Identifier: EUPL-1.2
// Figures as people read them. Absent is "–", whatever the figure; it is never 0.
import type { Instant, Language } from "./contract";

export const ABSENT = "–";
const LOCALES: Record<Language, string> = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };

/** h:mm:ss, hours unbounded, rounded half up to the second. */
export function duration(seconds: number | null): string {
  if (seconds === null) return ABSENT;
  const whole = Math.max(0, Math.floor(seconds + 0.5));
  const two = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

export function durationMs(ms: number | null): string {
  return duration(ms === null ? null : ms / 1000);
}

export interface Formats {
  language: Language;
  /** "1 164"; "–" */
  count(n: number | null): string;
  /** One decimal: "12,5". */
  decimal(n: number | null): string;
  /** A share of 0..1: "81,4 %"; in English "81.4%". */
  percent(share: number | null): string;
  /** "14:05" */
  time(at: Instant | number): string;
  /** "14:05:09" */
  timeSeconds(at: Instant | number): string;
  /** "ke 25.11." */
  day(at: Instant | number): string;
  /** A local date, "2026-11-25": "ke 25.11." */
  date(date: string): string;
  /** 1 is Monday. */
  weekday(number: number): string;
  /** The local date at an instant, "2026-11-25". */
  localDate(at: number): string;
  /** The time alone where it is of the same local day, else with the day. */
  since(at: Instant, now: number): string;
}

/** Clock times and days are those of the zone, never the browser's. */
export function makeFormats(language: Language, timeZone: string): Formats {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const sign = language === "en" ? "%" : "\u00a0%";
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone, hourCycle: "h23", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const dayOf = (zone: string) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "short", day: "numeric", month: "numeric" });
    return (at: Instant | number) => format.format(new Date(at));
  };
  const day = dayOf(timeZone);
  const date = dayOf("UTC");
  const isoDate = new Intl.DateTimeFormat("sv-SE", { timeZone });
  const weekdays = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" });
  const time = (at: Instant | number) => clock.format(new Date(at)).slice(0, 5);
  return {
    language,
    count: (n) => (n === null ? ABSENT : whole.format(n)),
    decimal: (n) => (n === null ? ABSENT : oneDecimal.format(n)),
    percent: (n) => (n === null ? ABSENT : oneDecimal.format(n * 100) + sign),
    time,
    timeSeconds: (at) => clock.format(new Date(at)),
    day,
    date: (text) => date(`${text}T00:00:00Z`),
    weekday: (number) => weekdays.format(new Date(Date.UTC(2024, 0, number))), // 1.1.2024 was a Monday
    localDate: (at) => isoDate.format(at),
    since: (at, now) => (day(at) === day(now) ? time(at) : `${day(at)} ${time(at)}`),
  };
}
