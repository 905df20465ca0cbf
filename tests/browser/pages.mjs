// Pages as a merchant would write them, in one string each.

export const KEY = process.env.SILLAGE_KEY;

/** The documented style sheet; the hold is long where a test is not about time. */
export const style = (hold) => `
@keyframes sillage-hold { from, to { visibility: hidden } }
body, p, h2 { margin: 0 } sillage-slot, sillage-recs { display: block }
sillage-slot[priority]:not(:defined) { animation: sillage-hold ${hold}ms }
.hero { min-height: 420px } .gap { height: 3000px } .note { min-height: 40px }`;
const STUB = '!function(w,n){if(!w[n]){w[n]=function(){var a=arguments;return new Promise(function(r,j){w[n].q.push([r,j,a])})};w[n].q=[]}}(window,"sillage");';

export const HERO = `<sillage-slot class="hero" name="home.hero" priority><p data-field="eyebrow">House</p>
<h2 data-field="title">Default hero</h2><p data-field="body">Default body</p><a href="/default" data-field="action" data-field-href>Default</a></sillage-slot>`;
export const STORY = (attributes = '') => `<sillage-slot class="note" name="home.story" ${attributes}><h2 data-field="title">Default story</h2><p data-field="body">Default</p></sillage-slot>`;
export const ROW = `<sillage-recs name="home.recommended"><h2 data-field="title">Default row</h2><ul data-items><li class="card">Default card</li></ul>
<template data-item><li class="card"><a data-field-href><b data-field="name"></b></a><i data-field="price"></i></li></template></sillage-recs>`;

/** The script tag. */
export const script = (attributes = {}) => {
  const all = { bundle: '/p/bundle/bundle.json', 'bundle-key': KEY, consent: 'granted', ...attributes };
  return `<script async fetchpriority="high" src="/p/sillage.js" ${Object.entries(all).map(([name, value]) => `data-${name}="${value}"`).join(' ')}></script>`;
};

/** A whole page. */
export const page = ({ head = script(), body = HERO, inline = '', lang = 'en', hold = 5000, sheet = false } = {}) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<title>Shop</title><link rel="icon" href="data:,">${sheet ? '<link rel="stylesheet" href="/style.css">' : `<style nonce="n">${style(hold)}</style>`}<script nonce="n">${STUB}${inline}</script>${head}</head><body>${body}</body></html>`;

export const jsonLd = (product) => `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'Product', ...product })}</script>`;
