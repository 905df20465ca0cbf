// What each line of the house looks like: its wall and floor, its vessel, cap and metal, the ink of its label.

import { darker, lightness, mix } from "./light.mjs";

const GOLD = "#c9a468";
const SILVER = "#b9bcc0";

/** [wall above, wall below], vessel, cap, metal, ink, and the shape that stands behind. */
const LINES = {
  "Lys": { wall: ["#efe7de", "#dccdbf"], body: "#faf6ef", cap: "#e4d3bf", metal: GOLD, ink: "#6a5443", behind: "arch" },
  "Source": { wall: ["#dce7ea", "#bccfd6"], body: "#cfe2e7", cap: "#f4f8f8", metal: SILVER, ink: "#2c4c57", behind: "disc" },
  "Aurore": { wall: ["#f7e4cf", "#eac29b"], body: "#eca061", cap: "#fff5e8", metal: GOLD, ink: "#5d2f0e", behind: "disc" },
  "Nuit d’Iris": { wall: ["#d8d1e1", "#aea3c1"], body: "#4b3f6b", cap: "#d9cfe6", metal: SILVER, ink: "#f3eefa", behind: "disc" },
  "Clairière": { wall: ["#e1e6d8", "#bcc9ad"], body: "#93a98a", cap: "#f3f2e9", metal: SILVER, ink: "#22301f", behind: "arch" },
  "Or Brun": { wall: ["#e5d3bf", "#c6a585"], body: "#5a3924", cap: "#d0aa6c", metal: GOLD, ink: "#f5e3c3", behind: "arch" },
  "Rivage": { wall: ["#f4ead6", "#d9caa6"], body: "#f9f5ea", cap: "#3a7388", metal: SILVER, ink: "#2a5f73", behind: "disc" },
  "Trois Fois Rien": { wall: ["#f0eee9", "#d5d1c8"], body: "#fbfaf7", cap: "#e2572f", metal: SILVER, ink: "#2b2a28", behind: "steps" },
  "Peau Nue": { wall: ["#f1e4d9", "#dcc4b2"], body: "#e8d2c0", cap: "#2b2421", metal: GOLD, ink: "#4a352a", behind: "steps" },
  "Joue": { wall: ["#f5e0da", "#e2b8af"], body: "#f0d0c8", cap: "#f6ece6", metal: GOLD, ink: "#5b2f2a", behind: "disc" },
  "Velours": { wall: ["#f1e2dc", "#dbb9ae"], body: "#e8cfc6", cap: "#2a1d20", metal: GOLD, ink: "#4b2526", behind: "steps" },
  "Regard": { wall: ["#e2dfdc", "#bfb8b4"], body: "#d2ccc8", cap: "#26232a", metal: GOLD, ink: "#2c2830", behind: "steps" },
  "Figue d’Ombre": { wall: ["#e1e5d0", "#b4bd95"], body: "#e7eadb", liquid: "#b3bd78", cap: "#3b4a2b", metal: GOLD, ink: "#333d1c", behind: "arch" },
  "Encre de Rose": { wall: ["#f1dddc", "#d3a4a8"], body: "#f1dcda", liquid: "#d58f97", cap: "#4d1f2c", metal: GOLD, ink: "#5a1f2c", behind: "disc" },
  "Sel et Santal": { wall: ["#ebe6df", "#c8bdae"], body: "#eee9e0", liquid: "#d8c19a", cap: "#8a6a48", metal: SILVER, ink: "#4e3a24", behind: "steps" },
  "Première Pluie": { wall: ["#dde5eb", "#a9bbca"], body: "#e3eaf0", liquid: "#b4cadb", cap: "#eef2f5", metal: SILVER, ink: "#29435a", behind: "steps" },
  "Fleur de Minuit": { wall: ["#4a4160", "#28233b"], body: "#6a4a72", liquid: "#96628c", cap: "#1c1726", metal: GOLD, ink: "#fbeef6", behind: "disc" },
  "Vétiver Nu": { wall: ["#e7e7d5", "#bdc196"], body: "#dfe0c4", liquid: "#c9c680", cap: "#55592f", metal: SILVER, ink: "#3a3d17", behind: "arch" },
  "Thé Fumé": { wall: ["#e6d9c9", "#b89d83"], body: "#e2d3bd", liquid: "#a8703c", cap: "#3a2a22", metal: GOLD, ink: "#43291a", behind: "arch" },
  "Néroli d’Avril": { wall: ["#f2efdd", "#d6d3a6"], body: "#f4f1e0", liquid: "#ece0a0", cap: "#f3f1e8", metal: GOLD, ink: "#5a5420", behind: "disc" },
  "Le Jardin": { wall: ["#e6eadb", "#bac6a0"], body: "#44583c", liquid: "#b3bd78", cap: "#3b4a2b", metal: GOLD, ink: "#f2efdf", behind: "arch" },
  "Soie": { wall: ["#efe6da", "#d2bda1"], body: "#ecdfcb", cap: "#b4925f", metal: GOLD, ink: "#5f4827", behind: "arch" },
  "Racine": { wall: ["#dae4dd", "#a8bdb0"], body: "#48665a", cap: "#e9efe9", metal: SILVER, ink: "#eff6f0", behind: "steps" },
  "Boucle": { wall: ["#f3e3d2", "#dcb893"], body: "#c98a52", cap: "#f7efe4", metal: GOLD, ink: "#3f230d", behind: "disc" },
  "Nuance": { wall: ["#efdfe0", "#cfaab0"], body: "#8c3f50", cap: "#f3e5e3", metal: GOLD, ink: "#fdeeee", behind: "arch" },
  "Bain": { wall: ["#ebe2ed", "#c6b3cd"], body: "#f7f2f7", cap: "#a48db3", metal: SILVER, ink: "#594468", behind: "arch" },
};

/** The plain line tells its steps apart by the colour of the cap. */
const CAPS = { cleanse: "#5b86a8", tone: "#8fb3b0", treat: "#e2572f", moisturise: "#e9b44c", protect: "#f0862e", mask: "#8a8f6d", eye: "#7d6aa5" };

/** The colours one product is drawn with. */
export function lookOf(product) {
  const line = product.line === "Trois Fois Rien" ? { ...LINES[product.line], cap: CAPS[product.step] } : LINES[product.line];
  const shade = product.shade ?? line.body;
  const tint = product.shade ? [mix("#f6eee8", shade, 0.14), mix("#e6d6cb", shade, 0.34)] : line.wall;
  const body = product.vessel === "tube" && product.shade ? mix(line.body, product.shade, 0.55) : line.body;
  const ink = product.shade && product.vessel === "tube" ? (lightness(body) > 0.55 ? darker(body, 0.75) : "#fff6ec") : line.ink;
  return {
    ...line, wall: tint, body, ink, shade, family: product.family ?? "woody", shadeSet: product.shadeSet, liquid: line.liquid ?? mix(line.body, "#fff8ea", 0.5),
    label: { line: product.line, kind: product.kind, size: product.size },
  };
}
