// The vessels of the house. Each stands on the floor with the middle of its foot at (0, 0), y upwards being negative, and is
// given its colours, its label and the gradients to paint with.

import { fitted, strokes } from "./letters.mjs";
import { darker, lighter, lightness, mix } from "./light.mjs";

const rect = (x, y, width, height, radius, fill, more = "") => `<rect x="${x}" y="${y}" width="${width}" height="${height}"${radius ? ` rx="${radius}"` : ""} fill="${fill}"${more}/>`;
const path = (d, fill, more = "") => `<path d="${d}" fill="${fill}"${more}/>`;
const ellipse = (x, y, rx, ry, fill, more = "") => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"${more}/>`;
const lineOf = (d, color, width, more = "") => `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}"${more}/>`;

/** A strip of reflected soft box. */
const gleam = (x, y, width, height, opacity) => rect(x, y, width, height, width / 2, "#fff", ` opacity="${opacity}"`);

/** House, line, rule, kind and size, from `top` downwards, within `width`. */
function label({ label: text, ink }, x, top, width, { small = false } = {}) {
  const kinds = text.kind.length > 14 && text.kind.includes(" ") ? halves(text.kind) : [text.kind];
  const rows = [strokes("Aurevanne", x, top, { height: small ? 4 : 5, tracking: 5, width: width * 0.62 })];
  const room = { height: small ? 10 : 14, tracking: 3.6, width };
  const height = fitted(text.line, room);
  const line = strokes(text.line, x, top + (small ? 24 : 32) - height, room);
  let y = top + (small ? 36 : 48);
  rows.push(`M${x - 9} ${y - (small ? 5 : 7)}h18`);
  for (const kind of kinds) {
    rows.push(strokes(kind, x, y, { height: small ? 4 : 4.8, tracking: 4, width }));
    y += small ? 8 : 10;
  }
  if (!small) rows.push(strokes(text.size, x, y + 6, { height: 4, tracking: 3.5, width }));
  return `<g fill="none" stroke="${ink}" stroke-linecap="round">${lineOf(line, ink, (0.4 + height * 0.065).toFixed(2))}${lineOf(rows.join(""), ink, 0.75)}</g>`;
}

function halves(text) {
  const words = text.split(" ");
  const half = Math.ceil(words.length / 2);
  return [words.slice(0, half).join(" "), words.slice(half).join(" ")];
}

function bottle(look, paint) {
  const d = "M-54-8Q-54 0-46 0H46Q54 0 54-8V-178Q54-204 30-212Q20-215 20-222V-230H-20V-222Q-20-215-30-212Q-54-204-54-178Z";
  return path(d, paint.cylinder(look.body)) + gleam(-41, -176, 7, 160, 0.38) + gleam(44, -170, 3, 150, 0.25) +
    rect(-22, -236, 44, 8, 2, paint.metal(look.metal)) + rect(-28, -288, 56, 53, 4, paint.cylinder(look.cap, 0.8)) +
    ellipse(0, -287, 26, 3, lighter(look.cap, 0.35), ' opacity=".7"') + label(look, 0, -150, 86);
}

function pump(look, paint) {
  return rect(-56, -186, 112, 186, 14, paint.cylinder(look.body)) + gleam(-43, -172, 8, 158, 0.36) +
    rect(-26, -204, 52, 20, 3, paint.metal(look.metal)) + rect(-5, -232, 10, 30, 0, paint.metal(look.metal)) +
    path("M-24-252Q-24-258-18-258H50Q62-258 64-246L65-238H56L55-243Q54-246 50-246H24V-236Q24-230 18-230H-18Q-24-230-24-236Z", paint.satin(look.cap)) +
    lineOf("M-20-255H48", "#fff", 1.4, ' opacity=".55" stroke-linecap="round"') + label(look, 0, -142, 88);
}

function dropper(look, paint) {
  const glass = "M-48-9Q-48 0-39 0H39Q48 0 48-9V-112Q48-132 28-137Q22-139 22-145H-22Q-22-139-28-137Q-48-132-48-112Z";
  return path(glass, paint.cylinder(look.body, 1.15)) + rect(-2.5, -146, 5, 118, 2, "#fff", ' opacity=".2"') + gleam(-38, -112, 6, 98, 0.55) + gleam(39, -108, 3, 92, 0.3) +
    rect(-41, -7, 82, 4, 2, "#fff", ' opacity=".28"') + rect(-25, -172, 50, 28, 2, paint.metal(look.metal)) +
    lineOf("M-25-164H25M-25-158H25M-25-152H25", darker(look.metal, 0.4), 0.6, ' opacity=".5"') +
    path("M-16-172V-206Q-16-226 0-226Q16-226 16-206V-172Z", paint.cylinder(look.cap)) + label(look, 0, -104, 74, { small: true });
}

function jar(look, paint) {
  const thick = look.clear ?? lighter(look.body, 0.25);
  return rect(-98, -92, 196, 92, 20, paint.cylinder(thick, 0.8), ' opacity=".96"') + rect(-84, -88, 168, 72, 12, paint.cylinder(look.body, 0.75)) +
    rect(-88, -9, 176, 4, 2, "#fff", ' opacity=".4"') + gleam(-88, -78, 6, 60, 0.6) +
    rect(-95, -98, 190, 8, 2, paint.metal(look.metal)) + rect(-102, -146, 204, 50, 7, paint.cylinder(look.cap, 0.85)) +
    rect(-98, -146, 196, 5, 3, "#fff", ' opacity=".4"') + label(look, 0, -80, 120, { small: true });
}

function tube(look, paint) {
  const d = "M-46-46L-66-262H66L46-46Z";
  return path(d, paint.cylinder(look.body, 0.85)) + path("M-66-262L-67-278H67L66-262Z", paint.satin(darker(look.body, 0.05))) +
    lineOf("M-66-266H66M-66-270H66M-67-274H67", darker(look.body, 0.25), 0.5, ' opacity=".6"') + path("M-36-56L-49-250H-42L-31-56Z", "#fff", ' opacity=".35"') +
    rect(-44, -46, 88, 46, 4, paint.cylinder(look.cap, 0.9)) + rect(-44, -48, 88, 4, 0, paint.metal(look.metal)) + label(look, 0, -216, 86);
}

function airless(look, paint) {
  return rect(-36, -148, 72, 148, 8, paint.cylinder(look.body)) + gleam(-27, -140, 5, 128, 0.4) + rect(-36, -156, 72, 10, 1, paint.metal(look.metal)) +
    rect(-14, -178, 28, 24, 3, paint.satin(look.cap)) + rect(-33, -214, 66, 60, 6, paint.cylinder(lighter(look.cap, 0.4), 0.5), ' opacity=".5"') +
    gleam(-26, -208, 4, 48, 0.8) + label(look, 0, -122, 58, { small: true });
}

function mist(look, paint) {
  return path("M-40-8Q-40 0-32 0H32Q40 0 40-8V-172Q40-190 20-194V-202H-20V-194Q-40-190-40-172Z", paint.cylinder(look.body)) + gleam(-30, -168, 5, 150, 0.5) +
    rect(-24, -212, 48, 12, 2, paint.metal(look.metal)) + rect(-17, -236, 34, 26, 4, paint.satin(look.cap)) + `<circle cx="0" cy="-224" r="2.4" fill="${darker(look.cap, 0.5)}"/>` +
    rect(-28, -262, 56, 60, 6, paint.cylinder(lighter(look.cap, 0.5), 0.4), ' opacity=".4"') + gleam(-22, -256, 4, 48, 0.7) + label(look, 0, -142, 64);
}

function pouch(look, paint) {
  const d = "M-72-6Q-30 6 0 3Q30 6 72-6Q66-120 74-214H-74Q-66-120-72-6Z";
  return path("M44-214L50-240H68L74-214Z", paint.satin(darker(look.body, 0.08))) + rect(48, -258, 22, 22, 3, paint.metal(look.metal)) + path(d, paint.cylinder(look.body, 0.7)) +
    path("M-72-6Q-30 6 0 3Q30 6 72-6L70-30Q0-10-70-30Z", darker(look.body, 0.25), ' opacity=".35"') + rect(-74, -216, 148, 10, 0, darker(look.body, 0.12), ' opacity=".6"') +
    path("M-56-200Q-48-110-54-34L-46-30Q-40-110-46-200Z", "#fff", ' opacity=".3"') + label(look, 0, -172, 100);
}

function stick(look, paint) {
  return path("M-29-150V-178Q-29-204 0-204Q29-204 29-178V-150Z", paint.cylinder(look.liquid, 0.7)) + gleam(-19, -186, 5, 34, 0.6) +
    rect(-32, -156, 64, 20, 2, paint.cylinder(lighter(look.body, 0.3), 0.8)) + rect(-38, -138, 76, 138, 8, paint.cylinder(look.body)) + gleam(-28, -130, 5, 120, 0.4) +
    rect(52, -74, 70, 74, 9, paint.cylinder(look.cap, 0.9)) + label(look, 0, -112, 62, { small: true });
}

function flask(look, paint) {
  return rect(-50, -142, 100, 142, 12, paint.cylinder(lighter(look.shade, 0.55), 0.7)) + rect(-42, -134, 84, 118, 7, paint.cylinder(look.shade, 0.7)) +
    rect(-44, -11, 88, 5, 2, "#fff", ' opacity=".5"') + gleam(-38, -128, 6, 104, 0.5) + rect(-22, -152, 44, 12, 1, paint.metal(look.metal)) +
    rect(-29, -232, 58, 82, 5, paint.cylinder(look.cap)) + rect(-26, -231, 52, 3, 1, "#fff", ' opacity=".4"') + label({ ...look, ink: lightness(look.shade) > 0.55 ? "#4a2f22" : "#fbeee2" }, 0, -104, 66, { small: true });
}

function swatch(color, x, y) {
  return path(`M${x} ${y}q22-13 58-7t50-5q9 9-12 15t-52 5t-44-8z`, color) + path(`M${x + 14} ${y - 3}q24-8 48-4t38-4`, "none", ` stroke="${lighter(color, 0.45)}" stroke-width="2" opacity=".6" stroke-linecap="round"`);
}

function wand(look, paint) {
  return swatch(look.shade, 34, 18) + rect(-26, -124, 52, 124, 9, paint.cylinder(lighter(look.shade, 0.45), 0.8)) + rect(-19, -120, 38, 108, 6, paint.cylinder(look.shade, 1)) +
    gleam(-16, -114, 5, 96, 0.6) + rect(-22, -132, 44, 9, 1, paint.metal(look.metal)) + rect(-26, -262, 52, 131, 5, paint.cylinder(look.cap)) +
    lineOf(strokes("Aurevanne", 0, -200, { height: 4, tracking: 4, width: 40 }) + strokes(look.label.line, 0, -188, { height: 6, tracking: 3, width: 40 }), lightness(look.cap) > 0.5 ? "#3a2c26" : "#f3e4cf", 0.8);
}

function compact(look, paint) {
  const pan = paint.glow([0, lighter(look.shade, 0.22)], [0.7, look.shade], [1, darker(look.shade, 0.18)]);
  return `<circle cx="0" cy="-142" r="100" fill="${paint.metal(look.metal)}"/><circle cx="0" cy="-142" r="96" fill="${look.cap}"/>` +
    `<circle cx="0" cy="-142" r="84" fill="${paint.down([0, "#f7f8f8"], [0.5, "#cdd3d6"], [1, "#eef0f0"])}"/>` + path("M-62-178L10-216L30-208L-66-152Z", "#fff", ' opacity=".55"') +
    rect(-30, -46, 60, 12, 4, paint.metal(look.metal)) + path("M-112-26V-12A112 34 0 0 0 112-12V-26Z", paint.cylinder(look.cap)) + ellipse(0, -26, 112, 34, paint.metal(look.metal)) + ellipse(0, -27, 109, 32, look.cap) +
    ellipse(0, -28, 92, 25, darker(look.shade, 0.35)) + ellipse(0, -26, 90, 23, pan) +
    lineOf(strokes("A", 0, -33, { height: 13 }), darker(look.shade, 0.3), 1, ' opacity=".6"') + ellipse(-30, -33, 30, 5, "#fff", ' opacity=".18"');
}

function lipstick(look, paint) {
  const bullet = "M-23-148V-214Q-23-236-4-246Q16-256 23-236V-148Z";
  return path(bullet, paint.cylinder(look.shade, 0.85)) + path("M-23-214Q-23-236-4-246Q16-256 23-236Q10-240-6-226Q-18-216-23-200Z", lighter(look.shade, 0.22), ' opacity=".8"') + gleam(-15, -208, 4, 56, 0.45) +
    rect(-27, -152, 54, 60, 2, paint.metal(look.metal)) + rect(-34, -96, 68, 96, 5, paint.cylinder(look.cap, 0.95)) + rect(-34, -98, 68, 4, 0, paint.metal(look.metal)) +
    lineOf(strokes("A", 0, -62, { height: 16 }), look.metal, 1.1) +
    `<g transform="translate(96 0)">${rect(-37, -118, 74, 118, 5, paint.cylinder(look.cap, 0.95))}${rect(-37, -10, 74, 4, 0, paint.metal(look.metal))}${gleam(-26, -110, 4, 96, 0.3)}</g>`;
}

function pencil(look, paint) {
  const one = rect(-9, -236, 18, 210, 0, paint.cylinder(look.shade, 0.9)) + rect(-9, -250, 18, 16, 2, paint.metal(look.metal)) +
    path("M-9-26L-4-8H4L9-26Z", paint.satin("#dfc3a0")) + path("M-4-8L0 3L4-8Z", darker(look.shade, 0.1)) + lineOf(strokes("Aurevanne", 0, 0, { height: 6, tracking: 4 }), lightness(look.shade) > 0.6 ? "#4a2f22" : "#f4e2d2", 0.8, ' transform="translate(3-150)rotate(-90)"');
  const cap = rect(-12, -70, 24, 70, 5, paint.cylinder(look.shade, 0.9)) + rect(-12, -70, 24, 5, 1, paint.metal(look.metal));
  return path("M-62 16q30-16 58-3t64-6q22-6 40 3", "none", ` stroke="${look.shade}" stroke-width="5" stroke-linecap="round"`) + `<g transform="translate(-46 2)rotate(22)">${one}</g><g transform="translate(74 0)">${cap}</g>`;
}

function mascara(look, paint) {
  const brush = rect(-3, -62, 6, 62, 1, "#2a2624") + path("M-3-60C-12-74-13-140 0-152C13-140 12-74 3-60Z", look.shade) +
    lineOf("M-11-76L11-82M-12-88L12-94M-12-100L12-106M-12-112L12-118M-10-124L10-130M-8-136L8-142", lighter(look.shade, 0.35), 0.9, ' opacity=".7"');
  return rect(-27, -176, 54, 176, 10, paint.cylinder(look.cap, 1.05)) + gleam(-18, -166, 4, 152, 0.3) + rect(-20, -186, 40, 12, 1, paint.metal(look.metal)) +
    label({ ...look, ink: "#ead9c4" }, 0, -128, 42, { small: true }) + `<g transform="translate(84 0)">${rect(-24, -120, 48, 120, 8, paint.cylinder(look.cap, 1.05))}<g transform="translate(0-118)">${brush}</g>${rect(-20, -126, 40, 8, 1, paint.metal(look.metal))}</g>`;
}

function palette(look, paint) {
  const pans = look.shadeSet.map((color, index) => {
    const [x, y] = [-104 + (index % 3) * 72, -122 + Math.floor(index / 3) * 58];
    return rect(x - 1, y - 1, 66, 52, 4, darker(look.cap, 0.5)) + rect(x, y, 64, 50, 3, paint.down([0, darker(color, 0.12)], [0.2, color], [1, lighter(color, 0.14)])) + path(`M${x + 6} ${y + 40}l22-32`, "none", ' stroke="#fff" stroke-width="5" opacity=".1" stroke-linecap="round"');
  });
  return path("M-120-140L-112-272Q-111-280-103-280H103Q111-280 112-272L120-140Z", paint.satin(look.cap)) + path("M-106-146L-99-262Q-98-268-92-268H92Q98-268 99-262L106-146Z", paint.down([0, "#dfe3e5"], [0.6, "#b9c0c4"], [1, "#e8eaea"])) +
    path("M-60-158L20-262H52L-24-158Z", "#fff", ' opacity=".4"') + rect(-128, -142, 256, 142, 10, paint.satin(look.cap)) + rect(-128, -144, 256, 5, 2, paint.metal(look.metal)) + pans.join("") +
    lineOf(strokes("Aurevanne", 0, -9, { height: 4, tracking: 6 }), look.metal, 0.8);
}

const FLACONS = {
  woody: "M-74-10Q-74 0-64 0H64Q74 0 74-10V-150Q74-160 64-160H-64Q-74-160-74-150Z",
  floral: "M-40 0H40Q88-24 88-80Q88-164 0-164Q-88-164-88-80Q-88-24-40 0Z",
  green: "M-66-8Q-66 0-58 0H58Q66 0 66-8V-104Q66-176 0-176Q-66-176-66-104Z",
  fresh: "M-52-8Q-52 0-44 0H44Q52 0 52-8V-186Q52-194 44-194H-44Q-52-194-52-186Z",
  amber: "M-34 0H34Q42 0 46-8L82-112Q84-120 78-126L46-164H-46L-78-126Q-84-120-82-112L-46-8Q-42 0-34 0Z",
};
const SHOULDER = { woody: -160, floral: -163, green: -175, fresh: -194, amber: -164 };

function flacon(look, paint) {
  const form = FLACONS[look.family];
  const top = SHOULDER[look.family];
  const cap = look.family === "floral" || look.family === "amber"
    ? `<circle cx="0" cy="${top - 42}" r="27" fill="${paint.glow([0, lighter(look.cap, 0.55)], [0.55, look.cap], [1, darker(look.cap, 0.45)])}"/>`
    : rect(-25, top - 66, 50, 52, look.family === "green" ? 25 : 3, paint.cylinder(look.cap)) + rect(-22, top - 65, 44, 3, 1, "#fff", ' opacity=".35"');
  return path(form, paint.cylinder(lighter(look.liquid, 0.62), 0.8)) + `<g transform="translate(0-7)scale(.88 .9)">${path(form, paint.cylinder(look.liquid, 0.75), ' opacity=".92"')}</g>` +
    path(form, "none", ' stroke="#fff" stroke-width="1.5" opacity=".5"') + path(`M-44 ${top * 0.82}Q-52 ${top / 2}-44-22`, "none", ' stroke="#fff" stroke-width="6" opacity=".5" stroke-linecap="round"') +
    rect(-17, top - 14, 34, 16, 1, paint.metal(look.metal)) + cap + label(look, 0, top * 0.66, look.family === "fresh" ? 72 : 94);
}

function candle(look, paint) {
  return ellipse(0, -150, 74, 74, paint.glow([0, "#ffe2a8", 0.9], [1, "#ffe2a8", 0]), ' opacity=".7"') + rect(-74, -150, 148, 150, 12, paint.cylinder(look.body, 0.9)) + ellipse(0, -150, 74, 12, lighter(look.body, 0.35)) +
    ellipse(0, -149, 68, 9.5, paint.glow([0, "#fff3d6"], [1, "#eadcc3"])) + rect(-1, -164, 2, 16, 0, "#3a2c26") + path("M0-196Q11-178 6-168Q0-160-6-168Q-11-178 0-196Z", paint.down([0, "#fff7df"], [1, "#f6b04b"])) + gleam(-60, -138, 7, 120, 0.4) + label(look, 0, -112, 104);
}

function soap(look, paint) {
  const bar = (y, x, color) => rect(x - 92, y - 58, 184, 58, 20, paint.satin(color)) + rect(x - 84, y - 56, 168, 18, 9, "#fff", ' opacity=".25"');
  const press = lightness(look.body) > 0.5 ? darker(look.body, 0.4) : lighter(look.body, 0.6);
  return bar(0, 12, mix(look.body, look.liquid, 0.35)) + bar(-58, -8, look.body) + lineOf(strokes(look.label.line, -8, -92, { height: 10, tracking: 4, width: 130 }), press, 1.1) +
    lineOf(strokes("Aurevanne", -8, -75, { height: 4, tracking: 6 }), press, 0.8) + rect(-22, -58, 50, 58, 0, lighter(look.cap, 0.7), ' opacity=".85"') + lineOf(strokes("A", 3, -36, { height: 13 }), "#4a3a30", 1);
}

function flip(look, paint) {
  const d = "M-58-30Q-58 0-40 0H40Q58 0 58-30L50-206Q48-222 34-222H-34Q-48-222-50-206Z";
  return path(d, paint.cylinder(look.body)) + path("M-46-34Q-46-14-34-12L-40-200Q-44-150-46-34Z", "#fff", ' opacity=".3"') + rect(-34, -228, 68, 8, 2, paint.metal(look.metal)) +
    path("M-36-228V-262Q-36-272-26-272H26Q36-272 36-262V-228Z", paint.cylinder(look.cap, 0.9)) + rect(-36, -252, 72, 1.6, 0, darker(look.cap, 0.35), ' opacity=".5"') +
    path("M20-252h16v5h-16z", darker(look.cap, 0.3), ' opacity=".35"') + label(look, 0, -166, 84);
}

function tin(look, paint) {
  return path("M-92-46V-10Q-92 0-80 0H80Q92 0 92-10V-46Z", paint.metal(lighter(look.metal, 0.25))) + ellipse(0, -46, 92, 20, paint.metal(look.metal)) + ellipse(0, -47, 84, 17, lighter(look.body, 0.2)) + ellipse(-16, -50, 44, 7, "#fff", ' opacity=".4"') +
    `<g transform="translate(22-60)rotate(-11)">${path("M-92-12V12Q-92 22-80 22H80Q92 22 92 12V-12Z", paint.metal(look.metal))}${ellipse(0, -12, 92, 22, paint.metal(lighter(look.metal, 0.3)))}${ellipse(0, -13, 84, 18.5, look.cap)}` +
    `${lineOf(strokes(look.label.line, 0, -18, { height: 8, tracking: 4, width: 110 }), lightness(look.cap) > 0.5 ? "#3a2c26" : "#f6efe6", 1)}</g>` +
    lineOf(strokes(look.label.kind, 0, -19, { height: 6, tracking: 4, width: 112 }), "#4a3a30", 0.8);
}

/** Bristles in a metal sleeve on a long handle, lying against its own stand. */
function brush(look, paint) {
  const small = look.label.kind.startsWith("Eye");
  const [half, tip] = small ? [12, -262] : [34, -284];
  const hair = `M${-half * 0.6}-196C${-half * 1.5}-226 ${-half * 1.25} ${tip + 12} ${-half * 0.25} ${tip}C${half * 0.9} ${tip - 6} ${half * 1.5}-232 ${half * 0.6}-196Z`;
  const blush = look.label.kind.startsWith("Blush") ? "#d9737c" : darker(look.shade, 0.12);
  const strands = [-0.42, -0.2, 0, 0.22, 0.44].map((at) => `M${(at * half).toFixed(1)}-198Q${(at * half * 2.1).toFixed(1)}-236 ${(at * half * 1.1).toFixed(1)} ${tip + 16}`).join("");
  return path(hair, paint.down([0, blush], [0.35, "#8b6a52"], [1, "#3d2c24"])) + lineOf(strands, "#fff", 0.8, ' opacity=".22"') +
    path(`M${-half * 0.62}-198H${half * 0.62}L${half * 0.5}-138H${-half * 0.5}Z`, paint.metal(look.metal)) + lineOf(`M${-half * 0.58}-186h${half * 1.16}M${-half * 0.56}-178h${half * 1.12}`, darker(look.metal, 0.4), 0.7, ' opacity=".6"') +
    path(`M${-half * 0.5}-140H${half * 0.5}C${half * 0.6}-80 ${half * 0.34}-20 6-3Q0 3-6-3C${-half * 0.34}-20 ${-half * 0.6}-80 ${-half * 0.5}-140Z`, paint.cylinder(look.cap)) + gleam(-half * 0.28, -128, 2.5, 84, 0.4) +
    lineOf(strokes("Aurevanne", 0, 0, { height: 5, tracking: 5 }), look.metal, 0.8, ' transform="translate(2-78)rotate(-90)"');
}

function comb(look, paint) {
  const teeth = Array.from({ length: 13 }, (_, index) => rect(-96 + index * 15, -66, 6, 66, 3, paint.down([0, look.cap], [1, lighter(look.cap, 0.25)]))).join("");
  return teeth + path("M-104-62V-86Q-100-128-40-130H60Q104-128 106-86V-62Z", paint.satin(look.cap)) + path("M-98-92Q-90-122-40-123H60Q92-122 99-96Q60-112 0-112T-98-92Z", "#fff", ' opacity=".28"') +
    lineOf(strokes("Aurevanne", 0, -88, { height: 7, tracking: 7, width: 130 }), lighter(look.cap, 0.65), 1);
}

function diffuser(look, paint) {
  const reeds = [[-58, -300], [-34, -318], [-8, -326], [20, -322], [44, -306], [64, -286]].map(([x, y]) => `M${Math.round(x / 9)}-150L${x} ${y}`).join("");
  return lineOf(reeds, "#8d6f4f", 3.6, ' stroke-linecap="round"') + lineOf(reeds, "#d9bf98", 1.2, ' stroke-linecap="round"') +
    path("M-60-12Q-60 0-48 0H48Q60 0 60-12V-118Q60-134 34-138Q20-140 20-148V-158H-20V-148Q-20-140-34-138Q-60-134-60-118Z", paint.cylinder(lighter(look.liquid, 0.62), 0.8)) +
    path("M-51-14Q-51-8-44-8H44Q51-8 51-14V-84H-51Z", paint.cylinder(look.liquid, 0.75), ' opacity=".9"') + ellipse(0, -84, 51, 5, lighter(look.liquid, 0.35), ' opacity=".8"') + gleam(-50, -118, 6, 100, 0.5) +
    rect(-23, -166, 46, 12, 2, paint.metal(look.metal)) + rect(-40, -72, 80, 58, 1, "#fbf7ef", ' opacity=".9"') + label({ ...look, ink: "#43342a" }, 0, -64, 66, { small: true });
}

function roller(look, paint) {
  return path("M-22-8Q-22 0-14 0H14Q22 0 22-8V-150Q22-158 14-158H-14Q-22-158-22-150Z", paint.cylinder(lighter(look.liquid, 0.55), 0.85)) + path("M-16-10Q-16-6-12-6H12Q16-6 16-10V-128H-16Z", paint.cylinder(look.liquid, 0.8), ' opacity=".9"') +
    gleam(-16, -148, 4, 132, 0.55) + rect(-20, -166, 40, 10, 1, paint.metal(look.metal)) + `<circle cx="0" cy="-168" r="11" fill="${paint.glow([0, "#fff"], [0.5, "#c9cdd0"], [1, "#7d8286"])}"/>` + rect(-20, -166, 40, 5, 1, paint.metal(look.metal)) +
    lineOf(strokes(look.label.line, 0, 0, { height: 8, tracking: 4, width: 96 }), look.ink, 0.9, ' transform="translate(4-72)rotate(-90)"') +
    `<g transform="translate(74 0)">${rect(-22, -96, 44, 96, 5, paint.cylinder(look.cap))}${rect(-22, -9, 44, 4, 0, paint.metal(look.metal))}${gleam(-15, -88, 3, 74, 0.35)}</g>`;
}

/** Small glasses in an open box. */
function box(look, paint) {
  const tints = ["#b3bd78", "#d58f97", "#d8c19a", "#b4cadb", "#96628c", "#c9c680", "#a8703c", "#ece0a0"];
  const glasses = tints.map((tint, index) => {
    const x = -112 + index * 29;
    return rect(x, -98, 22, 70, 4, lighter(tint, 0.25)) + rect(x + 15, -96, 5, 66, 3, darker(tint, 0.3), ' opacity=".35"') + rect(x + 4, -118, 14, 24, 2, paint.cylinder(look.cap)) + gleam(x + 3, -92, 3, 56, 0.6);
  });
  return path("M-128-112L-120-232Q-119-238-113-238H113Q119-238 120-232L128-112Z", paint.satin(look.body)) + lineOf(strokes("Aurevanne", 0, -196, { height: 9, tracking: 8, width: 190 }) + strokes(look.label.line, 0, -170, { height: 6, tracking: 5, width: 120 }), look.metal, 1) +
    rect(-124, -116, 248, 70, 2, darker(look.body, 0.5)) + glasses.join("") + rect(-130, -54, 260, 54, 5, paint.satin(look.body)) + rect(-130, -54, 260, 4, 2, paint.metal(look.metal)) + lineOf(strokes(look.label.kind, 0, -30, { height: 7, tracking: 5, width: 170 }), look.ink, 0.9);
}

/** Half the width and the height of each vessel, for shadows and reflections; and the drawing. */
export const VESSELS = {
  bottle: { half: 54, height: 288, draw: bottle }, pump: { half: 56, height: 258, draw: pump }, dropper: { half: 48, height: 226, draw: dropper }, jar: { half: 100, height: 146, draw: jar },
  tube: { half: 46, height: 278, draw: tube }, airless: { half: 36, height: 214, draw: airless }, mist: { half: 40, height: 262, draw: mist }, pouch: { half: 72, height: 258, draw: pouch },
  stick: { half: 80, shift: 42, height: 204, draw: stick }, flask: { half: 50, height: 232, draw: flask }, wand: { half: 26, height: 262, draw: wand }, compact: { half: 112, height: 242, draw: compact },
  lipstick: { half: 84, shift: 50, height: 250, draw: lipstick }, pencil: { half: 70, height: 240, draw: pencil }, mascara: { half: 68, shift: 41, height: 270, draw: mascara }, palette: { half: 128, height: 280, draw: palette },
  flacon: { half: 70, height: 240, draw: flacon }, candle: { half: 74, height: 196, draw: candle }, soap: { half: 96, height: 116, draw: soap },
  flip: { half: 56, height: 272, draw: flip }, tin: { half: 112, height: 100, draw: tin }, brush: { half: 34, height: 290, draw: brush }, comb: { half: 106, height: 130, draw: comb },
  diffuser: { half: 62, height: 328, draw: diffuser }, roller: { half: 59, shift: 37, height: 180, draw: roller }, box: { half: 130, height: 240, draw: box },
};
