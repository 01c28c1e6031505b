import { button, element } from './elements.js';

/** Says what was done to who cannot see it. */
const status = element('div', { role: 'status', class: 'unseen' });

/** Where that is said. */
export function copyStatus() {
  return status;
}

/**
 * @param {string} label
 * @param {() => string} text what is copied
 * @param {string} [name] for who cannot see what stands beside it
 */
export function copyButton(label, text, name) {
  const made = button(label, () => void copy(), { class: 'copy', 'aria-label': name });
  const copy = async () => {
    const said = (await hasCopied(text())) ? 'Copied' : 'Cannot copy';
    made.textContent = said;
    status.textContent = said;
    setTimeout(() => {
      made.textContent = label;
    }, 1500);
  };
  return made;
}

/** @param {string} text */
async function hasCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return hasCopiedByHand(text);
  }
}

/** Where the page may not write to the clipboard, as from a disk in some browsers. @param {string} text */
function hasCopiedByHand(text) {
  const area = element('textarea', { class: 'unseen', 'aria-hidden': 'true' });
  const before = document.activeElement;
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}
