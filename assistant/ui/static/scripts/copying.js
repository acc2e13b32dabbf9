// The clipboard is closed to pages that come over plain http from another machine.
const copyByHand = (text) => {
  const box = frus.element("textarea", { value: text, className: "frus-unseen" });
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
};

// Copies `text`; `button` says so for a moment.
frus.copy = async (button, text) => {
  let done = false;
  if (navigator.clipboard && isSecureContext) {
    done = await navigator.clipboard.writeText(text).then(() => true, () => false);
  }
  done = done || copyByHand(text);
  button.focus();
  if (!done || button.dataset.label) return;
  button.dataset.label = button.textContent;
  button.textContent = frus.words.copied;
  frus.say(frus.words.copied);
  setTimeout(() => {
    button.textContent = button.dataset.label;
    delete button.dataset.label;
  }, 1600);
};

frus.press("frus-copy", (button) => frus.copy(button, button.dataset.copy));
frus.press("frus-copy-answer", (button) => {
  const section = frus.byId(button.id.replace("copy-", "sources-"));
  if (section) frus.copy(button, section.dataset.markdown);
});
