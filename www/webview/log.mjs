// The list of messages, newest first: which way, what, how long a text; the whole of it on demand.

const SHOWN = 200;

/** @param {HTMLElement} list @param {HTMLElement} count */
export function createLog(list, count) {
  let number = 0;
  const show = () => { count.textContent = number ? `${number} so far` : "none yet"; };
  show();
  return {
    add({ isFromPage, text }) {
      number++;
      list.prepend(line(isFromPage, text));
      list.children[SHOWN]?.remove();
      show();
    },
    clear() {
      number = 0;
      list.replaceChildren();
      show();
    },
  };
}

function line(isFromPage, text) {
  const { type, re, data } = JSON.parse(text);
  const item = element("li", isFromPage ? "from-page" : "from-app");
  const whole = element("details");
  const summary = element("summary");
  summary.append(
    element("span", "way", isFromPage ? "page → app" : "app → page"),
    element("b", "", re && !isFromPage ? `${type} ✓` : type),
    element("span", "brief", data === undefined ? "" : JSON.stringify(data)),
    element("span", "size", `${text.length} B`),
  );
  whole.append(summary, element("pre", "", JSON.stringify(JSON.parse(text), null, 1)));
  item.append(whole);
  return item;
}

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
