// Hair and body. Rows are those of `skincare.mjs`.

export default [
  {
    line: "Soie", about: ["Hair that moves like cloth", "Des cheveux qui bougent comme une étoffe"],
    skin: ["all"], concerns: ["dry-hair", "frizz"], scented: true, ingredients: ["Camellia Japonica Seed Oil", "Hydrolyzed Rice Protein", "Panthenol"], tags: ["silicone-free"],
    products: [
      ["Shampoo", "hair", "pump", "250 ml", 28, "Cleans like a shampoo, feels like a conditioner.", "Lave comme un shampooing, se sent comme un après-shampooing.", { tags: ["refillable"] }],
      ["Conditioner", "hair", "pump", "250 ml", 30, "Thirty seconds; a comb; done.", "Trente secondes, un peigne, c’est tout."],
      ["Hair Mask", "hair", "jar", "200 ml", 39, "For ends that remember the summer.", "Pour des pointes qui se souviennent de l’été.", { star: 72 }],
      ["Finishing Oil", "hair", "dropper", "50 ml", 42, "Two drops, warmed, from the ears down.", "Deux gouttes, tiédies, à partir des oreilles.", { ingredients: ["Camellia Japonica Seed Oil", "Simmondsia Chinensis Seed Oil", "Tocopherol"] }],
      ["Heat Mist", "hair", "mist", "150 ml", 29, "A light coat before the dryer.", "Un manteau léger avant le sèche-cheveux."],
      ["Shampoo Refill", "hair", "pouch", "250 ml", 21, "The same wash, poured in.", "Le même lavage, à verser.", { refillOf: "soie-shampoo-250" }],
      ["Detangling Comb", "hair", "comb", "1 piece", 26, "Cut from one sheet of pressed flax, teeth set wide.", "Taillé dans une feuille de lin pressé, les dents bien écartées.", { step: "tool", ingredients: [], scented: false, tags: ["tool", "plastic-free"] }],
    ],
  },
  {
    line: "Racine", about: ["The scalp is skin too", "Le cuir chevelu, c’est aussi de la peau"],
    skin: ["sensitive", "oily"], concerns: ["scalp"], ingredients: ["Salicylic Acid", "Urtica Dioica Leaf Extract", "Menthol"], tags: [],
    products: [
      ["Scalp Serum", "hair", "dropper", "50 ml", 44, "Parted, dropped, massaged: three minutes of quiet.", "Une raie, quelques gouttes, un massage : trois minutes de silence.", { ingredients: ["Niacinamide", "Urtica Dioica Leaf Extract", "Panthenol"] }],
      ["Balancing Shampoo", "hair", "flip", "250 ml", 28, "Nettle and patience for roots that hurry.", "De l’ortie et de la patience pour des racines pressées."],
      ["Solid Shampoo", "hair", "soap", "80 g", 17, "Sixty washes, no bottle.", "Soixante lavages, pas de flacon.", { tags: ["plastic-free"], ingredients: ["Sodium Cocoyl Isethionate", "Urtica Dioica Leaf Extract", "Rosmarinus Officinalis Leaf Extract"] }],
      ["Scalp Scrub", "hair", "jar", "200 ml", 34, "Sea salt, once a week, for hair that weighs more than it should.", "Du sel marin, une fois par semaine, pour les cheveux trop lourds.", { ingredients: ["Maris Sal", "Salicylic Acid", "Menthol"] }],
    ],
  },
  {
    line: "Boucle", about: ["Curls, encouraged", "Des boucles, encouragées"],
    skin: ["all"], concerns: ["curls", "frizz"], scented: true, ingredients: ["Butyrospermum Parkii Butter", "Linum Usitatissimum Seed Extract", "Glycerin"], tags: ["silicone-free"],
    products: [
      ["Curl Wash", "hair", "flip", "250 ml", 30, "Washes the roots and leaves the rest of the sentence alone.", "Lave les racines, et laisse tranquille le reste de la phrase."],
      ["Curl Conditioner", "hair", "flip", "250 ml", 32, "Slip enough for fingers, then for a wide comb.", "Assez de glisse pour les doigts, puis pour un peigne large."],
      ["Curl Cream", "hair", "jar", "200 ml", 34, "Scrunch, wait, do not touch. The last part is the hard one.", "Froisser, attendre, ne pas toucher. Le plus dur, c’est la fin."],
      ["Linseed Gel", "hair", "flip", "200 ml", 27, "Hold without crunch, until the next rain.", "Du maintien sans carton, jusqu’à la prochaine pluie.", { ingredients: ["Linum Usitatissimum Seed Extract", "Aloe Barbadensis Leaf Juice", "Glycerin"] }],
    ],
  },
  {
    line: "Nuance", about: ["Colour, kept", "La couleur, gardée"],
    skin: ["all"], concerns: ["colour-fade", "dry-hair"], scented: true, ingredients: ["Vitis Vinifera Seed Oil", "Hydrolyzed Wheat Protein", "Tocopherol"], tags: ["silicone-free"],
    products: [
      ["Colour Shampoo", "hair", "flip", "250 ml", 29, "Leaves the colour where the colourist put it.", "Laisse la couleur là où le coloriste l’a mise."],
      ["Colour Conditioner", "hair", "flip", "250 ml", 31, "Closes the door behind the colour.", "Referme la porte derrière la couleur."],
      ["Gloss Mask", "hair", "jar", "200 ml", 39, "Ten minutes, and the window is reflected in it.", "Dix minutes, et la fenêtre s’y reflète."],
    ],
  },
  {
    line: "Bain", about: ["Water, made an occasion", "L’eau, devenue un moment"],
    skin: ["dry", "normal"], concerns: ["dryness"], scented: true, ingredients: ["Prunus Amygdalus Dulcis Oil", "Butyrospermum Parkii Butter", "Lavandula Angustifolia Oil"], tags: [],
    products: [
      ["Shower Oil", "body", "pump", "200 ml", 29, "Turns to milk under the tap and leaves no need for more.", "Devient lait sous l’eau, et n’appelle rien d’autre.", { star: 74 }],
      ["Body Balm", "body", "jar", "200 ml", 44, "A wool blanket, in a jar.", "Une couverture de laine, en pot.", { tags: ["winter"] }],
      ["Sugar Scrub", "body", "jar", "200 ml", 36, "Fine sugar, almond oil, knees and elbows.", "Du sucre fin, de l’huile d’amande, des genoux et des coudes.", { ingredients: ["Sucrose", "Prunus Amygdalus Dulcis Oil", "Lavandula Angustifolia Oil"] }],
      ["Bath Salts", "body", "jar", "400 g", 32, "Lavender, salt, and a door that locks.", "De la lavande, du sel, et une porte qui ferme.", { tags: ["gift"], ingredients: ["Maris Sal", "Magnesium Sulfate", "Lavandula Angustifolia Oil"] }],
      ["Body Oil", "body", "bottle", "100 ml", 39, "On wet skin, before the towel. It knows what to do.", "Sur la peau mouillée, avant la serviette. Elle sait quoi faire.", { ingredients: ["Prunus Amygdalus Dulcis Oil", "Rosa Canina Seed Oil", "Tocopherol"] }],
      ["Body Milk", "body", "pump", "250 ml", 33, "Shea for people who have a train to catch.", "Du karité pour ceux qui ont un train à prendre."],
      ["Hand Wash", "body", "pump", "300 ml", 22, "Lavender by the basin; guests ask.", "De la lavande près du lavabo ; les invités demandent.", { tags: ["refillable"], concerns: ["cleansing"], ingredients: ["Coco-Glucoside", "Glycerin", "Lavandula Angustifolia Oil"] }],
      ["Hand Wash Refill", "body", "pouch", "300 ml", 15, "The same basin, the same bottle.", "Le même lavabo, le même flacon.", { refillOf: "bain-hand-wash-300", concerns: ["cleansing"], ingredients: ["Coco-Glucoside", "Glycerin", "Lavandula Angustifolia Oil"] }],
      ["Foam Bath", "body", "bottle", "300 ml", 27, "A cloud with the shutters closed.", "Un nuage, volets fermés.", { concerns: ["cleansing"], tags: ["gift"], ingredients: ["Coco-Glucoside", "Prunus Amygdalus Dulcis Oil", "Lavandula Angustifolia Oil"] }],
    ],
  },
];
