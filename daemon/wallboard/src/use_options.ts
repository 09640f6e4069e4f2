// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useState } from "preact/hooks";
import { NAMES, type Options, readOptions, writeOptions } from "./options";

const MEMORY = "jonovahti";

function remembered(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? "{}") as Record<string, string>;
  } catch {
    return {}; // storage that is forbidden or spoilt remembers nothing
  }
}

function keep(options: Options): void {
  const { kiosk: _, ...kept } = writeOptions(options); // a browser must not stay without controls
  try {
    localStorage.setItem(MEMORY, JSON.stringify(kept));
  } catch {
    // the address still holds them
  }
}

function intoAddress(options: Options): void {
  const address = new URL(location.href);
  for (const name of NAMES) address.searchParams.delete(name);
  for (const [name, value] of Object.entries(writeOptions(options))) address.searchParams.set(name, value);
  history.replaceState(null, "", address);
}

export function useOptions(): [Options, (part: Partial<Options>) => void] {
  const [options, setOptions] = useState(() => readOptions(new URLSearchParams(location.search), remembered()));
  const change = (part: Partial<Options>) => {
    const next = { ...options, ...part };
    setOptions(next);
    keep(next);
    intoAddress(next);
  };
  return [options, change];
}

/** The colours in force; `auto` follows the device. */
export function useTheme(theme: Options["theme"]): "dark" | "light" {
  const device = window.matchMedia("(prefers-color-scheme: light)");
  const [light, setLight] = useState(device.matches);
  useEffect(() => {
    const changed = () => setLight(device.matches);
    device.addEventListener("change", changed);
    return () => device.removeEventListener("change", changed);
  }, []);
  const inForce = theme === "auto" ? (light ? "light" : "dark") : theme;
  document.documentElement.dataset["theme"] = inForce; // before anything is drawn in it
  return inForce;
}

/** No cursor, no sleep of the screen; Esc ends it. */
export function useKiosk(on: boolean, end: () => void): void {
  useEffect(() => {
    document.documentElement.classList.toggle("kiosk", on);
    if (!on) return;
    const key = (event: KeyboardEvent) => event.key === "Escape" && end();
    // A lock ends whenever the page is hidden; without one the screen's own settings hold.
    let lock: Promise<WakeLockSentinel | undefined> | undefined;
    const stayAwake = () => {
      if (document.visibilityState === "visible") lock = navigator.wakeLock?.request("screen").catch(() => undefined);
    };
    stayAwake();
    document.addEventListener("visibilitychange", stayAwake);
    window.addEventListener("keydown", key);
    return () => {
      void lock?.then((held) => held?.release());
      document.removeEventListener("visibilitychange", stayAwake);
      window.removeEventListener("keydown", key);
    };
  }, [on, end]);
}
