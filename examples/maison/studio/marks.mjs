// The name of the house as strokes, for the header, and its initial in a ring, for the browser's tab.

import { strokes } from "./letters.mjs";

/** Path of the wordmark in a box of 220 by 24. */
export const WORDMARK = strokes("Aurevanne", 110, 3, { height: 18, tracking: 9, width: 214 });

/** The initial, for light and dark tabs alike. */
export const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><circle cx="32" cy="32" r="32" fill="#2b211d"/><circle cx="32" cy="32" r="27" fill="none" stroke="#c9a468" stroke-width="1.2"/><path d="${strokes("A", 32, 18, { height: 26 })}" fill="none" stroke="#f6efe6" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>\n`;
