// Ce que disent les pages en français, la gamme mise à part. (What the pages say in French, apart from the range itself.)

export default {
  language: "Français", code: "FR",
  skip: "Aller au contenu", menu: "Rayons", tools: "Vos affaires", account: "Compte", bag: "Panier", house: "Aurevanne, maison de beauté", home: "Accueil", breadcrumb: "Fil d’Ariane",
  needsScript: "Le panier de cette boutique a besoin de JavaScript.",
  consent: { title: "Ce que retient cette boutique", text: "Nous retenons ce que vous regardez pour vous montrer ce qui vous va. Tout reste sur cet appareil ; personne d’autre ne le voit, pas même nous.", yes: "Cela me va", no: "Ne rien retenir", more: "En savoir plus", change: "Changer d’avis" },
  foot: {
    departments: "Rayons", service: "À votre service", house: "La maison", you: "À vous",
    serviceLines: ["Livraison offerte dès 40 €", "Retours sous trente jours", "Une conseillère répond jusqu’à vingt heures"],
    houseLines: ["Boutique rue des Lices", "Boutique quai Sextius", "Le Cercle, notre programme de fidélité"],
    finder: "Diagnostic de peau", account: "Votre compte", bag: "Votre panier", privacy: "Ce que nous retenons",
    end: "Aurevanne est une maison qui n’existe qu’ici, pour montrer Sillage à l’œuvre : ce que vous regardez décide de ce que ces pages montrent, et ne quitte jamais votre appareil.",
  },
  homePage: {
    title: "Aurevanne, maison de beauté", description: "Soins, maquillage et parfums nés d’un jardin au-dessus de la mer. Rechargeables, presque tous véganes, faits lentement.", news: "Actualité",
    note: { body: "Livraison offerte dès 40 €, retours sous trente jours.", action: "Les nouveautés" },
    hero: { eyebrow: "Maison de beauté", title: "Faire lentement, porter légèrement", body: "Lys, iris, immortelle et figue, cultivés dans un seul jardin au-dessus de la mer et versés à la main. Un sillage discret.", action: "Découvrir la maison" },
    promises: "Nos engagements",
    promiseLines: [["À recharger", "Pots, étuis et flacons se remplissent"], ["Cultivé par nous", "Un jardin, deux hectares, aucune hâte"], ["Trois échantillons", "Avec chaque commande, à votre choix"]],
    favourites: { eyebrow: "Les plus aimés", title: "Les préférés de la maison", all: "Tous les soins" },
    feelings: { eyebrow: "Par humeur", title: "Comment va votre peau ?", finder: "Faire le diagnostic" },
    news2: { eyebrow: "Tout juste versé", title: "Les nouveautés de la maison" },
  },
  story: { eyebrow: "La maison", title: "Cultivé, pressé, versé", body: "Notre jardin, c’est deux hectares de lys, d’iris et de figuiers au-dessus de la mer. Ce qu’il donne en un an, nous le faisons en un an ; ensuite, nous attendons.", action: "Se promener au jardin" },
  list: {
    best: { eyebrow: "Les plus aimés", title: "Par où l’on commence" }, all: (title) => `Tout voir : ${title.toLowerCase()}`, categories: "Catégories", beside: "Dans le même rayon",
    filter: "Affiner la liste", skin: "Type de peau", concern: "Préoccupation", order: "Trier par", any: "Toutes", popular: "Les plus aimés", cheap: "Prix croissant", dear: "Prix décroissant",
    count: (n) => `${n} ${n === 1 ? "produit" : "produits"}`, countOne: "1 produit", countMany: "{n} produits", none: "Rien ne répond aux deux. Élargissez l’un des choix.", reset: "Tout montrer",
  },
  product: {
    shade: (name, undertone) => `Teinte : ${name}${undertone ? `, sous-ton ${undertone}` : ""}`, claims: "Engagements", does: "Ce qu’il fait", use: "Comment l’utiliser", ingredients: "Ingrédients clés", list: "Tous les ingrédients (INCI)",
    note: "Chez vous sous deux à trois jours, livraison offerte dès 40 €.", every: "Pour tous les types de peau.", madeFor: (skin) => `Pour les peaux ${skin}.`, inMind: (concerns) => `Préoccupations : ${concerns}.`, size: "Contenance",
    rating: (value, count) => `Noté ${value} sur 5 par ${count} personnes`, added: "Dans votre panier.", toBag: "Voir le panier",
    refill: (price) => `Gardez le pot : la recharge est à ${price}`, refillOf: "Le pot qu’elle remplit", routine: { eyebrow: "Faits pour aller ensemble", title: "Pour compléter" }, similar: { title: "À considérer aussi" },
    few: (n) => (n === 1 ? "Le dernier, part aujourd’hui" : `Plus que ${n}, part aujourd’hui`), notes: { head: "S’ouvre sur", heart: "Devient", base: "Laisse" },
    textures: { light: "Texture légère.", silky: "Texture soyeuse.", rich: "Texture riche." }, finishes: { dewy: "Fini lumineux.", matte: "Fini mat.", satin: "Fini satiné.", sheer: "Fini transparent.", shimmer: "Fini irisé.", glossy: "Fini brillant." },
    buy: {
      in_stock: ["Ajouter au panier", "En stock, part aujourd’hui"], preorder: ["Commander d’avance", "Expédié sous trois semaines"], backorder: ["Commander pour plus tard", "De retour sous dix jours"], out_of_stock: ["Épuisé pour le moment", "Nous en refaisons"],
    },
  },
  cart: {
    title: "Votre panier", note: { body: "Trois échantillons à votre choix accompagnent chaque commande.", action: "Continuer la visite" }, empty: "Votre panier est vide.", emptyText: "On commence bien par ce que la peau ressent aujourd’hui.", begin: "Commencer par les soins", lines: "Dans votre panier",
    quantity: "Quantité", remove: "Retirer", summary: "Récapitulatif", subtotal: "Sous-total", delivery: "Livraison", free: "Offerte", total: "Total", tax: "Taxe sur la valeur ajoutée comprise.", place: "Passer la commande", nothing: "rien n’est débité", removed: "{name} a été retiré.", changed: "Nouveau total : {total}.",
    complete: { eyebrow: "Faits pour aller ensemble", title: "Pour compléter" },
  },
  order: {
    title: "Votre commande", number: "Commande", date: "Passée le", lines: "Ce que nous emballons", none: "Aucune commande n’a encore été passée sur cet appareil.", noneText: "Ce que vous mettez dans votre panier vous y attend.", toBag: "Voir le panier", print: "Rien n’a été débité et rien ne sera envoyé : cette boutique n’existe que pour montrer comment elle fonctionne.",
    thanks: { eyebrow: "Merci", title: "Merci à vous", body: "Votre colis est préparé à la main et part demain. Votre nom est sur la carte, à l’encre." },
    next: { eyebrow: "Tout juste versé", title: "Les nouveautés de la maison" }, quantity: "Quantité",
  },
  accountPage: {
    title: "Votre compte", welcome: { eyebrow: "Le Cercle", title: "Heureux de vous revoir", body: "Vos commandes, votre rituel et ce qui vient peut-être à manquer, au même endroit. Le tout est gardé sur cet appareil.", action: "Ce que nous retenons" },
    as: "Visiter la boutique en tant que", guest: "Invitée", members: { ines: ["Inès", "Cercle Or, 1 240 points"], louise: ["Louise", "Cercle Argent, 320 points"] }, current: "Choix actuel",
    orders: "Commandes de cet appareil", noOrders: "Aucune pour l’instant.", routine: { eyebrow: "Matin et soir", title: "Un rituel pour commencer" }, refill: { eyebrow: "Recharge", title: "Gardez le pot, changez l’intérieur" },
  },
  finder: {
    title: "Diagnostic de peau", description: "Quelques questions sur votre peau, et un rituel au bout.",
    default: "Commencez par la ligne qui répond à votre humeur", lines: [["lys-calm-serum-30", "Inquiète", "Lys calme la peau qui réagit : lys blanc, avoine, rien de parfumé."], ["source-hyaluronic-serum-30", "Assoiffée", "Source apporte l’eau et la garde : l’acide hyaluronique en quatre poids."], ["aurore-vitamin-c-serum-30", "Fatiguée", "Aurore rend la lumière : la vitamine C, gardée fraîche sous verre."]],
    action: "Voir {line}", best: { eyebrow: "Les plus aimés", title: "Par où l’on commence" },
  },
  privacy: {
    title: "Ce que nous retenons", description: "Ce que cette boutique retient, où elle le garde, et comment l’effacer.", text: "En mots simples, avec un bouton pour tout effacer.",
    sections: [
      ["Ce qui reste sur cet appareil", "Ce que vous regardez, ce que vous mettez au panier, ce que vous répondez au diagnostic. Votre appareil en déduit ce que ces pages vous montrent. C’est gardé dans ce navigateur et nulle part ailleurs."],
      ["Ce que nous recevons", "Rien de tout cela. Les pages chargent des fichiers qui sont les mêmes pour tous : les pages elles-mêmes, les images et un fichier de règles. Aucune requête ne dit rien de vous."],
      ["Ce que la boutique garde ici", "Votre panier, les commandes de cet appareil et le prénom choisi sur la page du compte. Eux aussi restent dans ce navigateur."],
      ["Votre choix", "Vous pouvez dire non, et la boutique vous montre ce qu’elle montre à tous. Ce qui était retenu est effacé aussitôt."],
    ],
    panel: "Votre mémoire sur cet appareil", default: "Pour tout effacer maintenant, videz les données de ce site dans les réglages de votre navigateur.",
  },
  skins: { sensitive: "sensibles", dry: "sèches", normal: "normales", combination: "mixtes", oily: "grasses", mature: "matures" },
  concerns: {
    sensitivity: "sensibilité", redness: "rougeurs", dehydration: "déshydratation", puffiness: "poches", dullness: "teint terne", "uneven-tone": "teint irrégulier", "dark-circles": "cernes", "fine-lines": "ridules", firmness: "fermeté", blemishes: "imperfections", shine: "brillance", pores: "pores",
    sun: "soleil", "after-sun": "après-soleil", "even-tone": "teint unifié", comfort: "confort", definition: "définition", scent: "parfum", dryness: "sécheresse", cleansing: "nettoyage", freshness: "fraîcheur", "dry-hair": "cheveux secs", frizz: "frisottis", scalp: "cuir chevelu", curls: "boucles", "colour-fade": "couleur qui passe",
  },
  claims: {
    "fragrance-free": "sans parfum", "sensitive-skin": "peaux sensibles", vegan: "végane", winter: "pour l’hiver", "alcohol-free": "sans alcool", refillable: "rechargeable", refill: "recharge", night: "pour la nuit", "oil-free": "sans huile", premium: "première récolte", "reef-aware": "respecte les récifs",
    summer: "pour l’été", "ophthalmologist-tested": "testé par des ophtalmologues", gift: "à offrir", "plastic-free": "sans plastique", "aluminium-free": "sans aluminium", "silicone-free": "sans silicone", "mineral-filter": "filtre minéral", "short-formula": "formule courte",
  },
  undertones: { cool: "froid", neutral: "neutre", warm: "chaud" },
};
