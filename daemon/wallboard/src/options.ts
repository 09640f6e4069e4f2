// SPDX-License-Identifier: EUPL-1.2
// What a viewer can choose. The address wins over what this browser remembers, so that a wall is set up
// by its address alone; what the menu changes goes into both.
import type { Language } from "./contract";

export type Theme = "auto" | "dark" | "light";
export interface Options {
  kiosk: boolean;
  theme: Theme;
  /** null: the daemon's. */
  language: Language | null;
  /** Ids in the order to show them; null: all. */
  lines: string[] | null;
}

const THEMES: readonly string[] = ["auto", "dark", "light"];
const LANGUAGES: readonly string[] = ["fi", "sv", "en"];
export const NAMES = ["kiosk", "theme", "lang", "lines"] as const;
type Named = Partial<Record<(typeof NAMES)[number], string>>;

/** Each option is the first valid one of the address, the memory and the default. */
export function readOptions(address: URLSearchParams, memory: Named): Options {
  const pick = <T>(name: (typeof NAMES)[number], parse: (text: string) => T | null): T | null => {
    const given = address.get(name);
    const own = given === null ? null : parse(given);
    const kept = memory[name];
    return own ?? (kept === undefined ? null : parse(kept));
  };
  return {
    kiosk: pick("kiosk", (text) => (text === "1" ? true : text === "0" ? false : null)) ?? false,
    theme: pick("theme", (text) => (THEMES.includes(text) ? (text as Theme) : null)) ?? "auto",
    language: pick("lang", (text) => (LANGUAGES.includes(text) ? (text as Language) : null)),
    lines: pick("lines", (text) => (text === "" ? null : text.split(",").filter((id) => id !== ""))),
  };
}

/** The options as text; what is the default is left out. */
export function writeOptions(options: Options): Named {
  return {
    ...(options.kiosk && { kiosk: "1" }),
    ...(options.theme !== "auto" && { theme: options.theme }),
    ...(options.language !== null && { lang: options.language }),
    ...(options.lines !== null && { lines: options.lines.join(",") }),
  };
}

/** Those of `all` that are asked for, in the order asked; all of them where none of the asked exists. */
export function chooseLines<T extends { id: string }>(all: T[], wanted: string[] | null): T[] {
  const found = (wanted ?? []).flatMap((id) => all.filter((line) => line.id === id));
  return found.length > 0 ? found : all;
}
