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
let told = 0;
const follow = () => {
  const chat = frus.byId("frus-chat");
  if (!chat) return;
  // One announcement a reply, ours: the log would read out every step of it.
  const replies = chat.querySelectorAll(".frus-told-aloud");
  if (replies.length > told) frus.say(replies[replies.length - 1].textContent);
  told = replies.length;
  chat.querySelectorAll("[role=log]").forEach((log) => log.setAttribute("aria-live", "off"));
  chat.querySelectorAll("[data-testid=user], [data-testid=bot]").forEach(name);
  const questions = chat.querySelectorAll(".user-row");
  const waiting = chat.querySelectorAll(".frus-waiting").length;
  const now = `${questions.length} ${waiting}`;
  if (now === last) return;
  last = now;
  if (questions.length === 0) return;
  frus.byId("frus-side").scrollTop = 0;
  questions[questions.length - 1].scrollIntoView({ behavior: frus.behavior, block: "start" });
};
new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
follow();
