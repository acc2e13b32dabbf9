// Asking: what is searched, the pinned document, and going back on what was asked.
const box = () => document.querySelector("#frus-question-box textarea");
const numbered = (button) => ({ question: Number(button.id.split("-").pop()) });

// The question to edit comes from Python, and the reader goes on at its end.
const typing = () => {
  const field = box();
  field.focus();
  field.scrollIntoView({ behavior: frus.behavior, block: "nearest" });
  const settle = new MutationObserver(() => {
    settle.disconnect();
    field.setSelectionRange(field.value.length, field.value.length);
  });
  settle.observe(frus.byId("frus-revising"), { childList: true, subtree: true });
};

frus.press("frus-edit", (button) => { frus.act("edit", numbered(button)); typing(); });
frus.press("frus-edit-search", (button) => { frus.act("search", numbered(button)); typing(); });
frus.press("frus-again", (button) => frus.act("again", numbered(button)));
frus.press("frus-remove", (button) => { frus.act("remove", numbered(button)); box().focus(); });
frus.press("frus-leave", () => { frus.act("leave", {}); box().focus(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target !== box()) return;
  if (document.querySelector(".frus-leave")) frus.act("leave", {});
});

frus.press("frus-pin", (button) => {
  frus.act("pin", { document: button.dataset.document });
  box().focus();
});
frus.press("frus-unpin", (button) => {
  frus.act("unpin", { document: button.dataset.document });
  box().focus();
});

// What is searched unfolds below the line that says it.
const composer = frus.byId("frus-composer");
const opener = frus.byId("frus-filter-open");
const unfold = (open) => {
  composer.classList.toggle("frus-unfolded", open);
  opener.setAttribute("aria-expanded", String(open));
};
opener.setAttribute("aria-controls", "frus-filters");
unfold(false);
opener.addEventListener("click", () => unfold(!composer.classList.contains("frus-unfolded")));
frus.byId("frus-filters").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.closest("#frus-volumes")) return;
  unfold(false);
  opener.focus();
});

// The answer has the room once a question is asked; a date that is none unfolds it again.
frus.byId("frus-ask").addEventListener("click", () => unfold(false));
box().addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) unfold(false);
});

// A field that was filled wrong says so where it is, and to those who listen.
const misdated = () => {
  for (const name of ["after", "before"]) {
    const field = document.querySelector(`#frus-${name} input`);
    const trouble = frus.byId(`frus-${name}-trouble`);
    field.setAttribute("aria-invalid", String(Boolean(trouble)));
    if (trouble) {
      field.setAttribute("aria-describedby", trouble.id);
      unfold(true);
    } else {
      field.removeAttribute("aria-describedby");
    }
  }
};
new MutationObserver(misdated).observe(frus.byId("frus-dates"), { childList: true, subtree: true });
