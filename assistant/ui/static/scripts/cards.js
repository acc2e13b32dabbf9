// The sources panel: one section at a time, and the card that a citation leads to.
frus.openSection = (section) => {
  for (const other of document.querySelectorAll(".frus-sources")) {
    other.hidden = other !== section;
  }
};

frus.openCard = (card, citation) => {
  frus.openSection(card.closest(".frus-sources"));
  for (const old of document.querySelectorAll(".frus-open")) old.classList.remove("frus-open");
  for (const old of document.querySelectorAll(".frus-cite[aria-current]")) {
    old.removeAttribute("aria-current");
  }
  card.classList.add("frus-open");
  if (citation) citation.setAttribute("aria-current", "true");
  card.focus({ preventScroll: true });
  const long = card.querySelector(".frus-long");
  const mark = card.querySelector("mark");
  if (long && mark) long.scrollTop = mark.offsetTop - long.offsetTop - 48;
  card.scrollIntoView({ behavior: frus.behavior, block: "start" });
};

frus.press("frus-cite", (link, event) => {
  const card = frus.byId(link.hash.slice(1));
  if (!card) return;
  event.preventDefault();
  frus.openCard(card, link);
});

frus.press("frus-show", (link, event) => {
  const section = frus.byId(link.hash.slice(1));
  if (!section) return;
  event.preventDefault();
  frus.openSection(section);
  section.focus({ preventScroll: true });
  section.scrollIntoView({ behavior: frus.behavior, block: "start" });
});

frus.press("frus-back", (link, event) => {
  const citation = frus.byId(link.hash.slice(1));
  if (!citation) return;
  event.preventDefault();
  citation.scrollIntoView({ behavior: frus.behavior, block: "center" });
  citation.focus({ preventScroll: true });
});
