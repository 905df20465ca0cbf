// The public surface of Sillage. Every call is safe before `ready` (it waits) and after `destroy()` (it does nothing);
// none throws, and no promise rejects.

export type Purpose = 'store' | 'personalize' | 'measure' | 'share';
/** Google Consent Mode's words, and `pending`: nobody has answered. */
export type ConsentValue = 'granted' | 'denied' | 'pending';
export type ConsentState = Readonly<Record<Purpose, ConsentValue>> & {
  /** Who said so: page code, the page's author, Consent Mode, an earlier page, nobody. */
  readonly source: 'explicit' | 'host' | 'gcm' | 'remembered' | 'default';
  /** Whether the browser sends the Global Privacy Control signal. */
  readonly gpc: boolean;
};

/** OpenFeature's resolution reasons, and ours. */
export type Reason = 'TARGETING_MATCH' | 'STATIC' | 'SPLIT' | 'DEFAULT' | 'NO_CONTENT' | 'TIMEOUT' | 'CONSENT' | 'ERROR';
export type ErrorCode =
  | 'PROVIDER_NOT_READY' | 'PROVIDER_FATAL' | 'FLAG_NOT_FOUND' | 'PARSE_ERROR' | 'GENERAL'
  | 'BUNDLE_SIGNATURE' | 'WASM_UNAVAILABLE' | 'CSP_BLOCKED';

/** What a slot shows. */
export type SlotContent =
  | { readonly kind: 'default' }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'template'; readonly template: string; readonly fields?: Readonly<Record<string, string>> }
  | {
    readonly kind: 'items';
    readonly items: readonly { readonly item_id: string; readonly because: Because }[];
    readonly fields: Readonly<Record<string, string>>;
  };

/** Why an item was picked: the model says that it follows another one, it is popular, it was viewed. */
export type Because =
  | { readonly kind: 'follows'; readonly item_id: string }
  /** It carries a tag that the visitor's answers named. */
  | { readonly kind: 'fits'; readonly fits: string }
  | { readonly kind: 'popular' | 'viewed' };

/** What a decision could not use, and of which campaign or strategy. */
export interface Note {
  readonly note: 'unevaluable' | 'too-few-items' | 'no-copy' | 'no-seed';
  readonly of: string;
}

export interface Decision {
  readonly slot: string;
  readonly value: SlotContent;
  /** A neutral id of what was chosen. */
  readonly variant: string;
  readonly reason: Reason;
  /** What went wrong, where the reason is `ERROR`. */
  readonly errorCode?: ErrorCode;
  readonly campaign?: string;
  /** What could not be used on the way. */
  readonly notes: readonly Note[];
}

/** A fact's value. */
export type Value = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** A condition as evaluated; `matched` is null where it cannot be evaluated. */
export type Clause = { readonly matched: boolean | null } & (
  | {
    readonly path: string;
    readonly op: 'is' | 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'exists' | 'in' | 'nin' | 'all' | 'size';
    readonly expected: Value; readonly actual: Value;
  }
  | { readonly op: 'all' | 'any' | 'nor' | 'not'; readonly clauses: readonly Clause[] }
  | { readonly op: 'segment'; readonly segment: string; readonly clauses: readonly Clause[] }
  /** Not written down, as there were too many; or no condition that this version knows. */
  | { readonly op: '…' | 'unknown' }
);

/** Why a slot shows what it shows. */
export interface Explanation {
  readonly decision: Decision;
  /** The campaigns of the slot in order of precedence. */
  readonly considered: readonly {
    readonly campaign: string;
    readonly outcome: 'shown' | 'outranked' | 'schedule' | 'day-part' | 'audience' | 'holdout' | 'cap' | 'pressure' | 'cool-down'
      | 'trigger' | 'no-content';
    /** How she comes to what she sees of its experiment; `bucket` is her place between 0 and 1, where that was asked. */
    readonly experiment?: {
      readonly enrolment: 'forced' | 'no-seed' | 'holdout' | 'sticky' | 'blocked' | 'namespace' | 'prerequisite' | 'coverage' | 'split';
      readonly variant: string; readonly bucket?: number;
    };
    /** Absent for a campaign that is for everybody. */
    readonly audience?: Clause;
  }[];
}

/** An event in the memory of this device. */
export interface RememberedEvent {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value?: number;
  readonly items: readonly { readonly item_id: string }[];
  readonly parameters: Readonly<Record<string, Value>>;
}

/** GA4's item fields. */
export interface Item {
  item_id: string;
  item_name?: string; item_brand?: string; item_variant?: string;
  item_category?: string; item_category2?: string; item_category3?: string; item_category4?: string; item_category5?: string;
  price?: number; discount?: number; quantity?: number; coupon?: string; index?: number;
  item_list_id?: string; item_list_name?: string;
  availability?: Availability;
}
/** schema.org's ItemAvailability. */
export type Availability =
  | 'InStock' | 'OutOfStock' | 'PreOrder' | 'BackOrder' | 'InStoreOnly' | 'OnlineOnly' | 'LimitedAvailability' | 'SoldOut' | 'Discontinued';
/** Live price and stock by item id; they win over the bundle's. */
export type Offers = Readonly<Record<string, { readonly price?: number; readonly availability?: Availability }>>;

export type PageType =
  | 'home' | 'category' | 'product' | 'cart' | 'checkout' | 'order' | 'search' | 'account' | 'content' | 'store' | 'other';
/** What page code says about the page; it wins over what was read from it. */
export interface PageContext {
  type?: PageType; items?: Item[]; currency?: string; search_term?: string; locale?: string; market?: string;
}
/** Facts only the site or the app knows, as declared in the bundle's source. Never sent anywhere. */
export type HostFacts = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

export type CommerceEvent =
  | 'view_item' | 'view_item_list' | 'select_item' | 'add_to_cart' | 'remove_from_cart' | 'view_cart' | 'begin_checkout'
  | 'purchase' | 'add_to_wishlist' | 'search' | 'view_promotion' | 'select_promotion' | 'login' | 'sign_up' | `x_${string}`;
export interface EventPayload {
  items?: Item[]; value?: number; currency?: string; transaction_id?: string; search_term?: string; [parameter: string]: unknown;
}

/** The options of `init`; a script tag gives the same as `data-` attributes. */
export interface Config {
  /** Address of `bundle.json`, or of a start file. */
  bundle?: string;
  /** The Ed25519 public key, base64. */
  bundleKey?: string;
  /** Where consent comes from: Consent Mode in the data layer, `consent.set`, or granted by law. Default `auto`. */
  consent?: 'auto' | 'manual' | 'granted';
  /** What is read from the page. Default both. */
  capture?: readonly ('datalayer' | 'jsonld')[];
  /** Name of the data layer's global. Default `dataLayer`. */
  dataLayer?: string;
  /**
   * What becomes of what is measured: events on the page alone, also the page's data layer as GA4 (while measuring is
   * granted), or nothing. Default `event`.
   */
  measure?: 'event' | 'datalayer' | 'off';
  /** Name by which an app that shows this page is reached; see the README. Default: no app. */
  bridge?: string;
  /** BCP 47, or `auto` for that of `<html lang>`. */
  locale?: string;
  /** How long a held slot may wait, in milliseconds from when it was first laid out. Default: as the style sheet says. */
  slotTimeout?: number;
  /** Address of `sillage.wasm`. Default: beside the script. */
  wasm?: string;
}

export interface StorageState {
  /** Where memory is kept: the rung of the ladder. */
  readonly backend: 'idb+mirror' | 'idb' | 'mirror' | 'memory' | 'off';
  /** Why not on a better one; empty on the best. */
  readonly reason: string;
  /** Whether the mirror held records that the database had lost, or had no time to take. */
  readonly recovered: boolean;
}

export interface Sillage {
  readonly version: string;
  /** OpenFeature's provider states. */
  readonly status: 'NOT_READY' | 'READY' | 'ERROR' | 'FATAL';
  /** Resolves when slots can be decided, or when it is certain that they cannot. */
  readonly ready: Promise<Sillage>;
  init(config?: Config): Promise<Sillage>;
  /** Says what this page is; once it was counted, says that another page came (a route change). */
  page(context?: PageContext | null): Promise<void>;
  /** Something happened. Never blocks, never uses the network. */
  track(name: CommerceEvent, payload?: EventPayload): void;
  /** Adds facts; `null` takes one away. */
  host(facts: HostFacts): void;
  offers(offers: Offers): void;
  decide(slot: string): Promise<Decision>;
  /** Nothing where the module failed. */
  explain(slot: string): Promise<Explanation | undefined>;
  readonly consent: { readonly state: ConsentState; set(answers: Partial<Record<Purpose, ConsentValue>> | null): void };
  readonly memory: {
    readonly state: StorageState;
    /** What is remembered, newest first. */
    list(): Promise<readonly RememberedEvent[]>;
    erase(): Promise<void>;
  };
  readonly slots: {
    /** Fills `data-sillage-slot` elements that were added after the page loaded. */
    scan(root?: ParentNode): void;
    /** Decides and shows anew, in view as well. */
    refresh(names?: readonly string[]): Promise<void>;
    /** Names of the slots on the page. */
    list(): readonly string[];
  };
  on<K extends keyof SillageEventMap>(
    type: K, listener: (event: SillageEventMap[K]) => void, options?: { signal?: AbortSignal; once?: boolean },
  ): () => void;
  destroy(): Promise<void>;
}

/** Stays on the page: campaign and items tell what is known of the visitor. */
export interface Exposure {
  slot: string; variant: string; campaign?: string; reason: Reason;
  items?: readonly { readonly item_id: string; readonly because: Because }[];
}

export interface SillageEventMap {
  'sillage:ready': CustomEvent<{ version: string }>;
  'sillage:decision': CustomEvent<Decision>;
  'sillage:render': CustomEvent<{ decision: Decision; element: HTMLElement }>;
  'sillage:fallback': CustomEvent<{ slot: string; reason: Reason; errorCode?: ErrorCode }>;
  /** A step of a flow is shown. */
  'sillage:flowstep': CustomEvent<{ flow: string; step: string }>;
  /** A flow came to its result; the answers are never told. */
  'sillage:flowcomplete': CustomEvent<{ flow: string; outcome: string }>;
  /** At least half of the element was in view for a second. */
  'sillage:exposure': CustomEvent<Exposure>;
  /** A link in it was followed. */
  'sillage:select': CustomEvent<Exposure>;
  /** Somebody bought, or put into the bag, within seven days of seeing or following a slot: one event for each slot. */
  'sillage:conversion': CustomEvent<{ event: 'purchase' | 'add_to_cart'; slot: string; variant: string; value?: number; at: number }>;
  'sillage:consentchange': CustomEvent<ConsentState>;
  'sillage:memorychange': CustomEvent<StorageState>;
  'sillage:pagechange': CustomEvent<PageContext>;
  'sillage:error': CustomEvent<{ code: ErrorCode; message: string }>;
}

/** `<sillage-slot>` and `<sillage-recs>`. */
export interface SillageSlotElement extends HTMLElement {
  name: string;
  readonly decision: Decision | null;
  readonly state: 'idle' | 'deciding' | 'ready' | 'fallback';
  refresh(): Promise<Decision>;
}

/** Before the script is there: a queue, every call of which answers a promise. Afterwards the same, at once. */
export type SillageCall = ((method: string, ...given: unknown[]) => Promise<unknown>) & { q?: unknown[] };

/** The module's only export: what the script tag does, for pages that import. */
export function init(config: Config): Promise<Sillage>;

declare global {
  interface Window { sillage: SillageCall & Partial<Sillage> }
  interface HTMLElementTagNameMap {
    'sillage-slot': SillageSlotElement; 'sillage-recs': SillageSlotElement;
    'sillage-flow': HTMLElement; 'sillage-why': HTMLElement; 'sillage-privacy': HTMLElement;
  }
  interface DocumentEventMap extends SillageEventMap {}
}
