// The encoder of facts, byte for byte, and what it drops.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode, flatten } from '../../../src/host/wire.js';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
class Instance { field = 1; }
const circle = { name: 'a' };
circle.self = circle;
const heir = Object.assign(Object.create(Object.create(null, { a: { value: 1, enumerable: true } })), { b: 2 });
const deep = { a: { b: { c: { d: { e: { f: 1, g: { h: 2 } } } } } } };

const BYTES = [
  ['nothing', {}, '00'],
  ['no object', 'text', '00'],
  ['null', { a: null }, '01' + '0161' + '0000'],
  ['true', { a: true }, '01' + '0161' + '000101'],
  ['false', { a: false }, '01' + '0161' + '000100'],
  ['number', { a: 1.5 }, '01' + '0161' + '0002' + '000000000000f83f'],
  ['negative zero', { a: -0 }, '01' + '0161' + '0002' + '0000000000000080'],
  ['text', { a: 'é' }, '01' + '0161' + '0003' + '02c3a9'],
  ['empty text', { a: '' }, '01' + '0161' + '000300'],
  ['list', { a: ['x', 1] }, '01' + '0161' + '0102' + '030178' + '02000000000000f03f'],
  ['empty list', { a: [] }, '01' + '0161' + '0100'],
  ['lone surrogate', { a: '\ud800' }, '01' + '0161' + '0003' + '03efbfbd'],
  ['long length', { a: 'x'.repeat(200) }, '01' + '0161' + '0003' + 'c801' + '78'.repeat(200)],
];
for (const [name, facts, expected] of BYTES) test('bytes of ' + name, () => assert.equal(hex(encode(facts)), expected));

const ROWS = [
  ['nested objects', { a: { b: 1 } }, [['a.b', 1]]],
  ['items', { items: [{ item_id: 'x' }, { item_id: 'y' }] }, [['items.0.item_id', 'x'], ['items.1.item_id', 'y']]],
  ['undefined', { a: undefined }, []],
  ['functions', { a() {} }, []],
  ['symbols', { a: Symbol('x') }, []],
  ['big integers', { a: 1n }, []],
  ['NaN', { a: NaN }, []],
  ['infinities', { a: Infinity, b: -Infinity }, []],
  ['NaN in a list', { a: [1, NaN, 2] }, [['a', [1, 2]]]],
  ['dates', { a: new Date() }, []],
  ['class instances', { a: new Instance() }, []],
  ['maps', { a: new Map([['x', 1]]) }, []],
  ['no prototype', Object.assign(Object.create(null), { a: 1 }), [['a', 1]]],
  ['depth', deep, [['a.b.c.d.e.f', 1]]],
  ['long texts', { a: 'x'.repeat(2049), b: 'x' }, [['b', 'x']]],
  ['longest text', { a: 'x'.repeat(2048) }, [['a', 'x'.repeat(2048)]]],
  ['inherited keys', heir, [['b', 2]]],
  ['keys of prototypes', JSON.parse('{"__proto__":{"a":1},"b":2}'), [['__proto__.a', 1], ['b', 2]]],
];
for (const [name, facts, expected] of ROWS) test('rows of ' + name, () => assert.deepEqual(flatten(facts), expected));

test('a list is cut at 256', () => assert.equal(flatten({ a: Array(300).fill(1) })[0][1].length, 256));
test('facts are cut at 512', () => assert.equal(flatten(Object.fromEntries(Array.from({ length: 600 }, (_, at) => ['k' + at, at]))).length, 512));
test('a circle ends', () => assert.equal(flatten(circle).length, 6));
test('a wide graph ends', () => {
  const wide = Object.fromEntries(Array.from({ length: 64 }, (_, at) => ['k' + at, {}]));
  for (const key of Object.keys(wide)) wide[key] = wide;
  assert.deepEqual(flatten(wide), []);
});

test('of a list of objects no more is looked at than of one of scalars', () => {
  let looks = 0;
  const items = Array.from({ length: 1000 }, () => Object.defineProperty({}, 'item_id', { enumerable: true, get: () => looks++ }));
  assert.equal(flatten({ items }).length, 256);
  assert.equal(looks, 256);
});
