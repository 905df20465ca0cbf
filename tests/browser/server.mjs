// A shop of strings on loopback: the package as built, the demo bundle, and whatever a test wants to go wrong.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const PACKAGE = new URL('../../pkg/', import.meta.url);
const TYPES = { js: 'text/javascript', mjs: 'text/javascript', wasm: 'application/wasm', json: 'application/json', bin: 'application/octet-stream' };
/** What `pkg/README.md` asks of a shop, and a nonce for the pages' own scripts. */
export const POLICY = "default-src 'self'; img-src 'self' data:; script-src 'self' 'wasm-unsafe-eval' 'nonce-n'; style-src 'self' 'nonce-n'; connect-src 'self'";

/** @type {Map<string, Buffer>} */
const known = new Map();

/** As a shop serves it. @param {Buffer} body */
function compressed(body) {
  const key = body.toString('latin1');
  const bytes = known.get(key) ?? brotliCompressSync(body);
  known.set(key, bytes);
  return bytes;
}

/**
 * @param {object} options
 * @param {Record<string, string>} options.pages HTML, or a style sheet, by path without the query; every picture is there, and empty
 * @param {(file: string, body: Buffer) => Buffer | number | undefined} [options.alter] other bytes, or a status; by file name
 * @param {string} [options.policy]
 * @param {Record<string, string>} [options.types] content types by file name
 * @param {string} [options.bundle] folder of the bundle
 */
export async function serve({ pages, alter = () => undefined, policy = POLICY, types = {}, bundle = process.env.SILLAGE_BUNDLE }) {
  /** @type {{ method: string, url: string, headers: Record<string, unknown>, body: string }[]} */
  const requests = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const heard = { method: request.method, url: request.url, headers: request.headers, body: '' };
    requests.push(heard);
    request.setEncoding('latin1').on('data', (part) => { heard.body += part; });
    const page = pages[pathname];
    try {
      if (page !== undefined) {
        const type = pathname.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8';
        response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
        return response.end(page);
      }
      if (pathname.endsWith('.svg')) {
        response.writeHead(200, { 'content-type': 'image/svg+xml' });
        return response.end('<svg xmlns="http://www.w3.org/2000/svg"/>');
      }
      const name = basename(pathname);
      const folder = pathname.startsWith('/p/bundle/') ? new URL('file://' + bundle + '/') : PACKAGE;
      if (!pathname.startsWith('/p/')) throw new Error('no such file');
      const body = await readFile(new URL(name, folder));
      const altered = alter(name, body);
      if (typeof altered === 'number') return response.writeHead(altered).end();
      response.writeHead(200, {
        'content-type': types[name] ?? TYPES[name.split('.').pop()],
        'content-encoding': 'br',
        'access-control-allow-origin': '*',
        'cache-control': name === 'bundle.json' ? 'no-cache' : 'max-age=31536000, immutable',
      });
      response.end(compressed(altered ?? body));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    origin: `http://localhost:${port}`,
    requests,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}
