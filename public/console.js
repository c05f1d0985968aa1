// The keys of the lists. Everything they do has a button, too: without this file nothing is missing but speed.
'use strict';

const rows = () => [...document.querySelectorAll('[data-row]')];

function move(step) {
  const all = rows();
  const at = all.indexOf(document.activeElement?.closest('[data-row]'));
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** What a key presses in the row that has the focus. */
const ACTION_OF = { r: 'release', c: 'confirm', u: 'undo', x: 'select' };

function press(action) {
  document.activeElement?.closest('[data-row]')?.querySelector(`[data-action="${action}"]`)?.click();
}

document.addEventListener('keydown', (event) => {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey || target.closest('input:not([type=checkbox]), textarea, select')) return;
  if (key === 'j' || key === 'k') move(key === 'j' ? 1 : -1);
  else if (ACTION_OF[key]) press(ACTION_OF[key]);
  else return;
  event.preventDefault();
});

// A row that was answered is exchanged: the focus stays at its place in the list.
document.addEventListener('htmx:beforeSwap', (event) => {
  const row = event.detail.target?.closest?.('[data-row]');
  if (row?.contains(document.activeElement)) document.documentElement.dataset.focusRow = row.id;
  // Refusals are shown, in the line at the bottom; a fault is, too.
  if (event.detail.xhr.status >= 400) event.detail.shouldSwap = true;
});

document.addEventListener('htmx:afterSettle', () => {
  const { focusRow } = document.documentElement.dataset;
  if (!focusRow) return;
  delete document.documentElement.dataset.focusRow;
  document.getElementById(focusRow)?.focus();
});
