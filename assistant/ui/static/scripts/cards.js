// The sources panel: one section at a time, and the card that a citation leads to.
frus.openSection = (section) => {
  for (const other of document.querySelectorAll(".frus-sources")) {
    other.hidden = other !== section;
  }
};

// Each question has its own sources; those of the newest one are shown as they come.
let newest = 0;
const numberOf = (section) => Number(section.id.split("-").pop());
new MutationObserver(() => {
  const sections = [...document.querySelectorAll("#frus-sources .frus-sources")];
  const last = Math.max(0, ...sections.map(numberOf));
  if (last === newest) return;
  newest = last;
  const section = frus.byId(`sources-${last}`);
  if (section) frus.openSection(section);
}).observe(frus.byId("frus-sources"), { childList: true, subtree: true });

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
