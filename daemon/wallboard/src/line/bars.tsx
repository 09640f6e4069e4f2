// SPDX-License-Identifier: EUPL-1.2

/** A bar beside its figure, as long as its part of the longest. */
export function Bar({ value, most, kind = "" }: { value: number; most: number; kind?: string }) {
  return <span class={`bar ${kind}`} aria-hidden="true" style={{ "--part": most > 0 ? value / most : 0 }} />;
}
