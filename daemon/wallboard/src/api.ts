// SPDX-License-Identifier: EUPL-1.2

/** The answer to a GET of the daemon that served this page; rejects unless it is 200. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, { signal: signal ?? null, headers: { Accept: "application/json" }, cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

export function query(path: string, values: Record<string, string>): string {
  return `${path}?${new URLSearchParams(values)}`;
}
