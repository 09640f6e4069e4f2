// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteOf } from '../../src/site.js';

const configuration = (second: string): string => `
timezone: Europe/Helsinki
lines:
  b: {name: {fi: Toinen, sv: Andra, en: Second}}
  a: {name: {fi: Eka, sv: Första, en: First}}
alerts:
  rules:
    - {alert: QueueLong, runbook: https://example.invalid/runbooks/queue-long}
    - {alert: WaitingLong, runbook: ${second}}
`;

test('a site has its lines in the order of the configuration, and a page for each alert', () => {
  const site = siteOf(configuration('https://example.invalid/runbooks/waiting-long'));
  assert.deepEqual(site.lines.map(({ id, name }) => [id, name.sv]), [['b', 'Andra'], ['a', 'Första']]);
  assert.deepEqual(site.backlogs, []);
  assert.equal(site.runbooks, 'https://example.invalid/runbooks');
  assert.deepEqual(site.pages, { QueueLong: 'queue-long', WaitingLong: 'waiting-long' });
});

test('runbooks in two places are refused, since one variable tells where they are', () => {
  assert.throws(() => siteOf(configuration('https://example.org/waiting-long')), /2 places/);
});
