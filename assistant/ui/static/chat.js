() => {
  const words = WORDS;
  const byId = (id) => document.getElementById(id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = calm ? "auto" : "smooth";

  // A status line of our own: what is copied is said aloud.
  const status = document.createElement("div");
  status.className = "frus-unseen";
  status.setAttribute("role", "status");
  document.body.append(status);

  const openSection = (section) => {
    for (const other of document.querySelectorAll(".frus-sources")) {
      other.hidden = other !== section;
    }
  };

  const openCard = (card, citation) => {
    openSection(card.closest(".frus-sources"));
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
    card.scrollIntoView({ behavior, block: "start" });
  };

  // The clipboard is closed to pages that come over plain http from another machine.
  const copyByHand = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "frus-unseen";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };

  const copy = async (button, text) => {
    let done = false;
    if (navigator.clipboard && isSecureContext) {
      done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    }
    done = done || copyByHand(text);
    button.focus();
    if (!done || button.dataset.label) return;
    button.dataset.label = button.textContent;
    button.textContent = words.copied;
    status.textContent = words.copied;
    setTimeout(() => {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
      status.textContent = "";
    }, 1600);
  };

  const element = (tag, properties, ...inside) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inside);
    return made;
  };

  // A report goes to Python by way of the panel, which Gradio listens to.
  const report = (button) => {
    const card = button.closest(".frus-card");
    const begun = card.querySelector(".frus-reporting input");
    if (begun) return begun.focus();
    card.querySelector(".frus-told")?.remove();
    const said = element("input", { type: "text", maxLength: words.longest });
    const keep = element("button", { type: "submit" }, words.keep);
    const cancel = element("button", { type: "button" }, words.cancel);
    const choices = element("p", { className: "frus-actions" }, keep, cancel);
    const label = element("label", {}, words.wrong, said);
    const form = element("form", { className: "frus-reporting" }, label, choices);
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
      const detail = { card: card.id, wrong: said.value };
      card.dispatchEvent(new CustomEvent("frus-report", { detail, bubbles: true }));
    });
    card.querySelector(".frus-card-foot").append(form);
    said.focus();
  };

  document.addEventListener("frus-told", ({ detail }) => {
    const card = byId(detail.card);
    if (!card) return;
    const button = card.querySelector(".frus-report");
    const form = card.querySelector(".frus-reporting");
    card.querySelector(".frus-told")?.remove();
    const told = element("p", { className: "frus-told", tabIndex: -1 }, detail.told);
    card.querySelector(".frus-card-foot").append(told);
    told.focus();
    // What was typed stays where it could not be kept.
    if (!detail.kept && form) form.querySelector("[type=submit]").disabled = false;
    if (!detail.kept) return;
    form?.remove();
    button?.remove();
  });

  document.addEventListener("click", (event) => {
    const target = event.target.closest("a, button");
    if (!target) return;
    if (target.matches(".frus-cite")) {
      const card = byId(target.hash.slice(1));
      if (!card) return;
      event.preventDefault();
      openCard(card, target);
    } else if (target.matches(".frus-show")) {
      const section = byId(target.hash.slice(1));
      if (!section) return;
      event.preventDefault();
      openSection(section);
      section.focus({ preventScroll: true });
      section.scrollIntoView({ behavior, block: "start" });
    } else if (target.matches(".frus-back")) {
      const citation = byId(target.hash.slice(1));
      if (!citation) return;
      event.preventDefault();
      citation.scrollIntoView({ behavior, block: "center" });
      citation.focus({ preventScroll: true });
    } else if (target.matches(".frus-copy")) {
      copy(target, target.dataset.copy);
    } else if (target.matches(".frus-report")) {
      report(target);
    } else if (target.matches(".frus-copy-answer")) {
      const section = byId(target.id.replace("copy-", "sources-"));
      if (section) copy(target, section.dataset.markdown);
    }
  });

  // Gradio names each message by its raw HTML; a reader who listens needs its role instead.
  const name = (message) => {
    const label = words[message.dataset.testid];
    if (message.getAttribute("aria-label") !== label) {
      message.setAttribute("role", "group");
      message.setAttribute("aria-label", label);
    }
  };

  // Each new question comes to the top, once when it is asked and once when its reply has come.
  let last = "";
  const follow = () => {
    const chat = byId("frus-chat");
    if (!chat) return;
    chat.querySelectorAll("[data-testid=user], [data-testid=bot]").forEach(name);
    const questions = chat.querySelectorAll(".user-row");
    const now = `${questions.length} ${chat.querySelectorAll(".frus-waiting").length}`;
    if (now === last) return;
    last = now;
    if (questions.length === 0) return;
    byId("frus-side").scrollTop = 0;
    questions[questions.length - 1].scrollIntoView({ behavior, block: "start" });
  };
  new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
  follow();
}
