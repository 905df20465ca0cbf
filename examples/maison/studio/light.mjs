// Colour arithmetic and the gradients that make flat shapes look lit: one soft box from the upper left.

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** `a` with the share `t` of `b` in it. */
export function mix(a, b, t) {
  const to = channels(b);
  return "#" + channels(a).map((value, index) => Math.round(value + (to[index] - value) * t).toString(16).padStart(2, "0")).join("");
}
export const lighter = (hex, t) => mix(hex, "#ffffff", t);
export const darker = (hex, t) => mix(hex, "#1c120e", t);

/** 0 black … 1 white. */
export function lightness(hex) {
  const [red, green, blue] = channels(hex);
  return (red * 0.3 + green * 0.59 + blue * 0.11) / 255;
}

const CYLINDER = [[0, -0.3], [0.07, -0.1], [0.22, 0.42], [0.34, 0.12], [0.6, -0.03], [0.9, -0.3], [1, -0.16]];
const METAL = [[0, -0.5], [0.1, 0.1], [0.2, 0.65], [0.3, 0.05], [0.5, -0.22], [0.68, 0.12], [0.84, -0.3], [1, -0.5]];
const SATIN = [[0, -0.16], [0.2, 0.3], [0.5, 0], [0.85, -0.14], [1, -0.22]];

const shade = (hex, t) => (t < 0 ? darker(hex, -t) : lighter(hex, t));

/** Collects gradients under short ids; the same gradient is written once. */
export function gradients(prefix = "") {
  const known = new Map();
  const add = (body, close, open) => {
    const key = open + body;
    if (!known.has(key)) known.set(key, { id: `${prefix}${known.size.toString(36)}`, text: (id) => `<${open.replace(" ", ` id="${id}" `)}>${body}</${close}>` });
    return `url(#${known.get(key).id})`;
  };
  const stops = (list) => list.map(([at, color, opacity]) => `<stop offset="${at}" stop-color="${color}"${opacity === undefined ? "" : ` stop-opacity="${opacity}"`}/>`).join("");
  const across = (curve) => (color, depth = 1) => add(stops(curve.map(([at, t]) => [at, shade(color, t * depth)])), "linearGradient", "linearGradient ");
  return {
    cylinder: across(CYLINDER), metal: across(METAL), satin: across(SATIN),
    down: (...list) => add(stops(list), "linearGradient", `linearGradient x2="0" y2="1"`),
    glow: (...list) => add(stops(list), "radialGradient", "radialGradient "),
    toString: () => [...known.values()].map(({ id, text }) => text(id)).join(""),
  };
}
