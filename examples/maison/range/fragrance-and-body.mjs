// Fragrance, hair and body.

export default [
  {
    line: "Figue d’Ombre", about: "Fig leaf, milk, warm stone", family: "green",
    skin: ["all"], concerns: ["scent"], ingredients: ["Fig Leaf Accord", "Coconut Milk Accord", "Cedarwood"], tags: ["refillable"],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 98, "The shade under a fig tree at three in the afternoon.", { star: 94 }],
      ["Eau de Parfum", "fragrance", "flacon", "100 ml", 142, "The shade under a fig tree at three in the afternoon."],
      ["Hand Cream", "body", "tube", "50 ml", 22, "Fig leaf in the palm, shea in the knuckles.", { tags: [], concerns: ["dryness"], ingredients: ["Butyrospermum Parkii Butter", "Fig Leaf Accord", "Glycerin"] }],
      ["Scented Candle", "fragrance", "candle", "190 g", 54, "Fifty hours of a garden wall in late summer.", { tags: ["gift"] }],
    ],
  },
  {
    line: "Encre de Rose", about: "Rose absolute, ink, incense", family: "floral",
    skin: ["all"], concerns: ["scent"], ingredients: ["Rosa Damascena Absolute", "Olibanum", "Patchouli"], tags: ["refillable"],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 104, "A rose that has read everything.", { star: 82 }],
      ["Eau de Parfum", "fragrance", "flacon", "100 ml", 148, "A rose that has read everything."],
      ["Body Milk", "body", "bottle", "200 ml", 42, "The rose again, lower and closer.", { tags: ["vegan"], concerns: ["dryness"], ingredients: ["Prunus Amygdalus Dulcis Oil", "Rosa Damascena Absolute", "Glycerin"] }],
    ],
  },
  {
    line: "Sel et Santal", about: "Salt, driftwood, sandalwood", family: "woody",
    skin: ["all"], concerns: ["scent"], ingredients: ["Sandalwood", "Sea Salt Accord", "Ambrette Seed"], tags: ["refillable", "vegan"],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 98, "A shirt dried on a boat."],
      ["Eau de Parfum", "fragrance", "flacon", "100 ml", 142, "A shirt dried on a boat."],
      ["Soap", "body", "soap", "150 g", 18, "A grey-white stone that smells of harbour.", { tags: ["vegan", "plastic-free"], concerns: ["cleansing"], ingredients: ["Sodium Olivate", "Sea Salt Accord", "Sandalwood"] }],
    ],
  },
  {
    line: "Première Pluie", about: "Wet earth, violet leaf, linen", family: "fresh",
    skin: ["all"], concerns: ["scent"], ingredients: ["Violet Leaf Absolute", "Vetiver", "White Musk Accord"], tags: ["vegan"],
    products: [
      ["Eau de Toilette", "fragrance", "flacon", "50 ml", 76, "The first drops on a hot pavement, and the window open."],
      ["Hand Cream", "body", "tube", "50 ml", 22, "Rain for hands that type.", { concerns: ["dryness"], ingredients: ["Butyrospermum Parkii Butter", "Violet Leaf Absolute", "Glycerin"] }],
      ["Soap", "body", "soap", "150 g", 18, "A violet bar with a clear conscience.", { tags: ["vegan", "plastic-free"], concerns: ["cleansing"], ingredients: ["Sodium Olivate", "Violet Leaf Absolute", "Kaolin"] }],
    ],
  },
  {
    line: "Fleur de Minuit", about: "Jasmine, black tea, vanilla pod", family: "amber",
    skin: ["all"], concerns: ["scent"], ingredients: ["Jasminum Grandiflorum Absolute", "Black Tea Accord", "Vanilla Planifolia"], tags: ["refillable"],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 108, "Jasmine opens after dark. So does this."],
      ["Hair Mist", "hair", "mist", "50 ml", 46, "A trail for anyone walking behind you.", { tags: [], concerns: ["scent"] }],
      ["Scented Candle", "fragrance", "candle", "190 g", 54, "Lit after the guests have gone.", { tags: ["gift"] }],
    ],
  },
  {
    line: "Vétiver Nu", about: "Vetiver, grapefruit peel, pepper", family: "woody",
    skin: ["all"], concerns: ["scent"], ingredients: ["Vetiveria Zizanoides Root Oil", "Citrus Paradisi Peel Oil", "Piper Nigrum"], tags: ["vegan"],
    products: [
      ["Eau de Toilette", "fragrance", "flacon", "50 ml", 76, "Roots, peel and very good posture."],
      ["Deodorant Stick", "body", "stick", "50 g", 19, "Twenty-four hours, no aluminium, no fuss.", { tags: ["vegan", "aluminium-free"], concerns: ["freshness"], ingredients: ["Zinc Ricinoleate", "Maranta Starch", "Vetiveria Zizanoides Root Oil"] }],
    ],
  },
  {
    line: "Soie", about: "Hair that moves like cloth",
    skin: ["all"], concerns: ["dry-hair", "frizz"], ingredients: ["Camellia Japonica Seed Oil", "Hydrolyzed Rice Protein", "Panthenol"], tags: ["vegan", "silicone-free"],
    products: [
      ["Shampoo", "hair", "pump", "250 ml", 28, "Cleans like a shampoo, feels like a conditioner."],
      ["Conditioner", "hair", "pump", "250 ml", 30, "Thirty seconds; a comb; done."],
      ["Hair Mask", "hair", "jar", "200 ml", 39, "For ends that remember the summer.", { star: 72 }],
      ["Finishing Oil", "hair", "dropper", "50 ml", 42, "Two drops, warmed, from the ears down."],
      ["Heat Mist", "hair", "mist", "150 ml", 29, "A light coat before the dryer."],
    ],
  },
  {
    line: "Racine", about: "The scalp is skin too",
    skin: ["sensitive", "oily"], concerns: ["scalp"], ingredients: ["Salicylic Acid", "Urtica Dioica Leaf Extract", "Menthol"], tags: ["vegan"],
    products: [
      ["Scalp Serum", "hair", "dropper", "50 ml", 44, "Parted, dropped, massaged: three minutes of quiet."],
      ["Balancing Shampoo", "hair", "pump", "250 ml", 28, "Nettle and patience for roots that hurry."],
      ["Solid Shampoo", "hair", "soap", "80 g", 17, "Sixty washes, no bottle.", { tags: ["plastic-free"] }],
    ],
  },
  {
    line: "Bain", about: "Water, made an occasion",
    skin: ["dry", "normal"], concerns: ["dryness"], ingredients: ["Prunus Amygdalus Dulcis Oil", "Butyrospermum Parkii Butter", "Lavandula Angustifolia Oil"], tags: ["vegan"],
    products: [
      ["Shower Oil", "body", "pump", "200 ml", 29, "Turns to milk under the tap and leaves no need for more.", { star: 74 }],
      ["Body Balm", "body", "jar", "200 ml", 44, "A wool blanket, in a jar.", { tags: ["winter"] }],
      ["Sugar Scrub", "body", "jar", "200 ml", 36, "Fine sugar, almond oil, knees and elbows."],
      ["Bath Salts", "body", "jar", "400 g", 32, "Lavender, salt, and a door that locks.", { tags: ["gift"] }],
    ],
  },
];
