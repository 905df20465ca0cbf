// Runs first in a page inside a frame (page.mjs): whoever leaves the page by a link, a form or a script tells the page
// around it, `{ sillage: 'frame', type: 'navigate', address, method }`, which then loads the next one.

(() => {
  const around = window.parent;
  const here = new URL(document.baseURI);
  const isWeb = ({ protocol }) => protocol === 'http:' || protocol === 'https:';
  const tell = (address, method = 'get') => around.postMessage({ sillage: 'frame', type: 'navigate', address: String(address), method }, '*');

  /** The place that an address of this same page names; with `<base>` the browser would load the page for it. */
  const within = (address) => {
    if (!address.hash || address.href.split('#')[0] !== here.href.split('#')[0]) return undefined;
    const name = decodeURIComponent(address.hash.slice(1));
    return document.getElementById(name) ?? document.body;
  };

  addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node) => node.localName === 'a' && node.hasAttribute('href'));
    if (!link || link.hasAttribute('download')) return;
    const address = new URL(link.href, here);
    if (!isWeb(address)) return;
    event.preventDefault();
    const place = within(address);
    if (!place) return tell(address);
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  });

  addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    const method = submitter?.getAttribute('formmethod') ?? form.getAttribute('method') ?? 'get';
    if (event.defaultPrevented || method.toLowerCase() === 'dialog') return;
    event.preventDefault();
    const address = new URL(submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '', here);
    if (method.toLowerCase() === 'get') address.search = String(new URLSearchParams(new FormData(form, submitter)));
    tell(address, method.toLowerCase());
  });

  // What scripts do by `location`, where the browser tells. Loading the same page again is the frame's own business.
  window.navigation?.addEventListener('navigate', (event) => {
    const address = new URL(event.destination.url);
    if (!event.cancelable || event.hashChange || event.navigationType === 'reload' || !isWeb(address)) return;
    event.preventDefault();
    tell(address);
  });
})();
