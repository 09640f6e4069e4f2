// SPDX-License-Identifier: EUPL-1.2
// The provisioning files name what is there, and what the dashboards ask for.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { LANGS } from '../../src/site.js';
import { committed, GRAFANA, load, read } from '../committed.js';

interface Provider {
  name: string;
  type: string;
  folder: string;
  folderUid: string;
  allowUiUpdates: boolean;
  options: { path: string };
}

interface DataSource {
  name: string;
  uid: string;
  type: string;
  access: string;
  url: string;
  isDefault?: boolean;
  jsonData: Record<string, unknown>;
}

const providers = parse(read('provisioning/dashboards/jonovahti.yaml')) as
  { apiVersion: number; providers: Provider[] };
const sources = parse(read('provisioning/datasources/jonovahti.yaml')) as
  { apiVersion: number; datasources: DataSource[] };

test('each language is a provider with a folder of its own', () => {
  assert.equal(providers.apiVersion, 1);
  assert.deepEqual(providers.providers.map((one) => one.options.path.split('/').at(-1)), [...LANGS]);
  assert.equal(new Set(providers.providers.map((one) => one.folderUid)).size, LANGS.length);
  for (const { type, options, allowUiUpdates } of providers.providers) {
    assert.equal(type, 'file');
    assert.equal(allowUiUpdates, false);
    assert.ok(existsSync(join(GRAFANA, 'dashboards', options.path.split('/').at(-1)!)));
  }
});

test('Prometheus and Alertmanager are data sources', () => {
  assert.equal(sources.apiVersion, 1);
  assert.deepEqual(sources.datasources.map(({ type }) => type), ['prometheus', 'alertmanager']);
  for (const { access, url } of sources.datasources) {
    assert.equal(access, 'proxy');
    assert.ok(new URL(url));
  }
  assert.equal(sources.datasources[1]!.jsonData['implementation'], 'prometheus');
});

test('the dashboards begin with the data source that is provided', () => {
  for (const name of committed()) {
    const variable = load(name).templating?.list?.find((one) => one.type === 'datasource');
    assert.equal(variable?.current?.value, sources.datasources[0]!.uid, name);
  }
});
