// Runs first in the store's page: what a native app puts into its webview, once for each kind of webview. The app itself is
// the page around this one, to which every text goes as it is.

(() => {
  const { name, platform } = JSON.parse(document.getElementById("frame-data").textContent);
  const around = window.parent;
  // In an app the page is the whole webview; Sillage gives frames no bridge.
  window.parent = window;

  /** Promises of questions, by id, for webviews whose calls answer. */
  const asked = new Map();
  const send = (text) => around.postMessage({ sillage: "app", text }, "*");
  const ask = (text) => {
    send(text);
    return new Promise((resolve) => asked.set(JSON.parse(text).id, resolve));
  };
  const speak = (text) => window.__sillageNative?.receive(text);
  const answer = (text) => {
    const { re } = JSON.parse(text);
    const resolve = asked.get(re);
    if (!resolve) return speak(text);
    asked.delete(re);
    resolve(text);
  };

  const port = { postMessage: send, onmessage: null };
  const [globals, deliver] = {
    // WKScriptMessageHandlerWithReply
    ios: [{ webkit: { messageHandlers: { [name]: { postMessage: ask } } } }, answer],
    // WebViewCompat.addWebMessageListener
    android: [{ [`${name}Bridge`]: port }, (text) => port.onmessage?.({ data: text })],
    "react-native": [{ ReactNativeWebView: { postMessage: send } }, speak],
    flutter: [{ flutter_inappwebview: { callHandler: (handler, text) => ask(text) } }, answer],
  }[platform];
  Object.assign(window, globals);
  addEventListener("message", ({ source, data }) => {
    if (source === around && data?.sillage === "app") deliver(data.text);
  });
})();
