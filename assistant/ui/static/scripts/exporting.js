// Save or print: Python writes the conversation, and this hands it over as a file or a page.
const menu = () => document.querySelector(".frus-export");
let paper = null; // the window that waits for the page to print

// While nothing has come of any question there is nothing to save, and the menu says so.
const open = (details) => {
  const replies = document.querySelectorAll("#frus-chat .frus-reply");
  const some = [...replies].some((reply) => !reply.querySelector(".frus-waiting"));
  details.querySelector(".frus-export-why").hidden = some;
  for (const choice of details.querySelectorAll("button")) choice.disabled = !some;
  details.querySelector(".frus-told")?.remove();
};
const shut = () => {
  const details = menu();
  if (!details.open) return;
  details.open = false;
  details.querySelector("summary").focus();
};
const tell = (said) => {
  const details = menu();
  open(details);
  const told = frus.element("p", { className: "frus-told", tabIndex: -1 }, said);
  details.querySelector(".frus-export-choices").append(told);
  told.focus();
};

const save = ({ name, type, text }) => {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = frus.element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the file a moment after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  shut();
  frus.say(`${frus.words.saved} ${name}`);
};

const print = (text) => {
  const page = paper;
  page.document.open();
  page.onload = () => {
    page.focus();
    page.print();
  };
  page.document.write(text);
  page.document.close();
  shut();
};

frus.press("frus-export-choice", (button) => {
  if (button.value === "print") {
    // A browser opens a window for a press, but not for a reply that comes later.
    paper = window.open("", "_blank");
    if (!paper) return tell(frus.words.blocked);
    paper.document.body.textContent = frus.words.preparing;
  }
  for (const choice of menu().querySelectorAll("button")) choice.disabled = true;
  frus.act("export", { format: button.value });
});

frus.done("export", (detail) => {
  const printed = detail.format === "print";
  if (detail.failed || detail.told) {
    if (printed) paper?.close();
    tell(detail.failed ? frus.words.unsaved : detail.told);
  } else if (!printed) {
    save(detail);
  } else if (paper && !paper.closed) {
    print(detail.text);
  } else {
    shut();
  }
  if (printed) paper = null;
});

document.addEventListener("toggle", ({ target }) => {
  if (target.matches(".frus-export") && target.open) open(target);
}, true);
document.addEventListener("keydown", ({ key, target }) => {
  if (key === "Escape" && target.closest?.(".frus-export")) shut();
});
document.addEventListener("click", ({ target }) => {
  const details = menu();
  if (details?.open && !target.closest(".frus-export")) details.open = false;
});
// A reply that comes while the menu is open can be saved at once.
new MutationObserver(() => {
  const details = menu();
  const why = details?.open && details.querySelector(".frus-export-why");
  if (why && !why.hidden) open(details);
}).observe(document.body, { childList: true, subtree: true });
