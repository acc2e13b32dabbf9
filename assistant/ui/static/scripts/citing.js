// The menu that cites a source: the citation is fetched, shown below its styles, and copied.
const shown = (box, words, className) => {
  box.hidden = false;
  box.replaceChildren(frus.element("pre", { className, tabIndex: 0 }, words));
};

const fetched = async (address) => {
  try {
    const reply = await fetch(address, { headers: { accept: "text/plain" } });
    return { cited: reply.ok, text: (await reply.text()).trimEnd() };
  } catch {
    return { cited: false, text: frus.words.unreached };
  }
};

frus.press("frus-cite-as", async (button) => {
  const menu = button.closest(".frus-citing");
  const box = menu.querySelector(".frus-cited");
  const { address } = button.dataset;
  menu.dataset.asked = address;
  shown(box, frus.words.citing, "frus-cite-waiting");
  const { cited, text } = await fetched(address);
  // Another style was pressed in the meantime.
  if (menu.dataset.asked !== address) return;
  for (const other of menu.querySelectorAll("[aria-current]")) {
    other.removeAttribute("aria-current");
  }
  if (cited) {
    button.setAttribute("aria-current", "true");
    shown(box, text, "frus-cite-text");
    await frus.copy(button, text);
    return;
  }
  const trouble = `${frus.words.uncited} ${text}`;
  shown(box, trouble, "frus-cite-trouble");
  frus.say(trouble);
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest(".frus-citing[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
