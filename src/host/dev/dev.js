/**
 * For developers: saves the moment that a page is in, for `atelier replay`. Loaded by hand, before the script that it listens to:
 *
 *     <script src="/p/sillage-dev.js"></script>
 *
 * `sillageDev.save()` downloads the file. It says what the device knows of the person at it (the events that it remembers, what shop
 * and page told, its seed), so it is made by nothing but that call, and sent nowhere.
 */

import { record } from './record.js';

/** The instance that is alive; after a trap there is another. @type {ReturnType<typeof record> | undefined} */
let recorded;
const { Instance } = WebAssembly;

/** @type {any} */ (WebAssembly).Instance = function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
  const instance = new Instance(module, imports);
  if (!instance.exports.__wbindgen_malloc || !instance.exports.call) return instance;
  recorded = record(instance.exports);
  return { exports: recorded.exports };
};

/** Every slot of the page, and the decision that it shows. */
const slots = () => {
  const places = /** @type {NodeListOf<any>} */ (document.querySelectorAll('sillage-slot, sillage-recs, [data-sillage-slot]'));
  return Object.fromEntries(Array.from(places, (place) => [
    place.getAttribute('name') ?? place.dataset.sillageSlot, place.decision ? JSON.stringify(place.decision) : undefined,
  ]));
};

/** The moment that the page is in; nothing before it has a bundle. */
const moment = async (now = Date.now()) => recorded?.moment(slots(), now);

/** Downloads it as a file. */
const save = async (name = 'sillage-moment.json') => {
  const saved = await moment();
  if (!saved) return console.warn('sillageDev: there is no bundle yet');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 1) + '\n'], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

Object.assign(window, { sillageDev: { moment, save } });
