// SPDX-License-Identifier: EUPL-1.2
// The view is in the location's hash: the daemon serves one page.
export type Route = { view: "wall" } | { view: "line"; line: string };

export function parseRoute(hash: string): Route {
  const found = /^#\/line\/([^/]+)$/.exec(hash);
  if (found?.[1] === undefined) return { view: "wall" };
  try {
    return { view: "line", line: decodeURIComponent(found[1]) };
  } catch {
    return { view: "wall" }; // half an escape is no line
  }
}

export function lineHref(line: string): string {
  return `#/line/${encodeURIComponent(line)}`;
}
