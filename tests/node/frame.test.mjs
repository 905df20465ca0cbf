// A store's page as HTML for a frame: where things are put, and that nothing of the page or the data ends them early.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { framed } from '../../www/frame/page.mjs';

const address = 'http://127.0.0.1:1/a"b.html';
const TAG = '<script async src="/p/sillage.js" data-bundle="/b.json" data-consent="granted"></script>';

for (const [name, html, before] of [
  ['a page', '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>', '<!doctype html><html lang="en"><head>'],
  ['a head with attributes', '<!doctype html><HEAD class="x"><title>', '<!doctype html><HEAD class="x">'],
  ['a header is no head', '<!doctype html><html><header>', '<!doctype html><html>'],
  ['no head', '<!doctype html><p>', '<!doctype html>'],
  ['nothing', '<p>', ''],
]) {
  test(`scripts run first: ${name}`, () => {
    const page = framed({ html, address, scripts: ['/x/host.js'], data: { a: '</script>$&' } });
    assert.ok(page.startsWith(before + '\n<base href="http://127.0.0.1:1/a&quot;b.html">'), page);
    assert.match(page, /id="frame-data">\{"a":"\\u003c\/script>\$&"\}<\/script>\n<script src="[^"]*\/frame\.js"><\/script>\n<script src="\/x\/host\.js"><\/script>/);
    assert.ok(page.endsWith(html.slice(before.length)));
  });
}

for (const [name, attributes, tag] of [
  ['none', {}, TAG],
  ['a new one', { 'data-bridge': 'a"$&' }, TAG.slice(0, -10) + ' data-bridge="a&quot;$&amp;"></script>'],
  ['another value', { 'data-consent': 'auto' }, '<script async src="/p/sillage.js" data-bundle="/b.json" data-consent="auto"></script>'],
  ['one less', { 'data-consent': null, async: null }, '<script src="/p/sillage.js" data-bundle="/b.json"></script>'],
]) {
  test(`attributes of the tag: ${name}`, () => assert.ok(framed({ html: '<script src="/a.js"></script>' + TAG, address, attributes }).endsWith('<script src="/a.js"></script>' + tag)));
}
