// The data layer, the address and the referrer: tables of what pages push and what becomes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followDataLayer, readCommand } from '../../../src/host/datalayer.js';
import { deviceFacts, pageFacts, referrerClass, touchFacts, typeOfSpelling } from '../../../src/host/page.js';

function gtag() { return arguments; }
const item = { item_id: 'S1', price: 10 };

function hear(commands) {
  const heard = [];
  const listeners = {
    event: (name, payload) => heard.push([name, payload]),
    consent: (command, parameters) => heard.push(['consent', command, parameters]),
    pageType: (type) => heard.push(['type', type]),
  };
  commands.forEach((command) => readCommand(command, listeners));
  return heard;
}

const COMMANDS = [
  ['GA4 in an object', { event: 'view_item', ecommerce: { items: [item] } }, [['view_item', { items: [item] }]]],
  ['GA4 without ecommerce', { event: 'view_item', items: [item] }, [['view_item', { items: [item] }]]],
  ['GA4 by gtag', gtag('event', 'view_item', { items: [item] }), [['view_item', { items: [item] }]]],
  ['gtag without parameters', gtag('event', 'login'), [['login', {}]]],
  ['gtag destinations', gtag('event', 'login', { send_to: 'G-1', method: 'x' }), [['login', { method: 'x' }]]],
  ['a reset', { ecommerce: null }, []],
  ['own events', { event: 'x_quiz_done', score: 3 }, [['x_quiz_done', { score: 3 }]]],
  ['events of Tag Manager', { event: 'gtm.js', 'gtm.start': 1 }, []],
  ['unknown events', { event: 'addToCart', items: [item] }, []],
  ['page views, which are counted here', { event: 'page_view' }, []],
  ['search by its other name', { event: 'view_search_results', search_term: 'oil' }, [['search', { search_term: 'oil' }]]],
  ['purchase', { event: 'purchase', ecommerce: { transaction_id: 'T1', value: 20, items: [item] } }, [['purchase', { transaction_id: 'T1', value: 20, items: [item] }]]],
  ['control keys', { event: 'login', 'gtm.uniqueEventId': 3, eventCallback() {} }, [['login', {}]]],
  ['ecommerce that is a list', { event: 'view_item', ecommerce: [item] }, [['view_item', {}]]],
  ['page type', { page_type: 'product' }, [['type', 'product']]],
  ['page type in camel case', { pageType: 'home' }, [['type', 'home']]],
  ['page type by gtag set', gtag('set', { page_type: 'cart' }), [['type', 'cart']]],
  ['page type by gtag config', gtag('config', 'G-1', { page_type: 'cart' }), [['type', 'cart']]],
  ['consent', gtag('consent', 'default', { a: 1 }), [['consent', 'default', { a: 1 }]]],
  ['a list that is no arguments object', ['event', 'login'], []],
  ['functions', () => {}, []],
  ['null', null, []],
  ['text', 'view_item', []],
  ['a name that is no text', { event: { name: 'view_item' } }, []],
];
for (const [name, command, expected] of COMMANDS) test('command: ' + name, () => assert.deepEqual(hear([command]), expected));

function fakePage(layer) {
  const document = new EventTarget();
  document.readyState = 'loading';
  return { dataLayer: layer, document };
}
const names = (page) => {
  const heard = [];
  const stop = followDataLayer(page, 'dataLayer', { event: (name) => heard.push(name), consent() {}, pageType() {} });
  return { heard, stop };
};

test('what was pushed before is heard', () => assert.deepEqual(names(fakePage([{ event: 'login' }])).heard, ['login']));
test('a missing data layer is created', () => {
  const page = fakePage(undefined);
  const { heard } = names(page);
  page.dataLayer.push({ event: 'login' });
  assert.deepEqual(heard, ['login']);
});
test('push keeps its value and its arguments', () => {
  const page = fakePage([]);
  names(page);
  const pushed = Object.freeze({ event: 'login' });
  assert.equal(page.dataLayer.push(pushed, { a: 1 }), 2);
  assert.equal(page.dataLayer[0], pushed);
});
test('a push that was wrapped before is called', () => {
  const page = fakePage([]);
  page.dataLayer.push = (...given) => given.length * 100;
  const { heard } = names(page);
  assert.equal(page.dataLayer.push({ event: 'login' }), 100);
  assert.deepEqual(heard, ['login']);
});
test('an array that replaced the first one is followed', () => {
  const page = fakePage([]);
  const { heard } = names(page);
  page.dataLayer = [{ event: 'login' }];
  page.document.dispatchEvent(new Event('DOMContentLoaded'));
  page.dataLayer.push({ event: 'sign_up' });
  assert.deepEqual(heard, ['login', 'sign_up']);
});
test('something else under that name is left alone', () => assert.deepEqual(names(fakePage('text')).heard, []));
test('getters that throw are survived', () => {
  const page = fakePage([]);
  const { heard } = names(page);
  page.dataLayer.push({ get event() { throw new Error('page'); } }, { event: 'login' });
  assert.deepEqual(heard, ['login']);
});
test('after stop the page has its own push back', () => {
  const page = fakePage([]);
  const { push } = page.dataLayer;
  const { heard, stop } = names(page);
  stop();
  page.dataLayer.push({ event: 'login' });
  assert.equal(page.dataLayer.push, push);
  assert.deepEqual(heard, []);
});

const S = (more) => ({ item_id: 'S1', ...more });
const FACTS = [
  ['the root', {}, {}, {}, '/', { type: 'home', path: '/' }],
  ['another path', {}, {}, {}, '/x', { type: 'other', path: '/x' }],
  ['JSON-LD', {}, {}, { type: 'product', item: S({ price: 5, item_brand: 'B', item_category: 'C' }), currency: 'EUR' }, '/',
    { type: 'product', path: '/', currency: 'EUR', item_id: 'S1', item_category: 'C', item_brand: 'B', price: 5 }],
  ['the data layer before JSON-LD', {}, { type: 'product', item: S({ price: 4 }) }, { type: 'product', item: S({ price: 5, item_brand: 'B' }) }, '/p',
    { type: 'product', path: '/p', item_id: 'S1', item_brand: 'B', price: 4 }],
  ['another product in JSON-LD', {}, { type: 'product', item: S({ price: 4 }) }, { type: 'product', item: { item_id: 'S2', item_brand: 'B' } }, '/p',
    { type: 'product', path: '/p', item_id: 'S1', price: 4 }],
  ['page code before all', { type: 'cart', currency: 'USD', market: 'US' }, { type: 'product', currency: 'EUR' }, {}, '/p',
    { type: 'cart', path: '/p', currency: 'USD', market: 'US' }],
  ['a search', {}, { type: 'search', search_term: 'oil' }, {}, '/s', { type: 'search', path: '/s', search_term: 'oil' }],
  ['no product on a list', {}, { type: 'category', item: S({ item_category: 'C' }) }, {}, '/c', { type: 'category', path: '/c' }],
  ['a list of one category', {}, { type: 'category', list: [S({ item_category: 'C' }), { item_id: 'S2', item_category: 'C' }] }, {}, '/c', { type: 'category', path: '/c', item_category: 'C' }],
  ['a list of two categories', {}, { type: 'category', list: [S({ item_category: 'C' }), { item_id: 'S2', item_category: 'D' }] }, {}, '/c', { type: 'category', path: '/c' }],
  ['a list that page code tells of', { type: 'category', items: [S({ item_category: 'C' })] }, {}, {}, '/c', { type: 'category', path: '/c', item_category: 'C' }],
  ['a list with holes', {}, { type: 'category', list: [null, S({})] }, {}, '/c', { type: 'category', path: '/c' }],
  ['a list beside a bag', {}, { type: 'cart', list: [S({ item_category: 'C' })] }, {}, '/c', { type: 'cart', path: '/c' }],
];
for (const [name, said, layer, described, path, expected] of FACTS) {
  test('page facts: ' + name, () => assert.deepEqual(pageFacts(said, layer, described, new URL('https://shop.example' + path + '?q=secret'), 'en'), { locale: 'en', ...expected }));
}
test('market of a locale', () => assert.equal(pageFacts({}, {}, {}, new URL('https://shop.example'), 'fr-CA').market, 'CA'));

for (const [spelled, expected] of [['Home', 'home'], ['homepage', 'home'], ['product_detail', 'product'], ['PDP', 'product'], ['Collection', 'category'],
  ['basket', 'cart'], ['thank you', 'order'], ['searchresults', 'search'], ['something', undefined]]) {
  test('page type ' + spelled, () => assert.equal(typeOfSpelling(spelled), expected));
}

const here = 'shop.example';
for (const [referrer, expected] of [['', 'direct'], ['https://shop.example/x', 'internal'], ['https://www.google.fr/', 'search'], ['https://duckduckgo.com/', 'search'],
  ['https://www.instagram.com/', 'social'], ['https://l.facebook.com/x', 'social'], ['https://t.co/x', 'social'], ['https://mail.google.com/', 'mail'],
  ['https://outlook.live.com/', 'mail'], ['https://blog.example/', 'other'], ['android-app://com.google.android.gm/', 'other'], ['%%', 'other'],
  ['https://notgoogle.example/', 'other'], ['https://netflix.com/', 'other']]) {
  test('referrer ' + referrer, () => assert.equal(referrerClass(referrer, here), expected));
}
test('touch facts', () => assert.deepEqual(
  touchFacts(new URL('https://shop.example/?utm_source=news&utm_medium=email&utm_campaign=spring&utm_content=a&gclid=secret'), ''),
  { source: 'news', medium: 'email', campaign: 'spring', content: 'a', referrer: 'direct' },
));
for (const [width, expected] of [[390, 'phone'], [599, 'phone'], [600, 'tablet'], [1023, 'tablet'], [1024, 'desktop']]) {
  test('device of ' + width, () => assert.deepEqual(deviceFacts(width, 'en'), { class: expected, language: 'en' }));
}
