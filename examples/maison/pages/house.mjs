// How the house orders its range: departments, their categories, and what it says of each, in both languages.

/** What stands beside a head of a department for the visitor we know nothing about. */
const INVITATIONS = {
  skincare: {
    href: "/skin-finder.html", image: "/pictures/hero-welcome.svg",
    en: { eyebrow: "Skin finder", title: "A few questions, one routine", body: "Tell us how your skin feels today and we put a routine together. Your answers stay on this device.", action: "Find your routine" },
    fr: { eyebrow: "Diagnostic", title: "Quelques questions, un rituel", body: "Dites-nous comment va votre peau, nous composons un rituel. Vos réponses restent sur cet appareil.", action: "Trouver mon rituel" },
  },
  "make-up": {
    href: "/products/peau-nue-skin-tint-miel.html", image: "/pictures/story-shades.svg",
    en: { eyebrow: "Peau Nue", title: "Look at the inside of your wrist", body: "If gold suits it, your undertone is warm; if silver does, it is cool. The rest is easy.", action: "Find your shade" },
    fr: { eyebrow: "Peau Nue", title: "Regardez l’intérieur de votre poignet", body: "Si l’or lui va, votre sous-ton est chaud ; si c’est l’argent, il est froid. Le reste est facile.", action: "Trouver ma teinte" },
  },
  fragrance: {
    href: "/products/figue-d-ombre-eau-de-parfum-50.html", image: "/pictures/hero-fig.svg",
    en: { eyebrow: "The perfumer’s garden", title: "Three o’clock, under a fig tree", body: "Green leaf, warm stone, a little milk: the scent the house began with.", action: "Enter the garden" },
    fr: { eyebrow: "Le jardin du parfumeur", title: "Quinze heures, sous un figuier", body: "Feuille verte, pierre chaude, un peu de lait : le parfum par lequel la maison a commencé.", action: "Entrer au jardin" },
  },
  body: {
    href: "/products/bain-shower-oil-200.html", image: "/pictures/hero-bag.svg",
    en: { eyebrow: "Bain", title: "Water, made an occasion", body: "An oil that turns to milk, salts that turn to silence, and a balm for afterwards.", action: "Run the bath" },
    fr: { eyebrow: "Bain", title: "L’eau, comme une occasion", body: "Une huile qui devient lait, des sels qui deviennent silence, et un baume pour la suite.", action: "Faire couler un bain" },
  },
};

export const DEPARTMENTS = [
  {
    path: "skincare", categories: ["cleanser", "toner", "serum", "moisturiser", "eye-care", "mask", "sunscreen"], beside: ["cleanser", "toner", "serum", "moisturiser", "sunscreen", "eye-care"],
    en: { title: "Skincare", text: "Seven lines, each for one feeling of the skin: thirst, unrest, fatigue, shine, time, night and sun." },
    fr: { title: "Soins", text: "Sept lignes, chacune pour une humeur de la peau : soif, inquiétude, fatigue, brillance, temps, nuit et soleil." },
  },
  {
    path: "make-up", categories: ["complexion", "lip", "eye-colour"], beside: ["complexion", "lip", "eye-colour"],
    en: { title: "Make-up", text: "Colour that moves with the face, in cases made to be filled again." },
    fr: { title: "Maquillage", text: "Une couleur qui bouge avec le visage, dans des étuis faits pour être remplis à nouveau." },
  },
  {
    path: "fragrance", categories: ["fragrance"], beside: ["body", "hair", "fragrance"],
    en: { title: "Fragrance", text: "Six scents, each a place and an hour." },
    fr: { title: "Parfums", text: "Six parfums, chacun un lieu et une heure." },
  },
  {
    path: "body", categories: ["body", "hair"], beside: ["body", "hair", "fragrance"],
    en: { title: "Body & hair", text: "For everything below the chin and above the brow." },
    fr: { title: "Corps & cheveux", text: "Pour tout ce qui est sous le menton et au-dessus du front." },
  },
].map((department) => ({ ...department, invitation: INVITATIONS[department.path] }));

/** Categories that are a department of their own have its path, and no page beside it. */
export const CATEGORIES = {
  "cleanser": { en: { title: "Cleansers", use: "Morning and evening, on damp skin. Massage for a minute, rinse with lukewarm water." }, fr: { title: "Nettoyants", use: "Matin et soir, sur peau humide. Masser une minute, rincer à l’eau tiède." } },
  "toner": { en: { title: "Lotions & mists", use: "After cleansing, pressed in with the hands rather than wiped on with cotton." }, fr: { title: "Lotions & brumes", use: "Après le nettoyage, pressées avec les mains plutôt qu’essuyées au coton." } },
  "serum": { en: { title: "Serums", use: "Two or three drops on clean skin, before cream. Give it a minute to settle." }, fr: { title: "Sérums", use: "Deux ou trois gouttes sur peau propre, avant la crème. Laisser une minute." } },
  "moisturiser": { en: { title: "Creams", use: "Warm a hazelnut of it between the palms and press over face and neck." }, fr: { title: "Crèmes", use: "Chauffer une noisette entre les paumes, presser sur le visage et le cou." } },
  "eye-care": { en: { title: "Eye care", use: "A lentil for both eyes, tapped in with the ring finger along the bone." }, fr: { title: "Regard", use: "Une lentille pour les deux yeux, tapotée à l’annulaire le long de l’os." } },
  "mask": { en: { title: "Masks", use: "Once or twice a week, an even layer on clean skin. Rinse, or wipe off with a damp cloth." }, fr: { title: "Masques", use: "Une ou deux fois par semaine, en couche égale sur peau propre. Rincer, ou essuyer d’un linge humide." } },
  "sunscreen": { en: { title: "Sun care", use: "As the last step of the morning, generously; again every two hours outdoors." }, fr: { title: "Solaires", use: "En dernier le matin, généreusement ; toutes les deux heures au grand air." } },
  "complexion": { en: { title: "Complexion", use: "With fingers for sheer, with a brush for more. Begin where you need it most." }, fr: { title: "Teint", use: "Aux doigts pour la transparence, au pinceau pour davantage. Commencer là où il le faut." } },
  "lip": { en: { title: "Lips", use: "From the middle outwards. Blot once and apply again for a longer evening." }, fr: { title: "Lèvres", use: "Du milieu vers les coins. Estomper, puis recommencer pour une longue soirée." } },
  "eye-colour": { en: { title: "Eyes", use: "Build it thinly; the second layer decides how far you go." }, fr: { title: "Yeux", use: "En voile ; la deuxième couche décide jusqu’où aller." } },
  "fragrance": { en: { title: "Fragrance", use: "On warm skin: the neck, the crook of the arm, the lining of a coat." }, fr: { title: "Parfums", use: "Sur peau chaude : le cou, le creux du bras, la doublure d’un manteau." } },
  "body": { en: { title: "Body", use: "After the bath, while the skin is still a little damp." }, fr: { title: "Corps", use: "Après le bain, quand la peau est encore un peu humide." } },
  "hair": { en: { title: "Hair", use: "On damp hair, from the lengths to the ends, unless the scalp is what you came for." }, fr: { title: "Cheveux", use: "Sur cheveux humides, des longueurs aux pointes, sauf si c’est le cuir chevelu qui vous amène." } },
};

/** Where a category's page lies; `body` is the name of a department as well, and its page shows the category too. */
export const categoryPath = (category) => `/shop/${category === "body" ? "body-care" : category}.html`;
export const departmentPath = (department) => `/shop/${department.path}.html`;
export const departmentOf = (product) => DEPARTMENTS.find(({ categories }) => categories.includes(product.category));
/** A department of one category is that category's page. */
export const hasCategoryPages = (department) => department.categories.length > 1;

/** The six feelings of the home page: a product, and what the line is for. */
export const FEELINGS = [
  ["lys-calm-serum-30", "Lys", { en: ["Restless", "for calm"], fr: ["Inquiète", "pour le calme"] }],
  ["source-water-cream-50", "Source", { en: ["Thirsty", "for water"], fr: ["Assoiffée", "pour l’eau"] }],
  ["aurore-vitamin-c-serum-30", "Aurore", { en: ["Tired", "for light"], fr: ["Fatiguée", "pour l’éclat"] }],
  ["clairiere-niacinamide-serum-30", "Clairière", { en: ["Shiny", "for balance"], fr: ["Brillante", "pour l’équilibre"] }],
  ["nuit-d-iris-renewing-night-serum-30", "Nuit d’Iris", { en: ["Awake at night", "for repair"], fr: ["Éveillée la nuit", "pour réparer"] }],
  ["or-brun-supreme-cream-50", "Or Brun", { en: ["Grown up", "for firmness"], fr: ["Accomplie", "pour la fermeté"] }],
];

/** Rows that the house sets by hand. */
export const FAVOURITES = ["aurore-vitamin-c-serum-30", "velours-lipstick-braise", "figue-d-ombre-eau-de-parfum-50", "source-hyaluronic-serum-30", "lys-cleansing-milk-200", "rivage-invisible-fluid-spf-50-40", "peau-nue-skin-tint-ivoire", "bain-shower-oil-200"];
export const ROUTINE = ["lys-cleansing-milk-200", "source-essence-lotion-200", "source-hyaluronic-serum-30", "source-water-cream-50", "rivage-invisible-fluid-spf-50-40"];
