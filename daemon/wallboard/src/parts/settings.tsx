// SPDX-License-Identifier: EUPL-1.2
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Language, Lines } from "../contract";
import { type Options, type Theme, chooseLines } from "../options";
import { Icon } from "./icons";
import { useSpeech } from "./speech";

const LANGUAGE_NAMES: Record<Language, string> = { fi: "suomi", sv: "svenska", en: "English" };

interface SettingsProps {
  options: Options;
  site: Lines;
  change: (part: Partial<Options>) => void;
}

export function Settings({ options, site, change }: SettingsProps) {
  const { words } = useSpeech();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => box.current?.contains(event.target as Node) || setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  return (
    <div class="settings" ref={box} onKeyDown={escape}>
      <button type="button" aria-expanded={open} aria-controls="settings" onClick={() => setOpen(!open)}>
        <Icon name="menu" /> <span>{words.settings}</span>
      </button>
      {open && <div id="settings" class="menu"><Choices options={options} site={site} change={change} /></div>}
    </div>
  );
}

function Choices({ options, site, change }: SettingsProps) {
  const { words, formats } = useSpeech();
  const themes: Theme[] = ["auto", "dark", "light"];
  const shown = chooseLines(site.lines, options.lines).map((line) => line.id);
  const toggle = (id: string) => {
    const next = site.lines.map((line) => line.id).filter((one) => (one === id) !== shown.includes(one));
    if (next.length > 0) change({ lines: next.length === site.lines.length ? null : next });
  };
  return (
    <>
      <Group title={words.theme}>
        {themes.map((theme) => (
          <label key={theme}>
            <input type="radio" name="theme" checked={options.theme === theme} onChange={() => change({ theme })} /> {words[theme]}
          </label>
        ))}
      </Group>
      <Group title={words.language}>
        {site.page_languages.map((language) => (
          <label key={language} lang={language}>
            <input type="radio" name="language" checked={formats.language === language} onChange={() => change({ language })} />{" "}
            {LANGUAGE_NAMES[language]}
          </label>
        ))}
      </Group>
      <Group title={words.lines}>
        {site.lines.map((line) => (
          <label key={line.id}>
            <input type="checkbox" checked={shown.includes(line.id)} onChange={() => toggle(line.id)} /> {line.name[formats.language]}
          </label>
        ))}
      </Group>
      <Group title={words.kiosk}>
        <button type="button" onClick={() => change({ kiosk: true })}>{words.kioskStart}</button>
        <p>{words.kioskHint}</p>
      </Group>
    </>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return <fieldset><legend>{title}</legend>{children}</fieldset>;
}
