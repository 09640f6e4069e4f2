// SPDX-License-Identifier: EUPL-1.2
// What is drawn: a dashboard as it is committed, and Prometheus's answers to its expressions.
export interface Series {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

export interface Answer {
  refId: string;
  legend: string;
  table: boolean;
  step: number; // seconds; 0 for an instant
  series: Series[];
}

export interface Scene {
  dashboard: { title: string; panels: any[]; links: { title: string }[]; timezone: string };
  answers: Record<string, Answer[]>; // by the panel's id
  from: number; // milliseconds
  to: number;
  variables: Record<string, { text: string; value: string }>;
  kiosk: boolean;
}
