// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { chooseLines, readOptions, writeOptions } from "../src/options";
import { lineHref, parseRoute } from "../src/route";
import { WORDS, fill } from "../src/words";

const read = (address: string, memory = {}) => readOptions(new URLSearchParams(address), memory);

describe("options", () => {
  it("have defaults", () => {
    expect(read("")).toEqual({ kiosk: false, theme: "auto", language: null, lines: null });
  });
  it("come from the address first, then from memory", () => {
    expect(read("kiosk=1&theme=dark", { theme: "light", lang: "sv" })).toEqual({ kiosk: true, theme: "dark", language: "sv", lines: null });
    expect(read("lines=vaihde,aspa").lines).toEqual(["vaihde", "aspa"]);
  });
  it("pass over what is not valid", () => {
    expect(read("theme=pink&lang=de&kiosk=yes", { theme: "light" })).toEqual({ kiosk: false, theme: "light", language: null, lines: null });
  });
  it("are read as they were written", () => {
    const options = { kiosk: true, theme: "light", language: "en", lines: ["aspa"] } as const;
    const written = writeOptions({ ...options, lines: [...options.lines] });
    expect(read(new URLSearchParams(written).toString())).toEqual(options);
    expect(writeOptions(read(""))).toEqual({});
  });
});

describe("lines", () => {
  const all = [{ id: "aspa" }, { id: "vaihde" }];
  it("are those asked for, in that order", () => {
    expect(chooseLines(all, ["vaihde", "aspa"]).map((line) => line.id)).toEqual(["vaihde", "aspa"]);
  });
  it("are all of them where none or nothing known is asked for", () => {
    expect(chooseLines(all, null)).toEqual(all);
    expect(chooseLines(all, ["gone"])).toEqual(all);
  });
});

describe("routes", () => {
  it("lead to a line and back", () => {
    expect(parseRoute(lineHref("a/ö"))).toEqual({ view: "line", line: "a/ö" });
  });
  it("are the wall otherwise", () => {
    for (const hash of ["", "#/", "#/line/", "#/line/%E4", "#nonsense"]) expect(parseRoute(hash)).toEqual({ view: "wall" });
  });
});

describe("words", () => {
  it("have the same places to fill in every language", () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [key, text] of Object.entries(WORDS.fi)) {
      for (const language of ["sv", "en"] as const) {
        expect(places(WORDS[language][key as keyof typeof WORDS.fi]), `${language} ${key}`).toEqual(places(text));
      }
    }
  });
  it("are filled", () => expect(fill("yli tavoitteen {target}", { target: "0:05:00" })).toBe("yli tavoitteen 0:05:00"));
});
