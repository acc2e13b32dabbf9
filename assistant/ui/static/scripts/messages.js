// Gradio names each message by its raw HTML; a reader who listens needs its role instead.
const name = (message) => {
  const label = frus.words[message.dataset.testid];
  if (message.getAttribute("aria-label") !== label) {
    message.setAttribute("role", "group");
    message.setAttribute("aria-label", label);
  }
};

// Each new question comes to the top, once when it is asked and once when its reply has come.
let last = "";
const follow = () => {
  const chat = frus.byId("frus-chat");
  if (!chat) return;
  // One announcement an answer, ours: the log would read out every step of it.
  chat.querySelectorAll("[role=log]").forEach((log) => log.setAttribute("aria-live", "off"));
  chat.querySelectorAll("[data-testid=user], [data-testid=bot]").forEach(name);
  const questions = chat.querySelectorAll(".user-row");
  const waiting = chat.querySelectorAll(".frus-waiting").length;
  const now = `${questions.length} ${waiting}`;
  if (now === last) return;
  const told = [...chat.querySelectorAll(".frus-told-aloud")].pop();
  if (told && last && !waiting) frus.say(told.textContent);
  last = now;
  if (questions.length === 0) return;
  frus.byId("frus-side").scrollTop = 0;
  questions[questions.length - 1].scrollIntoView({ behavior: frus.behavior, block: "start" });
};
new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
follow();
