// SPDX-License-Identifier: EUPL-1.2
// The three kinds of panel, with what is the same everywhere: the data source, what stands where
// nothing is known, few colours (orange: misses its target, red: alarm, grey: unknown).
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { type Expr, NOTHING } from './figures.js';
import type { Lang, Line, Site } from './site.js';
import type { Words } from './words.js';

export interface Context {
  lang: Lang;
  w: Words;
  site: Site;
}

export const RED = 'red';
export const ORANGE = 'orange';
const LINES = ['blue', 'green', 'purple', 'yellow', 'light-blue', 'light-green', 'light-purple', 'light-yellow'];
export const GREY = '#8e9aa6';
export const SECONDS = 'dthms'; // 00:14:56
export const SHARE = 'percentunit';
export const SECONDS_ALONE = 'suffix: s'; // 12.3 s, in no language
const SOURCE = { type: 'prometheus', uid: '${prometheus}' };

type Mappings = dashboard.ValueMapping[];
type Properties = dashboard.DynamicConfigValue[];

export const fixed = (color: string): dashboard.DynamicConfigValue =>
  ({ id: 'color', value: { mode: 'fixed', fixedColor: color } });

const plain = new dashboard.ThresholdsConfigBuilder()
  .mode(dashboard.ThresholdsMode.Absolute)
  .steps([{ value: null, color: 'text' }]);

// Values to words, with a colour where one is named.
export const mapping = (texts: Record<string, string | [string, string]>): dashboard.ValueMapping => ({
  type: dashboard.MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(texts).map(([value, said], index) =>
    [value, typeof said === 'string' ? { text: said, index } : { text: said[0], color: said[1], index }])),
});

const special = (match: dashboard.SpecialValueMatch, result: dashboard.ValueMappingResult): dashboard.ValueMapping =>
  ({ type: dashboard.MappingType.SpecialValue, options: { match, result } });

// What is not there is unknown; what could not be made is a dash.
const absent = (w: Words): Mappings => [
  special(dashboard.SpecialValueMatch.Null, { text: w.noData, color: GREY }),
  special(dashboard.SpecialValueMatch.NotANumber, { text: '–' }),
  mapping({ [NOTHING]: [w.noData, GREY] }),
];

export const names = (lang: Lang, lines: Line[]): dashboard.ValueMapping =>
  mapping(Object.fromEntries(lines.map((line) => [line.id, line.name[lang]])));

// A link in a panel's corner to what to do when its figure is bad.
export const runbook = (w: Words, page: string): dashboard.DashboardLinkBuilder =>
  new dashboard.DashboardLinkBuilder(`${w.runbook}: ${page}`)
    .type(dashboard.DashboardLinkType.Link).url('${runbooks}/' + page).targetBlank(true);

export const lineLink = (lang: Lang, line: string, title: string): dashboard.DashboardLinkBuilder =>
  new dashboard.DashboardLinkBuilder(title)
    .type(dashboard.DashboardLinkType.Link).url(`/d/jonovahti-line-${lang}?var-line=${line}`);

export interface Value {
  expr: Expr;
  name: string; // may have {{labels}}
  unit?: string;
  decimals?: number;
  mappings?: Mappings;
}

const refId = (i: number): string => String.fromCharCode('A'.charCodeAt(0) + i);

const query = (value: Value, i: number): DataqueryBuilder =>
  new DataqueryBuilder().datasource(SOURCE).refId(refId(i)).expr(value.expr.toString())
    .legendFormat(value.name);

function propertiesOf(value: Value, w: Words): Properties {
  const out: Properties = [];
  if (value.unit) out.push({ id: 'unit', value: value.unit });
  if (value.decimals !== undefined) out.push({ id: 'decimals', value: value.decimals });
  if (value.mappings) out.push({ id: 'mappings', value: [...absent(w), ...value.mappings] });
  return out;
}

// Figures for now, one below the other; `size` is the height of the digits in pixels. Without it a
// single one fills its panel.
export function figures({ w }: Context, title: string, values: Value[], size?: number): stat.PanelBuilder {
  const panel = new stat.PanelBuilder().title(title).datasource(SOURCE).noValue(w.noData)
    .targets(values.map((value, i) => query(value, i).instant()))
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['last']).values(false))
    .graphMode(common.BigValueGraphMode.None).colorMode(common.BigValueColorMode.Value)
    .justifyMode(common.BigValueJustifyMode.Auto).wideLayout(true)
    .orientation(common.VizOrientation.Horizontal)
    .textMode(size ? common.BigValueTextMode.ValueAndName : common.BigValueTextMode.Value)
    .thresholds(plain).mappings(absent(w));
  if (size) {
    panel.text(new common.VizTextDisplayOptionsBuilder().titleSize(Math.round(size * 0.6)).valueSize(size));
  }
  values.forEach((value, i) => {
    const properties = propertiesOf(value, w);
    if (properties.length > 0) panel.overrideByQuery(refId(i), properties);
  });
  return panel.overrideByRegexp('/[▲▼]/', [fixed(ORANGE)]);
}

// One figure with its name and no title above, for the wall: both as large as the panel allows, be
// the figure a number or a word.
export const tile = (c: Context, value: Value): stat.PanelBuilder =>
  figures(c, '', [value]).wideLayout(false).justifyMode(common.BigValueJustifyMode.Center)
    .textMode(common.BigValueTextMode.ValueAndName);

export interface Curve extends Value {
  dashed?: boolean; // a target, or what is usual
  bars?: boolean; // stacked: what they add up to must mean something
  points?: boolean;
  color?: string;
}

const curveProperties = (curve: Curve, w: Words): Properties => [
  ...propertiesOf(curve, w),
  ...(curve.color ? [fixed(curve.color)] : []),
  ...(curve.bars ? [{ id: 'custom.drawStyle', value: 'bars' }, { id: 'custom.fillOpacity', value: 70 },
                   { id: 'custom.barAlignment', value: 1 }, // a bar begins with its hour or day
                   { id: 'custom.stacking', value: { mode: 'normal', group: 'A' } }] : []),
  ...(curve.points ? [{ id: 'custom.showPoints', value: 'always' }, { id: 'custom.pointSize', value: 8 }] : []),
  ...(curve.dashed ? [{ id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 8] } }] : []),
];

// A gap stays a gap. `step` is the least distance of two points: 1h where a bar is an hour.
export function curves(c: Context, title: string, lines: Curve[], step = ''): timeseries.PanelBuilder {
  const panel = new timeseries.PanelBuilder().title(title).datasource(SOURCE).noValue(c.w.noData)
    .targets(lines.map((curve, i) => query(curve, i).range()))
    .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.PaletteClassic))
    .spanNulls(false).showPoints(common.VisibilityMode.Never).lineWidth(2).fillOpacity(0).min(0)
    .legend(new common.VizLegendOptionsBuilder().displayMode(common.LegendDisplayMode.List)
      .placement(common.LegendPlacement.Bottom).showLegend(true).calcs([]))
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi)
      .sort(common.SortOrder.None));
  if (step) panel.interval(step);
  lines.forEach((curve, i) => {
    const properties = curveProperties(curve, c.w);
    if (properties.length > 0) panel.overrideByQuery(refId(i), properties);
  });
  c.site.lines.forEach((line, i) => panel.overrideByName(line.id,
    [{ id: 'displayName', value: line.name[c.lang] }, fixed(LINES[i % LINES.length]!)]));
  return panel;
}

export interface Column {
  label: string; // of the expressions' results
  name: string;
  properties?: Properties;
}

export const lineColumn = ({ lang, w, site }: Context): Column => ({ label: 'line', name: w.line, properties: [
  { id: 'mappings', value: [names(lang, site.lines)] }, { id: 'custom.width', value: 240 }] });

// One row for each combination of the labels, one column a figure.
export function rows({ w }: Context, title: string, labels: Column[], values: Value[]): table.PanelBuilder {
  const single = values.length === 1;
  const valueField = (i: number): string => (single ? 'Value' : `Value #${refId(i)}`);
  const columns = [...labels.map((column) => [column.label, column.name] as const),
                   ...values.map((value, i) => [valueField(i), value.name] as const)];
  const panel = new table.PanelBuilder().title(title).datasource(SOURCE).noValue(w.noData)
    .targets(values.map((value, i) =>
      query(value, i).legendFormat('').instant().format(PromQueryFormat.Table)))
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({ id: 'organize', options: {
      excludeByName: { Time: true },
      indexByName: Object.fromEntries(columns.map(([field], i) => [field, i])),
      renameByName: Object.fromEntries(columns),
    } })
    .mappings(absent(w)).thresholds(plain).cellHeight(common.TableCellHeight.Md).minWidth(80)
    .overrideByRegexp('/./', [{ id: 'custom.wrapHeaderText', value: true }]);
  for (const column of labels) if (column.properties) panel.overrideByName(column.name, column.properties);
  for (const value of values) {
    panel.overrideByName(value.name, [...propertiesOf(value, w), { id: 'custom.align', value: 'right' }]);
  }
  return panel;
}
