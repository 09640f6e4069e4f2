// SPDX-License-Identifier: EUPL-1.2
// Draws the scene that its URL names into the window, as Grafana would lay it out.
import { createTheme, type GrafanaTheme2, systemDateFormats, ThemeContext } from '@grafana/data';
import { GlobalStyles, PanelChrome } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { type Prepared, prepared } from './frames';
import { Content } from './panels';
import type { Scene } from './scene';
import { replacer } from './variables';
import './page.css';

const GAP = 8;
const CELL = 30;
const COLUMNS = 24;
const BAR = 48; // where dashboards that are not on a wall have their title and links

interface Ready extends Prepared {
  panel: any;
}

function Panel({ scene, theme, ready }: { scene: Scene; theme: GrafanaTheme2; ready: Ready }) {
  const { panel } = ready;
  const column = (window.innerWidth - GAP) / COLUMNS;
  const { x, y, w, h } = panel.gridPos;
  const box = { left: GAP + x * column, top: y * (CELL + GAP) + (scene.kiosk ? GAP : BAR),
                width: w * column - GAP, height: h * (CELL + GAP) - GAP };
  return (
    <div style={{ position: 'absolute', ...box }}>
      <PanelChrome width={box.width} height={box.height} title={replacer(scene)(panel.title ?? '')}
        hoverHeader={!panel.title}
        displayMode={panel.transparent ? 'transparent' : 'default'}>
        {(width, height) => <Content scene={scene} theme={theme} width={width} height={height} {...ready} />}
      </PanelChrome>
    </div>
  );
}

function Bar({ scene }: { scene: Scene }) {
  const day = (at: number) => new Date(at).toLocaleString('fi-FI',
    { timeZone: scene.dashboard.timezone, dateStyle: 'short', timeStyle: 'short' });
  return (
    <div className="bar">
      <strong>{scene.dashboard.title}</strong>
      {scene.variables['line'] && <span className="chosen">{scene.variables['line'].text}</span>}
      <span className="links">{scene.dashboard.links.map(({ title }) => <a key={title}>{title}</a>)}</span>
      <span>{day(scene.from)} – {day(scene.to)}</span>
    </div>
  );
}

async function main() {
  systemDateFormats.useBrowserLocale();
  const theme = createTheme({ colors: { mode: 'dark' } });
  const scene = await (await fetch('/scene.json')).json() as Scene;
  const all = await Promise.all(scene.dashboard.panels.map(async (panel) =>
    ({ panel, ...await prepared(scene, panel, theme) })));
  createRoot(document.getElementById('root')!).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      {!scene.kiosk && <Bar scene={scene} />}
      {all.map((ready) => <Panel key={ready.panel.id} scene={scene} theme={theme} ready={ready} />)}
    </ThemeContext.Provider>);
}

// Whoever takes the picture waits for either word.
main().then(() => { document.body.dataset['state'] = 'drawn'; },
            (error) => { document.body.dataset['state'] = `cannot draw: ${error.stack}`; });
