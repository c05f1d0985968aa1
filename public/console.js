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

/** Presses a button of the row that has the focus. */
function press(action) {
  document.activeElement?.closest('[data-row]')?.querySelector(`[data-action="${action}"]`)?.click();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  r: () => press('release'),
  c: () => press('confirm'),
  u: () => press('undo'),
  x: () => press('select'),
  '?': () => document.getElementById('keys')?.toggleAttribute('open'),
};

document.addEventListener('keydown', (event) => {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey || target.closest('input:not([type=checkbox]), textarea, select')) return;
  if (!Object.hasOwn(KEYS, key)) return;
  KEYS[key]();
  event.preventDefault();
});

// Boxes of one form at once. Without this file there is no such box to be seen.
for (const all of document.querySelectorAll('[data-select-all]')) {
  all.closest('[hidden]')?.removeAttribute('hidden');
  all.addEventListener('change', () => {
    const form = all.dataset.selectAll;
    for (const box of document.querySelectorAll(`input[type=checkbox][form="${form}"]`))
      box.checked = all.checked;
  });
}

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
