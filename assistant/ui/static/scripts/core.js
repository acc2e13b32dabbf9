// What every script of the page shares: `frus`. Each file is a function of it, called in order.
frus.byId = (id) => document.getElementById(id);
frus.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
frus.behavior = frus.calm ? "auto" : "smooth";

frus.element = (tag, properties, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};

// A status line of our own: what happens without moving the reader is said aloud.
const status = frus.element("div", { className: "frus-unseen" });
status.setAttribute("role", "status");
document.body.append(status);
let silence = 0;
frus.say = (words) => {
  status.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => { status.textContent = ""; }, 1600);
};

// What the page asks of Python (assistant/ui/acts.py); the reply comes as `frus-done-<name>`.
frus.act = (name, detail) => {
  document.dispatchEvent(new CustomEvent(`frus-act-${name}`, { detail }));
};
frus.done = (name, handle) => {
  document.addEventListener(`frus-done-${name}`, ({ detail }) => handle(detail));
};

// `handle` is called with the link or button of class `name` that was pressed, however it came.
const pressed = new Map();
frus.press = (name, handle) => pressed.set(name, handle);
document.addEventListener("click", (event) => {
  const target = event.target.closest("a, button");
  if (!target) return;
  for (const name of target.classList) {
    if (pressed.has(name)) pressed.get(name)(target, event);
  }
});
