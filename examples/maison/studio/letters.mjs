// The house's lettering: monoline capitals as strokes, so that a label looks the same on a machine without fonts.
//
// A glyph is [advance width, path]; capitals are 10 units high with the origin at the top left. Paths use the absolute
// commands M L H V A C Z alone, which `place` scales and moves.

const GLYPHS = {
  A: [8.4, "M0 10L4.2 0L8.4 10M1.5 6.6H6.9"], B: [5.6, "M0 0V10H3A2.7 2.7 0 0 0 3 4.6H0M0 0H2.6A2.3 2.3 0 0 1 2.6 4.6"],
  C: [8.8, "M8.8 1.8A5 5 0 1 0 8.8 8.2"], D: [7.8, "M0 0V10H2.8A5 5 0 0 0 2.8 0Z"], E: [5, "M5 0H0V10H5M0 4.8H4.3"],
  F: [5, "M5 0H0V10M0 4.8H4.2"], G: [10, "M8.8 1.8A5 5 0 1 0 10 5.4H6.2"], H: [7, "M0 0V10M7 0V10M0 4.8H7"], I: [0.1, "M0 0V10"],
  J: [4, "M4 0V7.5A2.5 2.5 0 0 1 0 8.7"], K: [6.4, "M0 0V10M6 0L0 5.6M1.9 4L6.4 10"], L: [4.6, "M0 0V10H4.6"],
  M: [9, "M0 10L1 0L4.5 7.5L8 0L9 10"], N: [7.4, "M0 10V0L7.4 10V0"], O: [10, "M5 0A5 5 0 1 0 5 10A5 5 0 1 0 5 0Z"],
  P: [5.5, "M0 10V0H2.8A2.7 2.7 0 0 1 2.8 5.4H0"], Q: [10, "M5 0A5 5 0 1 0 5 10A5 5 0 1 0 5 0ZM6.2 7L9.6 10.6"],
  R: [6, "M0 10V0H2.8A2.6 2.6 0 0 1 2.8 5.2H0M2.6 5.2L6 10"], S: [5.4, "M5 1.6C4.4 .5 3.6 0 2.7 0C1.4 0 .4 1 .4 2.3C.4 5.3 5.4 4.4 5.4 7.5C5.4 9 4.2 10 2.7 10C1.5 10 .5 9.3 0 8"],
  T: [6.4, "M0 0H6.4M3.2 0V10"], U: [7, "M0 0V6.5A3.5 3.5 0 0 0 7 6.5V0"], V: [8, "M0 0L4 10L8 0"], W: [11.6, "M0 0L2.9 10L5.8 .6L8.7 10L11.6 0"],
  X: [7, "M0 0L7 10M7 0L0 10"], Y: [7, "M0 0L3.5 4.8L7 0M3.5 4.8V10"], Z: [6.4, "M0 0H6.4L0 10H6.4"],
  0: [6, "M3 0C1 0 0 2 0 5C0 8 1 10 3 10C5 10 6 8 6 5C6 2 5 0 3 0Z"], 1: [2.2, "M0 1.8L2.2 0V10"], 2: [5.4, "M.2 2.6A2.6 2.6 0 0 1 5.2 2.7C5.2 5 2 7 0 10H5.4"],
  3: [5, "M.3 1.4A2.4 2.4 0 1 1 2.4 4.6A2.7 2.7 0 1 1 0 8.4"], 4: [6, "M4.4 10V0L0 7H6"], 5: [5.4, "M5 0H1L.6 4.4A2.9 2.9 0 1 1 0 8.7"],
  6: [5.8, "M4.4 0L.6 5.2M2.9 4.2A2.9 2.9 0 1 0 2.9 10A2.9 2.9 0 1 0 2.9 4.2Z"], 7: [5.6, "M0 0H5.6L1.8 10"],
  8: [5.4, "M2.7 0A2.2 2.2 0 1 0 2.7 4.5A2.7 2.7 0 1 0 2.7 10A2.7 2.7 0 1 0 2.7 4.5A2.2 2.2 0 1 0 2.7 0Z"], 9: [5.8, "M1.4 10L5.2 4.8M2.9 0A2.9 2.9 0 1 0 2.9 5.8A2.9 2.9 0 1 0 2.9 0Z"],
  "’": [0.6, "M.6 0L0 2.6"], "-": [3, "M0 5.4H3"], ".": [0.4, "M0 9.7L.3 10"], " ": [3.6, ""], "&": [6, "M6 10L1 3A1.8 1.8 0 1 1 4 2.6L.8 6A2.4 2.4 0 0 0 4.6 9L6 6"],
};
const ACCENTS = { "\u0301": "M2 -1.6L3.8 -3.4", "\u0300": "M3.8 -1.6L2 -3.4", "\u0302": "M1.2 -1.6L2.9 -3.4L4.6 -1.6" };

const round = (number) => String(Math.round(number * 10) / 10).replace(/^(-?)0\./, "$1.");

/** Scales a glyph's path and moves its origin to (x, y). */
function place(path, x, y, scale) {
  return path.replace(/([MLHVACZ])([^MLHVACZ]*)/g, (_, command, text) => {
    const numbers = text.match(/-?\d*\.?\d+/g)?.map(Number) ?? [];
    const moved = numbers.map((number, index) => {
      if (command === "H") return round(x + number * scale);
      if (command === "V") return round(y + number * scale);
      if (command === "A" && index % 7 < 2) return round(number * scale);
      if (command === "A" && index % 7 < 5) return number;
      const isX = command === "A" ? index % 7 === 5 : index % 2 === 0;
      return round((isX ? x : y) + number * scale);
    });
    return command + moved.join(" ").replace(/ -/g, "-");
  });
}

/** Width of a text in units of its own height of 10, with `tracking` between letters. */
function measure(text, tracking) {
  const letters = [...text.toUpperCase().normalize("NFD")].filter((letter) => GLYPHS[letter]);
  return letters.reduce((sum, letter) => sum + GLYPHS[letter][0] + tracking, -tracking);
}

/** The height a line really has, where its `width` is limited. */
export const fitted = (text, { height, tracking = 3.4, width = Infinity }) => Math.min(height, (width / measure(text, tracking)) * 10);

/** The strokes of one line of capitals, centred on x, its top at y; smaller than `height` where `width` asks for it. */
export function strokes(text, x, y, { height, tracking = 3.4, width = Infinity }) {
  const natural = measure(text, tracking);
  const scale = fitted(text, { height, tracking, width }) / 10;
  let pen = x - (natural * scale) / 2;
  let last = pen;
  let path = "";
  for (const letter of text.toUpperCase().normalize("NFD")) {
    if (ACCENTS[letter]) path += place(ACCENTS[letter], last, y, scale);
    if (!GLYPHS[letter]) continue;
    last = pen;
    path += place(GLYPHS[letter][1], pen, y, scale);
    pen += (GLYPHS[letter][0] + tracking) * scale;
  }
  return path;
}
