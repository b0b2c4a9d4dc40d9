"use strict";
// Pointing at a row lights the places it was read from, and the other way round.
for (const source of document.querySelectorAll("[data-lights]")) {
  const light = (on) => {
    for (const id of [source.id, ...source.dataset.lights.split(" ")]) {
      document.getElementById(id)?.classList.toggle("lit", on);
    }
    const caption = source.closest("figure")?.querySelector(".pointed");
    if (caption) caption.textContent = on ? `: ${source.dataset.name}` : "";
  };
  source.addEventListener("pointerenter", () => light(true));
  source.addEventListener("pointerleave", () => light(false));
  source.addEventListener("focusin", () => light(true));
  source.addEventListener("focusout", () => light(false));
}
// A link into a folded section unfolds it.
const unfold = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const folded = target && target.closest("details");
  if (folded && !folded.open) {
    folded.open = true;
    target.scrollIntoView();
  }
};
addEventListener("hashchange", unfold);
unfold();
// Paper cannot be unfolded.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details:not([open])")) {
    folded.open = true;
    folded.dataset.folded = "";
  }
});
addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("details[data-folded]")) {
    folded.open = false;
    delete folded.dataset.folded;
  }
});
