/** The text of a module by its name, such as `table.js`. */
export type ReadModule = (name: string) => string;

const IMPORT = /^import \{([\w\s,]+)\} from '\.\/([\w-]+\.js)';\n/gm;
const EXPORT = /^export (?=(?:async )?(?:function|const|class) (\w+))/gm;

/**
 * Modules as one script, as a page needs it whose scripts are known by their checksums: each in a function of its own, after
 * those that it imports. By hand, since a checkout has no build step, and no bundler is small enough to be brought along;
 * so modules keep to `import { name } from './module.js'` and to exporting functions, constants and classes where they are
 * declared.
 * @throws {Error} for what it does not know
 */
export function linkModules(main: string, read: ReadModule): string {
  const linked = new Map<string, string>();
  const visit = (name: string, way: readonly string[]) => {
    if (way.includes(name)) throw new Error(`modules of the page import each other: ${[...way, name]}`);
    if (linked.has(name)) return;
    const text = read(name);
    for (const [, , needed = ''] of text.matchAll(IMPORT)) visit(needed, [...way, name]);
    linked.set(name, linkOne(name, text));
  };
  visit(main, []);
  return `'use strict';\n(() => {\n${[...linked.values()].join('\n')}\n})();\n`;
}

function linkOne(name: string, text: string): string {
  const exported = [...text.matchAll(EXPORT)].map(([, its]) => its);
  const body = text
    .replace(IMPORT, (_, names: string, from: string) => `const {${names}} = ${variable(from)};\n`)
    .replace(EXPORT, '');
  const unknown = /^(?:import|export)\b.*/m.exec(body);
  if (unknown) throw new Error(`${name} has something that cannot be linked: ${unknown[0]}`);
  return `const ${variable(name)} = (() => {\n${body}return { ${exported.join(', ')} };\n})();`;
}

function variable(name: string): string {
  return `$${name.slice(0, -'.js'.length).replaceAll('-', '_')}`;
}
