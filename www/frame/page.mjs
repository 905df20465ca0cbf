// A page of the store inside a frame of another page: its HTML for `srcdoc`, and what it tells the page around it.
//
// A frame's `src` would do for looking at the page; `srcdoc` lets scripts run in it before its own. It inherits origin and
// content security policy of the page around it, so those scripts are files too. Deliberately absent: fetching, history and
// loading the next page, which differ between those who use this.

const INTERCEPTOR = new URL('./frame.js', import.meta.url).pathname;

/**
 * The page's HTML for `srcdoc`.
 * @param {object} page
 * @param {string} page.html as the server sent it
 * @param {string | URL} page.address where it came from; relative addresses in it are resolved against it
 * @param {string[]} [page.scripts] addresses of classic scripts that run, in this order, before any of the page's own
 * @param {unknown} [page.data] JSON for those scripts: `JSON.parse(document.getElementById('frame-data').textContent)`
 * @param {Record<string, string | null>} [page.attributes] set on the tag of Sillage (`{ 'data-bridge': 'sillage' }`); null removes
 * @returns {string}
 */
export function framed({ html, address, scripts = [], data = null, attributes = {} }) {
  const first = [
    `<base href="${escaped(address)}">`,
    `<script type="application/json" id="frame-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
    ...[INTERCEPTOR, ...scripts].map((script) => `<script src="${escaped(script)}"></script>`),
  ].join('\n');
  const page = withAttributes(html, attributes);
  const head = /<head(?=[\s>])[^>]*>|<html(?=[\s>])[^>]*>|<!doctype[^>]*>/gi;
  const marks = [...page.matchAll(head)];
  // The innermost of those that the page has; without any the parser makes a head of what comes first.
  const mark = marks.find(([tag]) => /^<head/i.test(tag)) ?? marks.find(([tag]) => /^<html/i.test(tag)) ?? marks[0];
  const at = mark ? mark.index + mark[0].length : 0;
  return `${page.slice(0, at)}\n${first}\n${page.slice(at)}`;
}

/**
 * Calls whenever somebody follows a link, sends a form or a script goes elsewhere in the frame; the frame itself stays.
 * @param {HTMLIFrameElement} frame
 * @param {(to: { address: string, method: string }) => void} listener the absolute address; a form that posts comes without its body
 * @returns {() => void} stops listening
 */
export function onNavigate(frame, listener) {
  const hear = ({ source, data }) => {
    if (source === frame.contentWindow && data?.sillage === 'frame' && data.type === 'navigate') listener(data);
  };
  addEventListener('message', hear);
  return () => removeEventListener('message', hear);
}

/** The page with attributes of the tag of Sillage changed: the script that names a bundle. */
function withAttributes(html, attributes) {
  return html.replace(/<script\b[^>]*\sdata-bundle=[^>]*>/i, (tag) => Object.entries(attributes).reduce((changed, [name, value]) => {
    const without = changed.replace(new RegExp(`\\s${name}(=("[^"]*"|'[^']*'|[^\\s>]*))?(?=[\\s>])`, 'i'), '');
    return value === null ? without : without.replace(/>$/, () => ` ${name}="${escaped(value)}">`);
  }, tag));
}

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
