// The make-up lines of the house. A product with shades stands once; each of its shades is an item of the catalogue.
// Rows are those of `skincare.mjs`; `finish` is what the eye sees of it.

const peau = (name, hex, undertone) => ({ name, hex, undertone });

export default [
  {
    line: "Peau Nue", about: ["Complexion that lets the skin speak", "Un teint qui laisse parler la peau"],
    skin: ["all"], concerns: ["even-tone"],
    ingredients: ["Squalane", "Sodium Hyaluronate", "Silica"],
    tags: [],
    products: [
      ["Skin Tint", "complexion", "flask", "30 ml", 44, "Sheer where you like your skin, a little more where you do not.", "Transparent là où vous aimez votre peau, un peu plus là où vous l’aimez moins.", {
        star: 86, finish: "sheer",
        shades: [
          peau("Ivoire", "#f1d6bd", "cool"), peau("Lin", "#e6c3a0", "neutral"), peau("Sable", "#dfb68f", "warm"), peau("Miel", "#d6a678", "warm"),
          peau("Ambre", "#c79366", "warm"), peau("Noisette", "#b98055", "neutral"), peau("Cannelle", "#95603c", "warm"), peau("Châtaigne", "#80502f", "cool"),
          peau("Cacao", "#6d4429", "neutral"), peau("Ébène", "#47291b", "cool"),
        ],
      }],
      ["Concealer", "complexion", "wand", "6 ml", 28, "Covers what happened last night and moves when you laugh.", "Cache ce qui s’est passé hier soir, et bouge quand vous riez.", {
        concerns: ["dark-circles"], finish: "satin", ingredients: ["Caffeine", "Squalane", "Silica"],
        shades: [peau("Ivoire", "#f3dcc6", "cool"), peau("Lin", "#e9c9aa", "neutral"), peau("Miel", "#d3a276", "warm"), peau("Cannelle", "#99653f", "warm"), peau("Cacao", "#6a4229", "neutral"), peau("Ébène", "#4a2c1d", "cool")],
      }],
      ["Blurring Powder", "complexion", "compact", "9 g", 39, "Loose enough to forget, pressed enough to carry.", "Assez libre pour qu’on l’oublie, assez compacte pour qu’on l’emporte.", { finish: "matte", concerns: ["shine", "pores"], ingredients: ["Mica", "Silica", "Oryza Sativa Starch"], shades: [peau("Clair", "#efd8c3", "neutral"), peau("Moyen", "#d0a27a", "warm"), peau("Profond", "#a06c49", "neutral")], tags: ["refillable"] }],
      ["Smoothing Primer", "complexion", "tube", "30 ml", 34, "The ironed shirt under everything.", "La chemise repassée sous tout le reste.", { finish: "matte", concerns: ["pores", "even-tone"], ingredients: ["Silica", "Niacinamide", "Squalane"] }],
      ["Dewy Primer", "complexion", "tube", "30 ml", 34, "The other shirt: the silk one.", "L’autre chemise : celle en soie.", { finish: "dewy", concerns: ["dullness", "dehydration"], ingredients: ["Sodium Hyaluronate", "Mica", "Squalane"] }],
      ["Setting Mist", "complexion", "mist", "100 ml", 29, "Two clouds at arm’s length, and the morning stays until midnight.", "Deux nuages à bout de bras, et le matin tient jusqu’à minuit.", { finish: "satin", concerns: ["comfort"], ingredients: ["Glycerin", "Aloe Barbadensis Leaf Juice", "Betaine"] }],
      ["Complexion Brush", "complexion", "brush", "1 piece", 36, "Vegan bristles, cut on the slant, that leave no trace of themselves.", "Des poils véganes, taillés en biais, qui ne laissent aucune trace d’eux-mêmes.", { step: "tool", ingredients: [], tags: ["tool"] }],
    ],
  },
  {
    line: "Joue", about: ["Cheeks, awake", "Des joues réveillées"],
    skin: ["all"], concerns: ["dullness"],
    ingredients: ["Rosa Canina Seed Oil", "Mica", "Tocopherol"],
    tags: [],
    products: [
      ["Powder Blush", "complexion", "compact", "6 g", 36, "The pink of a brisk walk, in powder as fine as talc.", "Le rose d’une marche rapide, dans une poudre fine comme du talc.", {
        step: "cheek", finish: "satin", tags: ["refillable"],
        shades: [peau("Églantine", "#e2929a", "cool"), peau("Abricot", "#ea9a77", "warm"), peau("Figue", "#9d4a58", "cool"), peau("Brique", "#b95a44", "warm")],
      }],
      ["Halo Highlighter", "complexion", "compact", "7 g", 38, "Candlelight, pressed.", "De la lueur de bougie, compactée.", { step: "cheek", finish: "shimmer", tags: ["refillable"], shades: [peau("Opale", "#f2dfcf", "neutral"), peau("Champagne", "#e9c9a2", "warm"), peau("Cuivre", "#c48a5e", "warm")], star: 70 }],
      ["Liquid Blush", "complexion", "wand", "8 ml", 32, "One dot each side, before the coffee; the rest is rubbing.", "Un point de chaque côté, avant le café ; le reste n’est que caresse.", {
        step: "cheek", finish: "dewy", ingredients: ["Squalane", "Rosa Canina Seed Oil", "Glycerin"],
        shades: [peau("Pétale", "#dd8b8f", "cool"), peau("Grenadine", "#cf4f55", "warm"), peau("Pêche", "#e79a78", "warm"), peau("Prune", "#8a3f56", "cool")],
      }],
      ["Sun Powder", "complexion", "compact", "9 g", 39, "A week by the sea, for the price of a train ticket there.", "Une semaine à la mer, pour le prix du billet de train.", { step: "cheek", finish: "matte", tags: ["refillable", "summer"], ingredients: ["Mica", "CI 77491", "Squalane"], shades: [peau("Doré", "#c89663", "warm"), peau("Noisette", "#a06f48", "neutral"), peau("Acajou", "#74452e", "cool")] }],
      ["Blush Brush", "complexion", "brush", "1 piece", 32, "A small fox’s tail that never was one.", "Une petite queue de renard, qui n’en a jamais été une.", { step: "tool", ingredients: [], tags: ["tool"] }],
    ],
  },
  {
    line: "Velours", about: ["The lipsticks the house is known for", "Les rouges à lèvres qui ont fait connaître la maison"],
    skin: ["all"], concerns: ["comfort"],
    ingredients: ["Camellia Oleifera Seed Oil", "Euphorbia Cerifera Cera", "Rosa Damascena Flower Cera"],
    tags: [],
    products: [
      ["Lipstick", "lip", "lipstick", "3.5 g", 35, "Matt to look at, camellia oil to wear.", "Mat à regarder, huile de camélia à porter.", {
        star: 91, finish: "matte", tags: ["refillable"],
        shades: [
          peau("Braise", "#a62a22", "warm"), peau("Grenat", "#7d1a2b", "cool"), peau("Rose Thé", "#c9787a", "neutral"), peau("Terre", "#9c5442", "warm"),
          peau("Pivoine", "#c9365f", "cool"), peau("Prune", "#5c2138", "cool"), peau("Nu", "#b98070", "neutral"),
          peau("Corail", "#d6543f", "warm"), peau("Bois de Rose", "#a85f62", "neutral"), peau("Cerise Noire", "#4a1422", "cool"),
        ],
      }],
      ["Tinted Balm", "lip", "lipstick", "3 g", 26, "A balm first, a colour second, and always in a pocket.", "Un baume d’abord, une couleur ensuite, dans une poche toujours.", {
        finish: "sheer", tags: ["refillable"], concerns: ["comfort", "dryness"],
        shades: [peau("Framboise", "#b8425e", "cool"), peau("Miel", "#c48656", "warm"), peau("Mûre", "#6f2f4c", "cool"), peau("Pêche", "#e0907a", "warm")],
      }],
      ["Lacquer Gloss", "lip", "wand", "6 ml", 29, "Glass, not glue.", "Du verre, pas de la colle.", { finish: "glossy", ingredients: ["Ricinus Communis Seed Oil", "Camellia Oleifera Seed Oil", "Mica"], shades: [peau("Cerise", "#b0203a", "cool"), peau("Caramel", "#b5764e", "warm"), peau("Opale", "#e9b9b4", "neutral")] }],
      ["Lip Pencil", "lip", "pencil", "1.2 g", 22, "Draws the line, then holds it.", "Trace la ligne, puis s’y tient.", { finish: "matte", ingredients: ["Euphorbia Cerifera Cera", "Simmondsia Chinensis Seed Oil", "CI 77491"], shades: [peau("Nu", "#a86d5d", "neutral"), peau("Braise", "#8f2620", "warm")] }],
      ["Lip Oil", "lip", "wand", "6 ml", 27, "What a gloss would be if it had studied skincare.", "Ce que serait un gloss s’il avait fait des études de soin.", { finish: "glossy", concerns: ["comfort", "dryness"], ingredients: ["Camellia Oleifera Seed Oil", "Rosa Canina Seed Oil", "Squalane"], shades: [peau("Cristal", "#f1d9cf", "neutral"), peau("Miel", "#d79a4e", "warm"), peau("Framboise", "#c24a66", "cool")] }],
      ["Matte Ink", "lip", "wand", "5 ml", 31, "Written once, legible until dessert.", "Écrit une fois, lisible jusqu’au dessert.", { finish: "matte", ingredients: ["Isododecane", "CI 15850", "Tocopherol"], shades: [peau("Encre Rouge", "#a11d2b", "cool"), peau("Argile", "#a5604c", "warm"), peau("Vin", "#64202f", "cool")] }],
    ],
  },
  {
    line: "Regard", about: ["Eyes, from a line to a look", "Les yeux, du trait au regard"],
    skin: ["all"], concerns: ["definition"],
    ingredients: ["Copernicia Cerifera Cera", "Mica", "Panthenol"],
    tags: ["ophthalmologist-tested"],
    products: [
      ["Lengthening Mascara", "eye-colour", "mascara", "9 ml", 32, "Lash by lash, and off with warm water.", "Cil à cil, et s’en va à l’eau tiède.", { star: 87, ingredients: ["Cera Alba", "Copernicia Cerifera Cera", "Panthenol"], shades: [peau("Noir", "#17151a", "neutral"), peau("Brun", "#4a2f25", "warm"), peau("Prune", "#4c2038", "cool")] }],
      ["Eye Palette Garrigue", "eye-colour", "palette", "8 g", 58, "Thyme, clay, bark and a pinch of gold.", "Thym, argile, écorce et une pincée d’or.", { finish: "shimmer", shade: "#8a7a55", shadeSet: ["#e7d8bf", "#b89a6a", "#8c7b52", "#a3573c", "#59402e", "#d9b46c"], ingredients: ["Mica", "Silica", "Squalane"] }],
      ["Eye Palette Heure Bleue", "eye-colour", "palette", "8 g", 58, "What the sky does between the sun and the lamps.", "Ce que fait le ciel entre le soleil et les lampes.", { finish: "shimmer", shade: "#4c5673", shadeSet: ["#e6dfe6", "#a9a2b8", "#6d7593", "#3b4563", "#8a6a80", "#cfc0b0"], ingredients: ["Mica", "Silica", "Squalane"] }],
      ["Eye Palette Rose Ancienne", "eye-colour", "palette", "8 g", 58, "Petals, dried between the pages of a novel.", "Des pétales séchés entre les pages d’un roman.", { finish: "satin", shade: "#a86f72", shadeSet: ["#f0dcd4", "#d3a49c", "#a86f72", "#7b4650", "#4f3036", "#c99f7b"], ingredients: ["Mica", "Silica", "Squalane"] }],
      ["Kohl Pencil", "eye-colour", "pencil", "1.1 g", 21, "Soft for a minute, then yours for the night.", "Tendre une minute, puis à vous pour la nuit.", { finish: "matte", ingredients: ["Cera Alba", "Simmondsia Chinensis Seed Oil", "CI 77499"], shades: [peau("Encre", "#191b24", "cool"), peau("Écorce", "#4b3428", "warm")] }],
      ["Shadow Stick", "eye-colour", "pencil", "1.4 g", 27, "Drawn on the lid, blurred with a finger, forgotten until evening.", "Tracé sur la paupière, fondu au doigt, oublié jusqu’au soir.", { finish: "shimmer", ingredients: ["Mica", "Copernicia Cerifera Cera", "Tocopherol"], shades: [peau("Dune", "#c9a583", "warm"), peau("Taupe", "#8a7468", "neutral"), peau("Bronze", "#7a5636", "warm"), peau("Aubergine", "#4f3346", "cool")] }],
      ["Brow Gel", "eye-colour", "mascara", "6 ml", 26, "Combs what grows and suggests what does not.", "Peigne ce qui pousse, suggère ce qui ne pousse pas.", { finish: "matte", ingredients: ["Copernicia Cerifera Cera", "Panthenol", "Ricinus Communis Seed Oil"], shades: [peau("Blond", "#a98a63", "neutral"), peau("Châtain", "#6b4a33", "warm"), peau("Brun Noir", "#33251f", "cool")] }],
      ["Liquid Liner", "eye-colour", "wand", "3 ml", 28, "A brush as thin as an excuse, and far more convincing.", "Un pinceau aussi mince qu’une excuse, et bien plus convaincant.", { finish: "glossy", ingredients: ["Glycerin", "Panthenol", "CI 77266"], shades: [peau("Jais", "#121216", "neutral")] }],
      ["Eye Brush", "eye-colour", "brush", "1 piece", 24, "Blends, then minds its own business.", "Estompe, puis se fait oublier.", { step: "tool", ingredients: [], tags: ["tool"] }],
    ],
  },
];
