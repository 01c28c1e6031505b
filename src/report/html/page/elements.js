/**
 * An element. Strings become texts and never markup, whatever is in them.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} attributes what is false or undefined is left out
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/**
 * @param {string} label
 * @param {() => void} onClick
 * @param {Readonly<Record<string, string | boolean | undefined>>} [attributes]
 */
export function button(label, onClick, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

/**
 * A text in which what stands between backquotes is a command.
 * @param {string} text
 */
export function withCommands(text) {
  const parts = text.split('`');
  // An odd backquote begins no command.
  if (parts.length % 2 === 0) return element('span', {}, text);
  return element('span', {}, ...parts.map((part, at) => (at % 2 === 0 ? part : element('code', {}, part))));
}

/**
 * A part of the page with a heading; undefined when there is nothing in it.
 * @param {string} id
 * @param {string} title
 * @param {...(Node | undefined)} children
 */
export function section(id, title, ...children) {
  const shown = children.filter((child) => child !== undefined);
  if (shown.length === 0) return undefined;
  const heading = element('h2', { id: `${id}-title` }, title);
  return element('section', { id, 'aria-labelledby': `${id}-title` }, heading, ...shown);
}

/** @param {readonly Node[]} items */
export function list(items) {
  return items.length === 0 ? undefined : element('ul', {}, ...items.map((item) => element('li', {}, item)));
}
