import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { ENVIRONMENT, readConfig } from '../../src/config/config.js';

const example = parse(readFileSync('.env.example'));
const names = Object.keys(ENVIRONMENT.shape);

describe('.env.example', () => {
  test('.env.example names every setting and no other, in the order of the schema', () => {
    expect(Object.keys(example)).toEqual(names);
  });

  test('.env.example shows the defaults', () => {
    expect(readConfig(example)).toEqual(readConfig({}));
  });

  test('the table of settings in the README names every setting and no other', () => {
    const section = readFileSync('README.md', 'utf8').split('## Settings')[1] ?? '';
    const table = section.matchAll(/^\| `([A-Z_]+)`/gm);
    expect([...table].map((row) => row[1])).toEqual(names);
  });
});
