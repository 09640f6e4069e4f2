// SPDX-License-Identifier: EUPL-1.2
// The committed JSON against a JSON Schema made from the SDK's own types: what a builder was made
// to write by a cast, or a property of another version, shows here.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { committed, load } from '../committed.js';

const sdk = createRequire(import.meta.url).resolve('@grafana/grafana-foundation-sdk/dashboard');

function schema(): object {
  const made = createGenerator({
    path: join(sdk, '../types.gen.d.ts'), type: 'Dashboard', skipTypeCheck: true,
  }).createSchema('Dashboard');
  // The type is empty, for every data source to fill in; what it holds is checked by Prometheus.
  const query = made.definitions?.['Dataquery'];
  assert.ok(typeof query === 'object');
  query.additionalProperties = true;
  return made;
}

const validate = new Ajv({ strict: false, allErrors: true }).compile(schema());

for (const name of committed()) {
  test(`${name} is what Grafana's types say`, () => {
    const faults = validate(load(name)) ? [] : validate.errors ?? [];
    assert.deepEqual(faults.map((fault) => `${fault.instancePath} ${fault.message}`), []);
  });
}

test('the schema refuses what is no dashboard', () => {
  const board = load(committed()[0]!);
  assert.equal(validate({ ...board, panels: [{ type: 'stat', gridPos: { x: 'left' } }] }), false);
  assert.equal(validate({ ...board, colour: 'red' }), false);
});
