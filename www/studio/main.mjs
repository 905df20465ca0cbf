// Starts the studio: its module, and how a page of the store becomes one inside a frame.

import { framed } from '../frame/page.mjs';
import init, { start } from './pkg/sillage_studio.js';

/** Files that the page would fetch from its server: the frame gets the bundle from the studio. */
const PRELOAD = /<link\b[^>]*\brel=["']?preload\b[^>]*>/gi;
/** What `atelier serve --watch` puts into pages; the studio's own page has it. */
const RELOAD = /<script src="\/atelier\/reload\.js"><\/script>/g;

await init({ module_or_path: new URL('pkg/sillage_studio_bg.wasm', import.meta.url) });
await start((page) => framed({ ...page, html: page.html.replace(PRELOAD, '').replace(RELOAD, '') }));
