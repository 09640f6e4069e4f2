// SPDX-License-Identifier: EUPL-1.2
// A dashboard around its panels: ids and places, variables, and the links between dashboards.
import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type { Context } from './panels.js';
import { LANGS, type Lang } from './site.js';
import type { Words } from './words.js';

export const WIDTH = 24; // of Grafana's grid
export const KINDS = ['wall', 'line', 'callbacks', 'week', 'sources'] as const;
export type Kind = (typeof KINDS)[number];

// What can be given an id and a place.
interface Placeable extends Builder<dashboard.Panel> {
  id(id: number): unknown;
  gridPos(place: dashboard.GridPos): unknown;
}

export interface Shelf {
  height: number;
  panels: [panel: Placeable | Placeable[], width: number][]; // several stand on top of each other
}

const titleOf = (kind: Kind, w: Words): string => `Jonovahti: ${w[kind]}`;

const to = (kind: Kind, lang: Lang, title: string): dashboard.DashboardLinkBuilder =>
  new dashboard.DashboardLinkBuilder(title).type(dashboard.DashboardLinkType.Link)
    .url(`/d/jonovahti-${kind}-${lang}`).includeVars(true);

const languageNames: Record<Lang, string> = { fi: 'Suomeksi', sv: 'På svenska', en: 'In English' };

function links(kind: Kind, { lang, w }: Context): dashboard.DashboardLinkBuilder[] {
  const others = KINDS.filter((other) => other !== kind).map((other) => to(other, lang, w[other]));
  const languages = LANGS.filter((other) => other !== lang)
    .map((other) => to(kind, other, languageNames[other]).keepTime(true));
  return [...others, ...languages];
}

const chosen = (value: string): dashboard.VariableOption => ({ selected: true, text: value, value });

const textBox = (name: string, label: string, value: string): dashboard.TextBoxVariableBuilder =>
  new dashboard.TextBoxVariableBuilder(name).label(label).defaultValue(value)
    .current(chosen(value)).options([chosen(value)]);

const variables = ({ w, site }: Context): Builder<dashboard.VariableModel>[] => [
  new dashboard.DatasourceVariableBuilder('prometheus').label('Prometheus').type('prometheus')
    .current({ text: 'Prometheus', value: 'jonovahti-prometheus' }),
  textBox('daemon', w.daemonUrl, 'http://127.0.0.1:9636'),
  textBox('runbooks', w.runbooks, site.runbooks),
];

// Gives each panel its place, shelf by shelf, left to right.
function place(builder: dashboard.DashboardBuilder, shelves: Shelf[]): void {
  let id = 1;
  let y = 0;
  for (const { height, panels } of shelves) {
    let x = 0;
    for (const [one, width] of panels) {
      const stack = Array.isArray(one) ? one : [one];
      const h = height / stack.length;
      stack.forEach((panel, i) => {
        panel.id(id++);
        panel.gridPos({ x, y: y + i * h, w: width, h });
        builder.withPanel(panel);
      });
      x += width;
    }
    if (x !== WIDTH) throw new Error(`a shelf is ${x} wide, not ${WIDTH}`);
    y += height;
  }
}

export interface Frame {
  kind: Kind;
  from: string;
  to: string;
  refresh: string;
  more?: Builder<dashboard.VariableModel>[]; // variables of this dashboard alone
  links?: dashboard.DashboardLinkBuilder[];
}

export function framed(c: Context, frame: Frame, shelves: Shelf[]): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder(titleOf(frame.kind, c.w))
    .uid(`jonovahti-${frame.kind}-${c.lang}`).tags(['jonovahti', c.lang])
    .timezone(c.site.timezone).time({ from: frame.from, to: frame.to }).refresh(frame.refresh)
    .weekStart('monday').tooltip(dashboard.DashboardCursorSync.Crosshair).editable()
    .variables([...(frame.more ?? []), ...variables(c)])
    .links([...(frame.links ?? []), ...links(frame.kind, c)]);
  place(builder, shelves);
  return builder.build();
}
