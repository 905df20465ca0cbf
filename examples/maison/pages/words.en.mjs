// What the pages say in English, apart from the range itself.

export default {
  language: "English", code: "EN",
  skip: "Skip to the content", menu: "Departments", tools: "Your things", account: "Account", bag: "Bag", house: "Aurevanne, maison de beauté", home: "Home", breadcrumb: "Breadcrumb",
  needsScript: "The bag of this shop needs JavaScript.",
  consent: { title: "What this shop remembers", text: "We remember what you look at to show you what fits. It stays on this device; nobody else sees it, not even us.", yes: "Fine by me", no: "Do not remember", more: "More about it", change: "Change your choice" },
  foot: {
    departments: "Departments", service: "At your service", house: "The house", you: "Yours",
    serviceLines: ["Delivery with our compliments from €40", "Returns within thirty days", "An advisor answers until eight"],
    houseLines: ["Boutique rue des Lices", "Boutique quai Sextius", "Le Cercle, our loyalty programme"],
    finder: "Skin finder", account: "Your account", bag: "Your bag", privacy: "What we remember",
    end: "Aurevanne is a house that exists only here, to show Sillage at work: what you look at decides what these pages show, and never leaves your device.",
  },
  homePage: {
    title: "Aurevanne, maison de beauté", description: "Skincare, make-up and fragrance from a garden above the sea. Refillable, mostly vegan, made slowly.", news: "News",
    note: { body: "Delivered with our compliments from €40, returned within thirty days.", action: "What is new" },
    hero: { eyebrow: "Maison de beauté", title: "Made slowly, worn lightly", body: "Lily, iris, immortelle and fig, grown in one garden above the sea and poured by hand. Skincare, colour and scent that leave a quiet trail.", action: "Discover the house" },
    promises: "What we stand for",
    promiseLines: [["Filled again", "Jars, cases and flacons take a refill"], ["Grown by us", "One garden, two hectares, no hurry"], ["Three samples", "With every order, chosen by you"]],
    favourites: { eyebrow: "Most loved", title: "The favourites of the house", all: "All skincare" },
    feelings: { eyebrow: "By feeling", title: "How is your skin today?", finder: "Take the skin finder" },
    news2: { eyebrow: "Just poured", title: "New from the house" },
  },
  story: { eyebrow: "The house", title: "Grown, pressed, poured", body: "Our garden is two hectares of lily, iris and fig above the sea. What it gives in a year is what we make in a year; when it is gone, we wait.", action: "Walk through the garden" },
  list: {
    best: { eyebrow: "Most loved", title: "Where most people begin" }, all: (title) => `All ${title.toLowerCase()}`, categories: "Categories", beside: "In the same department",
    filter: "Narrow the list", skin: "Skin type", concern: "Concern", order: "Sorted by", any: "Any", popular: "Most loved", cheap: "Price, lowest first", dear: "Price, highest first",
    count: (n) => `${n} ${n === 1 ? "product" : "products"}`, countOne: "1 product", countMany: "{n} products", none: "Nothing fits both. Loosen one of the two.", reset: "Show everything",
  },
  product: {
    shade: (name, undertone) => `Shade: ${name}${undertone ? `, ${undertone} undertone` : ""}`, claims: "Claims", does: "What it does", use: "How to use it", ingredients: "Key ingredients", list: "All ingredients (INCI)",
    note: "At your door in two to three days, with our compliments from €40.", every: "Made for every skin type.", madeFor: (skin) => `Made for ${skin} skin.`, inMind: (concerns) => `With ${concerns} in mind.`, size: "Size",
    rating: (value, count) => `Rated ${value} out of 5 by ${count} people`, added: "In your bag.", toBag: "See your bag",
    refill: (price) => `Keep the jar: the refill is ${price}`, refillOf: "The jar it fills", routine: { eyebrow: "Made to go together", title: "Complete it" }, similar: { title: "You might also consider" },
    few: (n) => (n === 1 ? "The last one, leaves today" : `${n} left, leaves today`), notes: { head: "Opens with", heart: "Becomes", base: "Leaves" },
    textures: { light: "A light texture.", silky: "A silky texture.", rich: "A rich texture." }, finishes: { dewy: "A dewy finish.", matte: "A matte finish.", satin: "A satin finish.", sheer: "A sheer finish.", shimmer: "A shimmering finish.", glossy: "A glossy finish." },
    buy: {
      in_stock: ["Add to bag", "In stock, leaves today"], preorder: ["Order ahead", "Ships in three weeks"], backorder: ["Order for later", "Back within ten days"], out_of_stock: ["Sold out for now", "We are making more of it"],
    },
  },
  cart: {
    title: "Your bag", note: { body: "Three samples of your choice travel with every order.", action: "Keep looking" }, empty: "Your bag is empty.", emptyText: "A good place to begin is with how your skin feels today.", begin: "Begin with skincare", lines: "In your bag",
    quantity: "Quantity", remove: "Remove", summary: "Summary", subtotal: "Subtotal", delivery: "Delivery", free: "With our compliments", total: "Total", tax: "Value added tax is included.", place: "Place the order", nothing: "nothing is charged", removed: "{name} was taken out.", changed: "Total now {total}.",
    complete: { eyebrow: "Made to go together", title: "What completes it" },
  },
  order: {
    title: "Your order", number: "Order", date: "Placed", lines: "What we are packing", none: "No order was placed on this device yet.", noneText: "What you put in your bag waits for you there.", toBag: "See your bag", print: "Nothing was charged and nothing will be sent: this shop exists only to show how it works.",
    thanks: { eyebrow: "Merci", title: "Thank you", body: "Your parcel is packed by hand and leaves tomorrow. We wrote your name on the card, in ink." },
    next: { eyebrow: "Just poured", title: "New from the house" }, quantity: "Quantity",
  },
  accountPage: {
    title: "Your account", welcome: { eyebrow: "Le Cercle", title: "Good to see you", body: "Your orders, your routine and what may be running low, in one place. All of it is kept on this device.", action: "What we remember" },
    as: "Try the shop as", guest: "A guest", members: { ines: ["Inès", "Cercle Or, 1,240 points"], louise: ["Louise", "Cercle Argent, 320 points"] }, current: "Chosen now",
    orders: "Orders from this device", noOrders: "None yet.", routine: { eyebrow: "Morning and evening", title: "A routine to begin with" }, refill: { eyebrow: "Refill", title: "Keep the jar, change what is inside" },
  },
  finder: {
    title: "Skin finder", description: "A few questions about your skin, and a routine at the end.",
    default: "Begin with the line that answers your feeling", lines: [["lys-calm-serum-30", "Restless", "Lys calms skin that reacts: white lily, oat, nothing scented."], ["source-hyaluronic-serum-30", "Thirsty", "Source brings water and keeps it: hyaluronic acid in four weights."], ["aurore-vitamin-c-serum-30", "Tired", "Aurore brings the light back: vitamin C, kept fresh in glass."]],
    action: "See {line}", best: { eyebrow: "Most loved", title: "Where most people begin" },
  },
  privacy: {
    title: "What we remember", description: "What this shop remembers, where it is kept, and how to erase it.", text: "In plain words, and with a button to erase it.",
    sections: [
      ["What stays on this device", "What you look at, what you put in your bag, what you answer in the skin finder. Your device works out from it what these pages show you. It is kept in this browser and nowhere else."],
      ["What we receive", "Nothing of it. The pages fetch files that are the same for everybody: the pages themselves, the pictures, and one file of rules. No request says anything about you."],
      ["What the shop itself keeps here", "Your bag, the orders of this device and the name you chose on the account page. They are kept in this browser too."],
      ["Your choice", "You can say no, and the shop shows you what it shows everybody. What was remembered is erased at once."],
    ],
    panel: "Your memory on this device", default: "To erase everything now, clear the data of this site in your browser’s settings.",
  },
  skins: { sensitive: "sensitive", dry: "dry", normal: "normal", combination: "combination", oily: "oily", mature: "mature" },
  concerns: {
    sensitivity: "sensitivity", redness: "redness", dehydration: "dehydration", puffiness: "puffiness", dullness: "dullness", "uneven-tone": "uneven tone", "dark-circles": "dark circles", "fine-lines": "fine lines", firmness: "firmness", blemishes: "blemishes", shine: "shine", pores: "pores",
    sun: "sun", "after-sun": "the hours after the sun", "even-tone": "an even tone", comfort: "comfort", definition: "definition", scent: "scent", dryness: "dryness", cleansing: "cleansing", freshness: "freshness", "dry-hair": "dry hair", frizz: "frizz", scalp: "the scalp", curls: "curls", "colour-fade": "fading colour",
  },
  claims: {
    "fragrance-free": "fragrance-free", "sensitive-skin": "for sensitive skin", vegan: "vegan", winter: "for winter", "alcohol-free": "alcohol-free", refillable: "refillable", refill: "refill", night: "for the night", "oil-free": "oil-free", premium: "of the first harvest", "reef-aware": "kind to reefs",
    summer: "for summer", "ophthalmologist-tested": "tested by ophthalmologists", gift: "to give", "plastic-free": "plastic-free", "aluminium-free": "aluminium-free", "silicone-free": "silicone-free", "mineral-filter": "mineral filter", "short-formula": "short formula",
  },
  undertones: { cool: "cool", neutral: "neutral", warm: "warm" },
};
