// SPDX-License-Identifier: EUPL-1.2
// Grafana's variables in texts and links, as far as these dashboards use them.
import { dateTime, type ScopedVars } from '@grafana/data';
import type { Scene } from './scene';

const VARIABLE = /\$\{(\w+)((?:\.\w+)*)(?::([^}]+))?\}|\$(\w+)/g;

// Values that only a field or a row knows come in `scoped`; what nobody knows stays as it is.
export const replacer = (scene: Scene) => (text: string, scoped?: ScopedVars): string =>
  text.replace(VARIABLE, (whole, long, path, format, short) => {
    const name = long ?? short;
    if (name === '__from' || name === '__to') {
      const at = name === '__from' ? scene.from : scene.to;
      return format ? dateTime(at).format(format.replace(/^date:/, '')) : String(at);
    }
    if (scoped?.[name]) {
      const steps = String(path ?? '').split('.').filter(Boolean);
      return String(steps.reduce((value: any, step) => value?.[step], scoped[name]!.value) ?? whole);
    }
    const variable = scene.variables[name];
    return variable ? (format === 'text' ? variable.text : variable.value) : whole;
  });
