// The make-up lines of the house. A product with shades stands once; each of its shades is an item of the catalogue.

const peau = (name, hex, undertone) => ({ name, hex, undertone });

export default [
  {
    line: "Peau Nue", about: "Complexion that lets the skin speak",
    skin: ["all"], concerns: ["even-tone"],
    ingredients: ["Squalane", "Sodium Hyaluronate", "Silica"],
    tags: ["vegan"],
    products: [
      ["Skin Tint", "complexion", "flask", "30 ml", 44, "Sheer where you like your skin, a little more where you do not.", {
        star: 86,
        shades: [
          peau("Ivoire", "#f1d6bd", "cool"), peau("Lin", "#e6c3a0", "neutral"), peau("Miel", "#d6a678", "warm"),
          peau("Noisette", "#b98055", "neutral"), peau("Cannelle", "#95603c", "warm"), peau("Cacao", "#6d4429", "neutral"), peau("Ébène", "#47291b", "cool"),
        ],
      }],
      ["Concealer", "complexion", "wand", "6 ml", 28, "Covers what happened last night and moves when you laugh.", {
        concerns: ["dark-circles"],
        shades: [peau("Lin", "#e9c9aa", "neutral"), peau("Miel", "#d3a276", "warm"), peau("Cannelle", "#99653f", "warm"), peau("Cacao", "#6a4229", "neutral")],
      }],
      ["Blurring Powder", "complexion", "compact", "9 g", 39, "Loose enough to forget, pressed enough to carry.", { shades: [peau("Clair", "#efd8c3", "neutral"), peau("Profond", "#a06c49", "neutral")], tags: ["refillable"] }],
      ["Smoothing Primer", "complexion", "tube", "30 ml", 34, "The ironed shirt under everything."],
    ],
  },
  {
    line: "Joue", about: "Cheeks, awake",
    skin: ["all"], concerns: ["dullness"],
    ingredients: ["Rosa Canina Fruit Oil", "Mica", "Tocopherol"],
    tags: ["vegan", "refillable"],
    products: [
      ["Powder Blush", "complexion", "compact", "6 g", 36, "The pink of a brisk walk, in powder as fine as talc.", {
        shades: [peau("Églantine", "#e2929a", "cool"), peau("Abricot", "#ea9a77", "warm"), peau("Figue", "#9d4a58", "cool"), peau("Brique", "#b95a44", "warm")],
      }],
      ["Halo Highlighter", "complexion", "compact", "7 g", 38, "Candlelight, pressed.", { shades: [peau("Opale", "#f2dfcf", "neutral")], star: 70 }],
    ],
  },
  {
    line: "Velours", about: "The lipsticks the house is known for",
    skin: ["all"], concerns: ["comfort"],
    ingredients: ["Camellia Oleifera Seed Oil", "Candelilla Cera", "Rosa Damascena Flower Wax"],
    tags: ["vegan", "refillable"],
    products: [
      ["Lipstick", "lip", "lipstick", "3.5 g", 35, "Matt to look at, camellia oil to wear.", {
        star: 91,
        shades: [
          peau("Braise", "#a62a22", "warm"), peau("Grenat", "#7d1a2b", "cool"), peau("Rose Thé", "#c9787a", "neutral"), peau("Terre", "#9c5442", "warm"),
          peau("Pivoine", "#c9365f", "cool"), peau("Prune", "#5c2138", "cool"), peau("Nu", "#b98070", "neutral"),
        ],
      }],
      ["Tinted Balm", "lip", "lipstick", "3 g", 26, "A balm first, a colour second, and always in a pocket.", {
        shades: [peau("Framboise", "#b8425e", "cool"), peau("Miel", "#c48656", "warm"), peau("Mûre", "#6f2f4c", "cool"), peau("Pêche", "#e0907a", "warm")],
      }],
      ["Lacquer Gloss", "lip", "wand", "6 ml", 29, "Glass, not glue.", { shades: [peau("Cerise", "#b0203a", "cool"), peau("Caramel", "#b5764e", "warm"), peau("Opale", "#e9b9b4", "neutral")] }],
      ["Lip Pencil", "lip", "pencil", "1.2 g", 22, "Draws the line, then holds it.", { shades: [peau("Nu", "#a86d5d", "neutral"), peau("Braise", "#8f2620", "warm")], tags: [] }],
    ],
  },
  {
    line: "Regard", about: "Eyes, from a line to a look",
    skin: ["all"], concerns: ["definition"],
    ingredients: ["Copernicia Cerifera Cera", "Mica", "Panthenol"],
    tags: ["ophthalmologist-tested"],
    products: [
      ["Lengthening Mascara", "eye-colour", "mascara", "9 ml", 32, "Lash by lash, and off with warm water.", { star: 87, shades: [peau("Noir", "#17151a", "neutral"), peau("Brun", "#4a2f25", "warm")] }],
      ["Eye Palette Garrigue", "eye-colour", "palette", "8 g", 58, "Thyme, clay, bark and a pinch of gold.", { shade: "#8a7a55", shadeSet: ["#e7d8bf", "#b89a6a", "#8c7b52", "#a3573c", "#59402e", "#d9b46c"], tags: ["vegan"] }],
      ["Eye Palette Heure Bleue", "eye-colour", "palette", "8 g", 58, "What the sky does between the sun and the lamps.", { shade: "#4c5673", shadeSet: ["#e6dfe6", "#a9a2b8", "#6d7593", "#3b4563", "#8a6a80", "#cfc0b0"], tags: ["vegan"] }],
      ["Eye Palette Rose Ancienne", "eye-colour", "palette", "8 g", 58, "Petals, dried between the pages of a novel.", { shade: "#a86f72", shadeSet: ["#f0dcd4", "#d3a49c", "#a86f72", "#7b4650", "#4f3036", "#c99f7b"], tags: ["vegan"] }],
      ["Kohl Pencil", "eye-colour", "pencil", "1.1 g", 21, "Soft for a minute, then yours for the night.", { shades: [peau("Encre", "#191b24", "cool"), peau("Écorce", "#4b3428", "warm")] }],
    ],
  },
];
