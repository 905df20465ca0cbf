/**
 * Elements: built, never parsed.
 */

/** @typedef {Node | string | Record<string, any> | false | null | undefined} Given */

/**
 * An element by its tag and part, as in `p.help`; then what it has, in any order: properties, attributes (whose names have a
 * hyphen), children. What is missing is left out.
 * @type {(name: string, ...given: Given[]) => any}
 */
export const build = (name, ...given) => {
  const [tag, part = ''] = name.split('.');
  const element = /** @type {any} */ (document.createElement(tag));
  if (part) element.part = part;
  for (const one of /** @type {any[]} */ (given)) {
    if (!one) continue;
    if (typeof one === 'string' || one.nodeType) element.append(one);
    else for (const key in one) key.includes('-') ? element.setAttribute(key, one[key]) : element[key] = one[key];
  }
  return element;
};

/** A heading that takes the focus when what it heads has come. @type {(text: string) => HTMLElement} */
export const heading = (text) => build('h2.heading', { id: 'heading', tabIndex: -1 }, text);

/** A button that sends nothing. @type {(part: string, onclick: () => void, ...given: Given[]) => HTMLElement} */
export const button = (part, onclick, ...given) => build('button.' + part, { type: 'button', onclick }, ...given);
