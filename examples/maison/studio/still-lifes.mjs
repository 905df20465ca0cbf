// The still lifes of the home page: several vessels on plinths, with leaves of light on the wall, 1200 by 1100.

import { darker, gradients, lighter, mix } from "./light.mjs";
import { lookOf } from "./looks.mjs";
import { shared, standing } from "./scene.mjs";

const FLOOR = 900;

/**
 * Each: the product whose wall it borrows, or a wall; the shape behind; what stands there as [id, x, height of its plinth
 * (0: the floor), scale]; and props as [prop, x, y, scale]. Drawn from back to front.
 */
export const STILL_LIFES = {
  "hero-house": { wall: ["#f1e6da", "#d8c3ae"], behind: "arch", stands: [["lys-cleansing-milk-200", 400, 150, 1.55], ["aurore-vitamin-c-serum-30", 770, 210, 1.6], ["source-water-cream-50", 590, 0, 1.5], ["figue-d-ombre-eau-de-parfum-50", 905, 0, 1.35]], props: [["sprig", 250, 905, 1.3], ["stone", 330, 925, 1]] },
  "hero-welcome": { wall: ["#ecefe6", "#c9d0bb"], behind: "disc", stands: [["clairiere-purifying-gel-150", 360, 90, 1.5], ["lys-calm-serum-30", 600, 190, 1.7], ["source-essence-lotion-200", 870, 90, 1.4], ["rivage-invisible-fluid-spf-50-40", 735, 0, 1.1]], props: [["sprig", 180, 910, 1.2], ["stone", 470, 925, 0.9]] },
  "hero-lys": { wall: ["#f3ece4", "#decfc0"], behind: "arch", stands: [["lys-cleansing-milk-200", 380, 130, 1.65], ["lys-cloud-mousse-150", 800, 130, 1.5], ["lys-cleansing-balm-90", 600, 0, 1.6]], props: [["sprig", 930, 910, -1.3], ["stone", 300, 925, 1]] },
  "hero-iris": { wall: ["#cfc5dc", "#8d7fa8"], behind: "disc", stands: [["nuit-d-iris-night-cream-50", 400, 110, 1.45], ["nuit-d-iris-renewing-night-serum-30", 650, 230, 1.9], ["nuit-d-iris-retinal-concentrate-20", 850, 60, 1.5]], props: [["sprig", 200, 910, 1.3], ["stone", 560, 925, 1.1]] },
  "hero-gold": { wall: ["#ecd9bf", "#b98f63"], behind: "arch", stands: [["or-brun-firming-lotion-150", 370, 100, 1.6], ["or-brun-supreme-concentrate-30", 780, 200, 1.8], ["or-brun-supreme-cream-50", 590, 0, 1.55]], props: [["stone", 880, 925, 1.2], ["sprig", 1010, 912, -1.2]] },
  "hero-winter": { wall: ["#dfe5ea", "#aebbc7"], behind: "disc", stands: [["bain-body-balm-200", 400, 120, 1.4], ["lys-comfort-cream-rich-50", 800, 60, 1.4], ["fleur-de-minuit-scented-candle-190", 610, 0, 1.6]], props: [["stone", 290, 925, 1.1], ["sprig", 1000, 910, -1.25]] },
  "hero-rose": { wall: ["#f1dcda", "#cf9ba0"], behind: "disc", stands: [["encre-de-rose-eau-de-parfum-100", 600, 190, 2], ["velours-lipstick-grenat", 870, 0, 1.35], ["joue-powder-blush-eglantine", 340, 0, 1.25]], props: [["sprig", 140, 912, 1.2]] },
  "hero-fig": { wall: ["#e2e6d2", "#a9b388"], behind: "arch", stands: [["figue-d-ombre-scented-candle-190", 380, 90, 1.5], ["figue-d-ombre-eau-de-parfum-100", 640, 200, 1.9], ["figue-d-ombre-hand-cream-50", 870, 0, 1.25]], props: [["fig", 500, 912, 1.25], ["fig", 590, 926, 1], ["sprig", 170, 912, 1.3]] },
  "hero-bag": { wall: ["#f3e3d3", "#d9b492"], behind: "disc", stands: [["soie-shampoo-250", 370, 70, 1.5], ["source-hyaluronic-serum-30", 600, 190, 1.7], ["bain-shower-oil-200", 840, 110, 1.5], ["velours-lipstick-braise", 690, 0, 1.1]], props: [["stone", 480, 925, 0.9]] },
  "hero-clear": { wall: ["#e3e9db", "#b7c6a8"], behind: "arch", stands: [["clairiere-purifying-gel-150", 370, 110, 1.6], ["clairiere-niacinamide-serum-30", 640, 210, 1.8], ["clairiere-light-fluid-50", 850, 70, 1.6]], props: [["sprig", 190, 912, 1.3], ["stone", 520, 925, 1]] },
  "hero-water": { wall: ["#dfe9ec", "#b1c7cf"], behind: "disc", stands: [["source-essence-lotion-200", 370, 110, 1.6], ["source-hyaluronic-serum-30", 800, 200, 1.8], ["source-water-cream-50", 590, 0, 1.55]], props: [["stone", 300, 928, 0.9], ["stone", 890, 925, 1.2]] },
  "hero-parcel": { wall: ["#f0e6da", "#d6bfa6"], behind: "arch", stands: [["le-jardin-discovery-set-8", 610, 90, 1.5], ["source-hyaluronic-serum-30", 880, 0, 1.3], ["lys-comfort-cream-50", 330, 0, 1.2]], props: [["sprig", 150, 912, 1.3], ["stone", 720, 925, 0.9]] },
  "hero-sun": { wall: ["#f7ecd4", "#dcc391"], behind: "disc", stands: [["rivage-sun-milk-spf-30-150", 400, 120, 1.5], ["rivage-invisible-fluid-spf-50-40", 640, 180, 1.5], ["rivage-sun-stick-spf-50-18", 830, 0, 1.4]], props: [["stone", 530, 925, 1.2], ["stone", 300, 930, 0.8]] },
  "story-calm": { wall: ["#efe9e2", "#d3c6b8"], behind: "disc", stands: [["lys-calm-serum-30", 640, 190, 2], ["lys-barrier-mask-75", 360, 60, 1.4]], props: [["sprig", 880, 912, -1.4], ["stone", 480, 926, 1]] },
  "story-refill": { wall: ["#dfe9ec", "#b5cad2"], behind: "arch", stands: [["source-water-cream-50", 420, 70, 1.6], ["source-water-cream-refill-50", 780, 0, 1.75]], props: [["stone", 590, 925, 1.1], ["sprig", 170, 912, 1.3]] },
  "story-garden": { wall: ["#e6e9d9", "#b7c09b"], behind: "arch", stands: [["figue-d-ombre-eau-de-parfum-50", 600, 170, 2.1]], props: [["sprig", 330, 912, 1.9], ["sprig", 900, 912, -1.8], ["fig", 420, 920, 1.4], ["fig", 790, 926, 1.2], ["fig", 860, 918, 1]] },
  "story-shades": { wall: ["#f1e4d9", "#d3b7a2"], behind: "disc", stands: [["peau-nue-skin-tint-lin", 300, 40, 1.45], ["peau-nue-skin-tint-miel", 480, 90, 1.45], ["peau-nue-skin-tint-cannelle", 665, 140, 1.45], ["peau-nue-skin-tint-ebene", 850, 190, 1.45]], props: [] },
  "story-night": { wall: ["#4a4163", "#292440"], behind: "disc", stands: [["nuit-d-iris-night-cream-50", 440, 60, 1.6], ["nuit-d-iris-renewing-night-serum-30", 740, 140, 1.9]], props: [["stone", 600, 925, 1.1]] },
};

const leaf = (x, y, angle, length) => `<path d="M0 0Q${length / 2}-${Math.round(length / 3.4)} ${length} 0Q${length / 2} ${Math.round(length / 3.4)} 0 0Z" transform="translate(${x} ${y})rotate(${angle})"/>`;

/** Leaves of a branch between the window and the wall: [x, y, angle, length]. */
const BRANCH = [
  [1150, 40, 128, 230], [1105, 92, 196, 250], [1080, 120, 92, 220], [1020, 168, 168, 240], [985, 196, 74, 200], [930, 240, 182, 210], [900, 262, 104, 210], [850, 300, 158, 190], [826, 322, 84, 160], [790, 352, 132, 170],
  [1200, 330, 150, 210], [1160, 356, 214, 190], [1128, 384, 122, 190], [1086, 420, 172, 160],
];

function leafShadows(dark) {
  return `<g fill="${dark}" opacity=".11" filter="url(#B)"><path d="M1220-10Q960 150 790 352L798 356Q970 170 1226 6ZM1220 316Q1140 350 1086 420L1092 424Q1150 364 1224 330Z"/>${BRANCH.map((one) => leaf(...one)).join("")}</g>`;
}

const PROPS = {
  stone: (paint, wall) => `<path d="M-70 0Q-84-40-28-54Q40-64 70-30Q86 0 60 6Q-50 12-70 0Z" fill="${paint.down([0, lighter(wall[0], 0.45)], [1, darker(wall[1], 0.22)])}"/>`,
  fig: (paint) => `<path d="M0-104Q8-92 10-82Q54-62 52-26Q48 8 0 8Q-48 8-52-26Q-54-62-10-82Q-8-94 0-104Z" fill="${paint.glow([0, "#8a5a78"], [0.6, "#5c3552"], [1, "#341d33"])}"/><path d="M-30-58Q-40-36-34-14" fill="none" stroke="#c79bb4" stroke-width="5" opacity=".4" stroke-linecap="round"/>`,
  sprig: (paint) => {
    const green = paint.down([0, "#9fae85"], [1, "#5f7050"]);
    const leaves = [0, 1, 2, 3, 4, 5].map((step) => leaf(step * 26 + 6, -step * 52 - 30, -28 - step * 4, 84 - step * 6) + leaf(step * 26, -step * 52 - 40, -128 + step * 4, 78 - step * 6));
    return `<g fill="${green}">${leaves.join("")}${leaf(160, -330, -64, 64)}</g><path d="M0 0Q50-180 162-332" fill="none" stroke="#5f7050" stroke-width="4"/>`;
  },
};

function prop([name, x, y, scale], paint, wall) {
  const size = Math.abs(scale);
  return `<g transform="translate(${x} ${y})scale(${scale} ${size})"><ellipse cx="30" cy="4" rx="84" ry="10" fill="${darker(wall[1], 0.7)}" opacity=".3" filter="url(#S)"/>${PROPS[name](paint, wall)}</g>`;
}

function plinth(x, high, width, paint, [above, below]) {
  if (!high) return "";
  const [left, top] = [x - width / 2, FLOOR - high];
  return `<ellipse cx="${x + 60}" cy="${FLOOR + 8}" rx="${width * 0.8}" ry="20" fill="${darker(below, 0.7)}" opacity=".28" filter="url(#B)"/>` +
    `<path d="M${left} ${top}V${FLOOR}A${width / 2} 24 0 0 0 ${left + width} ${FLOOR}V${top}Z" fill="${paint.satin(mix(above, below, 0.45))}"/><ellipse cx="${x}" cy="${top}" rx="${width / 2}" ry="24" fill="${lighter(above, 0.35)}"/>`;
}

const backs = {
  arch: (fill) => `<path d="M250 860V430A350 350 0 0 1 950 430V860Z" fill="${fill}"/>`,
  disc: (fill) => `<circle cx="610" cy="450" r="380" fill="${fill}"/>`,
};

/** One still life; `byId` finds a product. */
export function stillLife({ wall, behind, stands, props }, byId) {
  const paint = gradients();
  const [above, below] = wall;
  const back = backs[behind](paint.down([0, lighter(above, 0.5)], [1, lighter(above, 0.08), 0.5]));
  const ground = paint.down([0, lighter(above, 0.15)], [1, below]);
  const floor = paint.down([0, lighter(below, 0.3)], [1, lighter(above, 0.15)]);
  const vessels = stands.map(([id, x, high, scale], index) => {
    const product = byId.get(id);
    const width = Math.max(250, lookOf(product) && ["jar", "compact", "candle"].includes(product.vessel) ? 340 : 230);
    return plinth(x, high, width, paint, wall) + standing(product, paint, { x, y: FLOOR - high + (high ? 6 : 26), scale, id: `V${index}`, floor: below });
  });
  const drawn = props.map((one) => prop(one, paint, wall));
  const behindProps = props.map((one, index) => (one[0] === "sprig" ? drawn[index] : "")).join("");
  const frontProps = props.map((one, index) => (one[0] === "sprig" ? "" : drawn[index])).join("");
  const windowLight = `<g fill="#fff" opacity=".22" filter="url(#B)"><path d="M-60 330L520-60H760L-60 560Z"/><path d="M-60 690L1010-60H1130L-60 800Z"/></g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1100" width="1200" height="1100"><defs><filter id="B" x="-.2" y="-.2" width="1.4" height="1.4"><feGaussianBlur stdDeviation="11"/></filter>${shared(paint)}${paint}</defs>` +
    `<path d="M0 0H1200V860H0Z" fill="${ground}"/>${back}${windowLight}${leafShadows(darker(below, 0.75))}<path d="M0 860H1200V1100H0Z" fill="${floor}"/>${behindProps}${vessels.join("")}${frontProps}</svg>\n`;
}
