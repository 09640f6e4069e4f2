// SPDX-License-Identifier: EUPL-1.2
// Each kind of panel, drawn by Grafana's own components from the panel's JSON.
import {
  applyNullInsertThreshold, dateTime, getDisplayValueAlignmentFactors, getFieldDisplayValues, type GrafanaTheme2, renderTextPanelMarkdown, VizOrientation,
} from '@grafana/data';
import { BigValue, TimeSeries, VizRepeater } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import type { Prepared } from './frames';
import type { Scene } from './scene';
import { replacer } from './variables';

export interface Drawn extends Prepared {
  scene: Scene;
  panel: any;
  theme: GrafanaTheme2;
  width: number;
  height: number;
}

function Stat({ scene, panel, theme, width, height, frames, fieldConfig }: Drawn) {
  const { options } = panel;
  const values = () => getFieldDisplayValues({
    data: frames, fieldConfig, reduceOptions: options.reduceOptions, replaceVariables: replacer(scene) as any,
    theme, timeZone: scene.dashboard.timezone,
  });
  return (
    <VizRepeater
      getValues={values} source={frames} width={width} height={height} renderCounter={0} autoGrid
      itemSpacing={3} orientation={options.orientation as VizOrientation}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, width, height, count, alignmentFactors }: any) => (
        <BigValue value={value.display} count={count} width={width} height={height} theme={theme}
          colorMode={options.colorMode} graphMode={options.graphMode} justifyMode={options.justifyMode}
          textMode={options.textMode} text={options.text} wideLayout={options.wideLayout}
          alignmentFactors={alignmentFactors} />
      )}
    />
  );
}

function Curves({ scene, panel, width, height, frames, fieldConfig }: Drawn) {
  if (frames.length === 0) return <Nothing said={fieldConfig.defaults.noValue} />;
  // As Grafana's own panel does before it draws: where a series has no point, its line is broken.
  const broken = frames.map((frame) => applyNullInsertThreshold({
    frame, refFieldPseudoMin: scene.from, refFieldPseudoMax: scene.to }));
  const range = { from: dateTime(scene.from), to: dateTime(scene.to), raw: { from: '', to: '' } };
  return <TimeSeries frames={broken} width={width} height={height} timeRange={range as any}
    timeZone={scene.dashboard.timezone} legend={panel.options.legend} />;
}

function Rows({ panel, width, height, frames, fieldConfig }: Drawn) {
  if (frames.length === 0) return <Nothing said={fieldConfig.defaults.noValue} />;
  return <TableNG data={frames[0]!} width={width} height={height} noHeader={panel.options.showHeader === false}
    cellHeight={panel.options.cellHeight} sortBy={panel.options.sortBy} noValue={fieldConfig.defaults.noValue} />;
}

function Text({ scene, panel }: Drawn) {
  const html = renderTextPanelMarkdown(replacer(scene)(panel.options.content));
  return <div className="markdown-html" dangerouslySetInnerHTML={{ __html: html }} />;
}

const Nothing = ({ said }: { said?: string }) => <div className="nothing">{said}</div>;

const KINDS: Record<string, (drawn: Drawn) => React.JSX.Element> = { stat: Stat, timeseries: Curves, table: Rows, text: Text };

export function Content(drawn: Drawn) {
  const Kind = KINDS[drawn.panel.type];
  if (!Kind) throw new Error(`no picture of a panel of type ${drawn.panel.type}`);
  return <Kind {...drawn} />;
}
