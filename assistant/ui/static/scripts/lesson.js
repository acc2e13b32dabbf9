// A lesson beside the conversation, and presenter mode. Python draws all steps
// (assistant/ui/lesson_bar.py); which one is open, and how far it is unfolded, is known here.
const STAGES = ["question", "answer", "look", "discuss"];
const PARTS = { answer: ".frus-step-answer", look: ".frus-step-look", discuss: ".frus-step-discuss" };
const wide = matchMedia("(min-width: 1101px)");
const asked = new URLSearchParams(location.search);
const open = {
  lesson: asked.get("lesson") ?? "",
  step: Number.parseInt(asked.get("step"), 10) || 1,
  stage: 0,
  presenting: false,
  unfolded: wide.matches,
};

const root = () => frus.byId("frus-lesson");
const bar = () => frus.byId("frus-lesson-bar");
const fold = () => bar().querySelector(".frus-lesson-fold");
const steps = () => [...(bar()?.querySelectorAll(".frus-step") ?? [])];
const current = () => frus.byId(`frus-step-${open.step}`);
const tell = (which) => frus.say(bar().dataset[which]);

// The address names the lesson and its step, so that a reload comes back to them.
const address = () => {
  const url = new URL(location.href);
  const known = {
    lesson: open.lesson,
    step: open.lesson && open.step > 1 ? String(open.step) : "",
    present: open.presenting ? "yes" : "",
  };
  for (const [name, value] of Object.entries(known)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(history.state, "", url);
};

// What is drawn is brought to the step and the stage that the reader is at.
const paint = () => {
  if (!bar()) return;
  root().classList.toggle("frus-presenting", open.presenting);
  open.step = Math.min(Math.max(open.step, 1), steps().length);
  for (const step of steps()) {
    const now = step === current();
    step.classList.toggle("frus-now", now);
    const button = step.querySelector(".frus-step-open");
    button.setAttribute("aria-expanded", String(now));
    button.disabled = open.presenting;
    if (now) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
  for (const at of bar().querySelectorAll(".frus-lesson-at")) at.textContent = current().dataset.at;
  frus.byId("frus-step-previous").disabled = open.step === 1;
  frus.byId("frus-step-next").disabled = open.step === steps().length;
  if (document.activeElement?.disabled) frus.byId(`${current().id}-open`).focus({ preventScroll: true });
  fold().open = open.unfolded || wide.matches || open.presenting;
  // Beside the conversation there is room for the lesson: it folds above it alone.
  fold().firstElementChild.tabIndex = wide.matches ? -1 : 0;
  const come = current().querySelector(".frus-step-outcome");
  bar().querySelector(".frus-lesson-brief").replaceChildren(...(come ? [come.cloneNode(true)] : []));
  root().dataset.stage = STAGES[open.stage];
};

// ---- drawing: at first, and whenever the conversation has changed ----

// When the side bar, or an answer, was asked for: neither is asked for twice while it may come.
let drawing = -Infinity;
let asking = -Infinity;
const since = (moment) => performance.now() - moment < 5000;
const draw = () => {
  drawing = performance.now();
  frus.act("lesson", { lesson: open.lesson });
};
const underWay = () => since(drawing) || since(asking)
  || Boolean(document.querySelector("#frus-chat .frus-waiting"));

let stale = false;
frus.done("lesson", ({ lesson, html, failed }) => {
  drawing = -Infinity;
  if (failed || lesson !== open.lesson) return;
  const held = root().contains(document.activeElement) ? document.activeElement.id : "";
  root().innerHTML = html;
  paint();
  if (held) frus.byId(held)?.focus({ preventScroll: true });
  if (open.presenting) reveal();
  else if (wide.matches) show();
  if (stale) {
    stale = false;
    draw();
  }
});

let before = "0";
const follow = () => {
  const chat = frus.byId("frus-chat");
  if (!chat || !open.lesson) return;
  const now = chat.querySelector(".frus-waiting")
    ? "waiting"
    : String(chat.querySelectorAll(".user-row").length);
  if (now === before) return;
  before = now;
  asking = -Infinity;
  if (now === "waiting") return;
  if (since(drawing)) stale = true;
  else draw();
};
new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });

// ---- steps ----

const ask = () => {
  if (underWay()) return tell("busy");
  asking = performance.now();
  frus.act("lesson-ask", { lesson: open.lesson, step: open.step });
  if (wide.matches || open.presenting) return;
  // The answer comes below: the lesson makes room for it.
  open.unfolded = false;
  paint();
  fold().firstElementChild.focus({ preventScroll: true });
};

// The open step and what came of it are brought into view, its question first.
const show = () => {
  const come = current()?.querySelector(".frus-step-outcome");
  for (const part of [come, current()?.querySelector(".frus-step-question")]) {
    part?.scrollIntoView({ behavior: "auto", block: "nearest" });
  }
};

const go = (step, stage = 0) => {
  open.step = step;
  open.stage = stage;
  paint();
  address();
  frus.say(current().dataset.at);
  show();
};

const numberOf = (button) => Number(button.closest(".frus-step").id.split("-").pop());
frus.press("frus-step-open", (button) => go(numberOf(button)));
frus.press("frus-step-ask", (button) => {
  open.step = numberOf(button);
  if (open.presenting) on();
  else ask();
});
frus.press("frus-step-previous", () => go(open.step - 1));
frus.press("frus-step-next", () => go(open.step + 1));
frus.press("frus-lesson-source", () => present(false));
frus.press("frus-lesson-leave", () => {
  present(false);
  Object.assign(open, { lesson: "", step: 1, stage: 0 });
  root().replaceChildren();
  address();
  document.querySelector("#frus-question-box textarea")?.focus();
});
document.addEventListener("toggle", ({ target }) => {
  if (target.matches(".frus-lesson-fold") && !open.presenting) open.unfolded = target.open;
}, true);
document.addEventListener("click", (event) => {
  if (wide.matches && event.target.closest(".frus-lesson-fold > summary")) event.preventDefault();
});
wide.addEventListener("change", paint);

// ---- presenter mode: a step unfolds from its question to what there is to discuss ----

const reveal = () => {
  paint();
  const part = PARTS[STAGES[open.stage]];
  const shown = part ? current().querySelector(part) : bar();
  shown.focus({ preventScroll: true });
  shown.scrollIntoView({ behavior: frus.behavior, block: part ? "nearest" : "start" });
};

const on = () => {
  const answered = "done" in current().dataset;
  if (open.stage === 0) {
    if (!answered && underWay()) return tell("busy");
    if (!answered) ask();
    open.stage = 1;
  } else if (open.stage === 1 && !answered) {
    return ask();
  } else if (open.stage < STAGES.length - 1) {
    open.stage += 1;
  } else if (open.step < steps().length) {
    go(open.step + 1);
  } else {
    return tell("last");
  }
  reveal();
};

const back = () => {
  if (open.stage > 0) open.stage -= 1;
  else if (open.step === 1) return tell("first");
  else {
    const answered = "done" in frus.byId(`frus-step-${open.step - 1}`).dataset;
    go(open.step - 1, answered ? STAGES.length - 1 : 0);
  }
  reveal();
};

// While a lesson is presented, nothing else of the page can be reached.
const alone = (wanted) => {
  document.documentElement.classList.toggle("frus-still", wanted);
  for (let held = root(); held !== document.body; held = held.parentElement) {
    for (const other of held.parentElement.children) {
      if (other !== held && other.getAttribute("role") !== "status") other.inert = wanted;
    }
  }
};

const present = (wanted) => {
  if (!bar() || open.presenting === wanted) return;
  open.presenting = wanted;
  open.stage = 0;
  alone(wanted);
  address();
  if (wanted) return reveal();
  if (document.fullscreenElement) document.exitFullscreen();
  paint();
  (fold().open ? frus.byId("frus-present") : fold().firstElementChild).focus({ preventScroll: true });
  if (wide.matches) show();
};

const fullScreen = () => {
  if (document.fullscreenElement) document.exitFullscreen();
  // Telephones may not have it at all.
  else (document.documentElement.requestFullscreen?.() ?? Promise.reject()).catch(() => tell("small"));
};

frus.press("frus-present", () => present(true));
frus.press("frus-present-back", back);
frus.press("frus-present-on", on);
frus.press("frus-present-full", fullScreen);
frus.press("frus-present-stop", () => present(false));

// Presenters' clickers send Page Up, Page Down and, to fill the screen, F5.
const KEYS = {
  ArrowRight: on, PageDown: on, " ": on, ArrowLeft: back, PageUp: back,
  f: fullScreen, F: fullScreen, F5: fullScreen, Escape: () => present(false),
};
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
document.addEventListener("keydown", (event) => {
  if (!bar() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest(TYPING)) return;
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  const idle = event.target === document.body || bar().contains(event.target);
  const act = open.presenting ? KEYS[event.key]
    : idle && event.key.toLowerCase() === "p" ? () => present(true) : undefined;
  if (!act) return;
  event.preventDefault();
  if (!event.repeat) act();
});

// The page is ready before everything in it listens: the first drawing is asked for until it comes.
if (open.lesson) {
  const first = setInterval(draw, 400);
  let met = false;
  frus.done("lesson", () => {
    clearInterval(first);
    if (!met && asked.has("present")) present(true);
    met = true;
  });
  draw();
}
