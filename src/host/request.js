/**
 * The one place that uses the network: plain GETs for files that are the same for everybody.
 */

const fetchFile = fetch;
/** Milliseconds after which a file that does not come is given up (not in the oldest browsers that run the module). */
const PATIENCE = 10000;

/**
 * Without cookies, referrer and query. Where the page's author preloads the file, the browser has asked for it already,
 * and hands its answer only to a request of the same mode.
 * @param {string | URL} url
 * @returns {Promise<Response>}
 */
export const request = (url) => {
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel=preload]'));
  const isPreloaded = [...links].some(({ href }) => href === String(url));
  return fetchFile(url, {
    credentials: isPreloaded ? 'same-origin' : 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout?.(PATIENCE),
  });
};
