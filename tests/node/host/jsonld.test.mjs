// JSON-LD as shops write it: which product the page is about, and what is never guessed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJsonLd } from '../../../src/host/jsonld.js';

const product = (more = {}) => ({ '@context': 'https://schema.org', '@type': 'Product', sku: 'S1', name: 'Serum', ...more });
const offer = (more = {}) => ({ '@type': 'Offer', price: 49.9, priceCurrency: 'EUR', availability: 'https://schema.org/InStock', ...more });
const priced = (price) => product({ offers: offer({ price }) });
const S1 = { item_id: 'S1', item_name: 'Serum' };

// page shape, blocks (objects or texts), the page's product
const SHAPES = [
  ['a product', [product()], S1],
  ['price and stock', [product({ offers: offer() })], { ...S1, price: 49.9, availability: 'InStock' }],
  ['price as digits', [priced('49.90')], { ...S1, price: 49.9, availability: 'InStock' }],
  ['price as an integer text', [priced(' 49 ')], { ...S1, price: 49, availability: 'InStock' }],
  ['price with a decimal comma', [priced('49,90')], { ...S1, availability: 'InStock' }],
  ['price with both separators', [priced('1.299,00')], { ...S1, availability: 'InStock' }],
  ['price with thousands', [priced('1,299.00')], { ...S1, availability: 'InStock' }],
  ['price with a currency', [priced('€49.90')], { ...S1, availability: 'InStock' }],
  ['price with two points', [priced('1.299.00')], { ...S1, availability: 'InStock' }],
  ['negative price', [priced(-1)], { ...S1, availability: 'InStock' }],
  ['empty price', [priced('')], { ...S1, availability: 'InStock' }],
  ['price that is an object', [priced({ value: 3 })], { ...S1, availability: 'InStock' }],
  ['free', [priced(0)], { ...S1, price: 0, availability: 'InStock' }],
  ['availability without address', [product({ offers: offer({ availability: 'OutOfStock' }) })], { ...S1, price: 49.9, availability: 'OutOfStock' }],
  ['availability over http', [product({ offers: offer({ availability: 'http://schema.org/PreOrder' }) })], { ...S1, price: 49.9, availability: 'PreOrder' }],
  ['availability that the module will not know', [product({ offers: offer({ availability: 'https://schema.org/Soon' }) })], { ...S1, price: 49.9, availability: 'Soon' }],
  ['aggregate offer', [product({ offers: { '@type': 'AggregateOffer', lowPrice: '10.50', highPrice: '90' } })], { ...S1, price: 10.5 }],
  ['aggregate offer with a comma', [product({ offers: { '@type': 'AggregateOffer', lowPrice: '10,50' } })], S1],
  ['a list of one offer', [product({ offers: [offer()] })], { ...S1, price: 49.9, availability: 'InStock' }],
  ['offers that agree', [product({ offers: [offer(), offer({ availability: 'OutOfStock' })] })], { ...S1, price: 49.9, availability: 'InStock' }],
  ['offers that disagree', [product({ offers: [offer(), offer({ price: 20 })] })], { ...S1, availability: 'InStock' }],
  ['price specification', [product({ offers: { '@type': 'Offer', priceSpecification: { price: '12.00', priceCurrency: 'EUR' } } })], { ...S1, price: 12 }],
  ['@graph', [{ '@context': 'https://schema.org', '@graph': [{ '@type': 'WebSite' }, product()] }], S1],
  ['a list of nodes', [[{ '@type': 'BreadcrumbList' }, product()]], S1],
  ['main entity', [{ '@type': 'ItemPage', mainEntity: product() }], S1],
  ['several types', [product({ '@type': ['Thing', 'Product'] })], S1],
  ['type as an address', [product({ '@type': 'http://schema.org/Product' })], S1],
  ['type with a prefix', [product({ '@type': 'schema:Product' })], S1],
  ['brand as text', [product({ brand: 'Maison' })], { ...S1, item_brand: 'Maison' }],
  ['brand as a node', [product({ brand: { '@type': 'Brand', name: 'Maison' } })], { ...S1, item_brand: 'Maison' }],
  ['brand by reference', [{ '@graph': [{ '@id': '#b', '@type': 'Brand', name: 'Maison' }, product({ brand: { '@id': '#b' } })] }], { ...S1, item_brand: 'Maison' }],
  ['offer by reference', [{ '@graph': [{ '@id': '#o', ...offer() }, product({ offers: { '@id': '#o' } })] }], { ...S1, price: 49.9, availability: 'InStock' }],
  ['reference before its node', [product({ offers: { '@id': '#o' } }), { '@id': '#o', ...offer() }], { ...S1, price: 49.9, availability: 'InStock' }],
  ['category path', [product({ category: 'Beauty > Skin care > Serum' })], { ...S1, item_category: 'Serum' }],
  ['category list', [product({ category: ['Serum', 'Skin care'] })], { ...S1, item_category: 'Serum' }],
  ['product id instead of sku', [{ '@type': 'Product', productID: 'P9', name: 'Oil' }], { item_id: 'P9', item_name: 'Oil' }],
  ['sku as a number', [product({ sku: 123 })], { item_id: '123', item_name: 'Serum' }],
  ['no id', [{ '@type': 'Product', name: 'Serum' }], undefined],
  ['product group', [{ '@type': 'ProductGroup', productGroupID: 'G', name: 'Serum', hasVariant: [product({ sku: 'V1', offers: offer() }), product({ sku: 'V2', offers: offer() })] }],
    { item_id: 'G', item_name: 'Serum', price: 49.9, availability: 'InStock' }],
  ['related products', [product({ isRelatedTo: [product({ sku: 'R1' }), product({ sku: 'R2' })] })], S1],
  ['item list', [{ '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: product() }] }], undefined],
  ['two products side by side', [product(), product({ sku: 'S2' })], undefined],
  ['the same product twice', [product(), product()], S1],
  ['a broken block before', ['{"@type": "Product", ', product()], S1],
  ['comments in a block', ['// no\n{"@type":"Product"}', product()], S1],
  ['an empty block', ['', product()], S1],
  ['null', [null, product()], S1],
  ['too deep', [{ a: { b: { c: { d: { e: { f: { g: product() } } } } } } }], undefined],
  ['a huge block', ['"' + 'x'.repeat(300000) + '"', product()], S1],
  ['no JSON-LD', [], undefined],
];
for (const [name, blocks, expected] of SHAPES) {
  test('product of ' + name, () => {
    const texts = blocks.map((block) => (typeof block === 'string' ? block : JSON.stringify(block)));
    assert.deepEqual(readJsonLd(texts).product, expected);
  });
}

test('currency', () => assert.equal(readJsonLd([JSON.stringify(product({ offers: offer() }))]).currency, 'EUR'));
test('variants and related products are offers too', () => {
  const group = { '@type': 'ProductGroup', productGroupID: 'G', hasVariant: [product({ sku: 'V1' }), product({ sku: 'V2' })] };
  assert.deepEqual(readJsonLd([JSON.stringify(group)]).items.map(({ item_id }) => item_id), ['G', 'V1', 'V2']);
});

test('thousands of products that refer to one long list of offers end soon', () => {
  const group = { '@type': 'ProductGroup', '@id': 'g', sku: 'G', offers: Array(30000).fill({}) };
  const graph = [group, ...Array(2000).fill({ '@type': 'Product', sku: 'S', hasVariant: { '@id': 'g' } })];
  const before = performance.now();
  assert.equal(readJsonLd([JSON.stringify(graph)]).items.length, 2001);
  assert.ok(performance.now() - before < 5000);
});
