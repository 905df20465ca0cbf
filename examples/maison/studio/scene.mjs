// A product picture: wall and floor, something behind, the light of a window, the vessel with its shadow and reflection.

import { gradients, darker, lighter } from "./light.mjs";
import { lookOf } from "./looks.mjs";
import { VESSELS } from "./vessels.mjs";

const FLOOR = 418;

/** The quiet shape a vessel stands before. */
function behind(look, paint, vessel) {
  const [above, below] = look.wall;
  const pale = paint.down([0, lighter(above, 0.55)], [1, lighter(above, 0.1), 0.5]);
  if (look.behind === "disc") return `<circle cx="212" cy="${FLOOR - 190}" r="142" fill="${pale}"/>`;
  if (look.behind === "arch") return `<path d="M78 ${FLOOR - 20}V210A126 126 0 0 1 330 210V${FLOOR - 20}Z" fill="${pale}"/>`;
  const high = vessel.height > 200 ? 54 : 96;
  return `<path d="M246 ${FLOOR - 20}V${FLOOR - 20 - high * 2}H400V${FLOOR - 20}Z" fill="${paint.down([0, lighter(above, 0.35)], [1, below])}"/><path d="M246 ${FLOOR - 20 - high * 2}h154v7h-154z" fill="#fff" opacity=".45"/>`;
}

const WINDOW = `<g fill="#fff" opacity=".24" filter="url(#W)"><path d="M-30 96L120-30H196L-30 170Z"/><path d="M-30 214L262-30H322L-30 268Z"/></g>`;

function shadows(vessel, dark) {
  const shift = vessel.shift ?? 0;
  const { half } = vessel;
  return `<ellipse cx="${shift + half * 0.55}" cy="6" rx="${half * 1.45}" ry="13" fill="${dark}" opacity=".34" filter="url(#S)"/><ellipse cx="${shift + 4}" cy="1" rx="${half * 1.02}" ry="6" fill="${dark}" opacity=".42" filter="url(#S)"/>`;
}

/** How much a vessel is enlarged, so that a lip pencil and a palette both fill their pictures; the smaller flacon stays the smaller. */
const enlarged = ({ half, height }, { vessel, size }) => Math.min(1.3, 318 / height, 286 / (half * 2)) * (vessel === "flacon" && parseFloat(size) <= 50 ? 0.86 : 1);

/** A vessel on the floor: shadow, reflection, itself. `id` is unique in its file. */
export function standing(product, paint, { x, y, scale, id, floor }) {
  const look = lookOf(product);
  const vessel = VESSELS[product.vessel];
  const place = `translate(${x - Math.round((vessel.shift ?? 0) * scale)} ${y})scale(${Math.round(scale * 100) / 100})`;
  return `<g transform="${place}">${shadows(vessel, darker(floor, 0.7))}<use href="#${id}" transform="scale(1-1)" mask="url(#M)"/><g id="${id}">${vessel.draw(look, paint)}</g></g>`;
}

/** Blurs, and the mask that lets a reflection fade. */
export const shared = (paint) =>
  `<filter id="W" x="-.2" y="-.2" width="1.4" height="1.4"><feGaussianBlur stdDeviation="9"/></filter><filter id="S" x="-.5" y="-1.5" width="2" height="4"><feGaussianBlur stdDeviation="9"/></filter>` +
  `<mask id="M" maskUnits="userSpaceOnUse" x="-200" y="-70" width="500" height="70"><path d="M-200-70H300V0H-200Z" fill="${paint.down([0, "#000"], [1, "#555"])}"/></mask>`;

/** The picture of one product, 400 by 500. */
export function picture(product) {
  const look = lookOf(product);
  const vessel = VESSELS[product.vessel];
  const paint = gradients();
  const [above, below] = look.wall;
  const wall = paint.down([0, lighter(above, 0.25)], [1, below]);
  const floor = paint.down([0, lighter(below, 0.28)], [1, lighter(above, 0.2)]);
  const drawn = standing(product, paint, { x: 200, y: FLOOR + 6, scale: enlarged(vessel, product), id: "V", floor: below });
  const scene = behind(look, paint, vessel);
  const defs = shared(paint);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500" width="400" height="500"><defs>${defs}${paint}</defs>` +
    `<path d="M0 0H400V${FLOOR - 20}H0Z" fill="${wall}"/>${scene}${WINDOW}<path d="M0 ${FLOOR - 20}H400V500H0Z" fill="${floor}"/>${drawn}</svg>\n`;
}
