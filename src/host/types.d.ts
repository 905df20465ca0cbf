// What the host scripts hand to each other.

import type { Sillage } from '../../pkg/sillage.js';

/** What `open` of `engine.js` tells of a start file. */
export interface Start {
  /** The shop's default language. */
  locale: string;
  /** Milliseconds since 1970. */
  expires: number;
  /** How many bytes from the first the signature covers. */
  signed: number;
  /** First byte of the signature, and the one behind its last. */
  signature: [number, number];
  sections: Section[];
}

export interface Section {
  kind: 'rules' | 'copy' | 'model' | 'catalogue' | 'flow' | 'words';
  /** Locale of a copy, `top` or category of a catalogue shard, name of a flow, `<locale>` or `<locale>/<flow>` of words. */
  key: string;
  length: number;
  /** First byte in the start file and the one behind the last; absent for a section that is a file of its own. */
  inline?: [number, number];
  /** Name of that file. */
  address?: string;
  /** Its bytes, once they were asked for. */
  part?: Promise<Uint8Array>;
}

/** What the app around the page does for the memory. */
export interface App {
  /** Keeps a record that is being stored. */
  keep(record: Uint8Array): void;
  /** What it kept, where nothing is stored on the device. */
  recall(stored: Uint8Array[]): Promise<Uint8Array[]>;
  forget(): void;
}

/** What the main script lends to the bridge. */
export interface LentToBridge {
  sillage: Sillage;
  /** Takes in what the app says of consent. */
  consent(given: object): void;
  toBase64(bytes: Uint8Array): string;
  /** Throws what is no base64. */
  fromBase64(text: string): Uint8Array;
}

/** Loads verified sections of the bundle into the module. */
export interface Loader {
  /** The bytes of those that the bundle has, in its order. */
  load(...wanted: [kind: Section['kind'], key?: string][]): Promise<Uint8Array[]>;
  /** Words of the page's language; those of a flow for `/<flow>`, the general ones for no key. */
  words(key?: string): Promise<any>;
}

/** What the main script lends to the files that are loaded later. */
export interface Lent extends Loader {
  sillage: Sillage;
  /** Where the visitor is in a flow; nothing where it is not loaded. */
  flow(name: string): FlowState | null;
  isAddress(address: string): boolean;
  emit(target: EventTarget, type: string, detail: unknown): void;
}

export type Answer = string | string[] | number | boolean | null;

/** What the module derives from the visitor's answers. */
export interface FlowState {
  flow: string;
  revision: number;
  status: 'idle' | 'running' | 'complete';
  /** The path so far, the current step last and without an answer. */
  steps: { id: string; revision: number; answer?: Answer }[];
  current?: string;
  done: number;
  /** Longest remaining path, the current step included. */
  left: number;
  notes: unknown[];
  outcome?: string;
  attributes?: Record<string, Answer>;
  isRecorded?: boolean;
  locale: string;
  currency: string;
  picks?: { slot: string; cards: FlowCard[] }[];
}

export interface FlowCard { item_id: string; name?: string; brand?: string; href?: string; image?: string; price?: number; because?: string[] }

/** The words of a flow, and what else only its drawing needs. */
export interface FlowWords {
  title: string;
  body?: string;
  locale: string;
  direction: string;
  css: string;
  shards: string[];
  ui: Record<string, string>;
  steps: FlowStep[];
  outcomes: Record<string, { title: string; body?: string; picks: Record<string, string> }>;
  /** What is said of a product that has a tag. */
  tags: Record<string, string>;
  /** Whether the result shows the pictures of its products, by which those who see the requests see what it found. */
  pictures: boolean;
}

export interface FlowStep {
  id: string;
  revision: number;
  /** Type of its input elements; none for a statement. */
  input?: 'radio' | 'checkbox' | 'range';
  title: string;
  help?: string;
  /** What is said of an answer that is missing, too little or too much. */
  problems: { none?: string; least?: string; most?: string };
  /** What is said beside a slider. */
  bounds?: string;
  options?: { id: string; label: string; help?: string; picture?: string; colour?: string }[];
  least?: number;
  most?: number;
  step?: number;
  unit?: string;
}
