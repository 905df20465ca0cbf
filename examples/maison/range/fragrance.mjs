// The fragrances of the house, and what is made to be worn or lit beside them. Rows are those of `skincare.mjs`; `notes`
// are head, heart and base, each in English and French.

export default [
  {
    line: "Figue d’Ombre", about: ["Fig leaf, milk, warm stone", "Feuille de figuier, lait, pierre tiède"], family: "green",
    notes: [["Fig leaf", "Feuille de figuier"], ["Fig milk", "Lait de figue"], ["Cedar, warm stone", "Cèdre, pierre tiède"]],
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat.", "Ficus Carica Fruit Extract", "Cedrus Atlantica Bark Oil"], tags: [],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 98, "The shade under a fig tree at three in the afternoon.", "L’ombre d’un figuier, à trois heures de l’après-midi.", { star: 94, tags: ["refillable"] }],
      ["Eau de Parfum", "fragrance", "flacon", "100 ml", 142, "The shade under a fig tree at three in the afternoon.", "L’ombre d’un figuier, à trois heures de l’après-midi.", { tags: ["refillable"] }],
      ["Hand Cream", "body", "tube", "50 ml", 22, "Fig leaf in the palm, shea in the knuckles.", "La feuille de figuier dans la paume, le karité sur les phalanges.", { concerns: ["dryness"], ingredients: ["Butyrospermum Parkii Butter", "Glycerin", "Ficus Carica Fruit Extract"] }],
      ["Scented Candle", "fragrance", "candle", "190 g", 54, "Fifty hours of a garden wall in late summer.", "Cinquante heures d’un mur de jardin, à la fin de l’été.", { tags: ["gift", "home"], ingredients: ["Hydrogenated Soybean Oil"] }],
      ["Roll-On", "fragrance", "roller", "10 ml", 34, "The shade, in a pocket.", "L’ombre, dans une poche.", { tags: ["travel", "gift"], ingredients: ["Caprylic/Capric Triglyceride", "Ficus Carica Fruit Extract", "Tocopherol"] }],
      ["Reed Diffuser", "fragrance", "diffuser", "200 ml", 68, "Ten reeds, three months, one open window.", "Dix tiges, trois mois, une fenêtre ouverte.", { tags: ["gift", "home"], ingredients: ["Alcohol Denat."] }],
      ["Eau de Parfum Refill", "fragrance", "pouch", "100 ml", 112, "Pours twice into the small flacon, once into the large one.", "De quoi remplir deux fois le petit flacon, une fois le grand.", { refillOf: "figue-d-ombre-eau-de-parfum-50" }],
    ],
  },
  {
    line: "Encre de Rose", about: ["Rose absolute, ink, incense", "Absolue de rose, encre, encens"], family: "floral",
    notes: [["Pink pepper", "Baie rose"], ["Damask rose", "Rose de Damas"], ["Ink, incense", "Encre, encens"]],
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat.", "Rosa Damascena Flower Oil", "Boswellia Carterii Oil"], tags: [],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 104, "A rose that has read everything.", "Une rose qui a tout lu.", { star: 82, tags: ["refillable"] }],
      ["Eau de Parfum", "fragrance", "flacon", "100 ml", 148, "A rose that has read everything.", "Une rose qui a tout lu.", { tags: ["refillable"] }],
      ["Body Milk", "body", "bottle", "200 ml", 42, "The rose again, lower and closer.", "La rose encore, plus bas, plus près.", { concerns: ["dryness"], ingredients: ["Prunus Amygdalus Dulcis Oil", "Glycerin", "Rosa Damascena Flower Oil"] }],
      ["Roll-On", "fragrance", "roller", "10 ml", 36, "A line of it, behind the ear.", "Une ligne seulement, derrière l’oreille.", { tags: ["travel", "gift"], ingredients: ["Caprylic/Capric Triglyceride", "Rosa Damascena Flower Oil", "Tocopherol"] }],
    ],
  },
  {
    line: "Sel et Santal", about: ["Salt, driftwood, sandalwood", "Sel, bois flotté, santal"], family: "woody",
    notes: [["Sea salt", "Sel marin"], ["Driftwood", "Bois flotté"], ["Sandalwood, ambrette", "Santal, ambrette"]],
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat.", "Santalum Album Oil", "Hibiscus Abelmoschus Seed Oil"], tags: [],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 98, "A shirt dried on a boat.", "Une chemise qui a séché sur un bateau.", { tags: ["refillable"] }],
      ["Eau de Parfum", "fragrance", "flacon", "100 ml", 142, "A shirt dried on a boat.", "Une chemise qui a séché sur un bateau.", { tags: ["refillable"] }],
      ["Soap", "body", "soap", "150 g", 18, "A grey-white stone that smells of harbour.", "Un galet gris-blanc qui sent le port.", { tags: ["plastic-free"], concerns: ["cleansing"], ingredients: ["Sodium Olivate", "Maris Sal", "Santalum Album Oil"] }],
      ["Roll-On", "fragrance", "roller", "10 ml", 34, "Salt for the wrists of people who work indoors.", "Du sel pour les poignets de ceux qui travaillent à l’intérieur.", { tags: ["travel", "gift"], ingredients: ["Caprylic/Capric Triglyceride", "Santalum Album Oil", "Tocopherol"] }],
    ],
  },
  {
    line: "Première Pluie", about: ["Wet earth, violet leaf, linen", "Terre mouillée, feuille de violette, lin"], family: "fresh",
    notes: [["Violet leaf", "Feuille de violette"], ["Wet earth", "Terre mouillée"], ["Linen, vetiver", "Lin, vétiver"]],
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat.", "Viola Odorata Leaf Extract", "Vetiveria Zizanoides Root Oil"], tags: [],
    products: [
      ["Eau de Toilette", "fragrance", "flacon", "50 ml", 76, "The first drops on a hot pavement, and the window open.", "Les premières gouttes sur le trottoir brûlant, la fenêtre ouverte."],
      ["Hand Cream", "body", "tube", "50 ml", 22, "Rain for hands that type.", "De la pluie pour les mains qui tapent.", { concerns: ["dryness"], ingredients: ["Butyrospermum Parkii Butter", "Glycerin", "Viola Odorata Leaf Extract"] }],
      ["Soap", "body", "soap", "150 g", 18, "A violet bar with a clear conscience.", "Un savon violet, la conscience tranquille.", { tags: ["plastic-free"], concerns: ["cleansing"], ingredients: ["Sodium Olivate", "Kaolin", "Viola Odorata Leaf Extract"] }],
      ["Reed Diffuser", "fragrance", "diffuser", "200 ml", 68, "A shower at five o’clock, every day for a season.", "Une averse à cinq heures, chaque jour d’une saison.", { tags: ["gift", "home"], ingredients: ["Alcohol Denat."] }],
    ],
  },
  {
    line: "Fleur de Minuit", about: ["Jasmine, black tea, vanilla pod", "Jasmin, thé noir, gousse de vanille"], family: "amber",
    notes: [["Black tea", "Thé noir"], ["Night jasmine", "Jasmin de nuit"], ["Vanilla pod", "Gousse de vanille"]],
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat.", "Jasminum Grandiflorum Flower Extract", "Vanilla Planifolia Fruit Extract"], tags: [],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 108, "Jasmine opens after dark. So does this.", "Le jasmin s’ouvre à la nuit tombée. Lui aussi.", { tags: ["refillable"] }],
      ["Hair Mist", "hair", "mist", "50 ml", 46, "A trail for anyone walking behind you.", "Un sillage pour qui marche derrière vous.", { concerns: ["scent"], step: "style" }],
      ["Scented Candle", "fragrance", "candle", "190 g", 54, "Lit after the guests have gone.", "Allumée quand les invités sont partis.", { tags: ["gift", "home"], ingredients: ["Hydrogenated Soybean Oil"] }],
      ["Eau de Parfum", "fragrance", "flacon", "100 ml", 152, "Jasmine opens after dark. So does this.", "Le jasmin s’ouvre à la nuit tombée. Lui aussi.", { tags: ["refillable"] }],
    ],
  },
  {
    line: "Vétiver Nu", about: ["Vetiver, grapefruit peel, pepper", "Vétiver, zeste de pamplemousse, poivre"], family: "woody",
    notes: [["Grapefruit peel", "Zeste de pamplemousse"], ["Black pepper", "Poivre noir"], ["Vetiver root", "Racine de vétiver"]],
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat.", "Vetiveria Zizanoides Root Oil", "Citrus Paradisi Peel Oil"], tags: [],
    products: [
      ["Eau de Toilette", "fragrance", "flacon", "50 ml", 76, "Roots, peel and very good posture.", "Des racines, un zeste et un excellent maintien."],
      ["Deodorant Stick", "body", "stick", "50 g", 19, "Twenty-four hours, no aluminium, no fuss.", "Vingt-quatre heures, sans aluminium, sans histoires.", { tags: ["aluminium-free"], concerns: ["freshness"], ingredients: ["Zinc Ricinoleate", "Zea Mays Starch", "Vetiveria Zizanoides Root Oil"] }],
      ["Eau de Toilette", "fragrance", "flacon", "100 ml", 108, "Roots, peel and very good posture.", "Des racines, un zeste et un excellent maintien."],
    ],
  },
  {
    line: "Thé Fumé", about: ["Smoked tea, birch, apricot skin", "Thé fumé, bouleau, peau d’abricot"], family: "amber",
    notes: [["Apricot skin", "Peau d’abricot"], ["Smoked tea", "Thé fumé"], ["Birch, leather", "Bouleau, cuir"]],
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat.", "Camellia Sinensis Leaf Extract", "Osmanthus Fragrans Flower Extract"], tags: [],
    products: [
      ["Eau de Parfum", "fragrance", "flacon", "50 ml", 112, "A fire somebody else made, and a cup still warm.", "Un feu que quelqu’un d’autre a fait, une tasse encore tiède.", { tags: ["refillable"] }],
      ["Eau de Parfum", "fragrance", "flacon", "100 ml", 158, "A fire somebody else made, and a cup still warm.", "Un feu que quelqu’un d’autre a fait, une tasse encore tiède.", { tags: ["refillable"] }],
      ["Scented Candle", "fragrance", "candle", "190 g", 54, "For reading, and for pretending to.", "Pour lire, et pour faire semblant.", { tags: ["gift", "home", "winter"], ingredients: ["Hydrogenated Soybean Oil"] }],
    ],
  },
  {
    line: "Néroli d’Avril", about: ["Orange blossom, clean cotton, a wet lane", "Fleur d’oranger, coton propre, une ruelle mouillée"], family: "fresh",
    notes: [["Petitgrain", "Petit-grain"], ["Orange blossom", "Fleur d’oranger"], ["Cotton, musk", "Coton, musc"]],
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat.", "Citrus Aurantium Amara Flower Oil", "Citrus Aurantium Amara Leaf/Twig Oil"], tags: [],
    products: [
      ["Eau de Toilette", "fragrance", "flacon", "50 ml", 78, "April, before anyone has complained about it.", "Avril, avant que quiconque s’en plaigne."],
      ["Eau de Toilette", "fragrance", "flacon", "100 ml", 110, "April, before anyone has complained about it.", "Avril, avant que quiconque s’en plaigne."],
      ["Body Milk", "body", "bottle", "200 ml", 38, "Orange blossom, poured, rubbed in, worn to bed.", "De la fleur d’oranger, versée, massée, emportée au lit.", { concerns: ["dryness"], ingredients: ["Prunus Amygdalus Dulcis Oil", "Glycerin", "Citrus Aurantium Amara Flower Oil"] }],
      ["Hand Cream", "body", "tube", "50 ml", 22, "For hands that will be held.", "Pour des mains que l’on tiendra.", { concerns: ["dryness"], ingredients: ["Butyrospermum Parkii Butter", "Glycerin", "Citrus Aurantium Amara Flower Oil"] }],
    ],
  },
  {
    line: "Le Jardin", about: ["The whole garden, in small glasses", "Tout le jardin, en petits verres"], family: "green",
    skin: ["all"], concerns: ["scent"], scented: true, ingredients: ["Alcohol Denat."], tags: ["gift"],
    products: [
      ["Discovery Set", "fragrance", "box", "8 x 2 ml", 29, "Eight scents, two weeks, and the price back on the first flacon.", "Huit parfums, deux semaines, et le prix déduit du premier flacon.", { star: 66, tags: ["travel"] }],
    ],
  },
];
