// SPDX-License-Identifier: EUPL-1.2
// Prometheus's answers as the data frames that Grafana's Prometheus data source makes of them, with
// the panel's transformations and field configuration applied by Grafana's own code.
import {
  applyFieldOverrides, cacheFieldDisplayNames, type DataFrame, type DataTransformerConfig, FieldType, type FieldConfigSource,
  type GrafanaTheme2, identityOverrideProcessor, Registry, standardTransformers,
  standardTransformersRegistry, transformDataFrame,
} from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import type { Answer, Scene, Series } from './scene';
import { replacer } from './variables';

const legendOf = (legend: string, labels: Record<string, string>): string =>
  legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => labels[label] ?? '');

function lineFrame({ refId, legend, step }: Answer, { metric, value, values }: Series): DataFrame {
  const points = values ?? [value!];
  return {
    refId, length: points.length, fields: [
      { name: 'Time', type: FieldType.time, config: step ? { interval: step * 1000 } : {},
        values: points.map(([at]) => at * 1000) },
      { name: 'Value', type: FieldType.number, labels: metric,
        config: { displayNameFromDS: legendOf(legend, metric) }, values: points.map(([, v]) => Number(v)) },
    ],
  };
}

function tableFrame({ refId, series }: Answer, single: boolean): DataFrame {
  const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort();
  return {
    refId, length: series.length, fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: series.map(({ value }) => value![0] * 1000) },
      ...labels.map((label) => ({ name: label, type: FieldType.string, config: {},
        values: series.map(({ metric }) => metric[label] ?? '') })),
      { name: single ? 'Value' : `Value #${refId}`, type: FieldType.number, config: {},
        values: series.map(({ value }) => Number(value![1])) },
    ],
  };
}

const framesOf = (answers: Answer[]): DataFrame[] =>
  answers.filter(({ series }) => series.length > 0).flatMap((answer) => answer.table
    ? [tableFrame(answer, answers.length === 1)]
    : answer.series.map((one) => lineFrame(answer, one)));

standardTransformersRegistry.setInit(() =>
  [standardTransformers.mergeTransformer, standardTransformers.organizeFieldsTransformer].map((one) =>
    ({ id: one.id, name: one.name, transformation: async () => one, editor: () => null }) as any));

const STANDARD = ['unit', 'min', 'max', 'decimals', 'displayName', 'noValue', 'thresholds', 'mappings', 'links', 'color'];

// The properties that the panel's plugin would have registered: those that it is given.
function registryOf(config: FieldConfigSource): Registry<any> {
  const custom = new Set([
    ...Object.keys(config.defaults.custom ?? {}).map((name) => `custom.${name}`),
    ...config.overrides.flatMap(({ properties }) => properties.map(({ id }) => id)).filter((id) => id.startsWith('custom.')),
  ]);
  const item = (id: string, isCustom: boolean) => ({
    id, path: isCustom ? id.slice('custom.'.length) : id, name: id, isCustom,
    process: identityOverrideProcessor, shouldApply: () => true,
  });
  return new Registry(() => [...STANDARD.map((id) => item(id, false)), ...[...custom].map((id) => item(id, true))] as any);
}

export interface Prepared {
  frames: DataFrame[];
  fieldConfig: FieldConfigSource;
}

export async function prepared(scene: Scene, panel: any, theme: GrafanaTheme2): Promise<Prepared> {
  const fieldConfig: FieldConfigSource = { defaults: panel.fieldConfig?.defaults ?? {}, overrides: panel.fieldConfig?.overrides ?? [] };
  const context = { interpolate: replacer(scene) } as any;
  const plain = framesOf(scene.answers[panel.id] ?? []);
  const transformed = await lastValueFrom(
    transformDataFrame((panel.transformations ?? []) as DataTransformerConfig[], plain, context));
  const frames = applyFieldOverrides({
    data: transformed, fieldConfig, fieldConfigRegistry: registryOf(fieldConfig),
    replaceVariables: replacer(scene) as any, theme, timeZone: scene.dashboard.timezone,
  });
  cacheFieldDisplayNames(frames);
  return { frames, fieldConfig };
}
