// What stands around a quoted paragraph, shown within its card; footnote marks and their notes.
const beside = (card) => card.querySelectorAll(".frus-beside, .frus-around-told");

const close = (button) => {
  beside(button.closest(".frus-card")).forEach((part) => part.remove());
  button.setAttribute("aria-expanded", "false");
  button.textContent = button.dataset.open;
};

const show = (card, button, html) => {
  const fetched = document.createElement("template");
  fetched.innerHTML = html;
  const paragraph = card.querySelector("blockquote");
  paragraph.before(...fetched.content.querySelectorAll(".frus-beside-before"));
  const after = card.querySelector(".frus-card-notes") || paragraph;
  after.after(...fetched.content.querySelectorAll(".frus-beside-after"));
  button.setAttribute("aria-expanded", "true");
  button.textContent = button.dataset.close;
  frus.say(button.dataset.shown);
  card.querySelector(".frus-beside").scrollIntoView({ behavior: frus.behavior, block: "nearest" });
};

const refuse = (button, reason) => {
  const told = frus.element("p", { className: "frus-told frus-around-told" }, reason);
  told.setAttribute("role", "alert");
  button.closest(".frus-actions").after(told);
};

frus.press("frus-around", async (button) => {
  const card = button.closest(".frus-card");
  if (button.getAttribute("aria-busy") === "true") return;
  if (button.getAttribute("aria-expanded") === "true") {
    close(button);
    return;
  }
  beside(card).forEach((part) => part.remove());
  button.dataset.open = button.dataset.open || button.textContent;
  button.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(button.dataset.address, { headers: { accept: "text/plain" } });
    const said = await reply.text();
    if (reply.ok) show(card, button, said);
    else refuse(button, said.trim());
  } catch {
    refuse(button, button.dataset.failed);
  }
  button.removeAttribute("aria-busy");
});

// A mark leads to its note on the same card, and the note back to the mark.
const lead = (link, event) => {
  const target = frus.byId(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ behavior: frus.behavior, block: "center" });
  target.focus({ preventScroll: true });
};
frus.press("frus-to-note", lead);
frus.press("frus-to-mark", lead);
