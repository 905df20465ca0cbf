// The phone and its controls: loads pages of the store into the webview, hands texts to the scripted app and back.

import { framed, onNavigate } from "../frame/page.mjs";
import { createApp, MEMBERS } from "./app.mjs";
import { createLog, element } from "./log.mjs";
import { createStock } from "./stock.mjs";

const NAME = "sillage";
const HOST = new URL("./host.js", import.meta.url).pathname;
const PURPOSES = { store: "Keep on this device", personalize: "Personalize", measure: "Measure", share: "Share" };

const $ = (id) => document.getElementById(id);
const webview = $("webview");
const log = createLog($("log"), $("count"));
const app = createApp((text) => webview.contentWindow?.postMessage({ sillage: "app", text }, "*"), log.add);
const stock = createStock($("offers"), app.offer);
/** Addresses behind the one that is shown. */
const history = [];
let address = new URL("/", location.href);

addEventListener("message", ({ source, data }) => {
  if (source !== webview.contentWindow || data?.sillage !== "app") return;
  app.hear(data.text);
  refresh();
});

/** Loads a page of the store into the webview. */
async function load(next = address) {
  address = new URL(next, location.href);
  const response = await fetch(address);
  const html = response.ok ? await response.text() : "<!doctype html><title>Not found</title><p>This page is not here.";
  webview.srcdoc = framed({
    html, address, scripts: [HOST], data: { name: NAME, platform: $("platform").value },
    attributes: { "data-bridge": NAME, "data-consent": "manual" },
  });
  $("back").disabled = !history.length;
  for (const tab of document.querySelectorAll("[data-address]")) tab.toggleAttribute("aria-current", tab.dataset.address === address.pathname);
}

function go(next) {
  history.push(address);
  return load(next);
}
onNavigate(webview, ({ address: next }) => {
  if (new URL(next).origin === location.origin) go(next);
});
webview.addEventListener("load", () => {
  $("title").textContent = webview.contentDocument.title.split(/[,|–]/)[0];
});

/** What is remembered, and where; looked up again after every message and now and then. */
async function refresh() {
  const { sillage } = webview.contentWindow ?? {};
  if (sillage?.memory) {
    const events = await sillage.memory.list();
    const { backend } = sillage.memory.state;
    const isKept = sillage.consent.state.store === "granted" && backend !== "off";
    $("here").textContent = `${events.length} ${events.length === 1 ? "event" : "events"}, ${isKept ? "stored" : "until the page is left"}`;
  }
  if (webview.contentDocument) stock.show(webview.contentDocument);
  const { copy } = app.state;
  const records = copy.trim() ? copy.trim().split(" ").length : 0;
  $("copy").textContent = records ? `${records} ${records === 1 ? "record" : "records"}, ${(copy.length / 1024).toFixed(1)} kB` : "none";
}
setInterval(refresh, 700);

const say = (text) => { $("told").textContent = text; };

/** What a browser does to a webview's storage without a word. */
async function lose() {
  const before = (await webview.contentWindow.sillage.memory.list()).length;
  webview.srcdoc = "";
  await new Promise((resolve) => webview.addEventListener("load", resolve, { once: true }));
  await empty();
  await load();
  say(app.state.copy ? `${before} events were on the device. They are gone; the page asks the app for its copy.` : `${before} events were on the device. They are gone, and the app has no copy.`);
}

/** Empties what the store's origin keeps here. */
async function empty() {
  for (const key of Object.keys(localStorage)) if (/^(sillage|aurevanne)\./.test(key)) localStorage.removeItem(key);
  // The app asks for consent itself; the shop's own notice need not.
  localStorage.setItem("aurevanne.consent", '"granted"');
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase("sillage");
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}

function drawMembers() {
  $("members").replaceChildren(...Object.entries(MEMBERS).map(([id, { name, about }]) => {
    const button = element("button", "", name);
    button.type = "button";
    button.setAttribute("aria-pressed", String(id === app.state.member));
    button.append(element("small", "", about));
    button.addEventListener("click", () => {
      app.signIn(id);
      drawMembers();
    });
    return button;
  }));
  $("avatar").textContent = app.state.member === "nobody" ? "" : MEMBERS[app.state.member].name[0];
}

function switchFor(label, isOn, change) {
  const row = element("label", "switch", label);
  const input = element("input");
  Object.assign(input, { type: "checkbox", checked: isOn });
  input.setAttribute("role", "switch");
  input.addEventListener("change", () => change(input.checked));
  row.append(input);
  return row;
}

drawMembers();
$("purposes").append(...Object.entries(PURPOSES).map(([purpose, label]) => switchFor(label, app.state.consent[purpose], (isGranted) => app.consent(purpose, isGranted))));
for (const tab of document.querySelectorAll("[data-address]")) tab.addEventListener("click", () => go(tab.dataset.address));
$("back").addEventListener("click", () => load(history.pop()));
$("reload").addEventListener("click", () => load());
$("platform").addEventListener("change", () => load());
$("speed").addEventListener("change", () => { app.state.speed = $("speed").value; });
$("lose").addEventListener("click", lose);
$("erase").addEventListener("click", () => {
  app.erase();
  say("The app asked the page to erase; the page erases its own memory and asks the app to delete the copy.");
});
$("clear").addEventListener("click", log.clear);
await empty();
await load();
