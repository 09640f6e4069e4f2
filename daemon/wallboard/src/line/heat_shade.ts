// SPDX-License-Identifier: EUPL-1.2

/** How much of the shade a figure gets, "0%" to "100%"; nothing where there is no figure. */
export function heatShade(value: number | null, most: number): string {
  return value === null || most <= 0 ? "0%" : `${Math.round((100 * value) / most)}%`;
}
