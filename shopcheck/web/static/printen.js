// Say how far the letters are, without loading the page again. Without this a browser does that every ten seconds.
const box = document.querySelector("[data-progress]");
const bar = box?.querySelector("progress");
const words = box?.querySelector("[data-said]");
const PAUSE = 2000;
const look = async () => {
  try {
    const reply = await fetch(box.dataset.progress, { redirect: "error" });
    if (!reply.ok) throw new Error(String(reply.status));
    const { done, total, ready } = await reply.json();
    if (ready) {
      location.reload();
      return;
    }
    if (bar.value !== done) words.textContent = done < total ? `${done} van ${total} gedaan.` : "Alle brieven zijn gedaan. Wij leggen ze op volgorde.";
    bar.value = done;
  } catch {
    words.textContent = "Wij kunnen de stand nu niet zien. Ververs straks deze bladzijde.";
  }
  setTimeout(look, PAUSE);
};
if (box) setTimeout(look, PAUSE);
