/**
 * Encryption at rest: AES-GCM under a key that is a file of the origin-private file system.
 *
 * A key in IndexedDB would lie in clear beside the data, and deleting there leaves the bytes on the disk; removing a file
 * of that file system really removes them, so that erasing the key erases every record. It does not protect from script
 * of the same page. Without that file system nothing is encrypted, and nothing is claimed.
 */

const FILE = 'sillage.key';
const PLAIN = 0, SEALED = 1, NONCE = 12, TAG = 16;

/**
 * @typedef {object} Cipher
 * @property {boolean} encrypted
 * @property {(bytes: Uint8Array) => Promise<Uint8Array>} seal
 * @property {(bytes: Uint8Array) => Promise<Uint8Array | undefined>} unseal nothing where it is not ours to read
 */

/**
 * The cipher of this origin; makes the key where there is none.
 * @param {Pick<Navigator, 'storage' | 'locks'>} navigator
 * @param {SubtleCrypto | undefined} subtle
 * @returns {Promise<Cipher>}
 */
export async function openCipher(navigator, subtle) {
  /** @type {CryptoKey | undefined} */
  let key;
  try {
    // The lock keeps two tabs from making two keys, of which one would be lost.
    const raw = await navigator.locks.request(FILE, () => readKey(navigator.storage));
    key = await subtle?.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  } catch { /* no such file system, private mode, sandbox */ }
  return makeCipher(subtle, key);
}

/** @type {(subtle: SubtleCrypto | undefined, key: CryptoKey | undefined) => Cipher} */
function makeCipher(subtle, key) {
  return {
    encrypted: !!key,
    async seal(bytes) {
      if (!subtle || !key) return concat([PLAIN], bytes);
      const iv = crypto.getRandomValues(new Uint8Array(NONCE));
      const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, key, /** @type {any} */ (bytes));
      return concat([SEALED], iv, new Uint8Array(sealed));
    },
    async unseal(bytes) {
      if (bytes[0] === PLAIN) return bytes.subarray(1);
      if (bytes[0] !== SEALED || !subtle || !key || bytes.length <= NONCE + TAG) return undefined;
      try {
        const iv = /** @type {any} */ (bytes.subarray(1, 1 + NONCE));
        return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv }, key, /** @type {any} */ (bytes.subarray(1 + NONCE))));
      } catch {
        return undefined;
      }
    },
  };
}

/** @type {(storage: StorageManager) => Promise<ArrayBuffer>} */
async function readKey(storage) {
  const file = await (await storage.getDirectory()).getFileHandle(FILE, { create: true });
  const stored = await (await file.getFile()).arrayBuffer();
  if (stored.byteLength === 32) return stored;
  const fresh = crypto.getRandomValues(new Uint8Array(32));
  const writer = await file.createWritable();
  await writer.write(fresh);
  await writer.close();
  return fresh.buffer;
}

/** @type {(navigator: Pick<Navigator, 'storage'>) => Promise<void>} */
export async function removeKey(navigator) {
  try {
    await (await navigator.storage.getDirectory()).removeEntry(FILE);
  } catch { /* there was none */ }
}

/** @type {(...parts: ArrayLike<number>[]) => Uint8Array} */
function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
