// A link with data-opens="ID" opens that dialog instead of going to the page that asks the same.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog?.showModal && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  const dismisser = event.target.closest("[data-dismisses]");
  if (dismisser) dismisser.closest("dialog").close();
  // A press beside the dialog: its own box covers everything inside.
  if (event.target instanceof HTMLDialogElement && isBeside(event)) event.target.close();
});

function isBeside(event) {
  const box = event.target.getBoundingClientRect();
  const isInside = event.clientX >= box.left && event.clientX <= box.right &&
    event.clientY >= box.top && event.clientY <= box.bottom;
  return !isInside && event.detail > 0; // Enter in a field also clicks, with no place
}
