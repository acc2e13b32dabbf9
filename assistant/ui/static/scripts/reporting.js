// The form that reports a quotation as wrong, within its card.
const report = (button) => {
  const card = button.closest(".frus-card");
  const begun = card.querySelector(".frus-reporting input");
  if (begun) return begun.focus();
  card.querySelector(".frus-told")?.remove();
  const said = frus.element("input", { type: "text", maxLength: frus.words.longest });
  const keep = frus.element("button", { type: "submit" }, frus.words.keep);
  const cancel = frus.element("button", { type: "button" }, frus.words.cancel);
  const choices = frus.element("p", { className: "frus-actions" }, keep, cancel);
  const label = frus.element("label", {}, frus.words.wrong, said);
  const form = frus.element("form", { className: "frus-reporting" }, label, choices);
  const leave = () => {
    form.remove();
    button.focus();
  };
  cancel.addEventListener("click", leave);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (keep.disabled) return;
    keep.disabled = true;
    frus.act("report", { card: card.id, wrong: said.value });
  });
  card.querySelector(".frus-card-foot").append(form);
  said.focus();
};

frus.done("report", (detail) => {
  const card = frus.byId(detail.card);
  if (!card) return;
  const button = card.querySelector(".frus-report");
  const form = card.querySelector(".frus-reporting");
  card.querySelector(".frus-told")?.remove();
  const told = frus.element(
    "p", { className: "frus-told", tabIndex: -1 }, detail.failed ? frus.words.failed : detail.told,
  );
  card.querySelector(".frus-card-foot").append(told);
  told.focus();
  // What was typed stays where it could not be kept.
  if (!detail.kept && form) form.querySelector("[type=submit]").disabled = false;
  if (!detail.kept) return;
  form?.remove();
  button?.remove();
});

frus.press("frus-report", report);
