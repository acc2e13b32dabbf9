// Links to answers, and the address of a page that a link opened.
frus.press("frus-copy-link", (button) => {
  const section = frus.byId(button.id.replace("link-", "sources-"));
  if (!section) return;
  frus.copy(button, `${location.origin}${location.pathname}?${section.dataset.link}`);
});

frus.press("frus-next", (button) => frus.act("ask", { question: button.textContent }));

// The address stands for what is shown while that is what the link asked for, so that a reload
// shows it again. Once the reader goes on, edits, or begins anew, it would be another's address.
// One that only sets what is searched stays until a new conversation.
const LINK = ["q", "volume", "doc", "kind", "voice", "after", "before", "v", "quoted"];
const forget = () => {
  const now = new URL(location.href);
  for (const name of LINK) now.searchParams.delete(name);
  history.replaceState(history.state, "", now);
};

const opened = new URLSearchParams(location.search);
if (LINK.some((name) => opened.has(name))) {
  let most = opened.getAll("q").length || Infinity;
  let before = [];
  const watch = new MutationObserver(() => {
    if (document.querySelector(".frus-link-trouble")) most = 0;
    const questions = [...document.querySelectorAll("#frus-chat .frus-question")];
    const now = questions.map((question) => question.textContent);
    if (now.length > most || before.some((question, at) => question !== now[at])) {
      watch.disconnect();
      forget();
    }
    before = now;
  });
  watch.observe(document.body, { childList: true, characterData: true, subtree: true });
}
