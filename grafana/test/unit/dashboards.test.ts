// SPDX-License-Identifier: EUPL-1.2
// What must hold of the committed dashboards, without a server of any kind.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dashboards } from '../../src/dashboards.js';
import { KINDS } from '../../src/frame.js';
import { LANGS, readSite } from '../../src/site.js';
import * as c from '../committed.js';

const site = readSite(c.CONFIGURATION);
const boards = c.committed().map((name) => ({ name, board: c.load(name) }));
const panels = boards.flatMap(({ name, board }) =>
  c.panelsOf(board).map((panel) => ({ where: `${name}: ${panel.title}`, panel })));
const targets = panels.flatMap(({ where, panel }) =>
  c.targetsOf(panel).map((target) => ({ where: `${where}, ${target.refId}`, target })));

test('the committed dashboards are those that the source makes', () => {
  const made = dashboards(site);
  assert.deepEqual(c.committed(), Object.keys(made).sort());
  for (const [name, text] of Object.entries(made)) {
    assert.ok(c.read(`dashboards/${name}`) === text, `${name} is old: npm run build`);
  }
});

test('there are five dashboards in three languages, each with a uid of its own', () => {
  assert.equal(boards.length, KINDS.length * LANGS.length);
  assert.equal(new Set(boards.map(({ board }) => board.uid)).size, boards.length);
});

test('ids of panels are unique and no two panels overlap', () => {
  for (const { name, board } of boards) {
    const ids = c.panelsOf(board).map((panel) => panel.id);
    assert.equal(new Set(ids).size, ids.length, name);
    const cells = c.panelsOf(board).flatMap(({ gridPos }) => {
      const { x, y, w, h } = gridPos!;
      return Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`);
    });
    assert.equal(new Set(cells).size, cells.length, name);
  }
});

test('call counters are never put through increase, rate, irate or delta', () => {
  const ofCounter = /\b(?:increase|i?rate|i?delta)\s*\(\s*(?:jonovahti_(?:calls|callbacks|wait|talk)_)/;
  const increase = /\bincrease\s*\(/;
  for (const { where, target } of targets) {
    assert.doesNotMatch(target.expr, ofCounter, where);
    assert.doesNotMatch(target.expr, increase, where);
  }
});

test('two daemons are put together by the fuller one, never added up', () => {
  for (const { where, target } of targets) {
    assert.match(target.expr, /\b(?:max|min)(?: by)? ?\(/, where);
    for (const [, by, inner] of target.expr.matchAll(/\b(?:sum|count)(?: by ?\(([^)]*)\))? ?\(+(\w+)/g)) {
      assert.ok(inner === 'max' || by?.includes('instance'), `${where}: ${target.expr}`);
    }
  }
});

test('an unknown value is called unknown, in the language of the dashboard', () => {
  const said: Record<string, string> = { fi: 'tieto puuttuu', sv: 'uppgift saknas', en: 'no data' };
  for (const { name, board } of boards) {
    for (const panel of c.panelsOf(board).filter((one) => one.type !== 'text')) {
      const where = `${name}: ${panel.title}`;
      const defaults = panel.fieldConfig?.defaults;
      assert.equal(defaults?.noValue, said[name.slice(0, 2)], where);
      if (panel.type !== 'timeseries') {
        assert.match(JSON.stringify(defaults?.mappings), /"match":"null","result":{"text":"(tieto|uppgift|no )/, where);
      }
    }
  }
});

test('among several values of one panel an absent one is shown as unknown', () => {
  for (const { where, panel } of panels.filter(({ panel }) => panel.type === 'stat')) {
    const several = c.targetsOf(panel);
    if (several.length < 2) continue;
    for (const { expr } of several) assert.match(expr, /or on\(line\) \(label_replace\(vector\(-1\)/, where);
  }
});

test('figures for now are asked for now, and never as the last of a range', () => {
  for (const { where, panel } of panels) {
    for (const target of c.targetsOf(panel)) {
      assert.equal(target.instant === true, panel.type !== 'timeseries', where);
    }
  }
});

test('same-day callbacks stand before every other share', () => {
  for (const { name, board } of boards) {
    const exprs = c.panelsOf(board).flatMap(c.targetsOf).map(({ expr }) => expr);
    const first = (pattern: RegExp): number => exprs.findIndex((expr) => pattern.test(expr));
    const rate = first(/answer_rate|_answered/);
    if (rate >= 0) assert.ok(first(/callbacks_same_day/) >= 0 && first(/callbacks_same_day/) < rate, name);
  }
});

test('coverage stands on every dashboard', () => {
  for (const { name, board } of boards) assert.match(JSON.stringify(board), /jonovahti_(day_)?coverage/, name);
});

test('every link leads to a dashboard, a runbook or a report that is there', () => {
  const uids = new Set(boards.map(({ board }) => board.uid));
  for (const { name } of boards) {
    for (const [, uid] of c.read(`dashboards/${name}`).matchAll(/"\/d\/([^"?]+)/g)) {
      assert.ok(uids.has(uid!), `${name}: no dashboard ${uid}`);
    }
    for (const [, page] of c.read(`dashboards/${name}`).matchAll(/\$\{runbooks\}\/([a-z-]+)"/g)) {
      assert.ok(existsSync(join(c.DEPLOY, 'runbooks', `${page}.md`)), `${name}: no runbook ${page}`);
    }
  }
  for (const page of Object.values(site.pages)) {
    assert.ok(existsSync(join(c.DEPLOY, 'runbooks', `${page}.md`)), page);
  }
});

test('the languages differ in words alone', () => {
  const shape = (name: string) => c.panelsOf(c.load(name)).map((panel) =>
    [panel.type, panel.gridPos, c.targetsOf(panel).map(({ expr }) => expr)]);
  for (const kind of KINDS) {
    assert.deepEqual(shape(`sv/${kind}.json`), shape(`fi/${kind}.json`));
    assert.deepEqual(shape(`en/${kind}.json`), shape(`fi/${kind}.json`));
  }
});
