// SPDX-License-Identifier: EUPL-1.2
// The curve of a day: one uPlot for as long as it is shown, given new data and never made anew.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { DayShape } from "../wall/day_shape";

type Names = { current: string[] };

const colour = (name: string) => () =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function seriesOf(bars: uPlot.Series.PathBuilder): uPlot.Series[] {
  const points = { show: false };
  return [
    {},
    { paths: bars, fill: colour("--chart-fill"), stroke: colour("--chart"), width: 1, points },
    { paths: bars, stroke: colour("--chart"), width: 2, dash: [4, 3], points },
    { stroke: colour("--chart-usual"), width: 3, dash: [8, 5], points, spanGaps: false },
  ];
}

function optionsFor(box: HTMLElement, names: Names): uPlot.Options {
  const size = () => Math.max(12, parseFloat(getComputedStyle(box).fontSize));
  const font = `${size()}px ${getComputedStyle(box).fontFamily}`;
  const axis = { stroke: colour("--muted"), font, ticks: { show: false } };
  return {
    width: Math.max(1, box.clientWidth),
    height: Math.max(1, box.clientHeight),
    padding: [size() / 2, 4, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: (_u, min, max) => [min - 0.6, max + 0.6] },
      y: { range: (_u, _min, max) => [0, Math.max(5, max * 1.08)] },
    },
    axes: [
      {
        ...axis, size: size() * 1.8, gap: 3, grid: { show: false },
        splits: (u) => {
          const step = Math.ceil((names.current.length * size() * 2) / u.width);
          return names.current.map((_, i) => i).filter((i) => i % step === 0);
        },
        values: (_u, at) => at.map((i) => names.current[i] ?? ""),
      },
      {
        ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], size: size() * 3, 
        gap: 4, space: size() * 2.5, grid: { stroke: colour("--line"), width: 1 },
      },
    ],
    series: seriesOf(uPlot.paths.bars!({ size: [0.7, 60] })),
  };
}

function dataOf(shape: DayShape): uPlot.AlignedData {
  return [shape.names.map((_, i) => i), shape.whole, shape.partial, shape.usual];
}

/** `label` says the whole curve in words. `theme` is there to draw again when colours change. */
export function DayChart({ shape, label, theme }: { shape: DayShape; label: string; theme: string }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const names = useRef(shape.names);
  names.current = shape.names;

  useEffect(() => {
    const where = box.current!;
    const made = new uPlot(optionsFor(where, names), dataOf(shape), where);
    plot.current = made;
    const watch = new ResizeObserver(() => {
      const [width, height] = [where.clientWidth, where.clientHeight];
      if (width > 0 && height > 0 && (width !== made.width || height !== made.height)) made.setSize({ width, height });
    });
    watch.observe(where);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, []);
  const data = JSON.stringify(shape);
  useEffect(() => plot.current?.setData(dataOf(shape)), [data]);
  useEffect(() => plot.current?.redraw(false), [theme]);

  return <div class="chart" role="img" aria-label={label} ref={box} />;
}
